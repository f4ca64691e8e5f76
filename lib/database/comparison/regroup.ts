import { type CutDebtor, countBatches, cutBatches, shrinkBatches } from "../batches/cut-batches.ts";
import type { Transaction } from "../client.ts";
import { isCarried, type RecheckScope } from "./recheck.ts";
import { type ChosenSending, groupOrdinals } from "./sending.ts";

/** A staged upload whose batches are cut anew, as {@link lockChoice} found it. */
export interface RegroupScope extends RecheckScope, ChosenSending {
  readonly rowCount: number;
}

type Group = keyof ReturnType<typeof groupOrdinals>;

/** A debtor who is in another group than when its batch was cut, or is the same since another upload. */
interface MovedDebtor extends CutDebtor {
  readonly was: Group;
  readonly group: Group;
  /** The upload that had it accepted, if it is the same or differs only in volatile fields. */
  readonly uploadId: string | null;
}

export interface Regrouped {
  /** Debtors who are sent after all, and who need not be sent any more. */
  readonly sent: number;
  readonly spared: number;
}

/**
 * Judges debtors of some batches by the snapshot as it is now, and cuts those who are in another group than before out of
 * their batches into batches of that group: of a hundred debtors one that moved is sent, not all. The caller has locked
 * the upload and knows that it is staged, and `confirmUpload` checks again under the tenant's lock.
 */
export async function regroupBatches(
  tx: Transaction,
  scope: RegroupScope,
  batchIds: readonly string[],
): Promise<Regrouped> {
  const moved = await selectMovedDebtors(tx, scope, batchIds);
  for (const uploadId of new Set(moved.map((debtor) => debtor.uploadId)))
    await keepSource(tx, scope, uploadId, ordinalsOf(moved.filter((debtor) => debtor.uploadId === uploadId)));
  const leaving = moved.filter(({ was, group }) => was !== group);
  for (const group of ["sent", "volatile", "same"] as const)
    await cutGroup(
      tx,
      scope,
      group,
      leaving.filter((debtor) => debtor.group === group),
    );
  await shrinkBatches(tx, scope, [...new Set(leaving.map(({ batchId }) => batchId))]);
  if (leaving.length > 0) await countBatches(tx, scope);
  const isSent = (group: Group) => stateOf(scope, group) === "pending";
  return {
    sent: leaving.filter(({ was, group }) => isSent(group) && !isSent(was)).length,
    spared: leaving.filter(({ was, group }) => isSent(was) && !isSent(group)).length,
  };
}

/** The batches of a staged upload that are to be sent: some of their debtors may be the same by now. */
export async function selectPendingBatches(
  db: Transaction,
  { tenantId, uploadId }: Pick<RegroupScope, "tenantId" | "uploadId">,
): Promise<string[]> {
  const where = { tenantId, uploadId, state: "pending" } as const;
  return (await db.batch.findMany({ where, select: { id: true }, orderBy: { ordinal: "asc" } })).map(({ id }) => id);
}

function stateOf({ sendsChanges, countsVolatile }: ChosenSending, group: Group): "pending" | "unchanged" {
  const isUnsent = sendsChanges && (group === "same" || (group === "volatile" && !countsVolatile));
  return isUnsent ? "unchanged" : "pending";
}

const ordinalsOf = (debtors: readonly Pick<MovedDebtor, "ordinal">[]) => debtors.map(({ ordinal }) => ordinal);

/** An upload in line that still has to send a debtor decides what the CRM will have of it, so it is sent again. */
async function selectMovedDebtors(
  tx: Transaction,
  { tenantId, portfolioId, rowCount }: RegroupScope,
  batchIds: readonly string[],
): Promise<MovedDebtor[]> {
  const { volatile, same } = groupOrdinals(rowCount);
  const batches = await tx.$queryRaw<{ id: string; ordinal: number }[]>`
    SELECT id, ordinal FROM "Batch" WHERE "tenantId" = ${tenantId}::uuid AND id = ANY(${[...batchIds]}::uuid[])`;
  const idsOf = (from: number, to: number) =>
    batches.flatMap(({ id, ordinal }) => (ordinal >= from && ordinal < to ? [id] : []));
  // Joined, every batch may be looked at for each debtor.
  return tx.$queryRaw<MovedDebtor[]>`
    WITH of_batches AS MATERIALIZED (
      SELECT r.ordinal, r."batchId", r.payload, r."sameSinceId", r.identification, r.digest, r."stableDigest",
        CASE WHEN r."batchId" = ANY(${idsOf(0, volatile)}::uuid[]) THEN 'sent'
          WHEN r."batchId" = ANY(${idsOf(volatile, same)}::uuid[]) THEN 'volatile' ELSE 'same' END AS was
      FROM "Record" r WHERE r."tenantId" = ${tenantId}::uuid AND r."batchId" = ANY(${batches.map(({ id }) => id)}::uuid[])
    ), judged AS (
      -- Debtor by debtor (decision 61).
      SELECT r.*, s."uploadId", s.kept, CASE
          WHEN s."uploadId" IS NULL OR ${isCarried(tenantId)} THEN 'sent'
          WHEN s.digest <> '' AND s.digest = r.digest THEN 'same'
          WHEN s."stableDigest" <> '' AND s."stableDigest" = r."stableDigest" THEN 'volatile'
          WHEN s.kept THEN r.was ELSE 'sent' END AS "group"
      FROM of_batches r LEFT JOIN LATERAL (
        SELECT s."uploadId", s.digest, s."stableDigest", s."uploadId" IS NOT DISTINCT FROM r."sameSinceId" AS kept
        FROM "SnapshotDebtor" s WHERE s."tenantId" = ${tenantId}::uuid AND s."portfolioId" = ${portfolioId}::uuid
          AND s.identification = r.identification AND s.state = 'live' OFFSET 0
      ) AS s ON true
    )
    SELECT ordinal, "batchId", was, "group", CASE WHEN "group" = 'sent' THEN NULL ELSE "uploadId" END AS "uploadId", payload
    FROM judged
    WHERE was <> "group" OR ("group" <> 'sent' AND "sameSinceId" IS DISTINCT FROM "uploadId") ORDER BY ordinal`;
}

async function keepSource(
  tx: Transaction,
  { tenantId, uploadId }: RegroupScope,
  sameSinceId: string | null,
  ordinals: readonly number[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Record" SET "sameSinceId" = ${sameSinceId}::uuid
    WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND ordinal = ANY(${[...ordinals]}::int[])`;
}

/** Cuts debtors who leave their batches into batches of their group. */
async function cutGroup(
  tx: Transaction,
  scope: RegroupScope,
  group: Group,
  debtors: readonly MovedDebtor[],
): Promise<void> {
  if (debtors.length === 0) return;
  const { tenantId, uploadId, rowCount } = scope;
  const state = stateOf(scope, group);
  await tx.$executeRaw`
    UPDATE "Record" SET state = ${state}::"RecordState",
      change = CASE WHEN ${group} <> 'sent' THEN ${group}::text::"Change" WHEN change IN ('same', 'volatile') THEN 'changed' ELSE change END
    WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND ordinal = ANY(${ordinalsOf(debtors)}::int[])`;
  // A group has as many ordinals as the file has rows, and a batch has a debtor at least, so some are free.
  const from = groupOrdinals(rowCount)[group];
  await cutBatches(tx, scope, debtors, { state, ordinals: { from, to: from + rowCount - 1 } });
}
