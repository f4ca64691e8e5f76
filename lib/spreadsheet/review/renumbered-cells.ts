import { writeDate } from "#lib/domain/cleaning/dates/calendar.ts";
import { readDate } from "#lib/domain/cleaning/dates/read-date.ts";
import { tidy } from "#lib/domain/cleaning/tidy.ts";
import type { RenumberedCell, RenumberedRow } from "#lib/domain/correction/correction.ts";
import type { EarlierDebtors } from "#lib/domain/correction/earlier-debtors.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { compileStepReader, type OneCellReader } from "#lib/domain/debtors/one-cell-reader.ts";
import { planReading } from "#lib/domain/debtors/reading-plan.ts";
import { identificationField, obligationIdField } from "#lib/domain/fields/catalogue.ts";
import type { RecognisedReport } from "../recognise-report.ts";
import { isSavedAmount } from "../report/saved-amount.ts";
import { isDateText } from "../report/saved-date.ts";
import type { EditedRows } from "./edited-rows.ts";

const none: readonly RenumberedCell[] = Object.freeze([]);
const numbers = new Set([identificationField, obligationIdField]);

interface FieldReader extends OneCellReader {
  readonly field: string;
  readonly isDate: boolean;
}

/**
 * Cells of a report that came back with another debtor's or obligation's number, an amount that differs by a
 * power of ten, or another date with two readings (decision 23). A cell typed over in the page is left out:
 * its text is meant.
 */
export class RenumberedCells {
  readonly #rows: EditedRows;
  readonly #byRow = new Map<number, readonly RenumberedCell[]>();

  constructor(
    report: RecognisedReport | null,
    rows: EditedRows,
    context: DerivationContext,
    earlier: Pick<EarlierDebtors, "find">,
  ) {
    this.#rows = rows;
    const changed = report?.changedNumbers ?? new Map<number, readonly RenumberedCell[]>();
    const readers = changed.size === 0 ? new Map<number, FieldReader>() : fieldReaders(context);
    const left = new Set<string>();
    for (const cells of changed.values())
      for (const { column, was = "" } of cells) left.add(`${column} ${readers.get(column)?.read(was, "text")}`);
    // If another row had this number, the rest of that row's cells was probably moved along; the old number
    // alone would make a third debtor, so it is not proposed.
    const isAnothers = (reader: FieldReader, now: string): boolean =>
      left.has(`${reader.column} ${now}`) || (reader.field === identificationField && earlier.find(now) !== null);
    for (const [row, cells] of changed) {
      const found = cells.flatMap((cell) => {
        const reader = readers.get(cell.column);
        if (reader === undefined) return [];
        const text = rows.table.cell(row, cell.column);
        if (cell.was === undefined) return reader.isDate ? dateAsRead(text, cell, context) : [];
        const now = reader.read(text, rows.table.kind(row, cell.column));
        if (reader.isDate) return isDateText(cell.was) && now !== reader.read(cell.was, "text") ? [cell] : [];
        if (!saysAnother(reader, now, cell.was)) return [];
        const isTaken = now !== null && numbers.has(reader.field) && isAnothers(reader, now);
        return [isTaken ? { column: cell.column } : cell];
      });
      if (found.length > 0) this.#byRow.set(row, found);
    }
  }

  of(row: number): readonly RenumberedCell[] {
    const cells = this.#byRow.get(row);
    if (cells === undefined) return none;
    return this.#rows.isEdited(row) ? cells.filter(({ column }) => this.#isAsRead(row, column)) : cells;
  }

  /** All of them as they are now, in the form the server reads. */
  all(): RenumberedRow[] {
    return [...this.#byRow.keys()].flatMap((row) => this.of(row).map((cell) => ({ row, ...cell })));
  }

  #isAsRead(row: number, column: number): boolean {
    return this.#rows.editedText(row, column) === undefined;
  }
}

/** By column, a reader for each field that is read from one column. */
function fieldReaders(context: DerivationContext): ReadonlyMap<number, FieldReader> {
  const { debtor, obligations } = planReading(context);
  return new Map(
    [...debtor, ...obligations.flat()].flatMap((step) => {
      const reader = compileStepReader(step);
      return reader === null
        ? []
        : [[reader.column, { ...reader, field: step.field.id, isDate: step.field.kind === "date" }] as const];
    }),
  );
}

/**
 * A date with two readings; proposes the day in its column's order. Nothing without an order: the date is an
 * issue anyway.
 */
function dateAsRead(text: string, { column }: RenumberedCell, { mapping }: DerivationContext): RenumberedCell[] {
  const mapped = mapping.columns[column];
  const { dateOrder, datedCells } = mapped?.state === "field" ? mapped.reading : {};
  const day = readDate(tidy(text), dateOrder);
  // This reading exchanges day and month of texts, so it would exchange those of a proposal too.
  if (datedCells === "swapped_texts") return [{ column }];
  return typeof day === "string" ? [] : [{ column, was: writeDate(...day, "YYYY-MM-DD") }];
}

/**
 * Whether the value read has changed: more dots or a prefix make no other number, and the column's reading
 * may give an amount its old value.
 */
function saysAnother(reader: FieldReader, now: string | null, was: string): boolean {
  const before = reader.read(was, "text");
  if (now === before) return false;
  // Where no identification could be read, the row was left out for that, and waits for another.
  if (before === null && reader.field === identificationField) return false;
  return numbers.has(reader.field) || now === null || !isSavedAmount(was, now, false);
}
