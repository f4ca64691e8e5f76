import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type CaseResult, type CorruptionCase, caseAt, runCase, untouchedCase } from "./corruption-case.ts";
import { operators } from "./operators/all-operators.ts";
import type { Operator } from "./operators/operator.ts";
import { shrinkCase } from "./shrink-case.ts";
import type { OperatorCount, Share, SilentCase, UntouchedCount } from "./tally.ts";
import { failure } from "./verdict/judge.ts";

export interface ShareOrder {
  readonly seed: number;
  readonly numbers: readonly number[];
  readonly untouched: readonly number[];
  /** Only operators with this in their names; "" for all. */
  readonly only: string;
  /** The folder for files of silent wrongs; null to only count them. */
  readonly folder: string | null;
}

/** More examples of one operator teach nothing and take time to shrink. */
const shrunkPerOperator = 3;

/** Plays some of the cases of a seed. */
export async function playShare(
  { seed, numbers, untouched, only, folder }: ShareOrder,
  of: readonly Operator[] = operators,
): Promise<Share> {
  const among = only === "" ? of : of.filter(({ name }) => name.includes(only));
  const counts: OperatorCount[] = [];
  const silent: SilentCase[] = [];
  const shown = new Map<string, number>();
  let untried = 0;
  for (const number of numbers) {
    const one = caseAt(seed, number, among);
    const result = await runCase(one).catch((thrown: unknown) => failed(one, thrown));
    const { verdict } = result.judgement;
    const guilty = verdict === "silent" ? await guiltyOf(one, result) : result.applied[0];
    if (guilty === undefined) untried++;
    else counts.push({ operator: guilty.name, verdict, isRefused: result.refusal !== null, count: 1 });
    if (guilty === undefined || verdict !== "silent") continue;
    const seen = shown.get(guilty.name) ?? 0;
    shown.set(guilty.name, seen + 1);
    const isShown = folder !== null && seen < shrunkPerOperator;
    silent.push({ number, operator: guilty.name, shown: isShown ? await show(one, result, folder) : [] });
  }
  return { counts, silent, untried, untouched: await playUntouched(seed, untouched) };
}

/** A case that throws has shown nothing, so it counts as a silent wrong. */
function failed({ operators: applied }: CorruptionCase, thrown: unknown): CaseResult {
  const said = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return { file: new File([], "none"), judgement: failure(said), applied, refusal: null, told: [] };
}

/**
 * Of two operators, the one that suffices for the silent wrong; the first if it takes both or neither did
 * anything.
 */
async function guiltyOf(one: CorruptionCase, { applied }: CaseResult): Promise<Operator | undefined> {
  for (const operator of applied.length > 1 ? applied : []) {
    const alone = await runCase({ ...one, alone: operator }).catch(() => null);
    if (alone?.judgement.verdict === "silent") return operator;
  }
  return applied[0] ?? one.operators[0];
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

/** Saves the smallest file that shows a silent wrong; returns lines that describe it. */
export async function show(one: CorruptionCase, whole: CaseResult, folder: string): Promise<string[]> {
  const { smallest, result } = await shrinkCase(one, whole);
  const { shape } = smallest;
  const lines = [
    `case ${one.number}: ${result.applied.map(({ name, what }) => `${name} (${what})`).join(" and ") || "nothing done to it"}`,
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
