import { runTask } from "../../task.ts";
import { type Push, push } from "../push.ts";
import { startSandboxProcess } from "../sandbox-process.ts";

export interface PushInput extends Push {
  readonly databasePid: number;
  readonly latencyMs: number;
  /** How many tenants one worker serves side by side. */
  readonly tenantsAtOnce: number;
}

/** One push through its own sandbox. */
await runTask(async ({ databasePid, latencyMs, tenantsAtOnce, ...wanted }: PushInput) => {
  const sandbox = await startSandboxProcess(latencyMs);
  try {
    Object.assign(process.env, {
      WOLKVOX_EXTRA_HOSTS: sandbox.host,
      // The minimum interval between calls is a setting, not a cost, so it must not be measured.
      WOLKVOX_MIN_INTERVAL_MS: "0",
      WORKER_TENANTS: String(tenantsAtOnce),
    });
    const { host: sandboxHost, pid: sandboxPid, control } = sandbox;
    return await push({ databasePid, sandboxHost, sandboxPid, control }, wanted);
  } finally {
    await sandbox.stop();
  }
});
