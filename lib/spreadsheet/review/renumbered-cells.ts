import type { RenumberedCell } from "#lib/domain/correction/correction.ts";
import { compileIdentificationReader } from "#lib/domain/portfolio/compile-identification-reader.ts";
import { compileObligationReaders } from "#lib/domain/portfolio/compile-obligation-readers.ts";
import type { DerivationContext } from "#lib/domain/portfolio/derivation-context.ts";
import type { OneCellReader } from "#lib/domain/portfolio/one-cell-reader.ts";
import type { RecognisedReport } from "../recognise-report.ts";
import type { EditedRows } from "./edited-rows.ts";

const none: readonly RenumberedCell[] = Object.freeze([]);

/**
 * The cells of a report that came back with the number of another debtor or obligation than it gave their rows. One that is typed over in
 * the page is not among them: whoever typed it knows what it says.
 */
export class RenumberedCells {
  readonly #rows: EditedRows;
  readonly #byRow = new Map<number, readonly RenumberedCell[]>();

  constructor(report: RecognisedReport | null, rows: EditedRows, context: DerivationContext) {
    this.#rows = rows;
    const identification = compileIdentificationReader(context);
    const readers = [...(identification === null ? [] : [identification]), ...compileObligationReaders(context)];
    for (const [row, cells] of report?.changedNumbers ?? []) {
      const found = cells.filter(({ column, was }) => {
        const reader = readers.find((each) => each.column === column);
        return reader !== undefined && was !== undefined && this.#saysAnother(reader, row, was);
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

  /** Dots or a prefix more are no other number. */
  #saysAnother(reader: OneCellReader, row: number, was: string): boolean {
    const { table } = this.#rows;
    return reader.read(table.cell(row, reader.column), table.kind(row, reader.column)) !== reader.read(was, "text");
  }
}
