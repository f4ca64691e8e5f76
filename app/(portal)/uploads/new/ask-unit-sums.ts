import type { Field } from "#lib/domain/fields/field.ts";
import { fieldOfColumn } from "#lib/domain/mapping/answers/edit-mapping.ts";
import { readingQuestions } from "#lib/domain/mapping/answers/reading-question.ts";
import { isOfLastTime } from "#lib/domain/mapping/columns/amount-unit.ts";
import type { ColumnReport, ReadingSums } from "#lib/domain/mapping/columns/column-report.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";

/** Returns the sums of some columns, in their order. */
type Sum = (input: { columns: readonly number[] }) => Promise<readonly ReadingSums[]>;

/**
 * The columns, with sums for those asked about because of last time's unit. The workbench reads a file before
 * anything is recalled, so it has no sums for them yet.
 */
export async function withUnitSums(
  { columns, mapping }: { columns: readonly ColumnReport[]; mapping: Mapping },
  fields: readonly Field[],
  sum: Sum,
): Promise<readonly ColumnReport[]> {
  const asked = columns.filter((column) => {
    const id = fieldOfColumn(mapping, column.index) ?? column.proposal?.field;
    const field = fields.find((known) => known.id === id);
    return (
      column.amountUnit !== undefined &&
      isOfLastTime(column.amountUnit) &&
      readingQuestions(column, field).includes("amountUnit")
    );
  });
  if (asked.length === 0) return columns;
  const sums = await sum({ columns: asked.map(({ index }) => index) });
  const sumsOf = new Map(asked.map(({ index }, at) => [index, sums[at]]));
  return columns.map((column) => {
    const unitSums = sumsOf.get(column.index);
    return unitSums === undefined ? column : { ...column, unitSums };
  });
}
