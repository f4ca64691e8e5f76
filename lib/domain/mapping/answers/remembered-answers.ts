import type { Field } from "../../fields/field.ts";
import type { CellReading } from "../cell-reading.ts";
import type { ColumnReport } from "../columns/column-report.ts";
import type { Mapping } from "../mapping.ts";
import { readingQuestions } from "./reading-question.ts";

export interface RememberedAnswer {
  readonly column: ColumnReport;
  readonly reading: CellReading;
}

/** The columns whose values do not decide how they are read, with the mapping's answer to each question. */
export function rememberedAnswers(
  columns: readonly ColumnReport[],
  mapping: Mapping,
  fields: readonly Field[],
): readonly RememberedAnswer[] {
  const known = new Map(fields.map((field) => [field.id, field]));
  return columns.flatMap((column): RememberedAnswer[] => {
    const state = mapping.columns[column.index];
    if (state?.state !== "field") return [];
    return readingQuestions(column, known.get(state.field)).map((question) => ({
      column,
      reading: { [question]: state.reading[question] },
    }));
  });
}
