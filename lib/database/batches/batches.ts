import type { batchMoves } from "#lib/domain/outcome/batch-state.ts";
import { workEnv } from "#lib/env.ts";
import type { Transaction } from "../client.ts";
import { heldRecords } from "../holds/held-of-upload.ts";
import { lockTenant } from "../tenants/tenants.ts";
import { doubtResends } from "./doubtful-resends.ts";

/**
 * Seconds of a batch's lease: a third longer than a call may take (120 for the usual 90), so a lease never
 * ends while its call can still be answered.
 */
export function leaseSeconds(): number {
  return Math.ceil((workEnv().WOLKVOX_TIMEOUT_SECONDS * 4) / 3);
}

/**
 * How often a batch is sent again that may have arrived: once, and only to a CRM known to update existing
 * debtors. If that answer is lost too, the batch is read back.
 */
export const maxResends = 1;

/**
 * Cancels the batches of an upload that have not been sent, with their debtors. A batch being claimed at this
 * moment is sent and settled. One waiting to be resent because its first call may have arrived becomes
 * unconfirmed, not "not sent". Of a confirmed upload, who is held would not have been sent either way.
 */
export async function cancelPendingBatches(db: Transaction, tenantId: string, uploadId: string): Promise<void> {
  await doubtResends(db, tenantId, { uploadId });
  const held = await heldOfConfirmed(db, tenantId, uploadId);
  await db.$executeRaw`
    WITH cancelled AS (
      UPDATE "Batch" SET state = 'cancelled', "settledAt" = now()
      WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND state = 'pending' RETURNING id
    )
    UPDATE "Record" r SET state = 'not_sent', "settledAt" = now(),
      reason = CASE WHEN r.ordinal = ANY(${held}::int[]) THEN 'held' ELSE 'upload_cancelled' END
    FROM cancelled WHERE r."batchId" = cancelled.id AND r."tenantId" = ${tenantId}::uuid AND r.state = 'pending'`;
}

/** Ordinals of who is held and still to be sent. A draft was not to be sent at all, whoever is held. */
async function heldOfConfirmed(db: Transaction, tenantId: string, uploadId: string): Promise<readonly number[]> {
  const upload = await db.upload.findFirst({ where: { tenantId, id: uploadId }, select: { confirmedAt: true } });
  if ((upload?.confirmedAt ?? null) === null) return [];
  const held = await db.$queryRaw<{ ordinal: number }[]>`SELECT ordinal FROM ${heldRecords(tenantId, uploadId)}`;
  return held.map(({ ordinal }) => ordinal);
}

/** Whether a call of the upload is under way, or its answer is being settled. */
export async function isSending(db: Transaction, tenantId: string, uploadId: string): Promise<boolean> {
  return (await db.batch.findFirst({ where: { tenantId, uploadId, state: "sending" }, select: { id: true } })) !== null;
}

export interface ClaimedBatch {
  readonly id: string;
  readonly ordinal: number;
  readonly fence: number;
  readonly debtors: number;
  readonly attempts: number;
  /** Times it was sent again although it may have arrived. */
  readonly resends: number;
  /** It holds part of a batch that was refused whole. */
  readonly isHalf: boolean;
  /** Its debtors, in order. */
  readonly sent: readonly BatchRecord[];
  /** The identifications of those whom the tenant keeps out of every load. */
  readonly held: readonly string[];
}

export interface BatchRecord {
  readonly ordinal: number;
  readonly identification: string;
  readonly payload: string | null;
}

/**
 * Locks the tenant's row until the transaction ends and returns whether one more call may begin. Calls in
 * flight are leased batches without an answer (being sent or read back) and a query of the token's budget.
 * The lock stops two workers from both counting "one below the limit".
 */
export async function lockFreeCall(tx: Transaction, tenantId: string): Promise<boolean> {
  await lockTenant(tx, tenantId);
  // A second statement, so that it sees what was committed while the first one waited.
  const [row] = await tx.$queryRaw<{ isFree: boolean }[]>`
    SELECT t."callsAtOnce" >
      (SELECT count(*) FROM "Batch" b WHERE b."tenantId" = t.id AND b."leaseUntil" > now() AND b."answeredAt" IS NULL)
      + (SELECT count(*) FROM "TokenBudget" a WHERE a."tenantId" = t.id AND a."askingUntil" > now()) AS "isFree"
    FROM "Tenant" t WHERE t.id = ${tenantId}::uuid`;
  return row?.isFree ?? false;
}

export type BatchClaim =
  | { readonly kind: "claimed"; readonly batch: ClaimedBatch }
  /** Nothing is due, no call of the tenant is free, or its connection is not the version that the caller read. */
  | { readonly kind: "none" }
  /** The token's daily budget is spent. */
  | { readonly kind: "spent"; readonly until: Date };

/** A batch whose call has been answered but is not settled yet. */
export type AnsweredClaim = Pick<ClaimedBatch, "id" | "fence">;

type ClaimRow = Omit<ClaimedBatch, "sent"> & {
  readonly spentUntil: Date | null;
  readonly sent: readonly (readonly [number, string, string | null])[];
};

/**
 * Claims the next due batch of a running upload: state, a higher fence, a lease by the database's clock, its
 * debtors, and one call of the token's day, all in one database function (prisma/functions/claim_batch.sql).
 * Claims nothing if the tenant's connection is no longer at `connectionVersion`. `answered` no longer counts
 * as a call in flight.
 */
export async function claimBatch(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  connectionVersion: number,
  answered: AnsweredClaim | null = null,
): Promise<BatchClaim> {
  const [row] = await db.$queryRaw<ClaimRow[]>`
    SELECT * FROM claim_batch(${tenantId}::uuid, ${uploadId}::uuid, ${leaseSeconds()}::int, ${connectionVersion}::int,
      ${answered?.id ?? null}::uuid, ${answered?.fence ?? null}::int)`;
  if (row === undefined) return { kind: "none" };
  const { spentUntil, sent, ...batch } = row;
  if (spentUntil !== null) return { kind: "spent", until: spentUntil };
  const records = sent.map(([ordinal, identification, payload]) => ({ ordinal, identification, payload }));
  return { kind: "claimed", batch: { ...batch, sent: records } };
}

/** States a batch can have after its call. */
export type SettledState = (typeof batchMoves.sending)[number];

/** When the next batch of an upload is due to be sent or read back; null if there is none. */
export async function nextBatchAt(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<{ readonly at: Date; readonly inMs: number } | null> {
  const [next] = await db.$queryRaw<{ at: Date | null; inMs: number }[]>`
    SELECT at, greatest(0, extract(epoch FROM at - now()) * 1000)::float8 AS "inMs" FROM (SELECT least(
      (SELECT greatest(min(coalesce(b."notBefore", now())), u."waitUntil", now()) FROM "Batch" b
        WHERE b."tenantId" = u."tenantId" AND b."uploadId" = u.id AND b.state = 'pending' HAVING count(*) > 0),
      (SELECT greatest(min(b."readBackAt"), u."waitUntil", now()) FROM "Batch" b
        WHERE b."tenantId" = u."tenantId" AND b."uploadId" = u.id AND b.state = 'unconfirmed' AND b."readBackAt" IS NOT NULL HAVING count(*) > 0)
    ) AS at
    FROM "Upload" u WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid) AS next`;
  return next === undefined || next.at === null ? null : { at: next.at, inMs: Math.ceil(next.inMs) };
}

/**
 * Completes a batch that returns to `pending`. `isResend`: its first call may have arrived, which is counted.
 * If the upload has been cancelled meanwhile, the batch is not sent: it becomes unconfirmed with `isResend`,
 * otherwise `cancelPendingBatches` cancels it.
 */
export async function returnBatch(
  tx: Transaction,
  tenantId: string,
  batchId: string,
  { isResend, isCancelled }: { readonly isResend: boolean; readonly isCancelled: boolean },
): Promise<void> {
  if (!isResend) return;
  if (!isCancelled) {
    await tx.batch.updateMany({ where: { tenantId, id: batchId }, data: { resends: { increment: 1 } } });
    return;
  }
  await tx.batch.updateMany({
    where: { tenantId, id: batchId, state: "pending" },
    data: { state: "unconfirmed", notBefore: null },
  });
  await tx.record.updateMany({
    where: { tenantId, batchId, state: "pending" },
    data: { state: "unconfirmed", reason: "connection_lost", settledAt: new Date() },
  });
}
