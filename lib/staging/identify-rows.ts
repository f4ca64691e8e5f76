import { AppError } from "#lib/domain/app-error.ts";
import { compileIdentificationReader } from "#lib/domain/debtors/compile-identification-reader.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { LineScanner } from "#lib/domain/fast/fast-path.ts";
import { identificationField } from "#lib/domain/fields/catalogue.ts";
import type { CellEdit } from "#lib/domain/mapping/mapping.ts";
import { isNestedDeeper } from "#lib/domain/staging/json-depth.ts";
import { correctRow } from "#lib/domain/table/correct-row.ts";
import { parseSourceLine, sourceLine } from "#lib/domain/table/source-line.ts";
import type { Lines } from "./packed-lines.ts";

export interface IdentifiedRows {
  /** Of each row. */
  readonly identifications: readonly (string | null)[];
  /** The lines as they are to be kept, where one is another than it came: corrected, or not as sourceLine writes it. */
  readonly rewritten: readonly string[] | null;
}

/**
 * Who each row is: all that is asked of rows before their debtors are put together. `edits` by row, counted as in the file like
 * `firstRow`. Throws `chunk_damaged` where a line is no row.
 */
export function identifyRows(
  lines: Lines,
  firstRow: number,
  context: DerivationContext,
  edits: readonly CellEdit[],
): IdentifiedRows {
  const identified = { ...context, fields: context.fields.filter((field) => field.id === identificationField) };
  const read = compileRowReader(identified);
  // Under another header it may be another cell.
  const cell = context.mapping.otherHeaders === undefined ? compileIdentificationReader(identified) : null;
  const scanner = new LineScanner(cell?.column ?? 0);
  const editsByRow = Map.groupBy(edits, (edit) => edit.row);
  let rewritten: string[] | null = null;
  const rewrite = (index: number, line: string): void => {
    rewritten ??= Array.from({ length: lines.count }, (_, each) => lines.text(each));
    rewritten[index] = line;
  };

  const identifications = Array.from({ length: lines.count }, (_, index) => {
    const row = firstRow + index;
    const corrections = editsByRow.get(row);
    // One cell is enough where nothing was corrected and nothing is escaped: nearly always.
    if (lines.scan(index, scanner) && cell !== null && corrections === undefined)
      return cell.read(lines.between(scanner.cellStart, scanner.cellEnd), scanner.kind);
    const text = lines.text(index);
    // `[line, [cells], kinds]`: a line of brackets would take the memory of a hundred such lines.
    const source = isNestedDeeper(lines.at(index), 2) ? null : parseSourceLine(text);
    if (source === null) throw new AppError("chunk_damaged", { reason: "row" });
    const kept = corrections === undefined ? source : correctRow(source, corrections, context.mapping.rowWidth);
    const line = sourceLine(kept);
    if (line !== text) rewrite(index, line);
    return read(row, kept).identification;
  });
  return { identifications, rewritten };
}
