/**
 * Operators whose damage is still sent without a word in some files, by name: what remains to be repaired. Must become empty; the short
 * share of `npm test` holds all others to nothing silent.
 */
export const notYetHeld: ReadonlySet<string> = new Set([
  // Held once a row's width is told.
  "row broken in two",
  "rows glued",
  "row half overwritten",
  "cell added",
  "row cut short",
  "amount cut at its commas",
  "text cut at any byte",
  "block repeated",
  "hole of zeros",
  // Held once documents of two kinds are told apart.
  "twins by kind of document",
  "twins by letters",
  // A workbook's rows have no width: what is shifted shows in kinds of values alone.
  "cell dropped",
  "two cells swapped",
  "rows shifted from here",
  // Few files each.
  "first bytes lost",
  "styles missing",
  "letters of a Mac",
  "dates of another order",
]);
