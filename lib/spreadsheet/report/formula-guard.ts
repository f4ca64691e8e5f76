/** What makes a spreadsheet take a text for a formula, at its start: ASCII, tab and line ends, and the full-width forms. */
const trigger = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/**
 * A signed number, an amount or a telephone: digits and their marks. Without letters nothing in it can name a cell, a
 * function or a program, so it stays as it is and is read back as it was.
 */
const signedDigits = /^[+-] ?[$€£]? ?\(?\d[\d .,()\u00a0-]*%?$/;

/** Whether a spreadsheet might run this text. */
export function isFormulaLike(text: string): boolean {
  return trigger.test(text) && !signedDigits.test(text);
}

/** Text for a CSV cell: what a spreadsheet would run gets an apostrophe before it. `unguarded` takes it away again. */
export function guarded(text: string): string {
  return isFormulaLike(text.replace(/^'+/, "")) ? `'${text}` : text;
}

/** The text that `guarded` was given: one apostrophe less where it stands before what a spreadsheet would run. */
export function unguarded(text: string): string {
  return text.startsWith("'") && isFormulaLike(text.replace(/^'+/, "")) ? text.slice(1) : text;
}
