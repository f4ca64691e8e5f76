import type { CellKind } from "../table/table.ts";
import { type CellReader, isBlankAt } from "./cell-reader.ts";
import type { CellCondition } from "./column-summary.ts";

/** Whether the cell from `start` to `end` of a text meets a condition. */
export type CellTest = (text: string, start: number, end: number, kind: CellKind) => boolean;

/**
 * The test of a condition on a value or on numbers. `reader` is the column's; null if it is read as texts. A
 * cell with a number has no text: 1.000,00 and 1000 are one value.
 */
export function compileCondition(
  holds: Exclude<CellCondition, { readonly part: unknown }>,
  reader: CellReader | null,
): CellTest {
  const numberAt: (...cell: Parameters<CellTest>) => number = (text, start, end, kind) => {
    if (reader === null || reader.scale === null || start >= end) return Number.NaN;
    reader.read(text, start, end, kind);
    return reader.number;
  };
  if ("from" in holds) {
    const { from, to } = holds;
    return (...cell) => {
      const number = numberAt(...cell);
      return number >= from && number <= to;
    };
  }
  const { value } = holds;
  if (typeof value === "number") return (...cell) => numberAt(...cell) === value;
  return (text, start, end, kind) =>
    isText(text, start, end, value) &&
    !isBlankAt(text, start, end, kind) &&
    Number.isNaN(numberAt(text, start, end, kind));
}

/** Whether a cell is this text, apart from blanks around it. Most cells differ in the first letter. */
function isText(text: string, start: number, end: number, value: string): boolean {
  if (end - start < value.length) return false;
  const first = text.charCodeAt(start);
  if (first !== value.charCodeAt(0) && first > 0x20 && first < 0xa0) return false;
  return text.slice(start, end).trim() === value;
}
