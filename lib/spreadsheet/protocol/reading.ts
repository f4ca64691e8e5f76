import type { ColumnReport, RepeatedGroupsReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { SaidCurrency } from "#lib/domain/mapping/said-currency.ts";
import type { SetAsideReason } from "#lib/domain/table/set-aside.ts";

export type FileKind = "csv" | "xlsx" | "xls" | "xlsb" | "ods" | "spreadsheetml" | "html";

/** Two sheets of a workbook that make one table: the debtors' columns come behind those of the obligations. Columns tell whose a row is. */
export interface SheetJoin {
  readonly sheet: number;
  readonly column: number;
  readonly debtors: {
    readonly sheet: number;
    readonly column: number;
    /** As `ReadingSettings.headerLine`; found where absent. */
    readonly headerLine?: number;
  };
}

/** What the user changed of the findings; whatever is absent is found again. Columns and sheets count from 0, lines from 1. */
export interface ReadingSettings {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: number;
  /** The line of the header in the file, from 1 on; 0: there is none. */
  readonly headerLine?: number;
  /** Rows that are data although they look like titles, totals or notes: their lines, or all of them. */
  readonly takenIn?: "all" | readonly number[];
  /** Rows that the file hides are left out; without it they are data like the others. */
  readonly hiddenRows?: "aside";
  /** Which two sheets to read as one table, or that none are to be. */
  readonly join?: SheetJoin | "none";
}

/** The same settings with other rows as data. Where all are, that goes for the hidden ones, too. */
export function withTakenIn(settings: ReadingSettings, takenIn: ReadingSettings["takenIn"]): ReadingSettings {
  const { takenIn: _, ...rest } = settings;
  if (takenIn === undefined) return rest;
  if (takenIn !== "all") return { ...rest, takenIn };
  const { hiddenRows: _hidden, ...others } = rest;
  return { ...others, takenIn };
}

/** The beginning of a file, to be looked at while the rest is read. Rows before anybody knows which of them is the header. */
export interface FirstRows {
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** How many rows were set aside, and why. */
export interface SetAsideReport {
  readonly count: number;
  /** In the order of their first lines. */
  readonly reasons: readonly { readonly reason: SetAsideReason; readonly count: number; readonly line: number }[];
}

export interface ReadingReport {
  readonly fileName: string;
  readonly fileBytes: number;
  /** Hex. SHA-256 of the file's bytes up to 8 MB, beyond them of the SHA-256s of its pieces of 8 MB: the same file, the same digest. */
  readonly fileSha256: string;
  readonly kind: FileKind;
  /** null for workbooks. */
  readonly encoding: Finding<string> | null;
  readonly delimiter: Finding<string> | null;
  /** null for text files. */
  readonly sheet: Finding<number> | null;
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean; readonly rowCount: number }[];
  /** null where no two sheets can be joined. */
  readonly join: Finding<SheetJoin | "none"> | null;
  /** Of the debtors' sheet, where two are joined. */
  readonly debtorsHeaderRow: Finding<number> | null;
  /** The headers that another answer about joining would give: what is remembered may be about those. */
  readonly otherShapes: readonly { readonly join: SheetJoin | "none"; readonly headers: readonly string[] }[];
  readonly headerRow: Finding<number>;
  /** Rows that are titles, totals or notes: not loaded, but counted and listed. */
  readonly setAside: SetAsideReport;
  /** Rows of the sheet that it hides, by a filter or by hand, whether they are set aside or not. */
  readonly hiddenRows: { readonly count: number; readonly line: number };
  readonly rowCount: number;
  /** Only of a reading again after corrections: the corrections that still stand on the cells they were made for, and those that do not. */
  readonly edits?: { readonly kept: number; readonly dropped: number };
  readonly columns: readonly ColumnReport[];
  /** Only where numbered headers say that rows have several obligations: offered, and the first answer where further ones are filled. */
  readonly repeatedGroups?: RepeatedGroupsReport;
  /** A title, a note or a total names another currency than the tenant's. */
  readonly saidCurrency?: SaidCurrency;
  /** Codes of things worth saying (`notices.<code>`), such as doubly encoded text or unbalanced quotes. */
  readonly notices: readonly {
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
    /** The sheet it is about, where that is not the one of the rows. */
    readonly sheet?: string;
  }[];
  /**
   * The file is one of the portal's own reports, and these are the uploads that its rows are of: one, but for reports that were put
   * together, or where it has lost the column that says so: none. What the report added to the columns is none of the table's.
   */
  readonly reportOf?: readonly string[];
}
