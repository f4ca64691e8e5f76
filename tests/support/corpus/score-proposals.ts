import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { CorpusSheet } from "./corpus-sheet.ts";

export interface ProposalScore {
  /** Columns with a field that got the right sure proposal. */
  right: number;
  /** Columns with a field that got no proposal or only a doubtful one. */
  readonly missed: string[];
  /** The same, if asking is as good as a sure proposal; not counted as missed. */
  askable: number;
  /** Columns with a field that got a sure proposal for another one. */
  readonly wrong: string[];
  /** Columns without a field that got a sure proposal. */
  readonly decoys: string[];
}

export function emptyScore(): ProposalScore {
  return { right: 0, missed: [], askable: 0, wrong: [], decoys: [] };
}

/**
 * Counts what the proposals for a sheet got right. A doubtful proposal needs a click, so it misleads nobody.
 */
export function scoreProposals(score: ProposalScore, sheet: CorpusSheet, columns: readonly ColumnReport[]): void {
  for (const [index, { header, is, mayBeAsked }] of sheet.expected.columns.entries()) {
    const proposal = columns[index]?.proposal ?? null;
    const taken = proposal !== null && proposal.reason !== "doubtful" ? proposal.field : null;
    const told = `${sheet.name}: ${header} → ${proposal === null ? "nothing" : `${proposal.field} (${proposal.reason} ${proposal.score.toFixed(2)})`}`;
    if (taken === is && is !== null) score.right++;
    else if (taken === null && is !== null) {
      if (mayBeAsked === true) score.askable++;
      else score.missed.push(told);
    } else if (taken !== null)
      (is === null ? score.decoys : score.wrong).push(`${told}${is === null ? "" : `, is ${is}`}`);
  }
}

/** Right proposals in percent of the columns that a person would be sure of from the header alone. */
export function percentRight(score: ProposalScore): number {
  return (100 * score.right) / (score.right + score.missed.length + score.wrong.length);
}
