/** "+57 300 123 4567" and "-5" are no calculation, whatever a spreadsheet would make of them. */
const number = /^[+-][\d\s().,-]*$/;

/** A function, a cell, a calculation or a command behind a sign, as a spreadsheet would run them. */
const formula =
  /^[+-]\s*(?:[\p{L}.]+\(|\$?[A-Z]{1,3}\$?\d{1,7}(?:$|[-+*/^:!&)])|[\d.,]+\s*[-+*/^]\s*[\d$A-Z(]|.*[|].*!)/iu;

/** Whether a tidied text begins as a formula does: people write neither names nor addresses so, and who opens the report would run it. */
export function looksLikeFormula(text: string): boolean {
  const first = text.charCodeAt(0);
  if (first === 0x3d || first === 0x40) return true;
  if (first !== 0x2b && first !== 0x2d) return false;
  return formula.test(text) && !(number.test(text) && text.replace(/\D/g, "").length >= 7);
}
