import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CorruptionCase, caseAt, runCase, untouchedCase } from "./corruption-case.ts";
import { operators } from "./operators/all-operators.ts";
import type { Operator } from "./operators/operator.ts";
import { shrinkCase } from "./shrink-case.ts";
import type { OperatorCount, Share, SilentCase, UntouchedCount } from "./tally.ts";

export interface ShareOrder {
  readonly seed: number;
  readonly numbers: readonly number[];
  readonly untouched: readonly number[];
  /** Of the operators' names; "" for all. */
  readonly only: string;
  /** Where files of silent wrongs go; null: they are only counted. */
  readonly folder: string | null;
}

/** More examples of one operator teach nothing and cost time to shrink. */
const shrunkPerOperator = 3;

/** Plays some of the cases of a seed. */
export async function playShare({ seed, numbers, untouched, only, folder }: ShareOrder): Promise<Share> {
  const among = only === "" ? operators : operators.filter(({ name }) => name.includes(only));
  const counts: OperatorCount[] = [];
  const silent: SilentCase[] = [];
  const shrunk = new Map<string, number>();
  for (const number of numbers) {
    const one = caseAt(seed, number, among);
    const { judgement, refusal, applied } = await runCase(one);
    const guilty = judgement.verdict === "silent" ? await guiltyOf(one) : one.operators[0];
    // An operator that found nothing to damage has not been tried.
    if (guilty === undefined || !applied.includes(guilty.name)) continue;
    counts.push({ operator: guilty.name, verdict: judgement.verdict, isRefused: refusal !== null, count: 1 });
    if (judgement.verdict !== "silent") continue;
    const isInvisible = one.operators.some((operator) => operator.isInvisible === true);
    const seen = shrunk.get(guilty.name) ?? 0;
    shrunk.set(guilty.name, seen + 1);
    const isShown = folder !== null && !isInvisible && seen < shrunkPerOperator;
    silent.push({ number, operator: guilty.name, isInvisible, shown: isShown ? await show(one, folder) : [] });
  }
  return { counts, silent, untouched: await playUntouched(seed, untouched) };
}

/** Of two operators the one that is enough for a silent wrong; the first where it takes both. */
async function guiltyOf(one: CorruptionCase): Promise<Operator | undefined> {
  if (one.operators.length === 1) return one.operators[0];
  for (const operator of one.operators) {
    const { judgement } = await runCase({ ...one, operators: [operator] });
    if (judgement.verdict === "silent") return operator;
  }
  return one.operators[0];
}

async function playUntouched(seed: number, numbers: readonly number[]): Promise<UntouchedCount> {
  let placed = 0;
  const needless: UntouchedCount["needless"][number][] = [];
  for (const number of numbers) {
    const { judgement, told } = await runCase(untouchedCase(seed, number));
    const others = told.filter((one) => !one.startsWith("to place:"));
    if (others.length < told.length) placed++;
    if (judgement.verdict !== "exact") others.push(judgement.verdict);
    if (others.length > 0) needless.push({ number, told: others.slice(0, 5) });
  }
  return { files: numbers.length, placed, needless };
}

/** Saves the smallest file that shows a silent wrong, and says what it is. */
export async function show(one: CorruptionCase, folder: string): Promise<string[]> {
  const { smallest, result } = await shrinkCase(one);
  const { shape, operators: applied } = smallest;
  const lines = [
    `case ${one.number}: ${applied.map(({ name, what }) => `${name} (${what})`).join(" and ")}`,
    `  ${shape.format}, ${shape.rows} rows, ${shape.bank.bank}, ${shape.delimiter} ${shape.encoding}, amounts ${shape.money}, dates ${shape.dates}`,
    ...result.judgement.silent
      .slice(0, 4)
      .map(
        ({ kind, field, lines: at, expected, found }) =>
          `  ${kind} ${field ?? "row"} in line ${at.join(", ") || "none"}: ${expected} became ${found || "nothing"}`,
      ),
    `  told: ${result.told.slice(0, 6).join("; ") || "nothing"}`,
  ];
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${one.seed}-${one.number}-${result.file.name}`);
  writeFileSync(path, Buffer.from(await result.file.arrayBuffer()));
  writeFileSync(`${path}.txt`, `${lines.join("\n")}\n`);
  return [...lines, `  ${path}`];
}
