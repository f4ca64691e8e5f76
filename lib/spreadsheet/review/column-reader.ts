import { CellReader, isBlankAt, type Place } from "#lib/domain/summary/cell-reader.ts";
import type { ReadAs } from "#lib/domain/summary/read-as.ts";
import { ColumnScan } from "./column-scan.ts";
import type { EditedRows } from "./edited-rows.ts";

const sampleRows = 1_000;

/** Of the filled cells that are looked at, this share has to be numbers. */
const nearlyAll = 0.9;

/** The reader of a column's cells; null if they are texts. A guess is tried on some of the file's cells. */
export function columnReader(rows: EditedRows, column: number, as: ReadAs, place: Place): CellReader | null {
  if (as.field === null) return null;
  const reader = new CellReader(as.field, as.reading, place);
  return !as.isGuess || fits(rows, column, reader) ? reader : null;
}

function fits({ table }: EditedRows, column: number, reader: CellReader): boolean {
  const { rowCount } = table;
  const scan = new ColumnScan(table, column);
  const step = Math.max(1, Math.floor(rowCount / sampleRows));
  let filled = 0;
  let fitting = 0;
  for (let row = 0; row < rowCount; row += step) {
    scan.place(row, row + 1);
    const { text, starts, ends, kinds } = scan.cells;
    const [start = 0, end = 0, kind = "text"] = [starts[0], ends[0], kinds[0]];
    if (isBlankAt(text, start, end, kind)) continue;
    filled++;
    reader.read(text, start, end, kind);
    const isFitting = reader.scale === null ? reader.severity !== "error" : !Number.isNaN(reader.number);
    if (isFitting && !isPadded(text, start, end)) fitting++;
  }
  return filled > 0 && fitting >= filled * nearlyAll;
}

/** 00123 is a code, whose zeros count. */
function isPadded(text: string, start: number, end: number): boolean {
  const second = text.charCodeAt(start + 1);
  return end - start > 1 && text.charCodeAt(start) === 0x30 && second >= 0x30 && second <= 0x39;
}
