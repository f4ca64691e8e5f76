import type { GoneDebtorView, GoneLoad } from "#lib/domain/views/close-out-view.ts";
import type { GroupTotals } from "#lib/domain/views/upload-view.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";

export interface GoneScope {
  readonly tenantId: string;
  readonly portfolioId: string;
}

/** Who is gone in a portfolio, by identification, after `after`. */
export async function selectGone(
  db: Transaction,
  scope: GoneScope,
  after: string,
  limit: number,
): Promise<GoneDebtorView[]> {
  const rows = await db.$queryRaw<(Omit<GoneDebtorView, "since"> & { since: Date })[]>`
    SELECT s.identification, coalesce(s.payload::json ->> 'Name', '') AS name, s.obligations, s.balance::text, s.since, u.id::text AS "uploadId"
    FROM "SnapshotDebtor" s ${loadOfGone}
    WHERE ${isGone(scope)} AND s.identification > ${after} ORDER BY s.identification LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, since: row.since.toISOString() }));
}

/** The loads that named them gone, the latest first. */
export async function selectGoneLoads(db: Transaction, scope: GoneScope): Promise<GoneLoad[]> {
  const rows = await db.$queryRaw<(Omit<GoneLoad, "confirmedAt"> & { confirmedAt: Date })[]>`
    SELECT u.id::text AS "uploadId", u."fileName", u."confirmedAt", count(*)::int AS debtors, sum(s.balance)::numeric(22, 2)::text AS balance
    FROM "SnapshotDebtor" s ${loadOfGone}
    WHERE ${isGone(scope)} AND u.id IS NOT NULL GROUP BY u.id ORDER BY u."confirmedAt" DESC LIMIT 60`;
  return rows.map((row) => ({ ...row, confirmedAt: row.confirmedAt.toISOString() }));
}

export async function countAllGone(db: Transaction, scope: GoneScope): Promise<GroupTotals> {
  const [totals] = await db.$queryRaw<GroupTotals[]>`
    SELECT count(*)::int AS debtors, coalesce(sum(s.obligations), 0)::int AS obligations, coalesce(sum(s.balance), 0)::numeric(22, 2)::text AS balance
    FROM "SnapshotDebtor" s WHERE ${isGone(scope)}`;
  return totals ?? { debtors: 0, obligations: 0, balance: "0.00" };
}

/** `since` is set whenever a row becomes gone, and then its place is that of the load that named it so. */
function isGone({ tenantId, portfolioId }: GoneScope): Prisma.Sql {
  return Prisma.sql`s."tenantId" = ${tenantId}::uuid AND s."portfolioId" = ${portfolioId}::uuid AND s.state = 'gone' AND s.since IS NOT NULL`;
}

const loadOfGone = Prisma.sql`LEFT JOIN "Upload" u ON u."tenantId" = s."tenantId" AND u."portfolioId" = s."portfolioId"
  AND u."confirmedAt" = s.place AND u."loadKind" = 'whole' AND u."retryOfId" IS NULL AND u."closesOutId" IS NULL`;
