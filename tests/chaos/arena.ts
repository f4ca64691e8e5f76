import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { roleAddresses } from "#tests/support/database/role-addresses.ts";
import { sandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import { startChaosDatabase } from "./chaos-database.ts";
import type { CleanUp } from "./clean-up.ts";
import { PortalProcess } from "./portal-process.ts";
import { startSandboxProcess } from "./sandbox-process.ts";

/**
 * A call may take 3 s, so a lease ends after 4 s, and a call that was cut off counts as over after 3 s. The
 * same code waits minutes in production.
 */
export const leaseMs = 4_000;
/** How often a CRM in maintenance is probed. */
export const probeMs = 400;

/**
 * A database that can be crashed, two CRM sandboxes and two portals. Their addresses are set in this
 * process's environment, for the services it runs and for its child processes.
 */
export async function openArena(cleanUp: CleanUp) {
  const folder = mkdtempSync(join(tmpdir(), "portal-chaos-"));
  cleanUp.add(() => rmSync(folder, { recursive: true, force: true }));
  const database = await startChaosDatabase(folder, cleanUp);
  const [sandbox, other] = [await startSandboxProcess(cleanUp), await startSandboxProcess(cleanUp)];
  const hosts = { sandbox: new URL(sandbox).host, other: new URL(other).host };
  Object.assign(process.env, {
    ...roleAddresses(database.url),
    DATABASE_CONNECTIONS: "10",
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    NEXTAUTH_URL: "http://127.0.0.1:3000",
    SECRET_KEYS: `chaos:${randomBytes(32).toString("base64")}`,
    WOLKVOX_EXTRA_HOSTS: `${hosts.sandbox},${hosts.other}`,
    WOLKVOX_MIN_INTERVAL_MS: "10",
    WOLKVOX_PROBE_SECONDS: String(probeMs / 1_000),
    WOLKVOX_TIMEOUT_SECONDS: "3",
    WOLKVOX_LONGEST_CALL_SECONDS: "3",
  });
  const portals: Promise<PortalProcess>[] = [];
  return {
    database,
    sandbox: { host: hosts.sandbox },
    other: { host: hosts.other },
    control: sandboxControl(sandbox),
    otherControl: sandboxControl(other),
    /** The first portal or the second one; started on first use. */
    portal(place: 0 | 1 = 0): Promise<PortalProcess> {
      portals[place] ??= PortalProcess.start(folder, cleanUp);
      return portals[place];
    },
  };
}

export type Arena = Awaited<ReturnType<typeof openArena>>;
