import { runTask } from "../../task.ts";
import { prepareComparison, stageSecondDay } from "../comparison-stage.ts";

export interface ComparedInput {
  readonly folder: string;
  /** A number of debtors prepares both days; otherwise the second day is staged, with or without a comparison. */
  readonly step: number | "compared" | "plain";
}

await runTask(async ({ folder, step }: ComparedInput) => {
  process.env.UPLOAD_STARTS_PER_MINUTE = "1000";
  if (typeof step !== "number") return stageSecondDay(folder, step === "compared");
  await prepareComparison(folder, step);
  return {};
});
