import type { SourceRow } from "#lib/domain/table/table.ts";
import { plainText } from "./formula-guard.ts";
import type { Original } from "./report-originals.ts";
import type { ReportReference } from "./report-reference.ts";
import { dayOf, isInGroups, type Order, orders, readings } from "./saved-date.ts";

/** A program read a column's dates in one order and wrote them back in another. */
export interface Rewriting {
  readonly from: Order;
  readonly to: Order;
  /** At least two dates were exchanged and none kept its order; otherwise somebody may have changed some by hand. */
  readonly isSure: boolean;
}

/**
 * A date compared with what it was: "exchanged", the same day in the other order; "kept", the same day in its
 * own order; "beyond", unchanged and no date in the program's order; "other", another day; null, cannot tell.
 */
export type DateFit = "exchanged" | "kept" | "beyond" | "other" | null;

const rewritings = orders.flatMap((from) => orders.flatMap((to) => (from === to ? [] : [{ from, to }])));

interface Counts {
  exchanged: number;
  /** Cells that still are in the first order. */
  kept: number;
  /** Cells that are no date in the program's order, so that it left them as they were. */
  beyond: number;
}

/**
 * Finds the columns of dates that a spreadsheet has written back in another order, by comparing them with the
 * loaded dates (decision 23). A single exchanged cell may be somebody's correction, and so may some cells
 * among dates that a program could not exchange.
 */
export class RewrittenDates {
  readonly #byColumn = new Map<number, readonly Counts[]>();
  /** By old and new text: many rows share few dates. */
  readonly #known = new Map<string, readonly DateFit[]>();

  take(row: SourceRow, reference: ReportReference, places: (column: number) => number): void {
    for (const [original, { text: was, holds }] of reference.originals) {
      if (holds !== "amount") continue;
      const column = places(original);
      const now = plainText(row.cells[column] ?? "", row.kinds?.[column], reference.isGuarded);
      if (!isInGroups(now)) continue;
      const counts = this.#byColumn.get(original) ?? rewritings.map(() => ({ exchanged: 0, kept: 0, beyond: 0 }));
      this.#byColumn.set(original, counts);
      for (const [index, fit] of this.#fits(was, now).entries()) {
        const count = counts[index];
        if (count === undefined) continue;
        if (fit === "exchanged") count.exchanged++;
        else if (fit === "kept") count.kept++;
        else if (fit === "beyond") count.beyond++;
      }
    }
  }

  /** By column of the original file. */
  found(): ReadonlyMap<number, Rewriting> {
    const found = new Map<number, Rewriting>();
    for (const [column, counts] of this.#byColumn) {
      const most = Math.max(...counts.map(({ exchanged }) => exchanged));
      const of = (isIt: (counts: Counts) => boolean) =>
        rewritings.find((_, index) => {
          const count = counts[index];
          return count !== undefined && most > 0 && count.exchanged === most && isIt(count);
        });
      const sure = of(({ exchanged, kept, beyond }) => exchanged > 1 && kept + beyond === 0);
      const likely = sure ?? of(({ exchanged, kept }) => exchanged > kept);
      if (likely !== undefined) found.set(column, { ...likely, isSure: sure !== undefined });
    }
    return found;
  }

  #fits(was: string, now: string): readonly DateFit[] {
    const key = `${was}\n${now}`;
    let fits = this.#known.get(key);
    if (fits === undefined) {
      fits = rewritings.map((rewriting) => dateFit(was, now, rewriting));
      this.#known.set(key, fits);
    }
    return fits;
  }
}

/** Compares a date with the loaded one (`was`), assuming that its column was rewritten like this. */
export function dateFit(was: string, now: string, { from, to }: Pick<Rewriting, "from" | "to">): DateFit {
  if (!isInGroups(now)) return null;
  const said = orders.map((order) => dayOf(was, order));
  if (said.every((day) => day === null)) return null;
  const loaded = dayOf(was, from);
  const isFree = said.every((day) => day !== null && day === said[0]);
  const isSame = was === now || (!isFree && orders.some((order, at) => isDay(said[at], dayOf(now, order))));
  if (isDay(loaded, dayOf(now, to))) return isSame ? null : "exchanged";
  if (isSame) return loaded === null ? "beyond" : "kept";
  if (dayOf(now, to) !== null) return "other";
  // Somebody typed it in the order that the program reads but does not write.
  return dayOf(now, from) === null ? null : "kept";
}

function isDay(day: string | null | undefined, other: string | null): boolean {
  return other !== null && day === other;
}

/**
 * For a date in a rewritten column: whether it is the loaded one, else what to propose for it; null if
 * neither. A different date with several readings was typed in an unknown order.
 */
export function rewrittenDate(
  { text: was, holds }: Original,
  now: string,
  rewriting: Rewriting | undefined,
): { readonly isLoaded: boolean; readonly proposed: { readonly was?: string } } | null {
  if (rewriting === undefined || holds !== "amount") return null;
  const fit = dateFit(was, now, rewriting);
  if (fit === "exchanged") return { isLoaded: rewriting.isSure, proposed: { was } };
  if (fit !== "other" || readings(now).length < 2) return null;
  const day = rewriting.isSure ? dayOf(now, rewriting.to) : null;
  return { isLoaded: false, proposed: day === null ? {} : { was: day } };
}
