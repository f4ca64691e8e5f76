import { afterAll, beforeEach } from "vitest";
import type { Env } from "#lib/env.ts";
import { startWorker } from "#lib/worker/start-worker.ts";
import { closeAll } from "../database/close-all.ts";
import type { TenantSetup } from "../factories.ts";
import { sandboxControl } from "../wolkvox-sandbox/control.ts";
import { startSandbox } from "../wolkvox-sandbox/sandbox.ts";
import { type SandboxSettingsInput, settingsSchema } from "../wolkvox-sandbox/settings.ts";
import { stagedFor } from "./tenant-run.ts";

interface RunStageSetup {
  /** What differs from a quick pace and from cut calls being over at once; of the whole file, because it is read once. */
  readonly env?: Partial<Record<keyof Env, string>>;
  /** What differs from the CRM's defaults when a test begins. */
  readonly settings?: SandboxSettingsInput;
  /** Other servers that tenants may name. */
  readonly otherHosts?: readonly string[];
  /** False where the tests start worker processes themselves. */
  readonly hasWorker?: boolean;
}

/** What the tests of a file run on: a CRM, as good as new for each of them, and a worker in this process. Ends by itself. */
export async function runStage({ env = {}, settings = {}, otherHosts = [], hasWorker = true }: RunStageSetup = {}) {
  const sandbox = await startSandbox();
  const { host } = sandbox;
  Object.assign(process.env, {
    WOLKVOX_EXTRA_HOSTS: [host, ...otherHosts].join(","),
    WOLKVOX_MIN_INTERVAL_MS: "5",
    WOLKVOX_LONGEST_CALL_SECONDS: "0",
    ...env,
  });
  const control = sandboxControl(sandbox.url);
  const worker = hasWorker ? await startWorker() : null;
  beforeEach(async () => {
    await control.reset();
    await control.setSettings(settingsSchema.parse(settings));
  });
  afterAll(async () => {
    await worker?.stop();
    await closeAll();
    await sandbox.close();
  });
  return {
    host,
    control,
    /** A team of its own at this CRM, with a staged portfolio of so many debtors. */
    staged: (debtors: number, setup: Omit<TenantSetup, "server"> = {}) => stagedFor(host, debtors, setup),
  };
}
