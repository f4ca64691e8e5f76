import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { CorpusSheet } from "./corpus-sheet.ts";

export interface ProposalScore {
  /** Columns of a field that were proposed without doubt. */
  right: number;
  /** Columns of a field that nothing, or only a doubtful proposal, was made for. */
  readonly missed: string[];
  /** Those of the missed where asking is as good as taking. */
  askable: number;
  /** Columns of one field that were taken for another. */
  readonly wrong: string[];
  /** Columns of no field that were taken for one. */
  readonly decoys: string[];
}

export function emptyScore(): ProposalScore {
  return { right: 0, missed: [], askable: 0, wrong: [], decoys: [] };
}

/** Counts what the proposals for a sheet got right. A doubtful proposal is not taken without a click, so it misleads nobody. */
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

/** Right ones of all columns that a reader of the header alone would be sure of, in percent. */
export function percentRight(score: ProposalScore): number {
  return (100 * score.right) / (score.right + score.missed.length + score.wrong.length);
}
