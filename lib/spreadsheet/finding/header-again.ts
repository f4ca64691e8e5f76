import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { foldHeader, headerMeanings } from "#lib/domain/mapping/headers/fold-header.ts";
import { nameScore } from "#lib/domain/mapping/headers/name-score.ts";
import { isFigure } from "./aside-words.ts";

/** From this score on a name surely means a field. */
const surelyNamed = 0.9;

/** Fields that a row without figures must name if it has none of the header's own names. */
const leastFields = 3;

/**
 * How a row repeats the header: with the same columns, with others, or (`renamed`) with other names that mean
 * fields.
 */
export type HeaderKind = "same" | "other" | "renamed";

/** Recognises rows that repeat the header, even with changed columns (decision 36). */
export class HeaderAgain {
  /** For each line of the header, the names by column, as written and folded. */
  readonly #lines: readonly { readonly plain: readonly string[]; readonly names: readonly string[] }[];
  readonly #names: ReadonlySet<string>;
  readonly #named: number;

  constructor(lines: readonly (readonly string[])[]) {
    this.#lines = lines.map((plain) => ({ plain, names: plain.map(foldedName) }));
    const whole = Array.from({ length: Math.max(0, ...lines.map(({ length }) => length)) }, (_, column) =>
      foldedName(lines.map((cells) => cells[column] ?? "").join(" ")),
    );
    this.#names = new Set([...this.#lines.flatMap(({ names }) => names), ...whole].filter((name) => name !== ""));
    this.#named = whole.filter((name) => name !== "").length;
  }

  /** How a row repeats the header; null if it does not. Cells are trimmed, and at least one is filled. */
  kindOf(cells: readonly string[]): HeaderKind | null {
    if (this.#named === 0) return null;
    if (this.#lines.some(({ plain }) => isSame(plain, cells))) return "same";
    // Rows of data have figures. Every doubtful row is tested, so this comes before any folding.
    if (cells.some(isFigure)) return null;
    const own = cells.map(foldedName);
    if (this.#lines.some(({ names }) => isSame(names, own))) return "same";
    const filled = own.filter((name) => name !== "");
    if (filled.length < Math.min(leastFields, this.#named)) return null;
    const shared = filled.filter((name) => this.#names.has(name)).length;
    if (shared * 2 >= filled.length && shared >= Math.min(2, this.#named)) return "other";
    const isAsWide = filled.length >= this.#named * 0.6;
    return isAsWide && fieldsNamed(cells) >= Math.max(leastFields, filled.length * 0.5) ? "renamed" : null;
  }

  /** Whether a row has at least half of the header's names; a caption above the table may have some of them. */
  hasHalf(cells: readonly string[]): boolean {
    return cells.filter((text) => text !== "" && this.#names.has(foldedName(text))).length * 2 >= this.#named;
  }
}

/** A header's name without case, accents and marks. */
export function foldedName(text: string): string {
  return foldHeader(text) || text.trim().toLowerCase();
}

function isSame(names: readonly string[], own: readonly string[]): boolean {
  return own.every((name, column) => name === "" || name === names[column]) && filledIn(own) >= filledIn(names) * 0.6;
}

function filledIn(cells: readonly string[]): number {
  return cells.filter((text) => text !== "").length;
}

/** How many fields the cells of a row surely name. */
function fieldsNamed(cells: readonly string[]): number {
  const found = new Set<string>();
  for (const text of cells) {
    if (text === "") continue;
    const meanings = headerMeanings(text);
    for (const { id } of standardFields) if ((nameScore(id, meanings)?.score ?? 0) >= surelyNamed - 0.01) found.add(id);
  }
  return found.size;
}
