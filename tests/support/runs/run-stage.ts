import { afterAll, beforeEach } from "vitest";
import type { Env } from "#lib/env.ts";
import { closeAll } from "../database/close-all.ts";
import { ownerDatabase } from "../database/owner-database.ts";
import type { TenantSetup } from "../factories.ts";
import { sandboxControl } from "../wolkvox-sandbox/control.ts";
import { startSandbox } from "../wolkvox-sandbox/sandbox.ts";
import { type SandboxSettingsInput, settingsSchema } from "../wolkvox-sandbox/settings.ts";
import { stagedFor } from "./tenant-run.ts";
import { workHere } from "./worker-here.ts";
import { startWorkerProcess } from "./worker-process.ts";

interface RunStageSetup {
  /**
   * Changes to the defaults (a quick pace; cut calls count as over at once) for the whole file, as the
   * environment is read only once.
   */
  readonly env?: Partial<Record<keyof Env, string>>;
  /** Changes to the CRM's defaults at the beginning of each test. */
  readonly settings?: SandboxSettingsInput;
  /** Other servers that tenants may name. */
  readonly otherHosts?: readonly string[];
  /** False if the tests start workers themselves, or work slice by slice. */
  readonly hasWorker?: boolean;
  /** Whether its worker is a process, for tests of what only that does. */
  readonly isWorkerProcess?: boolean;
}

/**
 * What the tests of a file run on: a CRM that is reset for each test and called at its best pace, and a worker. Stops itself.
 */
export async function runStage({
  env = {},
  settings = {},
  otherHosts = [],
  hasWorker = true,
  isWorkerProcess = false,
}: RunStageSetup = {}) {
  const sandbox = await startSandbox();
  const { host } = sandbox;
  Object.assign(process.env, {
    WOLKVOX_EXTRA_HOSTS: [host, ...otherHosts].join(","),
    WOLKVOX_MIN_INTERVAL_MS: "5",
    WOLKVOX_LONGEST_CALL_SECONDS: "0",
    ...env,
  });
  const control = sandboxControl(sandbox.url);
  const worker = isWorkerProcess ? await startWorkerProcess() : null;
  const workerHere = hasWorker && !isWorkerProcess ? workHere() : null;
  beforeEach(async () => {
    await control.reset();
    // Each cut call slows the server down: the tenth of a file's tests would wait seconds for each of its calls.
    await ownerDatabase().serverPace.deleteMany();
    await control.setSettings(settingsSchema.parse(settings));
  });
  afterAll(async () => {
    await worker?.end("SIGTERM");
    await workerHere?.stop();
    await closeAll();
    await sandbox.close();
  });
  return {
    host,
    control,
    /** Null without `isWorkerProcess`. */
    worker,
    /** A new team at this CRM, with a staged portfolio of so many debtors. */
    staged: (debtors: number, setup: Omit<TenantSetup, "server"> = {}) => stagedFor(host, debtors, setup),
  };
}
