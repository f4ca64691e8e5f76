import type { DatedCells } from "../cell-reading.ts";
import { likelyShare } from "../columns/share.ts";
import type { Finding } from "../finding.ts";

interface DatedCounts {
  /** Texts with a day beyond the 12th, and texts with one up to it. */
  readonly deciding: number;
  readonly low: number;
  /** Cells that are dates whatever the order, and those of them up to the 12th. */
  readonly dated: number;
  readonly datedLow: number;
  readonly sample: string;
  /** At least one of the dated cells is a text. */
  readonly areTexts: boolean;
}

/**
 * A spreadsheet program of another country reads 05/03 as the 3rd of May and leaves 25/03, which it cannot
 * read, as text. So if nearly all texts are beyond the 12th and nearly all dated cells up to it, that has
 * happened, and both readings are asked about.
 */
export function decideDatedCells(counts: DatedCounts): Finding<DatedCells> | null {
  const { deciding, low, dated, datedLow, sample, areTexts } = counts;
  const isSuspect = deciding > 0 && dated > 0 && deciding >= (deciding + low) * likelyShare;
  if (!isSuspect || datedLow < dated * likelyShare) return null;
  const params = { texts: deciding, dates: dated, sample };
  const value = areTexts ? "swapped_texts" : "swapped";
  return { value, certainty: "ambiguous", evidence: "dates_maybe_swapped", params, alternatives: ["kept"] };
}
