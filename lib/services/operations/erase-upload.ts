import { type Transaction, tenantDatabase, withTransaction } from "#lib/database/client.ts";
import {
  type ErasedSlice,
  endErasure,
  eraseCompared,
  eraseLeftOutRows,
  eraseRecords,
  eraseReplies,
  eraseUnchanged,
  findErasureRanges,
} from "#lib/database/uploads/erasures.ts";
import { lockUpload } from "#lib/database/uploads/runs.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { erasureSlices } from "./erasure-slices.ts";

/** How much was erased: figures for the log, nothing about a tenant or a person. */
export interface ErasureCounts {
  uploads: number;
  /** Uploads that nobody had confirmed. */
  givenUp: number;
  debtors: number;
  /** Unchanged debtors of uploads that are over. */
  unchanged: number;
  rows: number;
  replies: number;
  /** Rows of portfolios' snapshots. */
  snapshots: number;
}

export interface ErasureControl {
  /** When to stop, in ms of Date.now(); the next call finds what is left. */
  readonly until: number;
  readonly signal: AbortSignal;
}

export function mayGoOn({ until, signal }: ErasureControl): boolean {
  return !signal.aborted && Date.now() < until;
}

/** The context of the portal itself: no user, no request. */
export const portal: Ctx = { actor: null, address: null };

/** Debtors or rows per statement: it takes some tenths of a second, during which the upload is locked. */
const sliceRows = 5_000;
/** Replies per statement; each may have 64 KB. */
const sliceReplies = 500;

/** With the upload's lock, two workers at one upload take turns and cannot deadlock. */
function underLock<T>(tenantId: TenantId, uploadId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return withTransaction(
    tenantId,
    async (tx) => {
      await lockUpload(tx, tenantId, uploadId);
      return work(tx);
    },
    { timeoutMs: 60_000 },
  );
}

/**
 * Erases payload and cells of the unchanged debtors of an upload that is over, in slices; false if there was no time for
 * all of them. Nothing needs them any more: such a debtor is never sent.
 */
export async function eraseUnchangedOf(
  tenantId: TenantId,
  uploadId: string,
  control: ErasureControl,
  counts: ErasureCounts,
): Promise<boolean> {
  const { lastOrdinal } = await findErasureRanges(tenantDatabase(tenantId), tenantId, uploadId);
  for (const slice of erasureSlices(lastOrdinal, sliceRows)) {
    if (!mayGoOn(control)) return false;
    counts.unchanged += await underLock(tenantId, uploadId, (tx) => eraseUnchanged(tx, tenantId, uploadId, slice));
  }
  return true;
}

/**
 * Erases an upload that is marked as erased, in slices; false if there was no time for all of it. Any worker
 * may begin it again: it finds what is left. Whoever reaches the end writes the one audit entry.
 */
export async function eraseUpload(
  tenantId: TenantId,
  uploadId: string,
  control: ErasureControl,
  counts: ErasureCounts,
): Promise<boolean> {
  const locked = <T>(work: (tx: Transaction) => Promise<T>) => underLock(tenantId, uploadId, work);
  const { lastOrdinal, lastRow } = await findErasureRanges(tenantDatabase(tenantId), tenantId, uploadId);
  for (const slice of erasureSlices(lastOrdinal, sliceRows)) {
    if (!mayGoOn(control)) return false;
    counts.debtors += await locked((tx) => eraseRecords(tx, tenantId, uploadId, slice));
  }
  let compared: string | null = "";
  do {
    if (!mayGoOn(control)) return false;
    const from: string = compared;
    const slice: ErasedSlice = await locked((tx) => eraseCompared(tx, tenantId, uploadId, from, sliceRows));
    compared = slice.last;
  } while (compared !== null);
  for (const slice of erasureSlices(lastRow, sliceRows)) {
    if (!mayGoOn(control)) return false;
    counts.rows += await locked((tx) => eraseLeftOutRows(tx, tenantId, uploadId, slice));
  }
  let after: string | null = null;
  do {
    if (!mayGoOn(control)) return false;
    const from: string | null = after;
    const calls: ErasedSlice = await locked((tx) => eraseReplies(tx, tenantId, uploadId, from, sliceReplies));
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
