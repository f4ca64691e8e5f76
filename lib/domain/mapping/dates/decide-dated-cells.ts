import { likelyShare } from "../columns/share.ts";
import type { Finding } from "../finding.ts";
import type { DatedCells } from "../mapping.ts";

interface DatedCounts {
  /** Texts whose day is beyond the 12th, and up to it. */
  readonly deciding: number;
  readonly low: number;
  /** Cells that are dated whatever the order, and those of them up to the 12th. */
  readonly dated: number;
  readonly datedLow: number;
  readonly sample: string;
  /** The dated ones are texts, as far as one of them is. */
  readonly areTexts: boolean;
}

/**
 * A spreadsheet program of another country takes 05/03 for the 3rd of May and leaves 25/03, which it cannot read, as text. So texts
 * that are all beyond the 12th beside dates that are all up to it have been through that, and both ways are asked.
 */
export function decideDatedCells(counts: DatedCounts): Finding<DatedCells> | null {
  const { deciding, low, dated, datedLow, sample, areTexts } = counts;
  const isSuspect = deciding > 0 && dated > 0 && deciding >= (deciding + low) * likelyShare;
  if (!isSuspect || datedLow < dated * likelyShare) return null;
  const params = { texts: deciding, dates: dated, sample };
  const value = areTexts ? "swapped_texts" : "swapped";
  return { value, certainty: "ambiguous", evidence: "dates_maybe_swapped", params, alternatives: ["kept"] };
}
