/** "+57 300 123 4567" and "-5" are numbers, although a spreadsheet may calculate them. */
const number = /^[+-][\d\s().,-]*$/;

/** A sign followed by a function, a cell, a calculation or a command that a spreadsheet would run. */
const formula =
  /^[+-]\s*(?:[\p{L}.]+\(|\$?[A-Z]{1,3}\$?\d{1,7}(?:$|[-+*/^:!&)])|[\d.,]+\s*[-+*/^]\s*[\d$A-Z(]|[^|\r\n\u2028\u2029]*[|][^!\r\n\u2028\u2029]*!)/iu;

/**
 * Whether a tidied text begins like a formula. People do not write names or addresses like that, and opening
 * the report in a spreadsheet would run it.
 */
export function looksLikeFormula(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === 0x3d || first === 0x40) return true;
  if (first !== 0x2b && first !== 0x2d) return false;
  return formula.test(text) && !(number.test(text) && text.replace(/\D/g, "").length >= 7);
}
