/**
 * Operators whose damage is still sent without a word in some files, by name: what remains to be repaired. Must become empty; the short
 * share of `npm test` holds all others to nothing silent.
 */
export const notYetHeld: ReadonlySet<string> = new Set([
  // Few files each.
  "text cut at any byte",
  "hole of zeros",
  "row broken in two",
  "block repeated",
  "first bytes lost",
  "styles missing",
  "letters of a Mac",
]);
