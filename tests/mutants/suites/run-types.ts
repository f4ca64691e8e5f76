import { runLimited } from "../run-limited.ts";
import type { Played } from "./played.ts";

const limitMs = 1_200_000;

/** From the notes of the check before it, so only what depends on the changed file is checked anew. */
export async function runTypes(root: string): Promise<Played> {
  const notes = ["--noEmit", "--incremental", "--tsBuildInfoFile", ".data/mutants.tsbuildinfo"];
  const { code, isLate, output } = await runLimited(root, ["node_modules/typescript/bin/tsc", ...notes], {}, limitMs);
  if (isLate) throw new Error("The type check does not end.");
  if (code === 0) return { verdict: "survived" };
  return { verdict: "killed", by: output.split("\n").find((line) => line.includes("error TS")) ?? output.slice(-200) };
}
