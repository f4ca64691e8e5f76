/**
 * The closed lists of what a reading can say; the catalogues have a sentence for each
 * (`findings.<evidence>` and `notices.<code>`), with the values in brackets.
 */

/** Why a finding has its value. */
export const findingEvidences = [
  /** The user chose it. */
  "chosen",
  /** Encoding: the file begins with a byte order mark. */
  "byte_order_mark",
  /** Encoding: every byte is plain ASCII, any encoding would do. */
  "only_ascii",
  /** Encoding: the whole file is valid UTF-8. */
  "valid_utf8",
  /** Encoding: {invalid} bytes are not UTF-8 but {valid} sequences are. */
  "mostly_utf8",
  /** Encoding: every other byte is zero. */
  "alternating_zeros",
  /** Encoding: not UTF-8, and {letters} bytes are accented letters in it. */
  "accented_letters",
  /** Encoding: not UTF-8, and nothing tells code pages apart. */
  "not_utf8",
  /** Delimiter: the file's first line names it (sep=). */
  "sep_line",
  /** Delimiter: {rows} of {of} rows have {count} of it. */
  "same_count",
  /** Delimiter: none stands in the rows; the file has one column. */
  "single_column",
  /** Sheet: there is no other. */
  "only_sheet",
  /** Sheet: the only one that is not hidden. */
  "only_visible_sheet",
  /** Sheet: of {sheets} it has the most filled rows ({rows}). */
  "fullest_sheet",
  /** Sheet: of {debtors}, which was joined to it, it has the obligations. */
  "obligations_sheet",
  /** Join: {found} of {of} identifications of {obligations} stand in {debtors}; {alone} rows of that have no obligation. */
  "debtors_found",
  /** Join, offered: only {found} of {of} do, or nothing but the values says which columns meet. */
  "debtors_offered",
  /** Header: the first row, in line {line}. */
  "first_row",
  /** Header: in line {line}, below {above} rows of titles. */
  "below_titles",
  /** Header: none, the first row already looks like data. */
  "no_header",
] as const;
export type FindingEvidence = (typeof findingEvidences)[number];

export const noticeCodes = [
  /** Text that was encoded as UTF-8 twice, {count} times, first in line {line}. */
  "double_encoded",
  /** {count} bytes were not UTF-8 and were read as Windows-1252. */
  "mixed_encoding",
  /** A quote without its partner in line {line}; {count} such lines were read with the quote as text. */
  "unbalanced_quotes",
  /** {count} rows stand under a header, first in line {line}, with the first one's names in another order, and are read by it. */
  "rows_arranged",
  /** {count} rows stand under a second header, in line {line}, whose columns are not those of the first. */
  "other_order",
  /** {count} rows have more cells than the header, first in line {line}. */
  "longer_rows",
  /** {count} rows have fewer cells than the others, first in line {line}, as programs write them that leave out blank ends. */
  "shorter_rows",
  /** The last row, in line {line}, has fewer cells than the others: the file is cut. */
  "cut_row",
  /** Nothing ends the last line, {line}; it may be cut within its last cell. */
  "open_end",
  /** Bytes of zero where data stood, in {count} lines, first in line {line}: rows may be lost too. */
  "lost_block",
  /** NUL or other control characters, {count} rows, first in line {line}. */
  "control_characters",
  /** A page ended before its table did; the last row is in line {line}. */
  "cut_table",
  /** {count} cells were escaped twice ("&amp;Ntilde;"), first in line {line}. */
  "entities_twice",
  /** The page has {count} more tables, with {rows} rows, that are not read. */
  "other_tables",
  /** {count} more visible sheets, {names}, have {rows} rows like those that are read, and are not. */
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
  /** {count} merged areas with a number over several rows, first in line {line}, have it in their first row alone. */
  "merged_cells_kept",
  /** {count} rows of {debtors} say something else of a debtor than a row further up, first in {lines}. */
  "debtors_repeated",
  /** {count} rows of {debtors} have no obligation; they stand at the end. */
  "debtors_alone",
  /** {count} of {of} identifications of {obligations} do not stand in {debtors}. */
  "debtors_missing",
  /** {count} numbers of a report were saved without their zeros or otherwise, first in line {line}, and say again what it said. */
  "numbers_restored",
  /** All {count} amounts of a report's column {header} are a thousandth or the thousandfold of what it said. */
  "amounts_thousandth",
] as const;
export type NoticeCode = (typeof noticeCodes)[number];

export interface Notice {
  readonly code: NoticeCode;
  readonly params: Readonly<Record<string, string | number>>;
  /** The sheet it is about, where that is not the one of the rows. */
  readonly sheet?: string;
}
