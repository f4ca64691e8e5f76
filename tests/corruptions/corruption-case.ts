import { randomAt } from "#tests/support/portfolio/random.ts";
import { corrupt } from "./corrupt.ts";
import { operators } from "./operators/all-operators.ts";
import type { Operator } from "./operators/operator.ts";
import { readAsPage } from "./reading/read-as-page.ts";
import type { Draft } from "./sheet/draft.ts";
import { drawPortfolio } from "./sheet/draw-portfolio.ts";
import { type Shape, shapeAt } from "./sheet/shape.ts";
import type { PlacedTruth } from "./verdict/difference.ts";
import { type Judgement, judge } from "./verdict/judge.ts";
import type { WrittenFile } from "./write/written-file.ts";

/** How to make a file: always the same for the same seed and number. */
export interface CorruptionCase {
  readonly seed: number;
  readonly number: number;
  readonly shape: Shape;
  readonly operators: readonly Operator[];
  /** Only this operator acts, exactly as it does together with the other. */
  readonly alone?: Operator;
}

export interface CaseResult {
  readonly file: File;
  readonly judgement: Judgement;
  /** The operators that found something to damage. */
  readonly applied: readonly Operator[];
  readonly refusal: string | null;
  /** Everything the page reports or asks; should be empty for an untouched file. */
  readonly told: readonly string[];
}

/** Takes the operators in turn; in about a third of the cases (35 %) a second one is added. */
export function caseAt(seed: number, number: number, among: readonly Operator[] = operators): CorruptionCase {
  const random = randomAt(seed, number, 23);
  const first = among[number % among.length];
  if (first === undefined) throw new RangeError("no operators");
  const others = among.filter((other) => other !== first && other.formats.some((one) => first.formats.includes(one)));
  const chosen = others.length > 0 && random.chance(0.35) ? [first, random.pick(others)] : [first];
  const possible = first.formats.filter((format) => chosen.every(({ formats }) => formats.includes(format)));
  return { seed, number, shape: shapeAt(seed, number, possible), operators: chosen };
}

/** A file without damage. */
export function untouchedCase(seed: number, number: number): CorruptionCase {
  return { seed, number: number + 1_000_000, shape: shapeAt(seed, number + 1_000_000), operators: [] };
}

/** Makes the file, reads it as the page does, and compares what would be sent with the truth. */
export async function runCase(one: CorruptionCase): Promise<CaseResult> {
  const draft = drawPortfolio(one.shape, one.seed, one.number);
  const { written, damages, applied, isHidden } = await corrupt(draft, one);
  const [first] = one.operators;
  if (isHidden && first !== undefined && one.alone === undefined) return runCase({ ...one, alone: first });
  const file = new File([written.bytes], written.name);
  const observation = await readAsPage(file, draft);
  const { toPlace, toRead, issues, notices, refusal, blockedBy } = observation;
  return {
    file,
    judgement: judge(placedTruth(draft, written), observation, damages),
    applied,
    refusal,
    told: [
      ...(refusal === null ? [] : [`refused: ${refusal}`]),
      ...blockedBy.map((problem) => `blocked: ${problem}`),
      ...Array.from(toPlace, (field) => `to place: ${field}`),
      ...Array.from(toRead, (field) => `to read: ${field}`),
      ...notices.map(({ code }) => `notice: ${code}`),
      ...issues.map(({ code, line, field, columnField }) => `line ${line}: ${code} ${field ?? columnField ?? ""}`),
    ],
  };
}

function placedTruth(draft: Draft, { places }: WrittenFile): PlacedTruth {
  const lines: number[][] = draft.truth.map(() => []);
  for (const [at, { origin }] of draft.lines.entries()) {
    const place = places[at];
    if (origin === null || place === undefined) continue;
    // Rows after the end of a cut file have no line.
    if (place.end > place.start || place.end === 0)
      for (let line = place.first; line <= place.last; line++) lines[origin]?.push(line);
  }
  return { rows: draft.truth, lines };
}
