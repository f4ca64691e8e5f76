import { runTask } from "../../task.ts";
import { useDatabase } from "../measured-environment.ts";

/** Stages a portfolio: once to warm up, as a portal is warm, and once with the clock. */
await runTask(async ({ databaseUrl, rows }: { databaseUrl: string; rows: number }) => {
  useDatabase(databaseUrl);
  const { stageTwice } = await import("../stage-twice.ts");
  return stageTwice(rows);
});
