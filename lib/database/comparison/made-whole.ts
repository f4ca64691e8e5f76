import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { upToRoot } from "../retries/up-to-root.ts";
import { findComparedPortfolioId, findYoungerFile, markGone, type RecheckScope } from "./recheck.ts";

/**
 * Once all that a cancelled whole load did not send is confirmed in retries, the file is the portfolio's last whole one
 * all the same: who is not in it is gone, unless a younger file tells. `retryId`: what has just been confirmed.
 */
export async function makeWhole(tx: Transaction, tenantId: TenantId, retryId: string): Promise<void> {
  const load = await findCancelledLoad(tx, tenantId, retryId);
  if (load === null || load.isMadeWhole || (await findYoungerFile(tx, load, load.uploadId)) !== null) return;
  const [left] = await tx.$queryRaw<{ isSome: boolean }[]>`
    WITH RECURSIVE family AS (
      SELECT ${load.uploadId}::uuid AS id
      UNION SELECT u.id FROM family f JOIN "Upload" u ON u."tenantId" = ${tenantId}::uuid AND u."retryOfId" = f.id AND u."confirmedAt" IS NOT NULL
    )
    SELECT EXISTS (
      SELECT FROM family f JOIN "Record" r ON r."tenantId" = ${tenantId}::uuid AND r."uploadId" = f.id
      WHERE r.state = 'not_sent' AND r.reason = 'upload_cancelled' AND (r."retriedInId" IS NULL OR r."retriedInId" NOT IN (SELECT id FROM family))
    ) AS "isSome"`;
  if (left?.isSome !== false) return;
  await setMadeWhole(tx, load, true);
  await markGone(tx, load);
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

/** The cancelled whole load, compared with its portfolio, that a retry comes from; null for none. */
export async function findCancelledLoad(
  tx: Transaction,
  tenantId: TenantId,
  retryId: string,
): Promise<(RecheckScope & { readonly isMadeWhole: boolean }) | null> {
  const [found] = await tx.$queryRaw<{ uploadId: string; portfolioId: string; isMadeWhole: boolean }[]>`
    WITH RECURSIVE ${upToRoot(Prisma.sql, tenantId, retryId)}
    SELECT u.id::text AS "uploadId", c."portfolioId"::text AS "portfolioId", u."isMadeWhole"
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
