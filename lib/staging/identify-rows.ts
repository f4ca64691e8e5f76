import { AppError } from "#lib/domain/app-error.ts";
import { compileIdentificationReader } from "#lib/domain/debtors/compile-identification-reader.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { compileRowBalance } from "#lib/domain/debtors/row-balance.ts";
import { LineScanner } from "#lib/domain/fast/fast-path.ts";
import { identificationField } from "#lib/domain/fields/catalogue.ts";
import { isBeyond } from "#lib/domain/staging/json-limits.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { correctRow } from "#lib/domain/table/correct-row.ts";
import { parseSourceLine, sourceLine } from "#lib/domain/table/source-line.ts";
import type { Lines } from "./packed-lines.ts";

export interface IdentifiedRows {
  /** One per row. */
  readonly identifications: readonly (string | null)[];
  /**
   * All lines in the form to store, if any differs from how it arrived (corrected, or not as sourceLine
   * writes it); otherwise null.
   */
  readonly rewritten: readonly string[] | null;
  /** How many cells were corrected, and what that adds to the rows' balances. */
  readonly edited: { readonly cells: number; readonly cents: number };
}

/**
 * Reads only the identification of each row; nothing else is needed before debtors are assembled. `edits`
 * count rows as the file does, like `firstRow`. Throws `chunk_damaged` if a line is not a row.
 */
export function identifyRows(
  lines: Lines,
  firstRow: number,
  context: DerivationContext,
  edits: readonly CellEdit[],
): IdentifiedRows {
  const identified = { ...context, fields: context.fields.filter((field) => field.id === identificationField) };
  const read = compileRowReader(identified);
  // Under another header the identification may be in another column.
  const cell = context.mapping.otherHeaders === undefined ? compileIdentificationReader(identified) : null;
  const scanner = new LineScanner(cell?.column ?? 0);
  const balance = edits.length === 0 ? null : compileRowBalance(context);
  let cents = 0;
  const editsByRow = Map.groupBy(edits, (edit) => edit.row);
  let rewritten: string[] | null = null;
  const rewrite = (index: number, line: string): void => {
    rewritten ??= Array.from({ length: lines.count }, (_, each) => lines.text(each));
    rewritten[index] = line;
  };

  const identifications = Array.from({ length: lines.count }, (_, index) => {
    const row = firstRow + index;
    const corrections = editsByRow.get(row);
    // If nothing was corrected and nothing is escaped, which is nearly always, one cell is enough.
    if (lines.scan(index, scanner) && cell !== null && corrections === undefined)
      return cell.read(lines.between(scanner.cellStart, scanner.cellEnd), scanner.kind);
    const text = lines.text(index);
    // `[line, [cells], kinds]`: parsing a line of brackets would take the memory of a hundred such lines.
    const source = isBeyond(lines.at(index), { levels: 2 }) ? null : parseSourceLine(text);
    if (source === null) throw new AppError("chunk_damaged", { reason: "row" });
    const kept = corrections === undefined ? source : correctRow(source, corrections, context.mapping.rowWidth);
    if (balance !== null && corrections?.some(({ column }) => balance.isIn(column)))
      cents += balance.centsOf(kept) - balance.centsOf(source);
    const line = sourceLine(kept);
    if (line !== text) rewrite(index, line);
    return read(row, kept).identification;
  });
  return { identifications, rewritten, edited: { cells: edits.length, cents } };
}
