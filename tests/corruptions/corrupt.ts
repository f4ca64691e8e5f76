import { type Random, randomAt } from "#tests/support/portfolio/random.ts";
import type { CorruptionCase } from "./corruption-case.ts";
import { type ChangedBytes, type Operator, rowsThing, type Thing } from "./operators/operator.ts";
import type { Draft } from "./sheet/draft.ts";
import type { Damage } from "./verdict/judge.ts";
import { writeDraft } from "./write/write-draft.ts";
import type { WrittenFile } from "./write/written-file.ts";

export interface CorruptFile {
  readonly written: WrittenFile;
  readonly damages: readonly Damage[];
  readonly applied: readonly Operator[];
  /**
   * One operator's damage to text, bytes or cell positions hides what shows the other's, so that nothing
   * could report the other any more.
   */
  readonly isHidden: boolean;
}

/** Writes a draft with the damage of a case's operators, each at its own stage. */
export async function corrupt(draft: Draft, one: CorruptionCase): Promise<CorruptFile> {
  const damages: Damage[] = [];
  /**
   * Damage to text or bytes, which may hit any place of the file, shifted cells, or deleted rows: the row is no
   * longer read as what it was.
   */
  const blind: Thing[] = [];
  const applied: Operator[] = [];
  /** An operator that leaves the file unchanged counts as not tried, whatever it returns. */
  const play = <At extends Operator["at"]>(
    where: At,
    act: (operator: Extract<Operator, { at: At }>, random: Random) => Thing | null,
    stateOf: () => string,
  ): void => {
    for (const [place, operator] of one.operators.entries()) {
      if (!happensAt(operator, where) || (one.alone !== undefined && operator !== one.alone)) continue;
      const before = stateOf();
      const thing = act(operator, randomAt(one.seed, one.number, 30 + place));
      const isAsBefore = stateOf() === before;
      if (thing === null && !isAsBefore) throw new Error(`${operator.name} has changed a file and says it has not`);
      if (thing === null || isAsBefore) continue;
      applied.push(operator);
      if (where === "text" || where === "bytes" || operator.shifts) blind.push(thing);
      damages.push({ ...operator, thing, notices: operator.notices ?? [] });
    }
  };
  for (const at of ["table", "order"] as const) {
    play(
      at,
      (operator, random) => operator.apply(draft, random),
      () => tableState(draft),
    );
  }
  // A deleted row no longer shows anything.
  const left = new Set(draft.lines.map(({ origin }) => origin));
  blind.push(rowsThing([...draft.truth.keys()].filter((row) => !left.has(row))));
  let written = await writeDraft(draft, {
    text: (lines) =>
      play(
        "text",
        (operator, random) => operator.apply(lines, draft, random),
        () => JSON.stringify(lines),
      ),
    parts: (parts) =>
      play(
        "parts",
        (operator, random) => operator.apply(parts, draft, random),
        () => JSON.stringify(parts),
      ),
  });
  play(
    "bytes",
    (operator, random) => {
      const changed = operator.apply(written, draft, random);
      if (changed === null) return null;
      written = moved(written, changed);
      return changed.thing;
    },
    () => written.bytes.toString("latin1"),
  );
  return {
    written,
    damages,
    applied,
    isHidden: damages.some(({ thing }) => blind.some((other) => hides(other, thing))),
  };
}

function hides({ rows }: Thing, { shownBy = new Set(), shownByAny }: Thing): boolean {
  if (rows === "all") return false;
  const isHit = (row: number): boolean => rows.has(row);
  return [...shownBy].some(isHit) || (shownByAny !== undefined && [...shownByAny].every(isHit));
}

function happensAt<At extends Operator["at"]>(operator: Operator, at: At): operator is Extract<Operator, { at: At }> {
  return operator.at === at;
}

/** Everything of a draft that is written to the file, as comparable text. */
function tableState({ lines, merges, hiddenColumns, is1904, before, after }: Draft): string {
  const shown = lines.map(({ cells, isHidden, rewrite }) => [cells, isHidden, rewrite !== undefined]);
  return JSON.stringify([shown, merges.length, [...hiddenColumns], is1904, before.length, after.length]);
}

/** The file with its bytes changed and its lines counted again. */
function moved({ name, places }: WrittenFile, { bytes, moved: to = (at) => at }: ChangedBytes): WrittenFile {
  // Workbooks have no lines in their bytes.
  if (places.every(({ end }) => end === 0)) return { name, bytes, places };
  // A carriage return that lost its line feed also ends a line.
  const endsLine = (at: number): boolean => {
    if (bytes[at] === 10) return true;
    return bytes[at] === 13 && bytes[at + 1] !== 10 && !(bytes[at + 1] === 0 && bytes[at + 2] === 10);
  };
  const lineAt = (offset: number): number => {
    let line = 1;
    for (let at = 0; at < offset; at++) if (endsLine(at)) line++;
    return line;
  };
  const within = (offset: number): number => Math.max(0, Math.min(offset, bytes.length));
  const next = places.map((place, at) => {
    const [start, end] = [within(to(place.start)), within(to(place.end))];
    // If the next line follows directly, this one ends on the line before it, whatever line ending is between
    // them.
    const following = places[at + 1]?.start === place.end ? lineAt(end) - 1 : lineAt(end - 2);
    const first = lineAt(start);
    return { first, last: Math.max(first, following), start, end };
  });
  return { name, bytes, places: next };
}
