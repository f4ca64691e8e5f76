import type { Field, FieldKind } from "#lib/domain/fields/field.ts";
import type { CellReading, ColumnMapping } from "#lib/domain/mapping/mapping.ts";
import type { ColumnReport } from "#lib/spreadsheet/protocol/reading.ts";

/** What of a reading a field's cells depend on. */
const needs: Readonly<Partial<Record<FieldKind, "decimalMark" | "dateOrder">>> = {
  amount: "decimalMark",
  number: "decimalMark",
  days: "decimalMark",
  date: "dateOrder",
};

/** What the values of a column decide about its reading; what they leave open is absent. */
export function decidedReading(column: ColumnReport, field: Field): CellReading {
  const need = needs[field.kind];
  if (need === "decimalMark" && column.decimalMark !== null && column.decimalMark.certainty !== "ambiguous") {
    return { decimalMark: column.decimalMark.value };
  }
  if (need === "dateOrder" && column.dateOrder !== null && column.dateOrder.certainty !== "ambiguous") {
    return { dateOrder: column.dateOrder.value };
  }
  return {};
}

/** What the values of a column have decided about reading it as its field; it can be changed, because a file can be wrong throughout. */
export function settledReading(column: ColumnReport, field: Field | undefined): "decimalMark" | "dateOrder" | null {
  const need = readingNeed(field);
  return need === null || column[need] === null || column[need].certainty === "ambiguous" ? null : need;
}

/** What has to be asked before this column can be read as its field, or null: nothing is guessed where the values do not decide. */
export function readingQuestion(column: ColumnReport, field: Field | undefined): "decimalMark" | "dateOrder" | null {
  const need = readingNeed(field);
  return need !== null && column[need]?.certainty === "ambiguous" ? need : null;
}

function readingNeed(field: Field | undefined): "decimalMark" | "dateOrder" | null {
  // Days are whole numbers: a mark in one of them is that cell's error, whatever the mark means.
  if (field === undefined || field.kind === "days") return null;
  return needs[field.kind] ?? null;
}

export function isAnswered(question: "decimalMark" | "dateOrder", mapping: ColumnMapping): boolean {
  return mapping.state === "field" && mapping.reading[question] !== undefined;
}
