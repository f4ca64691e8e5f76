import type { Field, FieldKind } from "../../fields/field.ts";
import type { CellReading } from "../cell-reading.ts";
import type { ColumnReport } from "../columns/column-report.ts";
import { dateReading } from "../dates/decide-date-order.ts";
import type { ColumnMapping } from "../mapping.ts";

/** The questions about how a column is read. */
export type ReadingName = "decimalMark" | "amountUnit" | "dateOrder" | "datedCells" | "dayCount";

/** The readings that a kind's cells depend on. */
const needs: Readonly<Partial<Record<FieldKind, readonly ReadingName[]>>> = {
  amount: ["decimalMark", "amountUnit"],
  number: ["decimalMark"],
  days: ["decimalMark"],
  date: ["dateOrder", "datedCells", "dayCount"],
};

/** What a column's values decide about its reading as this field; what they leave open is absent. */
export function decidedReading(column: ColumnReport, field: Field): CellReading {
  const need = needs[field.kind]?.[0];
  if (need === "decimalMark" && column.decimalMark !== null && column.decimalMark.certainty !== "ambiguous") {
    return { decimalMark: column.decimalMark.value };
  }
  return need === "dateOrder" ? dateReading(column.dateOrder, column.orderForm) : {};
}

/**
 * The reading that a column's values have decided for its field, or null. The user may change it, because a
 * file can be wrong throughout.
 */
export function settledReading(column: ColumnReport, field: Field | undefined): "decimalMark" | "dateOrder" | null {
  const need = readingNeeds(field)[0];
  if (need !== "decimalMark" && need !== "dateOrder") return null;
  return column[need] === null || column[need].certainty === "ambiguous" ? null : need;
}

/** The questions to answer before a column can be read as its field: what the values do not decide is not guessed. */
export function readingQuestions(column: ColumnReport, field: Field | undefined): readonly ReadingName[] {
  return readingNeeds(field).filter((need) => column[need]?.certainty === "ambiguous");
}

/** The readings that this field's cells depend on. */
export function readingNeeds(field: Field | undefined): readonly ReadingName[] {
  // Days are whole numbers: a mark in one is that cell's error, whatever the mark means.
  if (field === undefined || field.kind === "days") return [];
  return needs[field.kind] ?? [];
}

export function isAnswered(question: ReadingName, mapping: ColumnMapping): boolean {
  return mapping.state === "field" && mapping.reading[question] !== undefined;
}
