import type { HistorySize } from "#tests/support/history/history-size.ts";
import { runTask } from "../../task.ts";
import { fillForErasure, tellAndErase } from "../erasure-stage.ts";

export interface ErasureInput {
  readonly size: HistorySize;
  readonly chunksUnderWay: number;
  readonly step: "fill" | "erase";
}

await runTask(async ({ step, ...filled }: ErasureInput) => {
  if (step === "erase") return tellAndErase();
  await fillForErasure(filled);
  return {};
});
