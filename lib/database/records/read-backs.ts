import type { recordMoves } from "#lib/domain/outcome/record-state.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import { leaseSeconds, lockFreeCall } from "../batches/batches.ts";
import type { Transaction } from "../client.ts";
import { isConnectionCurrent } from "../tenants/tenants.ts";
import type { RecordOutcome } from "./records.ts";

export interface ClaimedReadBack {
  readonly batchId: string;
  readonly uploadId: string;
  readonly fence: number;
  /** Read-backs of it that came to their end before. */
  readonly attempts: number;
  /** The record that an interrupted one has gone through last. */
  readonly after: number | null;
  /** Since its request was begun, by the database's clock. */
  readonly sentSecondsAgo: number;
}

/**
 * Claims the next batch that is due to be read back, of one upload or of any; the lease counts as a call in flight. Only for the connection
 * that the caller has read, by its version.
 */
export async function claimReadBack(
  tx: Transaction,
  tenantId: string,
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
    RETURNING id AS "batchId", "uploadId", fence, "readBackAttempts" AS attempts, "readBackAfter" AS after,
      extract(epoch FROM now() - coalesce("sentAt", now() - interval '1 day'))::float8 AS "sentSecondsAgo"`;
  return claimed[0] ?? null;
}

interface ReadBackClaim {
  readonly tenantId: string;
  readonly batchId: string;
  readonly fence: number;
}

/** Whether a lookup may be made. `spentUntil`: the token's day is spent. */
export interface BegunLookup {
  readonly isOurs: boolean;
  readonly spentUntil: Date | null;
}

/**
 * Makes the lease as long again, keeps how far the read-back is and counts the call to the day, by a function of the database
 * (prisma/functions). Only for the connection that the caller has read, by its version.
 */
export async function beginLookup(
  db: Transaction,
  { tenantId, batchId, fence }: ReadBackClaim,
  connectionVersion: number,
  after: number | null,
): Promise<BegunLookup> {
  const [begun] = await db.$queryRaw<BegunLookup[]>`
    SELECT * FROM begin_lookup(${tenantId}::uuid, ${batchId}::uuid, ${fence}::int, ${connectionVersion}::int, ${after}::int,
      ${leaseSeconds()}::int)`;
  return begun ?? { isOurs: false, spentUntil: null };
}

/** Those behind `after`, in order. */
export function selectUnconfirmed(
  db: Transaction,
  tenantId: string,
  batchId: string,
  after: number | null,
): Promise<{ ordinal: number; identification: string; payload: string | null }[]> {
  return db.record.findMany({
    where: { tenantId, batchId, state: "unconfirmed", ordinal: { gt: after ?? -1 } },
    orderBy: { ordinal: "asc" },
    select: { ordinal: true, identification: true, payload: true },
  });
}

/** The CRM refused to be asked: says so of all that is unconfirmed in the batch behind `after`, in its words where it has some. */
export async function noteRefusal(
  tx: Transaction,
  tenantId: string,
  batchId: string,
  after: number | null,
  remoteText: string | null,
): Promise<void> {
  await tx.record.updateMany({
    where: { tenantId, batchId, state: "unconfirmed", ordinal: { gt: after ?? -1 } },
    data: { reason: "read_back_refused", ...(remoteText === null ? {} : { remoteText }) },
  });
}

/**
 * Settles one debtor that was unconfirmed, or says anew why it is, and keeps that the read-back is at `ordinal`; what somebody else has
 * settled meanwhile stays. False, and nothing is done, when the lease is lost. What the CRM said of its batch, another's refusal perhaps,
 * is none of who was accepted.
 */
export async function settleUnconfirmed(
  tx: Transaction,
  { tenantId, batchId, fence }: ReadBackClaim,
  ordinal: number,
  outcome: RecordOutcome,
): Promise<boolean> {
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
 * Ends a read-back: the batch is settled when nothing in it is open any more. Otherwise it stays unconfirmed and is read again after
 * `againInSeconds` (null: when somebody asks), or, where its upload waits, when that is over. `after` is the record an interrupted one has
 * gone through last; `whole`, that it came to its end: the next one begins anew.
 */
export async function releaseReadBack(
  tx: Transaction,
  claim: ReadBackClaim,
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

/** Settles those unconfirmed batches in which no debtor is unconfirmed any more. */
export async function settleReadBatches(tx: Transaction, tenantId: string, batchIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Batch" b SET state = 'settled', "settledAt" = now(), "readBackAt" = NULL, "leaseUntil" = NULL
    WHERE b."tenantId" = ${tenantId}::uuid AND b.id = ANY(${[...batchIds]}::uuid[]) AND b.state = 'unconfirmed'
      AND NOT EXISTS (SELECT 1 FROM "Record" r WHERE r."batchId" = b.id AND r.state = 'unconfirmed')`;
}

/** A person's word on unconfirmed debtors (`ordinals` null: on all of them), with their name; answers how many there were. */
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
      AND (${ordinals === null} OR ordinal = ANY(${[...(ordinals ?? [])]}::int[]))
    RETURNING "batchId"`;
  await settleReadBatches(tx, tenantId, [...new Set(batches.map((batch) => batch.batchId))]);
  return batches.length;
}
