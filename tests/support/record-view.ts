import type { RecordView } from "#lib/domain/views/record-view.ts";

/** A rejected debtor as a page gets it, unless `changes` says otherwise. */
export function recordViewOf(changes: Partial<RecordView> = {}): RecordView {
  return {
    uploadId: "u",
    fileName: "cartera.csv",
    ordinal: 0,
    identification: "10000001",
    lines: [2],
    obligations: 1,
    balance: "1.00",
    state: "rejected",
    evidence: "isolated",
    reason: null,
    remoteText: null,
    settledAt: null,
    ...changes,
  };
}
