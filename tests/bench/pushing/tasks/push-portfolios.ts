import { runTask } from "../../task.ts";
import { useDatabase } from "../measured-environment.ts";
import type { Push } from "../push.ts";
import { startSandboxProcess } from "../sandbox-process.ts";

export interface PushInput extends Push {
  readonly databaseUrl: string;
  readonly databasePid: number;
  readonly latencyMs: number;
  /** How many tenants one worker serves side by side. */
  readonly tenantsAtOnce: number;
}

/** One push through its own sandbox. */
await runTask(async ({ databaseUrl, databasePid, latencyMs, tenantsAtOnce, ...wanted }: PushInput) => {
  useDatabase(databaseUrl);
  const sandbox = await startSandboxProcess(latencyMs);
  try {
    Object.assign(process.env, {
      NODE_ENV: "production",
      WOLKVOX_EXTRA_HOSTS: sandbox.host,
      // The minimum interval between calls is a setting, not a cost, so it must not be measured.
      WOLKVOX_MIN_INTERVAL_MS: "0",
      WORKER_TENANTS: String(tenantsAtOnce),
    });
    const { push } = await import("../push.ts");
    const through = {
      databaseUrl,
      databasePid,
      sandboxHost: sandbox.host,
      sandboxPid: sandbox.pid,
      control: sandbox.control,
    };
    return await push(through, wanted);
  } finally {
    await sandbox.stop();
  }
});
