import type { SourceRow } from "#lib/domain/table/table.ts";
import { plainText } from "./formula-guard.ts";
import type { Original } from "./report-originals.ts";
import type { ReportReference } from "./report-reference.ts";
import { dayOf, readings } from "./saved-date.ts";

/** Fewer exchanged texts may be a person's corrections. */
export const fewestByProgram = 2;

/**
 * A day written with its year first (2026-08-02), compared with the two days that the load's text can mean: the
 * one that the load read, or the other. Null for any other cell.
 */
export function dateFitOfDay({ text: was, order }: Original, now: string): "kept" | "exchanged" | null {
  if (order === undefined || order === "ymd" || !/^\s*\d{4}\D/.test(now)) return null;
  const day = dayOf(now, "ymd");
  const loaded = dayOf(was, order);
  const other = dayOf(was, order === "dmy" ? "mdy" : "dmy");
  if (day === null || loaded === null || other === null || loaded === other) return null;
  return day === loaded ? "kept" : day === other ? "exchanged" : null;
}

/**
 * Counts the dates of a column that have day and month exchanged and the year first: a program may have read
 * all of them in another order than the load. If any is still the load's date, a person corrected the others.
 */
export class ExchangedDays {
  readonly #exchanged = new Map<number, number>();
  readonly #kept = new Set<number>();

  take(row: SourceRow, reference: ReportReference, places: (column: number) => number): void {
    for (const [original, said] of reference.originals) {
      if (said.order === undefined) continue;
      const column = places(original);
      const now = plainText(row.cells[column] ?? "", row.kinds?.[column], reference.isGuarded);
      const fit = now === said.text && readings(now).length > 1 ? "kept" : dateFitOfDay(said, now);
      if (fit === "kept") this.#kept.add(original);
      else if (fit === "exchanged") this.#exchanged.set(original, (this.#exchanged.get(original) ?? 0) + 1);
    }
  }

  /** By column of the original file, without those that still have a date of the load. */
  found(): ReadonlyMap<number, number> {
    return new Map([...this.#exchanged].filter(([column]) => !this.#kept.has(column)));
  }
}
