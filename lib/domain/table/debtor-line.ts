/**
 * Lines of the sheet of debtors are told from here on in a table that joins it to another sheet. No file has as many: within 512 MB there
 * is room for half of it in blank lines.
 */
const debtorLinesFrom = 1_000_000_000;

/** The line of a row that stands on the sheet of debtors alone. */
export function debtorLine(line: number): number {
  return debtorLinesFrom + line;
}

/** Where a line of a table stands: on the sheet of debtors or, as in most files, on the only sheet there is. */
export function placeOfLine(line: number): { readonly line: number; readonly isOfDebtors: boolean } {
  return line > debtorLinesFrom ? { line: line - debtorLinesFrom, isOfDebtors: true } : { line, isOfDebtors: false };
}
