import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { MadeWhole } from "#lib/domain/views/comparison-view.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { heldAmong } from "../records/left-out-reasons.ts";
import { upToRoot } from "../retries/up-to-root.ts";
import { countGoneBy, findComparedPortfolioId, findYoungerFile, markGone, type RecheckScope } from "./recheck.ts";

/**
 * Once all that a cancelled whole load did not send is confirmed in retries, the file is the portfolio's last whole one
 * all the same: who is not in it is gone, unless a younger file tells. `retryId`: what has just been confirmed.
 */
export async function makeWhole(tx: Transaction, tenantId: TenantId, retryId: string): Promise<void> {
  const load = await findCancelledLoad(tx, tenantId, retryId);
  if (load === null || load.isMadeWhole || !(await wouldBeWhole(tx, load, retryId))) return;
  await setMadeWhole(tx, load, true);
  await markGone(tx, load);
}

/** The cancelled load that a retry made whole when it was confirmed, or will, with who is gone by it; null for nobody. */
export async function findMadeWhole(db: Transaction, tenantId: TenantId, retryId: string): Promise<MadeWhole | null> {
  const load = await findCancelledLoad(db, tenantId, retryId);
  const retry = await db.upload.findFirst({
    where: { tenantId, id: retryId },
    select: { state: true, confirmedAt: true },
  });
  if (load === null || retry === null) return null;
  const { uploadId, portfolioId, fileName, isMadeWhole: isMade } = load;
  const at = retry.confirmedAt;
  const isByIt =
    at === null
      ? retry.state === "staged" && !isMade && (await wouldBeWhole(db, load, retryId))
      : isMade &&
        (await isSentWith(db, load, Prisma.sql`u."confirmedAt" <= ${at}`)) &&
        !(await isSentWith(db, load, Prisma.sql`u."confirmedAt" < ${at}`));
  const debtors = isByIt ? await countGoneBy(db, load, isMade) : 0;
  return debtors === 0 ? null : { load: { uploadId, fileName }, portfolioId, debtors, isMade };
}

async function wouldBeWhole(db: Transaction, load: RecheckScope, retryId: string): Promise<boolean> {
  if ((await findYoungerFile(db, load, load.uploadId)) !== null) return false;
  return isSentWith(db, load, Prisma.sql`(u."confirmedAt" IS NOT NULL OR u.id = ${retryId}::uuid)`);
}

/**
 * Whether all that a cancelled load did not send is in those retries `u` of it, and of one another. Who is held is sent by no
 * retry, as by no load that is whole without them.
 */
async function isSentWith(
  db: Transaction,
  { tenantId, uploadId }: RecheckScope,
  retries: Prisma.Sql,
): Promise<boolean> {
  const [left] = await db.$queryRaw<{ isSome: boolean }[]>`
    WITH RECURSIVE family AS (
      SELECT ${uploadId}::uuid AS id
      UNION SELECT u.id FROM family f JOIN "Upload" u ON u."tenantId" = ${tenantId}::uuid AND u."retryOfId" = f.id AND ${retries}
    ), "left" AS MATERIALIZED (
      SELECT r.identification FROM family f JOIN "Record" r ON r."tenantId" = ${tenantId}::uuid AND r."uploadId" = f.id
      WHERE r.state = 'not_sent' AND r.reason = 'upload_cancelled' AND (r."retriedInId" IS NULL OR r."retriedInId" NOT IN (SELECT id FROM family))
    )
    SELECT EXISTS (SELECT FROM "left") AND (NOT EXISTS (SELECT FROM "Hold" h WHERE h."tenantId" = ${tenantId}::uuid) OR EXISTS (
      SELECT FROM "left" WHERE identification NOT IN (${heldAmong(tenantId, Prisma.sql`SELECT identification FROM "left"`)})
    )) AS "isSome"`;
  return left?.isSome === false;
}

/**
 * Writes again who is gone by a load whose run begins, or by the cancelled load that it completes: an upload before it in
 * the line may have brought some of them since it was confirmed.
 */
export async function markGoneOfRun(tx: Transaction, tenantId: TenantId, uploadId: string): Promise<void> {
  const portfolioId = await findComparedPortfolioId(tx, tenantId, uploadId);
  if (portfolioId !== null) return markGone(tx, { tenantId, uploadId, portfolioId });
  const load = await findCancelledLoad(tx, tenantId, uploadId);
  if (load?.isMadeWhole === true) await markGone(tx, load);
}

export interface CancelledLoad extends RecheckScope {
  readonly fileName: string;
  readonly isMadeWhole: boolean;
}

/** The cancelled whole load, compared with its portfolio, that a retry comes from; null for none. */
export async function findCancelledLoad(
  tx: Transaction,
  tenantId: TenantId,
  retryId: string,
): Promise<CancelledLoad | null> {
  const [found] = await tx.$queryRaw<Omit<CancelledLoad, "tenantId">[]>`
    WITH RECURSIVE ${upToRoot(Prisma.sql, tenantId, retryId)}
    SELECT u.id::text AS "uploadId", c."portfolioId"::text AS "portfolioId", u."fileName", u."isMadeWhole"
    FROM up JOIN "Upload" u ON u."tenantId" = ${tenantId}::uuid AND u.id = up.id
      JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
    WHERE up."retryOfId" IS NULL AND up.id <> ${retryId}::uuid AND u.state = 'cancelled' AND u."confirmedAt" IS NOT NULL AND u."loadKind" = 'whole'`;
  return found === undefined ? null : { tenantId, ...found };
}

/** Stores whether a cancelled load was sent since. */
export async function setMadeWhole(
  tx: Transaction,
  { tenantId, uploadId }: RecheckScope,
  isMadeWhole: boolean,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Upload" SET "isMadeWhole" = ${isMadeWhole} WHERE "tenantId" = ${tenantId}::uuid AND id = ${uploadId}::uuid`;
}
