/**
 * In a table joined of two sheets, lines of the debtors' sheet count from here (decision 18). No file has as
 * many lines: 512 MB have room for about half as many, if all are blank.
 */
const debtorLinesFrom = 1_000_000_000;

/** The joined table's line for a row that is only on the debtors' sheet. */
export function debtorLine(line: number): number {
  return debtorLinesFrom + line;
}

/** The line within its own sheet, and whether that is the debtors' sheet; most files have only one sheet. */
export function placeOfLine(line: number): { readonly line: number; readonly isOfDebtors: boolean } {
  return line > debtorLinesFrom ? { line: line - debtorLinesFrom, isOfDebtors: true } : { line, isOfDebtors: false };
}
