import type { ColumnProposal, ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";

/** A column with nothing but its header, except for what `more` adds. */
export function columnReport(index: number, header: string, more: Partial<ColumnReport> = {}): ColumnReport {
  return {
    index,
    header,
    samples: [],
    filledRows: 0,
    decimalMark: null,
    dateOrder: null,
    datedCells: null,
    proposal: null,
    ...more,
  };
}

export function proposal(field: string, reason: ColumnProposal["reason"] = "synonym"): ColumnProposal {
  return { field, reason, score: 1, reading: {} };
}
