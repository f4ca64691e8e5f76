/** Whether a header is only the name that the reader gives to a column without one. */
export function isNameless(header: string): boolean {
  return /^Columna \d+$/.test(header);
}
