import { type FileResult, type Played, playedOf } from "./played.ts";
import { runVitest, type VitestOrder } from "./run-vitest.ts";

const startMs = 60_000;
/** Of a mutant in how often the unmutated time, as it was with all cores at work. */
const patience = 5;
/** What the first run may take unmutated: most mutants die in it, and a loop without end costs little there. */
const firstMs = 10_000;
/** Loading a file's modules, which the time of its tests does not contain. */
const loadMs = 500;

/** Plays the files that reach a mutant, fastest first, until one fails. */
export async function playFiles(
  root: string,
  { project, workers }: Required<Pick<VitestOrder, "project" | "workers">>,
  reaching: readonly FileResult[],
): Promise<Played> {
  if (reaching.length === 0) return { verdict: "not reached" };
  for (const files of inTwo(reaching.toSorted((a, b) => a.ms - b.ms))) {
    const limitMs = startMs + patience * timeOf(files);
    const names = files.map(({ file }) => file);
    const run = await runVitest(root, { project, workers, files: names, isFirstEnough: true, limitMs });
    const played = playedOf(run);
    if (played.verdict === "killed") return played;
  }
  return { verdict: "survived" };
}

const timeOf = (files: readonly FileResult[]): number => files.reduce((sum, { ms }) => sum + ms + loadMs, 0);

function inTwo(files: readonly FileResult[]): FileResult[][] {
  let length = 1;
  while (length < files.length && timeOf(files.slice(0, length + 1)) <= firstMs) length += 1;
  return [files.slice(0, length), files.slice(length)].filter((part) => part.length > 0);
}
