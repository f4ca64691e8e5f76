import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";

/** How many rows below the header were set aside: all except the titles, which are above it. */
export function asideBelowHeader({ setAside }: Pick<ReadingReport, "setAside">): number {
  return setAside.reasons.reduce((rows, { reason, count }) => rows + (reason === "title" ? 0 : count), 0);
}
