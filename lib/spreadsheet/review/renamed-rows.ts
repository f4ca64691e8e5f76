import type { LineOfRow, RenamedRow } from "#lib/domain/correction/correction.ts";
import type { EarlierDebtors } from "#lib/domain/correction/earlier-debtors.ts";
import { compileIdentificationReader } from "#lib/domain/debtors/compile-identification-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { RecognisedReport } from "../recognise-report.ts";
import type { EditedRows } from "./edited-rows.ts";

/** Rows of a report that now belong to another debtor than when it was written, changed in the file or in the page. */
export function renamedRows(
  report: RecognisedReport | null,
  rows: EditedRows,
  context: DerivationContext,
): RenamedRow[] {
  const reader = identificationsOf(report, rows, context);
  if (reader === null) return [];
  // A copied row renames nobody: the row it was copied from is still there.
  const ofReport = [...(report?.changedNumbers ?? [])].filter(([row]) => report?.addedRows.has(row) !== true);
  const edited = Array.from(rows.editsOf(reader.column), ([row]) => row);
  return [...new Set([...ofReport.map(([row]) => row), ...edited])].flatMap((row) => {
    const was = reader.was(row);
    const now = reader.now(row);
    return was === null || now === null || was === now ? [] : [{ row, was }];
  });
}

/**
 * The left-out rows of a report that no identification leads to, with their lines: they had none, or another one, or a
 * correction has them under another one.
 */
export function linesToTell(
  report: RecognisedReport | null,
  rows: EditedRows,
  context: DerivationContext,
  earlier: EarlierDebtors,
): LineOfRow[] {
  const reader = identificationsOf(report, rows, context);
  const lines = Array.from(report?.lines ?? [], ([row, line]) => ({ row, line }));
  return lines.filter(({ row, line }) => {
    // A cell filled in the file itself does not tell that it was empty.
    if (reader === null || report?.unidentified.has(row) === true || earlier.sentAs(line) !== null) return true;
    const was = reader.was(row);
    return was === null || was !== reader.now(row);
  });
}

/** Reads the identification that a row had when its report was written, and the one that it has now. */
function identificationsOf(report: RecognisedReport | null, rows: EditedRows, context: DerivationContext) {
  const reader = compileIdentificationReader(context);
  if (reader === null) return null;
  const { column } = reader;
  const was = (row: number): string | null => {
    const original = report?.changedNumbers.get(row)?.find((cell) => cell.column === column)?.was;
    return original === undefined || report?.addedRows.has(row) === true
      ? reader.read(rows.table.cell(row, column), rows.table.kind(row, column))
      : reader.read(original, "text");
  };
  const now = (row: number): string | null => reader.read(rows.text(row, column), rows.kind(row, column));
  return { column, was, now };
}
