import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import { snapshotGroups } from "#lib/domain/portfolio/snapshot-state.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { askThrough } from "../portfolios/load-measures.ts";
import { lockSnapshot } from "../snapshots/snapshots.ts";
import { part } from "../sql-text.ts";
import { partDays, partsOfFile, selectMovedParts } from "./parts.ts";
import { readSnapshotVersion } from "./snapshot.ts";
import { isDaysFile, isWholeAndConfirmed } from "./whole-files.ts";

export interface RecheckScope {
  readonly tenantId: TenantId;
  readonly uploadId: string;
  readonly portfolioId: string;
}

/**
 * The batches that were not to be sent and now have to be: the snapshot of one of their debtors moved since they were
 * compared, or an upload in line before carries one. Under `lockTenant` the result holds until the transaction ends:
 * whatever changes the snapshot is either seen here or still open in an upload of the line.
 */
export async function selectMovedBatches(
  tx: Transaction,
  { tenantId, uploadId, portfolioId }: RecheckScope,
): Promise<string[]> {
  const moved = await tx.$queryRaw<{ id: string }[]>`
    -- Debtor by debtor (decision 61): the tenant waits for this.
    SELECT r."batchId" AS id FROM "Record" r
    WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND r.state = 'unchanged' AND NOT EXISTS (
      SELECT FROM "SnapshotDebtor" s WHERE s."tenantId" = ${tenantId}::uuid AND s."portfolioId" = ${portfolioId}::uuid
        AND s.identification = r.identification AND s.state = 'live' AND s."uploadId" = r."sameSinceId" OFFSET 0
    )
    UNION
    SELECT r."batchId" FROM "Record" r
    WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND r.state = 'unchanged' AND ${isCarried(tenantId)}`;
  return moved.map(({ id }) => id);
}

/** For a debtor `r`: an upload in line still has to send it, or does not know whether it arrived. */
export function isCarried(tenantId: TenantId): Prisma.Sql {
  return Prisma.sql`EXISTS (
    SELECT FROM unnest(ARRAY(
      SELECT u.id FROM "Upload" u WHERE u."tenantId" = ${tenantId}::uuid AND u.state = ANY(${[...uploadGroups.inLine]}::"UploadState"[])
        AND u."pendingDebtors" + u."unconfirmedDebtors" > 0
    )) AS before(id)
    WHERE (SELECT l.state FROM "Record" l WHERE l."tenantId" = ${tenantId}::uuid AND l.identification = r.identification
      AND l."uploadId" = before.id) = ANY(${[...recordGroups.open]}::"RecordState"[]))`;
}

/** How long figures are good enough while another upload, whose settles move them all the time, is being sent. */
const pushedMinutes = 2;

/**
 * Whether what is told of a staged upload may not be true any more: the snapshot has been written to since. While an
 * upload in line before is being sent, only figures older than it or than some minutes count as moved: nobody could ever
 * confirm figures that stand still. Under `lockTenant` as {@link selectMovedBatches}.
 */
export async function hasSnapshotMoved(tx: Transaction, scope: RecheckScope): Promise<boolean> {
  const { tenantId, uploadId } = scope;
  const [compared] = await tx.$queryRaw<{ version: string | null; isPushed: boolean }[]>`
    SELECT c.figures ->> 'snapshotVersion' AS version, c."comparedAt" > now() - make_interval(mins => ${pushedMinutes}) AND EXISTS (
      SELECT FROM "Upload" u WHERE u."tenantId" = ${tenantId}::uuid AND u.state = ANY(${[...uploadGroups.inLine]}::"UploadState"[])
        AND u."confirmedAt" < c."comparedAt"
    ) AS "isPushed"
    FROM "Comparison" c WHERE c."tenantId" = ${tenantId}::uuid AND c."uploadId" = ${uploadId}::uuid`;
  if (compared === undefined || compared.isPushed) return false;
  return compared.version !== (await readSnapshotVersion(askThrough(tx), scope));
}

/** Whether the tenant's operation or server is another one since an upload was compared: nothing is known of what it has. */
export async function hasConnectionMoved(tx: Transaction, { tenantId, uploadId }: RecheckScope): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ isMoved: boolean }[]>`
    SELECT coalesce(t."movedAt" > c."comparedAt", false) AS "isMoved"
    FROM "Comparison" c JOIN "Tenant" t ON t.id = c."tenantId"
    WHERE c."tenantId" = ${tenantId}::uuid AND c."uploadId" = ${uploadId}::uuid`;
  return found?.isMoved ?? false;
}

/** Whether a staged part completes another set now than when it was compared ({@link selectMovedParts}). */
export async function hasSetMoved(tx: Transaction, { uploadId, ...scope }: RecheckScope): Promise<boolean> {
  return (await selectMovedParts(askThrough(tx), scope, uploadId)).length > 0;
}

/** The portfolio that an upload was compared with; null if it was not. */
export async function findComparedPortfolioId(
  db: Transaction,
  tenantId: TenantId,
  uploadId: string,
): Promise<string | null> {
  const found = await db.comparison.findFirst({ where: { tenantId, uploadId }, select: { portfolioId: true } });
  return found?.portfolioId ?? null;
}

/** Makes a comparison final. */
export async function freezeComparison(tx: Transaction, { tenantId, uploadId }: RecheckScope): Promise<void> {
  await tx.comparison.updateMany({ where: { tenantId, uploadId, frozenAt: null }, data: { frozenAt: new Date() } });
}

/**
 * Writes to the snapshot who is gone by a load that has just been confirmed: a whole one, or a part with which all parts
 * of its set are. Their place becomes that of the load that lists them, so that an upload before it in the line, still
 * being sent, does not make them live again: it only writes what it brings. Who came by an upload after it stays.
 */
export async function markGone(tx: Transaction, scope: RecheckScope): Promise<void> {
  await lockSnapshot(tx, scope.tenantId);
  for (const naming of await selectNaming(tx, scope)) {
    if (!naming.isConfirmed) continue;
    await tx.$executeRaw`
      UPDATE "SnapshotDebtor" s SET state = 'gone', since = clock_timestamp(), place = u."confirmedAt" FROM "Upload" u
      WHERE ${becomesGone(scope, naming.uploadId)}`;
  }
}

/** How many debtors are gone by a whole load (`isMarked`), or would be if it were marked now. */
export async function countGoneBy(db: Transaction, scope: RecheckScope, isMarked: boolean): Promise<number> {
  const isGone = (isMarked ? isMarkedBy : becomesGone)(scope, scope.uploadId);
  const [counted] = await db.$queryRaw<{ debtors: number }[]>`
    SELECT count(*)::int AS debtors FROM "SnapshotDebtor" s, "Upload" u WHERE ${isGone}`;
  return counted?.debtors ?? 0;
}

/**
 * When a confirmed whole load or a part of a confirmed set is cancelled, nobody is gone by it. Who is not in a younger
 * file either is gone by that one. The other rows say again what they said before, with the place of the upload that wrote
 * them; whom an upload of no portfolio or of another one may have sent since is uncertain. `readAsides`: who stands in the
 * set-aside rows of some uploads.
 */
export async function unmarkGone(
  tx: Transaction,
  scope: RecheckScope,
  readAsides: (uploadIds: readonly string[]) => Promise<Iterable<string>>,
): Promise<void> {
  await lockSnapshot(tx, scope.tenantId);
  for (const { uploadId } of await selectNaming(tx, scope)) {
    const isNamed = isMarkedBy(scope, uploadId);
    const younger = await findYoungerFile(tx, scope, uploadId);
    if (younger !== null) {
      const asides = [...(await readAsides(younger.uploadIds))];
      await tx.$executeRaw`
        UPDATE "SnapshotDebtor" s SET place = ${younger.confirmedAt} FROM "Upload" u WHERE ${isNamed} AND s.identification <> ALL(${asides})
          AND NOT EXISTS (SELECT FROM "Record" r WHERE r."tenantId" = s."tenantId" AND r.identification = s.identification
            AND r."uploadId" = ANY(${younger.uploadIds}::uuid[]) OFFSET 0)
          AND NOT EXISTS (SELECT FROM "LeftOutRow" l WHERE l."tenantId" = s."tenantId" AND l.identification = s.identification
            AND l."uploadId" = ANY(${younger.uploadIds}::uuid[]) OFFSET 0)`;
    }
    const place = Prisma.sql`coalesce((SELECT w."confirmedAt" FROM "Upload" w WHERE w."tenantId" = s."tenantId" AND w.id = s."uploadId"), s.place)`;
    await tx.$executeRaw`
      UPDATE "SnapshotDebtor" s SET state = 'uncertain', since = NULL, place = ${place}, digest = '',
        -- What is kept there of an operation that the tenant has left (doubt_snapshots).
        "stableDigest" = CASE WHEN s.digest = '' AND ${isWrittenLast} THEN s."stableDigest" ELSE '' END
      FROM "Upload" u WHERE ${isNamed} AND NOT (s.digest <> '' AND ${isWrittenLast})`;
    await tx.$executeRaw`UPDATE "SnapshotDebtor" s SET state = 'live', since = NULL, place = ${place} FROM "Upload" u WHERE ${isNamed}`;
  }
}

/** The portfolio's last whole file that was confirmed after a load, with all its parts; null for none. */
export async function findYoungerFile(
  tx: Transaction,
  { tenantId, portfolioId }: RecheckScope,
  uploadId: string,
): Promise<{ readonly uploadIds: string[]; readonly confirmedAt: Date } | null> {
  const [found] = await tx.$queryRaw<{ uploadIds: string[]; confirmedAt: Date }[]>`
    SELECT file.ids::text[] AS "uploadIds", u."confirmedAt" FROM ${part(partsOfFile)}
    WHERE u."tenantId" = ${tenantId}::uuid AND u."portfolioId" = ${portfolioId}::uuid AND part.id = u.id AND ${part(isDaysFile)} AND ${part(isWholeAndConfirmed)}
      AND u."confirmedAt" > (SELECT l."confirmedAt" FROM "Upload" l WHERE l."tenantId" = ${tenantId}::uuid AND l.id = ${uploadId}::uuid)
    ORDER BY u."confirmedAt" DESC LIMIT 1`;
  return found ?? null;
}

/** For a row `s` of the snapshot: no upload may have sent the debtor after the one that wrote it. */
const isWrittenLast = Prisma.sql`(s.payload IS NOT NULL AND EXISTS (
  SELECT FROM "Upload" w WHERE w."tenantId" = s."tenantId" AND w.id = s."uploadId" AND w."portfolioId" = s."portfolioId" AND NOT EXISTS (
    SELECT FROM "Record" r JOIN "Upload" y ON y.id = r."uploadId" WHERE r."tenantId" = s."tenantId" AND r.identification = s.identification
      AND r."uploadId" <> w.id AND y."confirmedAt" > w."confirmedAt"
      AND (r.state = ANY(${[...recordGroups.mayBeIn]}::"RecordState"[]) OR r.state = 'rejected' AND r.evidence = 'person') OFFSET 0)))`;

/** The loads whose comparison lists who is gone by this load, or by a set that it is a part of. */
function selectNaming(
  tx: Transaction,
  { tenantId, uploadId, portfolioId }: RecheckScope,
): Promise<{ readonly uploadId: string; readonly isConfirmed: boolean }[]> {
  // No part is staged a month after the first of its set.
  return tx.$queryRaw`
    SELECT u.id::text AS "uploadId", ${part(isWholeAndConfirmed)} AS "isConfirmed"
    FROM "Upload" u JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
    WHERE u."tenantId" = ${tenantId}::uuid AND u."portfolioId" = ${portfolioId}::uuid AND (u.id = ${uploadId}::uuid
      OR u."loadKind" = 'part' AND u."createdAt" > now() - make_interval(days => ${2 * partDays}) AND c.figures #> '{set,uploadIds}' @> to_jsonb(${uploadId}::text))`;
}

/** For a row `s` of the snapshot: it is gone by load `u`. */
function isMarkedBy({ tenantId, portfolioId }: RecheckScope, uploadId: string): Prisma.Sql {
  return Prisma.sql`u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid AND s."tenantId" = u."tenantId"
      AND s."portfolioId" = ${portfolioId}::uuid AND s.state = 'gone' AND s.place = u."confirmedAt"`;
}

/** For a row `s` of the snapshot: load `u` does not have it any more, and it came by none after it. A list, not a join: see decision 61. */
function becomesGone({ tenantId, portfolioId }: RecheckScope, uploadId: string): Prisma.Sql {
  const later = Prisma.sql`(SELECT y.* FROM "Upload" y WHERE y."tenantId" = ${tenantId}::uuid AND y."portfolioId" = ${portfolioId}::uuid AND y.state <> 'cancelled'
      AND y."confirmedAt" > (SELECT l."confirmedAt" FROM "Upload" l WHERE l."tenantId" = ${tenantId}::uuid AND l.id = ${uploadId}::uuid)) AS y`;
  return Prisma.sql`u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid
    AND s."tenantId" = ${tenantId}::uuid AND s."portfolioId" = ${portfolioId}::uuid AND s.identification = ANY(ARRAY(
      SELECT identification FROM "ComparedDebtor" WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND change IS NULL))
    AND s.state = ANY(${[...snapshotGroups.staying]}::"SnapshotState"[]) AND s.place < u."confirmedAt"
    -- A part or additions after it had them as the CRM has them, which writes no row; asked only where there are any.
    AND (NOT EXISTS (SELECT FROM ${later}) OR NOT EXISTS (
      SELECT FROM ${later} JOIN "Record" r ON r."tenantId" = y."tenantId" AND r."uploadId" = y.id
      WHERE r.identification = s.identification AND r.state = 'unchanged' OFFSET 0))`;
}
