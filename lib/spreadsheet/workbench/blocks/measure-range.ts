import type { Cleaner } from "#lib/domain/cleaning/cleaner.ts";
import { cleanerOf } from "#lib/domain/cleaning/cleaner-of.ts";
import { ExactSum } from "#lib/domain/cleaning/exact-sum.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { RangeFigures } from "../../protocol/blocks.ts";
import type { EditedRows } from "../../review/edited-rows.ts";
import type { Sliced } from "../../sliced.ts";
import { DistinctTexts } from "./distinct-texts.ts";

/** Cells between two pauses: some 10 ms. */
const cellsAtOnce = 10_000;

type SumKind = "amount" | "number";

/** How many cells there are and what they add up to, by their current texts. */
export function* measureRange(
  edited: EditedRows,
  rows: ArrayLike<number>,
  columns: readonly number[],
  context: DerivationContext,
): Sliced<RangeFigures> {
  const readers = columns.map((column) => readerOf(column, context));
  const kinds = new Set(readers.flatMap((reader) => (reader === null ? [] : reader.kind)));
  const [kind] = kinds;
  const isSummed = kinds.size === 1 && kind !== undefined;
  const distinct = new DistinctTexts();
  const sum = new ExactSum();
  const cells = rows.length * columns.length;
  let [filled, unreadable, seen] = [0, 0, 0];
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at] ?? 0;
    for (const [place, column] of columns.entries()) {
      if (++seen % cellsAtOnce === 0) yield seen / cells;
      const text = edited.text(row, column);
      if (text.trim() === "") continue;
      filled++;
      distinct.add(text);
      const reader = isSummed ? readers[place] : null;
      if (reader === null || reader === undefined) continue;
      let isRefused = false;
      const value = reader.clean(text, edited.kind(row, column), () => {
        isRefused = true;
      });
      if (value !== "") sum.add(value);
      else if (isRefused) unreadable++;
    }
  }
  return {
    cells,
    filled,
    distinct: distinct.count,
    sum: isSummed ? { kind, total: sum.total(), unreadable } : null,
  };
}

const sumKinds: Partial<Record<Field["kind"], SumKind>> = { amount: "amount", days: "number", number: "number" };

/** Null for a column that is not read as numbers. */
function readerOf(
  column: number,
  { mapping, fields, country, currency }: DerivationContext,
): { readonly kind: SumKind; readonly clean: Cleaner } | null {
  const state = mapping.columns[column];
  if (state?.state !== "field") return null;
  const field = fields.find(({ id }) => id === state.field);
  const kind = field === undefined ? undefined : sumKinds[field.kind];
  if (field === undefined || kind === undefined) return null;
  return { kind, clean: cleanerOf(field, state.reading, country, currency) };
}
