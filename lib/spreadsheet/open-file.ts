import type { Field } from "#lib/domain/fields/field.ts";
import { describeTable, widthOfHeader } from "./describe-table.ts";
import { type FoundTable, findTable } from "./find-table.ts";
import type { OpenSpreadsheet } from "./open-spreadsheet.ts";
import { CellFinder } from "./review/cell-finder.ts";
import { EditedRows } from "./review/edited-rows.ts";
import type { ReadingReport, ReadingSettings } from "./workbench-protocol.ts";

/** A file that has been read one way; its cells are those of `sheet`. */
export interface Reading {
  readonly file: File;
  readonly sha256: string;
  readonly fields: readonly Field[];
  readonly settings: ReadingSettings;
  readonly sheet: OpenSpreadsheet;
}

/** A reading whose table is known, with the corrections made to it. */
export interface OpenFile extends Reading {
  readonly found: FoundTable;
  readonly rows: EditedRows;
  readonly finder: CellFinder;
}

/** Finds a reading's table and describes it. Its rows have no edits yet: those belong to the rows of their reading. */
export function findAndDescribe(
  reading: Reading,
  onProgress?: (share: number) => void,
): { open: OpenFile; report: ReadingReport } {
  const { file, sha256, sheet, settings, fields } = reading;
  const found = findTable(sheet.grid, settings);
  const { columns, repeatedGroups, notices } = describeTable(
    found.table,
    widthOfHeader(sheet.grid, found.headerRow.value),
    fields,
    onProgress,
  );
  const rows = new EditedRows(found.table);
  return {
    open: { ...reading, found, rows, finder: new CellFinder(rows) },
    report: {
      fileName: file.name,
      fileBytes: file.size,
      fileSha256: sha256,
      kind: sheet.kind,
      encoding: sheet.encoding,
      delimiter: sheet.delimiter,
      sheet: sheet.sheet,
      sheets: sheet.sheets,
      headerRow: found.headerRow,
      footerRows: found.footerRows,
      rowCount: found.table.rowCount,
      columns,
      ...(repeatedGroups === null ? {} : { repeatedGroups }),
      notices: [...sheet.notices, ...notices],
    },
  };
}
