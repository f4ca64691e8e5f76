import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { SentLately } from "#lib/domain/views/comparison-view.ts";
import type { Transaction } from "../client.ts";

/** How far back another upload counts. */
const days = 7;

/**
 * Debtors of a staged upload whom other uploads of the tenant, confirmed in the last days, have accepted or left
 * unconfirmed, whatever their portfolios; null for none.
 */
export async function countSentLately(db: Transaction, tenantId: string, uploadId: string): Promise<SentLately | null> {
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
  const [counted] = await db.$queryRaw<{ debtors: number; latestAt: Date | null }[]>`
    SELECT count(*)::int AS debtors, max("latestAt") AS "latestAt" FROM (
      SELECT max(u."confirmedAt") AS "latestAt" FROM "Record" r
        JOIN "Record" l ON l."tenantId" = r."tenantId" AND l.identification = r.identification AND l.state = ANY(${[...recordGroups.mayBeIn]}::"RecordState"[])
        JOIN "Upload" u ON u."tenantId" = l."tenantId" AND u.id = l."uploadId"
      WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND l."uploadId" = ANY(${lately.map(({ id }) => id)}::uuid[])
      GROUP BY r.identification
    ) AS sent`;
  const { debtors = 0, latestAt = null } = counted ?? {};
  const latest = lately.find(({ confirmedAt }) => confirmedAt?.getTime() === latestAt?.getTime());
  if (latest === undefined || latestAt === null) return null;
  return {
    debtors,
    days,
    latest: { uploadId: latest.id, fileName: latest.fileName, confirmedAt: latestAt.toISOString() },
  };
}
