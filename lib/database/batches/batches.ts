import type { batchMoves } from "#lib/domain/outcome/batch-state.ts";
import { workEnv } from "#lib/env.ts";
import type { Transaction } from "../client.ts";
import { lockTenant } from "../tenants/tenants.ts";

/** A third longer than a call may take, so that a lease never ends while its call can still be answered: 120 s for the usual 90. */
export function leaseSeconds(): number {
  return Math.ceil((workEnv().WOLKVOX_TIMEOUT_SECONDS * 4) / 3);
}

/** Once more, and only to a CRM that is known to update what it has: a second lost answer is left to be read back. */
export const maxResends = 1;

/**
 * Cancels what has not been sent, with its debtors. A batch that is being claimed at this moment goes on and is settled; one that waits
 * to be sent once more because its first call may have arrived is unconfirmed, not "not sent".
 */
export async function cancelPendingBatches(db: Transaction, tenantId: string, uploadId: string): Promise<void> {
  await db.$executeRaw`
    WITH cancelled AS (
      UPDATE "Batch" SET state = (CASE WHEN resends = 0 THEN 'cancelled' ELSE 'unconfirmed' END)::"BatchState",
        "settledAt" = CASE WHEN resends = 0 THEN now() END
      WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND state = 'pending'
      RETURNING id, resends
    )
    UPDATE "Record" r SET "settledAt" = now(),
      state = (CASE WHEN cancelled.resends = 0 THEN 'not_sent' ELSE 'unconfirmed' END)::"RecordState",
      reason = CASE WHEN cancelled.resends = 0 THEN 'upload_cancelled' ELSE 'connection_lost' END
    FROM cancelled WHERE r."batchId" = cancelled.id AND r."tenantId" = ${tenantId}::uuid AND r.state = 'pending'`;
}

export interface ClaimedBatch {
  readonly id: string;
  readonly ordinal: number;
  readonly fence: number;
  readonly debtors: number;
  readonly attempts: number;
  /** Times it was sent again though it may have arrived. */
  readonly resends: number;
  /** It holds a part of a batch that was refused as a whole. */
  readonly isHalf: boolean;
  /** What it sends, in order. */
  readonly sent: readonly BatchRecord[];
}

export interface BatchRecord {
  readonly ordinal: number;
  readonly identification: string;
  readonly payload: string | null;
}

/**
 * Locks the tenant's row until the transaction ends and answers whether one more call may begin: calls in flight are batches under a
 * lease that have no answer yet, to be sent or read back, and a question for the token's budget. Two workers cannot both count "one below the limit".
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
  /** Nothing is due, the tenant has as many calls in flight as it may, or its connection is not the one that was read. */
  | { readonly kind: "none" }
  /** The token's day is spent. */
  | { readonly kind: "spent"; readonly until: Date };

/** A batch whose call is over while what came of it is still to be written. */
export type AnsweredClaim = Pick<ClaimedBatch, "id" | "fence">;

type ClaimRow = Omit<ClaimedBatch, "sent"> & {
  readonly spentUntil: Date | null;
  readonly sent: readonly (readonly [number, string, string | null])[];
};

/**
 * Claims the next due batch of a running upload: state, a higher fence, a lease by the database's clock, what it sends, and one call of the
 * token's day, all in one function of the database (prisma/functions). Only for the connection that the caller has read, by its version.
 * `answered` is no call in flight any more.
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

/** What becomes of a batch whose call is over. */
export type SettledState = (typeof batchMoves.sending)[number];

/** When the next batch of an upload may be sent or read back; null when there is none. */
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
 * A batch that comes back to be sent again. `isResend`: its first call may have arrived, which is counted. Of an upload that has been
 * cancelled meanwhile it is not sent; one that may have arrived is then unconfirmed.
 */
export async function returnBatch(
  tx: Transaction,
  tenantId: string,
  batchId: string,
  { isResend, isCancelled }: { readonly isResend: boolean; readonly isCancelled: boolean },
): Promise<void> {
  if (isResend) await tx.batch.updateMany({ where: { tenantId, id: batchId }, data: { resends: { increment: 1 } } });
  if (!isCancelled) return;
  await tx.batch.updateMany({
    where: { tenantId, id: batchId, state: "pending" },
    data: isResend
      ? { state: "unconfirmed", notBefore: null }
      : { state: "cancelled", settledAt: new Date(), notBefore: null },
  });
  await tx.record.updateMany({
    where: { tenantId, batchId, state: "pending" },
    data: isResend
      ? { state: "unconfirmed", reason: "connection_lost", settledAt: new Date() }
      : { state: "not_sent", reason: "upload_cancelled", settledAt: new Date() },
  });
}
