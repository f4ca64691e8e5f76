import { runTask } from "../../task.ts";
import { useDatabase } from "../measured-environment.ts";

/** Stages a portfolio through a running portal, once to warm up and once measured. */
await runTask(async ({ portalUrl, databaseUrl, rows }: { portalUrl: string; databaseUrl: string; rows: number }) => {
  // Only to create users and tenant; the measured part is HTTP.
  useDatabase(databaseUrl);
  const { stageTwice } = await import("../stage-twice.ts");
  return stageTwice(portalUrl, rows);
});
