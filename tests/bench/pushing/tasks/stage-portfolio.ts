import { runTask } from "../../task.ts";
import { useDatabase } from "../measured-environment.ts";

/** Stages a portfolio through a running portal: once to warm up, and once with the clock. */
await runTask(async ({ portalUrl, databaseUrl, rows }: { portalUrl: string; databaseUrl: string; rows: number }) => {
  // For the people and the tenant only; what is measured goes over HTTP.
  useDatabase(databaseUrl);
  const { stageTwice } = await import("../stage-twice.ts");
  return stageTwice(portalUrl, rows);
});
