import { kindLetters, type SourceRow } from "#lib/domain/table/table.ts";
import { plainText } from "./formula-guard.ts";
import { isSaved, type Places } from "./original-row.ts";
import { isAsWritten, type ReportReference } from "./report-reference.ts";

export interface ReferredRow {
  readonly row: SourceRow;
  readonly reference: ReportReference;
}

/**
 * People move, insert and delete columns, but a reference counts them as they were. Looks for each original
 * column where most of its cells in the sample are now. A column found nowhere keeps its place, or is -1 if
 * another column was found there.
 */
export function originalPlaces(sample: readonly ReferredRow[]): Places {
  const found = new Map<number, number>();
  for (const [original, hits] of countHits(sample)) {
    let best = original;
    for (const [column, count] of hits) if (count > (hits.get(best) ?? 0)) best = column;
    if ((hits.get(best) ?? 0) > 0) found.set(original, best);
  }
  const taken = new Set(found.values());
  return (column) => found.get(column) ?? (taken.has(column) ? -1 : column);
}

function countHits(sample: readonly ReferredRow[]): Map<number, Map<number, number>> {
  const hitsOf = new Map<number, Map<number, number>>();
  for (const { row, reference } of sample) {
    const cells = row.cells.map((text, column) => plainText(text, row.kinds?.[column], reference.isGuarded));
    const count = (original: number, isHit: (text: string, column: number) => boolean): void => {
      const hits = hitsOf.get(original) ?? new Map<number, number>();
      hitsOf.set(original, hits);
      for (const [column, text] of cells.entries())
        if (text !== "" && isHit(text, column)) hits.set(column, (hits.get(column) ?? 0) + 1);
    };
    const isText = (column: number): boolean => (row.kinds?.[column] ?? kindLetters.text) === kindLetters.text;
    for (const [original, said] of reference.originals)
      count(original, (text, column) => isSaved(said, text, isText(column)));
    for (const [original, { digest }] of reference.kinds)
      if (!reference.originals.has(original)) count(original, (text) => isAsWritten(text, digest));
  }
  return hitsOf;
}
