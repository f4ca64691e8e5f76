/**
 * Lines of the sheet of clients are told from here on in a table that joins it to another sheet. No file has as many: within 512 MB there
 * is room for half of it in blank lines.
 */
const clientLinesFrom = 1_000_000_000;

/** The line of a row that stands on the sheet of clients alone. */
export function clientLine(line: number): number {
  return clientLinesFrom + line;
}

/** Where a line of a table stands: on the sheet of clients or, as in most files, on the only sheet there is. */
export function placeOfLine(line: number): { readonly line: number; readonly isOfClients: boolean } {
  return line > clientLinesFrom ? { line: line - clientLinesFrom, isOfClients: true } : { line, isOfClients: false };
}
