import type { NotesSheet } from "#lib/domain/mapping/columns/unit-of-name.ts";
import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import { chooseSheet, obligationsSheet, type SheetSummary } from "../finding/choose-sheet.ts";
import type { Notice } from "../finding-codes.ts";
import type { ReadingReport, ReadingSettings, SheetJoin } from "../protocol/reading.ts";
import { Refused } from "../refused.ts";
import { findJoin } from "./find-join.ts";
import { notesSheets } from "./notes-sheets.ts";
import { otherSheetsNotices } from "./other-sheets.ts";
import { SheetReader } from "./sheet-reader.ts";
import type { HiddenParts, SheetSource } from "./sheet-source.ts";

export interface ReadWorkbook {
  readonly grid: Grid;
  readonly sheet: Finding<number>;
  readonly sheets: readonly SheetSummary[];
  readonly join: Finding<SheetJoin | "none"> | null;
  /** The debtors' sheet, if two sheets are joined. */
  readonly debtors: { readonly grid: Grid; readonly name: string } | null;
  readonly otherShapes: ReadingReport["otherShapes"];
  /** Hidden parts of the sheet that has the rows. */
  readonly hidden: HiddenParts;
  readonly isFrom1904: boolean;
  /** Sheets of words beside the rows. */
  readonly notes: readonly NotesSheet[];
  readonly notices: readonly Notice[];
}

/**
 * Reads the sheets of the table: the chosen one, else the fullest that is not hidden, or two if one has the
 * debtors of the other. Each is read once; of all others only the rows are counted.
 */
export async function readWorkbook(
  source: SheetSource,
  settings: ReadingSettings,
  onProgress?: (share: number) => void,
): Promise<ReadWorkbook> {
  if (source.sheets.length === 0) throw new Refused("nothing_readable");
  const reader = new SheetReader(source, onProgress);
  const { join, otherShapes } = await findJoin(reader, settings);
  const counted = await reader.summaries();
  const taken = join === null || join.value === "none" ? null : join.value;
  const sheet =
    taken === null
      ? chooseSheet(counted, settings.sheet)
      : obligationsSheet(counted, taken, settings.join !== undefined || settings.sheet !== undefined);
  const { grid, hidden, notices: ofSheet } = await reader.read(sheet.value);
  if (grid.rowCount === 0) throw new Refused(source.sheets.length === 1 ? "empty" : "nothing_readable");
  const sheets = counted.map((summary, index) =>
    index === sheet.value ? { ...summary, rowCount: grid.rowCount } : summary,
  );
  const used = taken === null ? [sheet.value] : [sheet.value, taken.debtors.sheet];
  // An HTML page reports each of its other tables itself.
  const isTold = ofSheet.some(({ code }) => code === "other_tables");
  const notices = isTold ? ofSheet : [...ofSheet, ...(await otherSheetsNotices(reader, sheets, used))];
  const { isFrom1904 = false } = source;
  const notes = await notesSheets(reader, sheets, used);
  if (taken === null)
    return { grid, sheet, sheets, join, debtors: null, otherShapes, hidden, isFrom1904, notes, notices };
  const name = sheets[taken.debtors.sheet]?.name ?? "";
  const theirs = await reader.read(taken.debtors.sheet);
  const theirHidden: Notice[] =
    theirs.hidden.lines.length === 0
      ? []
      : [{ code: "hidden_rows", params: { count: theirs.hidden.lines.length, line: theirs.hidden.lines[0] ?? 0 } }];
  const theirNotices = [...theirs.notices, ...theirHidden].map((notice) => ({ ...notice, sheet: name }));
  return {
    grid,
    sheet,
    sheets,
    join,
    debtors: { grid: theirs.grid, name },
    otherShapes,
    hidden,
    isFrom1904,
    notes,
    notices: [...notices, ...theirNotices],
  };
}
