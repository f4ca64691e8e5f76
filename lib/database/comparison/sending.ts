import type { ComparisonFigures } from "#lib/domain/portfolio/comparison/comparison.ts";
import type { Transaction } from "../client.ts";
import type { Prisma } from "../generated/client.ts";

/** Batches by whom they hold: `sent` are sent whatever is chosen. */
export interface BatchesByGroup {
  readonly sent: number;
  readonly volatile: number;
  readonly same: number;
}

/**
 * Ordinals of an upload's batches tell whom they hold: debtors that are sent whatever is chosen from 0, those that
 * differ only in volatile fields from `rowCount`, the same from twice that. Halves come after all of them.
 */
export const groupOrdinals = (rowCount: number) => ({ sent: 0, volatile: rowCount, same: 2 * rowCount });

export async function countBatchesByGroup(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  rowCount: number,
): Promise<BatchesByGroup> {
  const { volatile, same } = groupOrdinals(rowCount);
  const [counted] = await db.$queryRaw<BatchesByGroup[]>`
    SELECT count(*) FILTER (WHERE ordinal < ${volatile})::int AS sent,
      count(*) FILTER (WHERE ordinal >= ${volatile} AND ordinal < ${same})::int AS volatile,
      count(*) FILTER (WHERE ordinal >= ${same})::int AS same
    FROM "Batch" WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND "rootId" IS NULL`;
  return counted ?? { sent: 0, volatile: 0, same: 0 };
}

/** What may move between being sent and being unchanged: a group of an upload's batches. */
export interface MovingGroup {
  readonly tenantId: string;
  readonly uploadId: string;
  /** Ordinals; `to` is exclusive. */
  readonly from: number;
  readonly to: number;
}

const lastOrdinal = 2_147_483_647;

/** The groups that a choice is about. */
export function movingGroups(tenantId: string, uploadId: string, rowCount: number) {
  const { volatile, same } = groupOrdinals(rowCount);
  return {
    volatile: { tenantId, uploadId, from: volatile, to: same },
    same: { tenantId, uploadId, from: same, to: lastOrdinal },
  } satisfies Record<string, MovingGroup>;
}

/** Batches moved in one transaction: some ten thousand debtors. */
export const batchesAtOnce = 100;

/**
 * Moves up to {@link batchesAtOnce} batches of a group, with their debtors, to the other of the two states; returns
 * how many. The caller has locked the upload and knows that it is staged.
 */
export async function moveGroup(
  tx: Transaction,
  group: MovingGroup,
  becomes: "pending" | "unchanged",
): Promise<number> {
  const is = becomes === "pending" ? "unchanged" : "pending";
  const moved = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "Batch" SET state = ${becomes}::"BatchState" WHERE "tenantId" = ${group.tenantId}::uuid AND id IN (
      SELECT id FROM "Batch" WHERE "tenantId" = ${group.tenantId}::uuid AND "uploadId" = ${group.uploadId}::uuid
        AND state = ${is}::"BatchState" AND ordinal >= ${group.from} AND ordinal < ${group.to} ORDER BY ordinal LIMIT ${batchesAtOnce}
    ) RETURNING id`;
  await moveRecordsOf(tx, group, moved, becomes);
  return moved.length;
}

/** Moves the debtors of moved batches after them, and counts the batches that are to be sent. */
async function moveRecordsOf(
  tx: Transaction,
  { tenantId, uploadId }: Pick<MovingGroup, "tenantId" | "uploadId">,
  moved: readonly { readonly id: string }[],
  becomes: "pending" | "unchanged",
): Promise<void> {
  if (moved.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Record" SET state = ${becomes}::"RecordState"
    WHERE "tenantId" = ${tenantId}::uuid AND "batchId" = ANY(${moved.map(({ id }) => id)}::uuid[])`;
  await tx.$executeRaw`
    UPDATE "Upload" SET "batchCount" = "batchCount" + ${becomes === "pending" ? moved.length : -moved.length}
    WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid`;
}

export interface ChosenSending {
  readonly sendsChanges: boolean;
  readonly countsVolatile: boolean;
}

/**
 * Stores what is to be sent of a staged upload; its batches follow. `byBudget`: whether the calls left today may still say
 * otherwise. False if there is no comparison.
 */
export async function keepChoice(
  tx: Transaction,
  tenantId: string,
  uploadId: string,
  { sendsChanges, countsVolatile }: ChosenSending,
  byBudget: boolean,
): Promise<boolean> {
  const { count } = await tx.comparison.updateMany({
    where: { tenantId, uploadId, frozenAt: null },
    data: { sendsChanges, countsVolatile, byBudget },
  });
  return count === 1;
}

interface LockedChoice extends ChosenSending {
  readonly state: string;
  readonly rowCount: number;
  readonly byBudget: boolean;
}

/** Locks an upload until the transaction ends; returns its state and choice, null if it was not compared. */
export async function lockChoice(tx: Transaction, tenantId: string, uploadId: string): Promise<LockedChoice | null> {
  const [found] = await tx.$queryRaw<LockedChoice[]>`
    SELECT u.state::text, u."rowCount", c."sendsChanges", c."countsVolatile", c."byBudget"
    FROM "Upload" u JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid FOR NO KEY UPDATE OF u`;
  return found ?? null;
}

/** Moves some of these batches, with their debtors, to the other of the two states; returns their debtors. */
export async function moveBatches(
  tx: Transaction,
  scope: Pick<MovingGroup, "tenantId" | "uploadId">,
  ids: readonly string[],
  becomes: "pending" | "unchanged",
): Promise<number> {
  const is = becomes === "pending" ? "unchanged" : "pending";
  const moved = await tx.$queryRaw<{ id: string; debtors: number }[]>`
    UPDATE "Batch" SET state = ${becomes}::"BatchState" WHERE "tenantId" = ${scope.tenantId}::uuid AND "uploadId" = ${scope.uploadId}::uuid
      AND id = ANY(${[...ids]}::uuid[]) AND state = ${is}::"BatchState" RETURNING id, debtors`;
  await moveRecordsOf(tx, scope, moved, becomes);
  return moved.reduce((sum, { debtors }) => sum + debtors, 0);
}

/** The batches that a choice wants sent or unsent and that are not: it broke off before it moved them. */
export async function selectUnmovedBatches(
  db: Transaction,
  { tenantId, uploadId }: Pick<MovingGroup, "tenantId" | "uploadId">,
  { sendsChanges, countsVolatile, rowCount }: ChosenSending & { readonly rowCount: number },
): Promise<{ readonly unsent: readonly string[]; readonly sent: readonly string[] }> {
  const { volatile, same } = groupOrdinals(rowCount);
  const stayFrom = !sendsChanges ? lastOrdinal : countsVolatile ? same : volatile;
  const idsOf = async (where: Prisma.BatchWhereInput) =>
    (await db.batch.findMany({ where: { tenantId, uploadId, ...where }, select: { id: true } })).map(({ id }) => id);
  return {
    unsent: await idsOf({ state: "unchanged", ordinal: { lt: stayFrom } }),
    sent: await idsOf({ state: "pending", ordinal: { gte: stayFrom } }),
  };
}

/**
 * Whether the batches of a staged upload hold other groups than its comparison counts: it was compared again while all of
 * them were to be sent, or without them.
 */
export async function isCutOtherwise(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  rowCount: number,
  { debtors }: Pick<ComparisonFigures, "debtors">,
): Promise<boolean> {
  const { volatile, same } = groupOrdinals(rowCount);
  const [cut] = await db.$queryRaw<{ volatile: number; same: number }[]>`
    SELECT coalesce(sum(debtors) FILTER (WHERE ordinal >= ${volatile} AND ordinal < ${same}), 0)::int AS volatile,
      coalesce(sum(debtors) FILTER (WHERE ordinal >= ${same}), 0)::int AS same
    FROM "Batch" WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND "rootId" IS NULL`;
  return cut?.volatile !== debtors.volatile.debtors || cut.same !== debtors.same.debtors;
}
