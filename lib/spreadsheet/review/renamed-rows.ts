import type { RenamedRow } from "#lib/domain/correction/correction.ts";
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
  const reader = compileIdentificationReader(context);
  if (reader === null) return [];
  const { column } = reader;
  // A copied row renames nobody: the row it was copied from is still there.
  const ofReport = [...(report?.changedNumbers ?? [])].filter(([row]) => report?.addedRows.has(row) !== true);
  const changed = new Map(ofReport.map(([row, cells]) => [row, originalIn(cells, column)]));
  const edited = Array.from(rows.editsOf(column), ([row]) => row);
  return [...new Set([...changed.keys(), ...edited])].flatMap((row) => {
    const original = changed.get(row);
    const was =
      original === undefined
        ? reader.read(rows.table.cell(row, column), rows.table.kind(row, column))
        : reader.read(original, "text");
    const now = reader.read(rows.text(row, column), rows.kind(row, column));
    return was === null || now === null || was === now ? [] : [{ row, was }];
  });
}

function originalIn(cells: readonly { column: number; was?: string }[], column: number): string | undefined {
  return cells.find((cell) => cell.column === column)?.was;
}
