/**
 * Operators whose damage is still sent without a word in some files, by name: what remains to be repaired. Must become empty; the short
 * share of `npm test` holds all others to nothing silent.
 */
export const notYetHeld: ReadonlySet<string> = new Set([
  "row broken in two",
  "rows glued",
  "row half overwritten",
  "cell dropped",
  "cell added",
  "rows shifted from here",
  "row cut short",
  "amount cut at its commas",
  "delimiter within a cell",
  "total at the end",
  "groups of another program",
  "negative amounts",
  "letters of a Mac",
  "letters of DOS",
  "formulas that keep zeros",
  "text cut at any byte",
  "end of a DOS file",
  "styles missing",
  "twins by kind of document",
  "twins by letters",
  "header in capitals without accents",
  "delimiter named in the first line",
]);
