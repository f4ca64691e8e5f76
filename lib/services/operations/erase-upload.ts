import { database, type Transaction, withTransaction } from "#lib/database/client.ts";
import {
  type ErasedCalls,
  endErasure,
  eraseLeftOutRows,
  eraseRecords,
  eraseReplies,
  findErasureRanges,
} from "#lib/database/uploads/erasures.ts";
import { lockUpload } from "#lib/database/uploads/runs.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { erasureSlices } from "./erasure-slices.ts";

/** How many of what was erased: figures for the log, nothing of a tenant or a person. */
export interface ErasureCounts {
  uploads: number;
  /** Uploads that nobody had confirmed. */
  givenUp: number;
  debtors: number;
  rows: number;
  replies: number;
}

export interface ErasureControl {
  /** When to end, in ms of Date.now(); what is left is found again. */
  readonly until: number;
  readonly signal: AbortSignal;
}

export function mayGoOn({ until, signal }: ErasureControl): boolean {
  return !signal.aborted && Date.now() < until;
}

/** Who acts where nobody is signed in and no request came from anywhere. */
export const portal: Ctx = { actor: null, address: null };

/** Debtors, or rows, in one statement: some tenths of a second, in which the upload is locked. */
const sliceRows = 5_000;
/** Of replies, which may have 64 KB each. */
const sliceReplies = 500;

/**
 * Erases an upload that is marked as erased, a slice at a time; false when there was no time for all of it. Begun anew, by whichever worker,
 * it finds what is left, and whoever comes to the end leaves the one audit entry.
 */
export async function eraseUpload(
  tenantId: string,
  uploadId: string,
  control: ErasureControl,
  counts: ErasureCounts,
): Promise<boolean> {
  // Two workers at one upload take turns instead of waiting for each other in a ring.
  const locked = <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    withTransaction(
      async (tx) => {
        await lockUpload(tx, tenantId, uploadId);
        return work(tx);
      },
      { timeoutMs: 60_000 },
    );
  const { lastOrdinal, lastRow } = await findErasureRanges(database(), tenantId, uploadId);
  for (const slice of erasureSlices(lastOrdinal, sliceRows)) {
    if (!mayGoOn(control)) return false;
    counts.debtors += await locked((tx) => eraseRecords(tx, tenantId, uploadId, slice));
  }
  for (const slice of erasureSlices(lastRow, sliceRows)) {
    if (!mayGoOn(control)) return false;
    counts.rows += await locked((tx) => eraseLeftOutRows(tx, tenantId, uploadId, slice));
  }
  let after: string | null = null;
  do {
    if (!mayGoOn(control)) return false;
    const from: string | null = after;
    const calls: ErasedCalls = await locked((tx) => eraseReplies(tx, tenantId, uploadId, from, sliceReplies));
    counts.replies += calls.erased;
    after = calls.last;
  } while (after !== null);
  await locked(async (tx) => {
    const figures = await endErasure(tx, tenantId, uploadId);
    if (figures === null) return;
    counts.uploads += 1;
    await recordAudit(tx, portal, "upload_erased", { tenantId, subject: uploadId, details: { ...figures } });
  });
  return true;
}
