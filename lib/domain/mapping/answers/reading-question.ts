import type { Field, FieldKind } from "../../fields/field.ts";
import type { ColumnReport } from "../columns/column-report.ts";
import { dateReading } from "../dates/decide-date-order.ts";
import type { CellReading, ColumnMapping } from "../mapping.ts";

/** What can be asked about reading a column. */
export type ReadingName = "decimalMark" | "amountUnit" | "dateOrder" | "datedCells" | "dayCount";

/** What of a reading a field's cells depend on. */
const needs: Readonly<Partial<Record<FieldKind, readonly ReadingName[]>>> = {
  amount: ["decimalMark", "amountUnit"],
  number: ["decimalMark"],
  days: ["decimalMark"],
  date: ["dateOrder", "datedCells", "dayCount"],
};

/** What the values of a column decide about its reading; what they leave open is absent. */
export function decidedReading(column: ColumnReport, field: Field): CellReading {
  const need = needs[field.kind]?.[0];
  if (need === "decimalMark" && column.decimalMark !== null && column.decimalMark.certainty !== "ambiguous") {
    return { decimalMark: column.decimalMark.value };
  }
  return need === "dateOrder" ? dateReading(column.dateOrder, column.orderForm) : {};
}

/** What the values of a column have decided about reading it as its field; it can be changed, because a file can be wrong throughout. */
export function settledReading(column: ColumnReport, field: Field | undefined): "decimalMark" | "dateOrder" | null {
  const need = readingNeeds(field)[0];
  if (need !== "decimalMark" && need !== "dateOrder") return null;
  return column[need] === null || column[need].certainty === "ambiguous" ? null : need;
}

/** What has to be asked before this column can be read as its field: nothing is guessed where the values do not decide. */
export function readingQuestions(column: ColumnReport, field: Field | undefined): readonly ReadingName[] {
  return readingNeeds(field).filter((need) => column[need]?.certainty === "ambiguous");
}

/** Whether amounts are multiplied although nothing in today's file says that they are in thousands: last time's did. */
export function isUnitOfLastTime({ amountUnit }: ColumnReport, reading: CellReading): boolean {
  return amountUnit === undefined && reading.amountUnit !== undefined && reading.amountUnit !== "written";
}

function readingNeeds(field: Field | undefined): readonly ReadingName[] {
  // Days are whole numbers: a mark in one of them is that cell's error, whatever the mark means.
  if (field === undefined || field.kind === "days") return [];
  return needs[field.kind] ?? [];
}

export function isAnswered(question: ReadingName, mapping: ColumnMapping): boolean {
  return mapping.state === "field" && mapping.reading[question] !== undefined;
}
