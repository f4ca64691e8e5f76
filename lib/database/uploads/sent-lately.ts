import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { SentLately } from "#lib/domain/views/comparison-view.ts";
import type { Transaction } from "../client.ts";

/** How far back another upload counts. */
const days = 7;

/** Each debtor is looked up in each upload. The page waits for that, and so many are enough to warn. */
const mostLookups = 10_000;

/**
 * Debtors of a staged upload whom other uploads of the tenant, confirmed in the last days, have accepted or left
 * unconfirmed, whatever their portfolios; null for none. Only so many of the first debtors are looked up that it takes `lookups`.
 */
export async function countSentLately(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  lookups: number = mostLookups,
): Promise<SentLately | null> {
  const lately = await db.upload.findMany({
    where: {
      tenantId,
      id: { not: uploadId },
      state: { in: [...uploadGroups.afterDraft] },
      confirmedAt: { gt: new Date(Date.now() - days * 86_400_000) },
      OR: [{ acceptedDebtors: { gt: 0 } }, { unconfirmedDebtors: { gt: 0 } }],
    },
    select: { id: true, fileName: true, confirmedAt: true },
  });
  // Often there is none, and then no debtor is looked up.
  if (lately.length === 0) return null;
  const first = Math.ceil(lookups / lately.length);
  const [counted] = await db.$queryRaw<{ debtors: number; latestAt: Date | null; isPart: boolean }[]>`
    SELECT count(*)::int AS debtors, max("latestAt") AS "latestAt",
      EXISTS (SELECT FROM "Record" WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND ordinal >= ${first}) AS "isPart"
    FROM (
      -- One look at the index for each debtor and upload: a join may compare every debtor with every other, because the
      -- statistics often know neither file yet.
      SELECT (
        SELECT max(later.at) FROM unnest(${lately.map(({ id }) => id)}::uuid[], ${lately.map(({ confirmedAt }) => confirmedAt)}::timestamptz[]) AS later(id, at)
        WHERE (SELECT l.state FROM "Record" l
          WHERE l."tenantId" = ${tenantId}::uuid AND l.identification = r.identification AND l."uploadId" = later.id) = ANY(${[...recordGroups.mayBeIn]}::"RecordState"[])
      ) AS "latestAt"
      FROM "Record" r
      WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND r.ordinal < ${first}
    ) AS sent
    WHERE "latestAt" IS NOT NULL`;
  const { debtors = 0, latestAt = null, isPart = false } = counted ?? {};
  const latest = lately.find(({ confirmedAt }) => confirmedAt?.getTime() === latestAt?.getTime());
  if (latest === undefined || latestAt === null) return null;
  return {
    debtors,
    lookedAt: isPart ? first : null,
    days,
    latest: { uploadId: latest.id, fileName: latest.fileName, confirmedAt: latestAt.toISOString() },
  };
}
