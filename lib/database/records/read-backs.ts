import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { recordMoves } from "#lib/domain/outcome/record-state.ts";
import type { RunReason } from "#lib/domain/outcome/run-reasons.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import { leaseSeconds, lockFreeCall } from "../batches/batches.ts";
import type { Transaction } from "../client.ts";
import { isConnectionCurrent } from "../tenants/tenants.ts";
import { lockUpload } from "../uploads/runs.ts";
import type { RecordOutcome } from "./records.ts";

export interface ClaimedReadBack {
  readonly tenantId: TenantId;
  readonly batchId: string;
  readonly uploadId: string;
  readonly fence: number;
  /** Read-backs of this batch that ran to their end before. */
  readonly attempts: number;
  /** Ordinal of the last record that an interrupted read-back covered. */
  readonly after: number | null;
  /** Seconds since its request began, by the database's clock. */
  readonly sentSecondsAgo: number;
  /** It was sent to another operation or server than the tenant has now, which say nothing of it. */
  readonly isElsewhere: boolean;
}

/**
 * Claims the next batch due for read-back, of one upload or of any. The lease counts as a call in flight.
 * Claims nothing if the tenant's connection is no longer at `connectionVersion`.
 */
export async function claimReadBack(
  tx: Transaction,
  tenantId: TenantId,
  uploadId: string | null,
  connectionVersion: number,
): Promise<ClaimedReadBack | null> {
  if (!(await lockFreeCall(tx, tenantId)) || !(await isConnectionCurrent(tx, tenantId, connectionVersion))) return null;
  const claimed = await tx.$queryRaw<ClaimedReadBack[]>`
    UPDATE "Batch" SET fence = fence + 1, "answeredAt" = NULL, "leaseUntil" = now() + make_interval(secs => ${leaseSeconds()})
    WHERE id = (
      SELECT b.id FROM "Batch" b JOIN "Upload" u ON u.id = b."uploadId"
      WHERE b."tenantId" = ${tenantId}::uuid AND (${uploadId}::uuid IS NULL OR b."uploadId" = ${uploadId}::uuid)
        AND b.state = 'unconfirmed' AND b."readBackAt" <= now() AND (b."leaseUntil" IS NULL OR b."leaseUntil" <= now())
        AND u.state = ANY(${[...uploadGroups.readable]}::"UploadState"[]) AND (u."waitUntil" IS NULL OR u."waitUntil" <= now())
      ORDER BY b."readBackAt", b.ordinal LIMIT 1 FOR UPDATE OF b SKIP LOCKED
    )
    RETURNING "tenantId", id AS "batchId", "uploadId", fence, "readBackAttempts" AS attempts, "readBackAfter" AS after,
      extract(epoch FROM now() - coalesce("sentAt", now() - interval '1 day'))::float8 AS "sentSecondsAgo",
      EXISTS (SELECT FROM "Tenant" t WHERE t.id = "tenantId" AND (t.operation, t.server) <> ("sentOperation", "sentServer")) AS "isElsewhere"`;
  return claimed[0] ?? null;
}

/** Whether a lookup may be made. `spentUntil`: when the spent token's day restarts. */
export interface BegunLookup {
  readonly isOurs: boolean;
  readonly spentUntil: Date | null;
}

/**
 * Renews the lease, stores how far the read-back is and counts the call to the token's day, in one database
 * function (prisma/functions/begin_lookup.sql). Refused if the connection is no longer at `connectionVersion`.
 */
export async function beginLookup(
  db: Transaction,
  { tenantId, batchId, fence }: ClaimedReadBack,
  connectionVersion: number,
  after: number | null,
): Promise<BegunLookup> {
  const [begun] = await db.$queryRaw<BegunLookup[]>`
    SELECT * FROM begin_lookup(${tenantId}::uuid, ${batchId}::uuid, ${fence}::int, ${connectionVersion}::int, ${after}::int,
      ${leaseSeconds()}::int)`;
  return begun ?? { isOurs: false, spentUntil: null };
}

/** The unconfirmed debtors of a claimed batch that are still to be read, in order. */
export function selectUnconfirmed(
  db: Transaction,
  { tenantId, batchId, after }: ClaimedReadBack,
): Promise<{ ordinal: number; identification: string; payload: string | null }[]> {
  return db.record.findMany({
    where: { tenantId, batchId, state: "unconfirmed", ordinal: { gt: after ?? -1 } },
    orderBy: { ordinal: "asc" },
    select: { ordinal: true, identification: true, payload: true },
  });
}

/** Stores why the unconfirmed debtors of the batch after `after` were not looked up, with the CRM's words if it gave any. */
export async function noteUnread(
  tx: Transaction,
  { tenantId, batchId }: ClaimedReadBack,
  after: number | null,
  { reason, remoteText }: { readonly reason: RunReason; readonly remoteText: string | null },
): Promise<void> {
  await tx.record.updateMany({
    where: { tenantId, batchId, state: "unconfirmed", ordinal: { gt: after ?? -1 } },
    data: { reason, ...(remoteText === null ? {} : { remoteText }) },
  });
}

/**
 * Settles one unconfirmed debtor, or stores a new reason why it is unconfirmed, and stores `ordinal` as the
 * position of the read-back. Does not change a debtor settled meanwhile. Returns false and changes nothing if the
 * lease is lost. Once accepted, the CRM's words about the batch are removed: they may be about another debtor.
 * Locks the upload first, as every settle does.
 */
export async function settleUnconfirmed(
  tx: Transaction,
  { tenantId, uploadId, batchId, fence }: ClaimedReadBack,
  ordinal: number,
  outcome: RecordOutcome,
): Promise<boolean> {
  await lockUpload(tx, tenantId, uploadId);
  const count = await tx.$executeRaw`
    UPDATE "Batch" SET "leaseUntil" = now() + make_interval(secs => ${leaseSeconds()}), "readBackAfter" = ${ordinal}::int
    WHERE "tenantId" = ${tenantId}::uuid AND id = ${batchId}::uuid AND fence = ${fence} AND "leaseUntil" > now()`;
  if (count === 0) return false;
  await tx.$executeRaw`
    UPDATE "Record" SET state = ${outcome.state}::"RecordState", evidence = ${outcome.evidence}::"Evidence", reason = ${outcome.reason},
      "remoteText" = CASE WHEN ${outcome.state} = 'accepted' THEN ${outcome.remoteText} ELSE coalesce(${outcome.remoteText}, "remoteText") END,
      "settledAt" = now(),
      payload = CASE WHEN ${outcome.state} = 'accepted' THEN NULL ELSE payload END,
      source = CASE WHEN ${outcome.state} = 'accepted' THEN NULL ELSE source END
    WHERE "tenantId" = ${tenantId}::uuid AND "batchId" = ${batchId}::uuid AND identification = ${outcome.identification} AND state = 'unconfirmed'`;
  return true;
}

/**
 * Ends a read-back. The batch is settled if nothing in it is unconfirmed. Otherwise it stays unconfirmed and
 * is read again after `againInSeconds` (null: only on request) or, if its upload waits, after that wait.
 * `after` is the last record that an interrupted read-back covered; `whole`: it ran to its end, so the next
 * one starts at the beginning. Returns false if the lease is lost.
 */
export async function releaseReadBack(
  tx: Transaction,
  claim: ClaimedReadBack,
  againInSeconds: number | null,
  after: number | null | "whole",
): Promise<boolean> {
  const isWhole = after === "whole";
  const count = await tx.$executeRaw`
    UPDATE "Batch" SET "leaseUntil" = NULL, "readBackAttempts" = "readBackAttempts" + ${isWhole ? 1 : 0},
      "readBackAfter" = ${isWhole ? null : after}::int,
      "readBackAt" = CASE
        WHEN ${againInSeconds}::float8 IS NULL THEN NULL
        WHEN EXISTS (SELECT 1 FROM "Upload" u WHERE u.id = "Batch"."uploadId" AND u."waitUntil" > now()) THEN now()
        ELSE now() + ${againInSeconds}::float8 * interval '1 second' END
    WHERE "tenantId" = ${claim.tenantId}::uuid AND id = ${claim.batchId}::uuid AND fence = ${claim.fence} AND "leaseUntil" > now()`;
  if (count === 1) await settleReadBatches(tx, claim.tenantId, [claim.batchId]);
  return count === 1;
}

/** Settles those of the given unconfirmed batches that have no unconfirmed debtor left. */
export async function settleReadBatches(tx: Transaction, tenantId: string, batchIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Batch" b SET state = 'settled', "settledAt" = now(), "readBackAt" = NULL, "leaseUntil" = NULL
    WHERE b."tenantId" = ${tenantId}::uuid AND b.id = ANY(${[...batchIds]}::uuid[]) AND b.state = 'unconfirmed'
      AND NOT EXISTS (SELECT 1 FROM "Record" r WHERE r."batchId" = b.id AND r.state = 'unconfirmed')`;
}

/**
 * Sets the outcome of unconfirmed debtors as stated by a person (`ordinals` null: all of them), with that
 * person's name; returns how many were set.
 */
export async function stateRecords(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  ordinals: readonly number[] | null,
  word: {
    readonly outcome: (typeof recordMoves.unconfirmed)[number];
    readonly statedBy: string;
    readonly note: string;
  },
): Promise<number> {
  const batches = await tx.$queryRaw<{ batchId: string }[]>`
    UPDATE "Record" SET state = ${word.outcome}::"RecordState", evidence = 'person', reason = 'person', "statedBy" = ${word.statedBy},
      note = ${word.note}, "settledAt" = now(), "remoteText" = CASE WHEN ${word.outcome} = 'accepted' THEN NULL ELSE "remoteText" END,
      payload = CASE WHEN ${word.outcome} = 'accepted' THEN NULL ELSE payload END,
      source = CASE WHEN ${word.outcome} = 'accepted' THEN NULL ELSE source END
    WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND state = 'unconfirmed'
      AND ((${ordinals === null} AND "retriedInId" IS NULL) OR ordinal = ANY(${[...(ordinals ?? [])]}::int[]))
    RETURNING "batchId"`;
  await settleReadBatches(tx, tenantId, [...new Set(batches.map((batch) => batch.batchId))]);
  return batches.length;
}
