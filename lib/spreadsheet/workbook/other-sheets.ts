import { foldHeader } from "#lib/domain/mapping/headers/fold-header.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { tableIn } from "../find-table.ts";
import type { SheetSummary } from "../finding/choose-sheet.ts";
import { isAlike } from "../finding/sheet-roles.ts";
import type { Notice } from "../finding-codes.ts";
import type { SheetReader } from "./sheet-reader.ts";

/** Rows that show a sheet's header and how wide it is. */
const rowsPeeked = 40;

/** At most this many sheets are named; the rest are only counted. */
const maxNamed = 6;

/**
 * Reports visible sheets that are not read but have similar rows: a similar header, or at least as many
 * columns. Covers and summaries are narrower.
 */
export async function otherSheetsNotices(
  reader: SheetReader,
  sheets: readonly SheetSummary[],
  taken: readonly number[],
): Promise<Notice[]> {
  const others = reader.visible().filter((sheet) => !taken.includes(sheet) && (sheets[sheet]?.rowCount ?? 0) > 1);
  const read = others.length === 0 ? null : await beginning(reader, taken[0] ?? 0);
  if (read === null) return [];
  const told: { readonly name: string; readonly rows: number }[] = [];
  for (const sheet of others.sort((left, right) => left - right)) {
    const other = await beginning(reader, sheet);
    const summary = sheets[sheet];
    if (other === null || summary === undefined || !isLike(other.table, read.table)) continue;
    told.push({ name: summary.name, rows: summary.rowCount - other.rowsBeside });
  }
  if (told.length === 0) return [];
  const named = told.slice(0, maxNamed).map(({ name, rows }) => `«${name}» (${rows})`);
  const names = named.join(", ") + (told.length > maxNamed ? ", …" : "");
  const rows = told.reduce((sum, { rows }) => sum + rows, 0);
  return [{ code: "other_sheets", params: { count: told.length, rows, names } }];
}

/** The first rows of a sheet as a table, and how many of them are titles, header or totals; null if it has no table. */
async function beginning(reader: SheetReader, sheet: number) {
  const grid = await reader.peek(sheet, rowsPeeked);
  const found = grid === null ? null : tableIn(grid, {});
  return grid === null || found === null
    ? null
    : { table: found.table, rowsBeside: grid.rowCount - found.table.rowCount };
}

function isLike(other: Table, read: Table): boolean {
  return other.columnCount >= read.columnCount || isAlike(headersOf(other), headersOf(read));
}

function headersOf({ columns }: Table): ReadonlySet<string> {
  return new Set(columns.map(({ header }) => foldHeader(header)));
}
