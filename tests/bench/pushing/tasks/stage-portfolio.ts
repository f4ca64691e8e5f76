import { runTask } from "../../task.ts";

/** Stages a portfolio through a running portal, once to warm up and once measured. */
await runTask(async ({ portalUrl, env, rows }: { portalUrl: string; env: Record<string, string>; rows: number }) => {
  // Only to create users and tenant; the measured part is HTTP.
  Object.assign(process.env, env);
  const { stageTwice } = await import("../stage-twice.ts");
  return stageTwice(portalUrl, rows);
});
