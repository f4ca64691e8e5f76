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
  "two cells swapped",
  "rows shifted from here",
  "row cut short",
  "amount cut at its commas",
  "a version beside balances",
  "a place beside balances",
  "percent in a column of amounts",
  "dates as serial numbers",
  "days swapped by Excel",
  "letters of a Mac",
  "accents apart",
  "text cut at any byte",
  "block repeated",
  "twins by kind of document",
  "twins by letters",
]);
