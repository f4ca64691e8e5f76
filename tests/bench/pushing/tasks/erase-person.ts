import type { HistorySize } from "#tests/support/history/history-size.ts";
import { runTask } from "../../task.ts";
import { useDatabase } from "../measured-environment.ts";

export interface ErasureInput {
  readonly databaseUrl: string;
  readonly size: HistorySize;
  readonly chunksUnderWay: number;
  readonly step: "fill" | "erase";
}

await runTask(async ({ databaseUrl, step, ...filled }: ErasureInput) => {
  useDatabase(databaseUrl);
  const { fillForErasure, tellAndErase } = await import("../erasure-stage.ts");
  if (step === "erase") return tellAndErase(databaseUrl);
  await fillForErasure(databaseUrl, filled);
  return {};
});
