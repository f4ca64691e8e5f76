import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";

/** What a database that was put back from a backup does not know any more. */
export interface Doubted {
  /** When the backup was taken. */
  readonly takenAt: Date;
  /** Uploads and debtors of which nobody knows any more whether they were sent. */
  readonly uploads: number;
  readonly debtors: number;
  /** Debtors of snapshots that were not in doubt before. */
  readonly snapshotDebtors: number;
}

/** The ids of the rows that `doubt_restored` writes, for callers on a plain connection. */
export const doubtIds = (): [restoreId: string, auditId: string] => [newId(), newId()];

/** Takes the database for one put back from a backup whose time nobody knows (prisma/functions/doubt_restored.sql). */
export async function doubtDatabase(tx: Transaction): Promise<Doubted> {
  const [restoreId, auditId] = doubtIds();
  const [doubted] = await tx.$queryRaw<Doubted[]>`
    SELECT * FROM doubt_restored(${restoreId}::uuid, ${auditId}::uuid, NULL::timestamptz)`;
  if (doubted === undefined) throw new Error("doubt_restored returned no row");
  return doubted;
}

/** The restores that no admin has reviewed, the first one first. */
export function selectUnreviewed(db: Transaction) {
  return db.databaseRestore.findMany({
    where: { reviewedAt: null },
    orderBy: { restoredAt: "asc" },
    select: { id: true, takenAt: true, restoredAt: true, uploads: true },
  });
}

/** False if there is none, or somebody has reviewed it already. */
export async function markReviewed(tx: Transaction, restoreId: string, userId: string): Promise<boolean> {
  const { count } = await tx.databaseRestore.updateMany({
    where: { id: restoreId, reviewedAt: null },
    data: { reviewedAt: new Date(), reviewedById: userId },
  });
  return count === 1;
}
