import { runTask } from "../../task.ts";
import { useDatabase } from "../measured-environment.ts";

export interface ComparedInput {
  readonly databaseUrl: string;
  readonly folder: string;
  /** A number of debtors prepares both days; otherwise the second day is staged, with or without a comparison. */
  readonly step: number | "compared" | "plain";
}

await runTask(async ({ databaseUrl, folder, step }: ComparedInput) => {
  useDatabase(databaseUrl);
  process.env.UPLOAD_STARTS_PER_MINUTE = "1000";
  const { prepareComparison, stageSecondDay } = await import("../comparison-stage.ts");
  if (typeof step !== "number") return stageSecondDay(folder, step === "compared");
  await prepareComparison(folder, step);
  return {};
});
