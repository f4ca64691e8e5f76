import { writeDate } from "#lib/domain/cleaning/dates/calendar.ts";
import { readDate } from "#lib/domain/cleaning/dates/read-date.ts";
import { tidy } from "#lib/domain/cleaning/tidy.ts";
import type { RenumberedCell } from "#lib/domain/correction/correction.ts";
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
 * The cells of a report that came back with the number of another debtor or obligation than it gave their rows, an amount a power of
 * ten away, or another date of two readings. One that is typed over in the page is not among them: whoever typed it knows what it says.
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
    // A number that another row had is there with the rest of that row's cells, most likely: alone, its own would make a third.
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

  /** All of them as they are now, as a server takes them. */
  all(): { readonly row: number; readonly column: number }[] {
    return [...this.#byRow.keys()].flatMap((row) => this.of(row).map(({ column }) => ({ row, column })));
  }

  #isAsRead(row: number, column: number): boolean {
    return this.#rows.editedText(row, column) === undefined;
  }
}

/** By column, the readers of what it takes one column to tell. */
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

/** A date of two readings, with the day that its column's order makes of it as the proposal; without an order it is asked about anyway. */
function dateAsRead(text: string, { column }: RenumberedCell, { mapping }: DerivationContext): RenumberedCell[] {
  const mapped = mapping.columns[column];
  const { dateOrder, datedCells } = mapped?.state === "field" ? mapped.reading : {};
  const day = readDate(tidy(text), dateOrder);
  // A column read so exchanges day and month of what would be written, too.
  if (datedCells === "swapped_texts") return [{ column }];
  return typeof day === "string" ? [] : [{ column, was: writeDate(...day, "YYYY-MM-DD") }];
}

/** Dots or a prefix more are no other number, and a column may be read so that an amount is what it was. */
function saysAnother(reader: FieldReader, now: string | null, was: string): boolean {
  if (now === reader.read(was, "text")) return false;
  return numbers.has(reader.field) || now === null || !isSavedAmount(was, now, false);
}
