import { centsOf, markCode, plainCents } from "../cleaning/amount.ts";
import { plainCleanerOf } from "../cleaning/cleaner-of.ts";
import { dayNumber } from "../cleaning/dates/calendar.ts";
import { StepReader } from "../debtors/step-reader.ts";
import { type CellGlances, glancesOf } from "../fast/fast-path.ts";
import type { Field, FieldKind } from "../fields/field.ts";
import type { CellReading } from "../mapping/cell-reading.ts";
import { type CellKind, kindLetters } from "../table/table.ts";
import type { Severity } from "../validation/issue.ts";
import type { NumberScale } from "./column-summary.ts";

const scales: Readonly<Partial<Record<FieldKind, NumberScale>>> = {
  amount: "money",
  date: "date",
  days: "days",
  number: "number",
};

/** ISO 3166-1 and ISO 4217 codes of the tenant. */
export interface Place {
  readonly country: string;
  readonly currency?: string;
}

/**
 * Reads the cells of one column as a field, each by itself: its number on the field's scale and the worst of
 * its own issues. Reused for all cells, so that a plain cell allocates nothing.
 */
export class CellReader {
  readonly scale: NumberScale | null;
  /** Of the cell read last; NaN without a number. */
  number = Number.NaN;
  /** Of the cell read last; null without an issue. */
  severity: Severity | null = null;
  readonly #glances: CellGlances;
  readonly #mark: number;
  readonly #step: Parameters<StepReader["read"]>[0];
  readonly #reader = new StepReader();

  constructor(field: Field, reading: CellReading, { country, currency }: Place) {
    // The CRM may want a date in another order; here it only has to be a day.
    const plain: Field = { ...field, dateFormat: "YYYY-MM-DD" };
    this.scale = scales[field.kind] ?? null;
    this.#glances = glancesOf(plain, reading, country);
    this.#mark = markCode(reading.decimalMark);
    this.#step = {
      field: plain,
      column: 0,
      parts: null,
      separator: " ",
      slot: 0,
      clean: plainCleanerOf(plain, reading, country, currency),
      reading,
      fallback: "",
      fallbackIssues: [],
      fillsDebtor: false,
    };
  }

  /** Reads the cell from `start` to `end` of a text; the result is in `number` and `severity`. */
  read(text: string, start: number, end: number, kind: CellKind): void {
    const { text: ofText, number: ofNumber, date: ofDate } = this.#glances;
    const glance = kind === "text" ? ofText : kind === "number" ? ofNumber : kind === "date" ? ofDate : null;
    const seen = glance === null ? Number.NaN : glance(text, start, end);
    if (Number.isNaN(seen)) {
      this.#readSlowly(text.slice(start, end), kind);
      return;
    }
    this.severity = null;
    if (this.scale === null) this.number = Number.NaN;
    else if (this.scale !== "number") this.number = seen;
    else this.number = plainCents(text, kind === "number" ? markCode(".") : this.#mark, start, end) / 100;
  }

  #readSlowly(text: string, kind: CellKind): void {
    this.#reader.start(0, 0);
    const kinds = kind === "text" ? null : kindLetters[kind];
    const value = this.#reader.read(this.#step, { line: 0, cells: [text], kinds });
    const issues = this.#reader.found();
    this.severity = issues.some(({ severity }) => severity === "error") ? "error" : (issues[0]?.severity ?? null);
    this.number = value === "" || this.scale === null ? Number.NaN : numberOf(value, this.scale);
  }
}

/** The number of a canonical value. */
function numberOf(value: string, scale: NumberScale): number {
  if (scale === "money") return centsOf(value);
  return scale === "date" ? dayNumber(value) : Number(value);
}

/** Whether a cell is empty or all blanks. A spreadsheet's error is not, whatever its text. */
export function isBlankAt(text: string, start: number, end: number, kind: CellKind): boolean {
  if (kind === "error") return false;
  if (start >= end) return true;
  const first = text.charCodeAt(start);
  return (first <= 0x20 || first >= 0xa0) && text.slice(start, end).trim() === "";
}
