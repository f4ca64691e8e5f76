import type { ColumnReport, RepeatedGroupsReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { NamedCurrency, SaidCurrency } from "#lib/domain/mapping/said-currency.ts";
import type { SetAsideReason } from "#lib/domain/table/set-aside.ts";

export type FileKind = "csv" | "xlsx" | "xls" | "xlsb" | "ods" | "spreadsheetml" | "html";

/**
 * Two sheets of a workbook that make one table: the obligations' columns, then the debtors'. `column` is the
 * identification's column on each sheet.
 */
export interface SheetJoin {
  readonly sheet: number;
  readonly column: number;
  readonly debtors: {
    readonly sheet: number;
    readonly column: number;
    /** As `ReadingSettings.headerLine`; found automatically if missing. */
    readonly headerLine?: number;
  };
}

/**
 * The findings that the user changed; a missing one is found automatically. Columns and sheets count from 0,
 * lines from 1.
 */
export interface ReadingSettings {
  readonly encoding?: string;
  readonly delimiter?: string;
  readonly sheet?: number;
  /** The header's line in the file, from 1; 0 means no header. */
  readonly headerLine?: number;
  /** Rows that are data although they look like titles, totals or notes: their lines, or all. */
  readonly takenIn?: "all" | readonly number[];
  /** Sets hidden rows aside; without it they are data like the others. */
  readonly hiddenRows?: "aside";
  /** Which two sheets to read as one table, or none. */
  readonly join?: SheetJoin | "none";
}

/** The same settings with other rows as data. "all" includes the hidden rows. */
export function withTakenIn(settings: ReadingSettings, takenIn: ReadingSettings["takenIn"]): ReadingSettings {
  const { takenIn: _, ...rest } = settings;
  if (takenIn === undefined) return rest;
  if (takenIn !== "all") return { ...rest, takenIn };
  const { hiddenRows: _hidden, ...others } = rest;
  return { ...others, takenIn };
}

/** The beginning of a file, shown while the rest is read. The header is not known yet. */
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
  /**
   * In hex. Up to 8 MB the SHA-256 of the file's bytes; beyond that the SHA-256 of the SHA-256s of its 8 MB
   * pieces. The same file always has the same digest.
   */
  readonly fileSha256: string;
  readonly kind: FileKind;
  /** null for workbooks. */
  readonly encoding: Finding<string> | null;
  readonly delimiter: Finding<string> | null;
  /** null for text files. */
  readonly sheet: Finding<number> | null;
  readonly sheets: readonly { readonly name: string; readonly isHidden: boolean; readonly rowCount: number }[];
  /** null if no two sheets can be joined. */
  readonly join: Finding<SheetJoin | "none"> | null;
  /** The header of the debtors' sheet, if two sheets are joined; else null. */
  readonly debtorsHeaderRow: Finding<number> | null;
  /** The headers under another answer about joining; a remembered mapping may belong to those. */
  readonly otherShapes: readonly { readonly join: SheetJoin | "none"; readonly headers: readonly string[] }[];
  readonly headerRow: Finding<number>;
  /** Rows that are no data, such as titles, totals and notes: not loaded, but counted and listed. */
  readonly setAside: SetAsideReport;
  /** Rows of the sheet that are hidden, by a filter or by hand, set aside or not. `line` is the first one's, or 0. */
  readonly hiddenRows: { readonly count: number; readonly line: number };
  readonly rowCount: number;
  /** Only after reading again with corrections: how many were kept on their cells, and how many were dropped. */
  readonly edits?: { readonly kept: number; readonly dropped: number };
  readonly columns: readonly ColumnReport[];
  /**
   * Only if numbered headers show that rows have several obligations. Offered; the first answer if further
   * ones are filled.
   */
  readonly repeatedGroups?: RepeatedGroupsReport;
  /** Set if a title, a note or a total names another currency than the tenant's. */
  readonly saidCurrency?: SaidCurrency;
  /** Set if the sheet or the file has another currency than the tenant's in its name. */
  readonly namedCurrency?: NamedCurrency;
  /** Codes of things to report (`notices.<code>`), such as doubly encoded text or unbalanced quotes. */
  readonly notices: readonly {
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
    /** The sheet the notice is about, if not the sheet of the rows. */
    readonly sheet?: string;
  }[];
  /**
   * Set if the file is one of the portal's own reports: the uploads its rows belong to. Usually one; several
   * if reports were pasted together, none if the reference column is lost. The table does not have the
   * columns that the report added.
   */
  readonly reportOf?: readonly string[];
}
