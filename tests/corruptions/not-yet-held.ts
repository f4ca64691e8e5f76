/**
 * Operators whose damage is still sent without a word in some files, by name: what remains to be repaired. Must become empty; the short
 * share of `npm test` holds all others to nothing silent.
 */
export const notYetHeld: ReadonlySet<string> = new Set([
  "header repeated at the end",
  "row broken in two",
  "rows glued",
  "row half overwritten",
  "cell dropped",
  "cell added",
  "row cut short",
  "amount cut at its commas",
  "dates with a time",
  "dates of another order",
  "doubly encoded rows",
  "letters of a Mac",
  "cells too narrow",
  "scientific identifications",
  "text cut at any byte",
  "first bytes lost",
  "block repeated",
  "end of a DOS file",
  "twins by kind of document",
  "twins by letters",
  "units below the header",
]);
