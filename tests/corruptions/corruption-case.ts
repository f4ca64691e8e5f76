import { randomAt } from "#tests/support/portfolio/random.ts";
import { operators } from "./operators/all-operators.ts";
import type { ChangedBytes, Operator, Thing } from "./operators/operator.ts";
import { readAsPage } from "./reading/read-as-page.ts";
import type { Draft } from "./sheet/draft.ts";
import { drawPortfolio } from "./sheet/draw-portfolio.ts";
import { type Shape, shapeAt } from "./sheet/shape.ts";
import type { PlacedTruth } from "./verdict/difference.ts";
import { type Damage, type Judgement, judge } from "./verdict/judge.ts";
import { writeDraft } from "./write/write-draft.ts";
import type { WrittenFile } from "./write/written-file.ts";

/** A file to be made: the same for the same seed and number. */
export interface CorruptionCase {
  readonly seed: number;
  readonly number: number;
  readonly shape: Shape;
  readonly operators: readonly Operator[];
}

export interface CaseResult {
  readonly file: File;
  readonly judgement: Judgement;
  /** Names of the operators that found something to damage. */
  readonly applied: readonly string[];
  readonly refusal: string | null;
  /** What the page tells of it, where it should tell nothing. */
  readonly told: readonly string[];
}

/** Every operator in turn, in a third of the cases another one after it. */
export function caseAt(seed: number, number: number, among: readonly Operator[] = operators): CorruptionCase {
  const random = randomAt(seed, number, 23);
  const first = among[number % among.length];
  if (first === undefined) throw new RangeError("no operators");
  const others = among.filter((other) => other !== first && other.formats.some((one) => first.formats.includes(one)));
  const chosen = others.length > 0 && random.chance(0.35) ? [first, random.pick(others)] : [first];
  const possible = first.formats.filter((format) => chosen.every(({ formats }) => formats.includes(format)));
  return { seed, number, shape: shapeAt(seed, number, possible), operators: chosen };
}

/** A file that nothing has happened to. */
export function untouchedCase(seed: number, number: number): CorruptionCase {
  return { seed, number: number + 1_000_000, shape: shapeAt(seed, number + 1_000_000), operators: [] };
}

/** Makes the file, reads it as the page does, and compares what would be sent with the truth. */
export async function runCase(one: CorruptionCase): Promise<CaseResult> {
  const draft = drawPortfolio(one.shape, one.seed, one.number);
  const { written, damages, applied } = await corrupt(draft, one);
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

async function corrupt(
  draft: Draft,
  one: CorruptionCase,
): Promise<{ written: WrittenFile; damages: Damage[]; applied: string[] }> {
  const damages: Damage[] = [];
  const applied: string[] = [];
  const note = (operator: Operator, thing: Thing | null): void => {
    if (thing === null) return;
    applied.push(operator.name);
    damages.push({ thing, notices: operator.notices ?? [] });
  };
  const randomOf = (place: number) => randomAt(one.seed, one.number, 30 + place);
  for (const [place, operator] of one.operators.entries())
    if (operator.at === "table") note(operator, operator.apply(draft, randomOf(place)));
  let written = await writeDraft(draft, {
    text: (lines) => {
      for (const [place, operator] of one.operators.entries())
        if (operator.at === "text") note(operator, operator.apply(lines, draft, randomOf(place)));
    },
    parts: (parts) => {
      for (const [place, operator] of one.operators.entries())
        if (operator.at === "parts") note(operator, operator.apply(parts, draft, randomOf(place)));
      return parts;
    },
  });
  for (const [place, operator] of one.operators.entries()) {
    if (operator.at !== "bytes") continue;
    const changed = operator.apply(written, draft, randomOf(place));
    note(operator, changed?.thing ?? null);
    if (changed !== null) written = moved(written, changed);
  }
  return { written, damages, applied };
}

/** The file with its bytes changed, and its lines counted again. */
function moved({ name, places }: WrittenFile, { bytes, moved: to = (at) => at }: ChangedBytes): WrittenFile {
  // Workbooks have no lines among their bytes.
  if (places.every(({ end }) => end === 0)) return { name, bytes, places };
  // A return whose line feed is lost ends a line too.
  const endsLine = (at: number): boolean => {
    if (bytes[at] === 10) return true;
    return bytes[at] === 13 && bytes[at + 1] !== 10 && !(bytes[at + 1] === 0 && bytes[at + 2] === 10);
  };
  const lineAt = (offset: number): number => {
    let line = 1;
    for (let at = 0; at < offset; at++) if (endsLine(at)) line++;
    return line;
  };
  const next = places.map((place, at) => {
    const [start, end] = [Math.min(to(place.start), bytes.length), Math.min(to(place.end), bytes.length)];
    // A line ends before the next begins, whatever stands between them.
    const following = places[at + 1]?.start === place.end ? lineAt(end) - 1 : lineAt(end - 2);
    const first = lineAt(start);
    return { first, last: Math.max(first, following), start, end };
  });
  return { name, bytes, places: next };
}

function placedTruth(draft: Draft, { places }: WrittenFile): PlacedTruth {
  const lines: number[][] = draft.truth.map(() => []);
  for (const [at, { origin }] of draft.lines.entries()) {
    const place = places[at];
    if (origin === null || place === undefined) continue;
    // What lies behind the end of a file that was cut has no line.
    if (place.end > place.start || place.end === 0)
      for (let line = place.first; line <= place.last; line++) lines[origin]?.push(line);
  }
  return { rows: draft.truth, lines };
}
