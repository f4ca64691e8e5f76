import type { GroupTotals, UploadView } from "#lib/domain/views/upload-view.ts";

export const groupOf = (debtors: number, balance: string, obligations = debtors): GroupTotals => ({
  debtors,
  obligations,
  balance,
});

const nobody = groupOf(0, "0.00");

/** An upload as a page gets it: finished and complete, unless `changes` says otherwise. */
export function uploadViewOf(changes: Partial<UploadView> = {}): UploadView {
  const all = { rows: 10, ...groupOf(10, "1000.00") };
  return {
    id: "0192f0c0-0000-7000-8000-000000000001",
    tenant: { id: "t", name: "Cartera", operation: "operacion", server: "crm01.wolkvox.com" },
    createdBy: "Ana",
    fileName: "cartera.csv",
    fileBytes: 1_000,
    state: "finished",
    stopReason: null,
    stopDetail: null,
    waitReason: null,
    waitUntil: null,
    currency: "COP",
    batchSize: 100,
    repeatBehaviour: "unknown",
    totals: { file: all, setAside: 0, leftOut: { rows: 0, ...nobody }, staged: all },
    groups: {
      pending: nobody,
      unchanged: nobody,
      volatile: nobody,
      accepted: groupOf(10, "1000.00"),
      rejected: nobody,
      unconfirmed: nobody,
      not_sent: nobody,
    },
    batchCount: 1,
    batchesDone: 1,
    callsMade: 1,
    chunksReceived: 1,
    chunkCount: 1,
    createdAt: "2026-11-26T12:00:00.000Z",
    confirmedAt: "2026-11-26T12:01:00.000Z",
    startedAt: "2026-11-26T12:01:00.000Z",
    finishedAt: "2026-11-26T12:02:00.000Z",
    ...changes,
  };
}
