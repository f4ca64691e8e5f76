import type { CloseOutStop } from "#lib/domain/outcome/run-reasons.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { Transaction } from "../client.ts";
import { isConfirmedFile, isWholeAndConfirmed } from "../comparison/whole-files.ts";
import { namesText, part, sql } from "../sql-text.ts";

/** SQL: upload `u` is a close-out, or a retry of one, by whose load nobody is gone any more: it sends nobody, whoever resumes it. */
export const isDeadCloseOut = sql`(u."closesOutId" IS NOT NULL AND NOT EXISTS (
    SELECT FROM (SELECT * FROM "Upload" WHERE "tenantId" = u."tenantId" AND id = u."closesOutId") AS u
      JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id WHERE ${isWholeAndConfirmed}))`;

/** SQL: the file of the cancelled load `u` is whole only by a retry that waits in line behind close-out `m`. */
const isWholeOnlyBehind = sql`(u.state = 'cancelled' AND EXISTS (
    WITH RECURSIVE family AS (
      SELECT u.id UNION SELECT r.id FROM family f JOIN "Upload" r ON r."tenantId" = u."tenantId" AND r."retryOfId" = f.id
    )
    SELECT FROM family f JOIN "Upload" r ON r."tenantId" = u."tenantId" AND r.id = f.id
    WHERE r.state = ANY('{${namesText(uploadGroups.inLine)}}'::"UploadState"[]) AND r."confirmedAt" > m."confirmedAt"))`;

/**
 * SQL: whom close-out `m` closes is in an operation or server that the tenant has left: it was confirmed for that one, or what
 * is known of somebody in it is kept for when the tenant is back (doubt_snapshots).
 */
const isElsewhere = sql`(m."confirmedAt" IS NOT NULL AND (m."confirmedOperation", m."confirmedServer") IS DISTINCT FROM (t.operation, t.server)
    OR m."confirmedAt" IS NULL AND t."movedAt" > m."createdAt" AND EXISTS (
      SELECT FROM "Record" r WHERE r."tenantId" = m."tenantId" AND r."uploadId" = m.id AND EXISTS (
        SELECT FROM "SnapshotDebtor" s WHERE s."tenantId" = m."tenantId" AND s."portfolioId" = m."portfolioId"
          AND s.identification = r.identification AND s.digest = '' AND s."stableDigest" <> '' OFFSET 0)))`;

/**
 * Why a close-out, or a retry of one, may not go although it was made: the load that named its debtors gone, or a part of its
 * set, was cancelled, or what sends the rest of that load waits behind it; the tenant has another operation; or the CRM is no
 * longer known to update. Before what an admin can put right, what cannot be. Null: it may. Whom another upload carries since
 * is counted in its view (`superseded`).
 */
export async function findCloseOutStop(
  db: Transaction,
  tenantId: string,
  { id, closesOutId }: { readonly id: string; readonly closesOutId: string },
): Promise<CloseOutStop | null> {
  // The worker asks, too, and reads nothing of what is odd about loads.
  const [load] = await db.$queryRaw<
    Record<"isUpdated" | "isConfirmed" | "isBehind" | "isWhole" | "isElsewhere", boolean>[]
  >`
    SELECT t."repeatBehaviour" = 'updates' AS "isUpdated", ${part(isConfirmedFile)} AS "isConfirmed",
      ${part(isWholeOnlyBehind)} AS "isBehind", u."loadKind" = 'whole' OR ${part(isWholeAndConfirmed)} AS "isWhole",
      ${part(isElsewhere)} AS "isElsewhere"
    FROM "Upload" u JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id JOIN "Tenant" t ON t.id = u."tenantId"
      JOIN "Upload" m ON m."tenantId" = u."tenantId" AND m.id = ${id}::uuid
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${closesOutId}::uuid`;
  if (load?.isConfirmed !== true) return "close_out_load_cancelled";
  if (load.isBehind) return "close_out_retry_behind";
  if (!load.isWhole) return "close_out_part_cancelled";
  if (load.isElsewhere) return "close_out_elsewhere";
  return load.isUpdated ? null : "close_out_updates_unknown";
}

const canEnd: ReadonlySet<CloseOutStop> = new Set([
  "close_out_updates_unknown",
  "close_out_elsewhere",
  "close_out_retry_behind",
]);

/** Why no retry of an upload can ever be confirmed: it is a close-out, and no longer is anybody gone by its load. Null: it may be. */
export async function findHopelessStop(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<CloseOutStop | null> {
  const upload = await db.upload.findFirst({ where: { tenantId, id: uploadId }, select: { closesOutId: true } });
  const closesOutId = upload?.closesOutId ?? null;
  if (closesOutId === null) return null;
  const stop = await findCloseOutStop(db, tenantId, { id: uploadId, closesOutId });
  // An admin can put the operation back, and say again that the CRM updates; a retry is confirmed behind what made its load whole.
  return stop !== null && canEnd.has(stop) ? null : stop;
}
