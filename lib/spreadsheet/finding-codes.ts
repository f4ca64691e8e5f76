/**
 * The closed lists of what reading a file can report. The catalogues have a sentence for each
 * (`findings.<evidence>` and `notices.<code>`) with the values in braces.
 */

/** Why a finding has its value. */
export const findingEvidences = [
  /** The user chose it. */
  "chosen",
  /** Encoding: the file begins with a byte order mark. */
  "byte_order_mark",
  /** Encoding: every byte is plain ASCII, so any encoding would do. */
  "only_ascii",
  /** Encoding: the whole file is valid UTF-8. */
  "valid_utf8",
  /** Encoding: {invalid} bytes are not UTF-8, but {valid} sequences are. */
  "mostly_utf8",
  /** Encoding: every other byte is zero. */
  "alternating_zeros",
  /** Encoding: not UTF-8; read in this encoding, {letters} bytes are accented letters. */
  "accented_letters",
  /** Encoding: not UTF-8, and nothing tells the code pages apart. */
  "not_utf8",
  /** Delimiter: the file's first line names it (sep=). */
  "sep_line",
  /** Delimiter: {rows} of {of} rows have {count} of it. */
  "same_count",
  /** Delimiter: no row contains one; the file has one column. */
  "single_column",
  /** Sheet: the workbook has only one. */
  "only_sheet",
  /** Sheet: the only one that is not hidden. */
  "only_visible_sheet",
  /** Sheet: the one of {sheets} with the most filled rows ({rows}). */
  "fullest_sheet",
  /** Sheet: it has the obligations; the sheet {debtors} was joined to it. */
  "obligations_sheet",
  /** Join: {debtors} has {found} of {of} identifications of {obligations}; {alone} of its rows have no obligation. */
  "debtors_found",
  /** Join, offered: only {found} of {of} are found, or only the values tell which columns match. */
  "debtors_offered",
  /** Header: the first row, in line {line}. */
  "first_row",
  /** Header: in line {line}, below {above} rows of titles. */
  "below_titles",
  /** Header: none; the first row already looks like data. */
  "no_header",
] as const;
export type FindingEvidence = (typeof findingEvidences)[number];

export const noticeCodes = [
  /** Text that was encoded as UTF-8 twice, {count} times, first in line {line}. */
  "double_encoded",
  /** {count} bytes were not UTF-8 and were read as Windows-1252. */
  "mixed_encoding",
  /** An unpaired quote in line {line}; {count} such lines were read with the quote as text. */
  "unbalanced_quotes",
  /**
   * {count} rows are below a header, in line {line}, with the first header's names in another order, and are
   * read by it.
   */
  "rows_arranged",
  /** {count} rows are below a second header, in line {line}, with other columns than the first. */
  "other_order",
  /** {count} rows have more cells than the header, first in line {line}. */
  "longer_rows",
  /** {count} rows have fewer cells than the header, first in line {line}: their program leaves out blank ends. */
  "shorter_rows",
  /** The last row, in line {line}, is cut: it has fewer cells than the others, or lost the end of its reference. */
  "cut_row",
  /** The last line, {line}, has no line end; its last cell may be cut. */
  "open_end",
  /** Zero bytes in place of data in {count} lines, first in line {line}: whole rows may be lost too. */
  "lost_block",
  /** NUL or other control characters in {count} rows, first in line {line}. */
  "control_characters",
  /** A page ended before its table did; the last row is in line {line}. */
  "cut_table",
  /** {count} cells were escaped twice ("&amp;Ntilde;"), first in line {line}. */
  "entities_twice",
  /** The page has {count} more tables, with {rows} rows, that are not read. */
  "other_tables",
  /** {count} more visible sheets, {names}, with {rows} rows like those that are read, are not read. */
  "other_sheets",
  /** {count} rows are hidden, first in line {line}. */
  "hidden_rows",
  /** {count} columns are hidden: {headers}. */
  "hidden_columns",
  /** {count} sheets are hidden. */
  "hidden_sheets",
  /** {count} formulas have no saved value, first in line {line}. */
  "formulas_without_value",
  /** {count} merged areas over several rows were filled. */
  "merged_cells_filled",
  /**
   * {count} merged areas over several rows, first in line {line}, hold a number, which stays in their first
   * row only.
   */
  "merged_cells_kept",
  /** {count} rows of {debtors} differ from an earlier row of the same debtor, first in {lines}. */
  "debtors_repeated",
  /** {count} rows of {debtors} have no obligation; they are at the end of the table. */
  "debtors_alone",
  /** {count} of {of} identifications of {obligations} are missing in {debtors}. */
  "debtors_missing",
  /**
   * {count} numbers of a report came back in another form (zeros lost, for example), first in line {line},
   * and were restored.
   */
  "numbers_restored",
  /** All {count} amounts of a report's column {header} are a thousandth or a thousand times what the report had. */
  "amounts_thousandth",
  /** {count} of {of} amounts known of a report's column {header} are another row's, as if it was sorted alone. */
  "amounts_moved",
] as const;
export type NoticeCode = (typeof noticeCodes)[number];

export interface Notice {
  readonly code: NoticeCode;
  readonly params: Readonly<Record<string, string | number>>;
  /** The sheet the notice is about, if not the sheet of the rows. */
  readonly sheet?: string;
}
