import type { Field } from "../../fields/field.ts";
import type { CellReading } from "../cell-reading.ts";
import type { ColumnReport } from "../columns/column-report.ts";
import type { Mapping } from "../mapping.ts";
import { type ReadingName, readingQuestions } from "./reading-question.ts";

/** A question that today's values leave open and that only last time's answer decides. */
export interface RecalledAnswer {
  /** The column's index. */
  readonly column: number;
  readonly question: ReadingName;
}

export interface RememberedAnswer {
  readonly column: ColumnReport;
  readonly reading: CellReading;
}

/** The open questions that a first mapping answers already: nobody has looked at these answers today. */
export function recalledAnswers(
  columns: readonly ColumnReport[],
  mapping: Mapping,
  fields: readonly Field[],
): readonly RecalledAnswer[] {
  const known = new Map(fields.map((field) => [field.id, field]));
  return columns.flatMap((column): RecalledAnswer[] => {
    const state = mapping.columns[column.index];
    if (state?.state !== "field") return [];
    return readingQuestions(column, known.get(state.field))
      .filter((question) => state.reading[question] !== undefined)
      .map((question) => ({ column: column.index, question }));
  });
}

/** Those of the recalled answers that a change of the mapping leaves as they were. */
export function stillRecalled(
  recalled: readonly RecalledAnswer[],
  before: Mapping,
  after: Mapping,
): readonly RecalledAnswer[] {
  return recalled.filter((answer) => {
    const value = answerIn(before, answer);
    return value !== undefined && value === answerIn(after, answer);
  });
}

/** The recalled answers with their columns, to be shown. */
export function rememberedAnswers(
  recalled: readonly RecalledAnswer[],
  columns: readonly ColumnReport[],
  mapping: Mapping,
): readonly RememberedAnswer[] {
  return recalled.flatMap((answer): RememberedAnswer[] => {
    const column = columns.find(({ index }) => index === answer.column);
    const value = answerIn(mapping, answer);
    return column === undefined || value === undefined ? [] : [{ column, reading: { [answer.question]: value } }];
  });
}

function answerIn(mapping: Mapping, { column, question }: RecalledAnswer): CellReading[ReadingName] {
  const state = mapping.columns[column];
  return state?.state === "field" ? state.reading[question] : undefined;
}
