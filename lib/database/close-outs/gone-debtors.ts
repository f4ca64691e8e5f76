import type { GoneDebtorView, GoneList, GoneTotals } from "#lib/domain/views/close-out-view.ts";
import type { Transaction } from "../client.ts";
import { hasNewerFile, isDaysFile } from "../comparison/whole-files.ts";
import { type DebtorRange, isInRange } from "../debtor-range.ts";
import { Prisma } from "../generated/client.ts";
import { heldOf } from "../holds/held-of-upload.ts";
import { part, sql } from "../sql-text.ts";
import { findLastNamed, type GoneScope, goneObligations, noTotals } from "./gone-obligations.ts";

/** The debtors of a list, by identification, after `after`. */
export function selectGone(
  db: Transaction,
  scope: GoneScope,
  list: GoneList,
  after: string,
  limit: number,
): Promise<GoneDebtorView[]> {
  return list === "staying" ? selectStaying(db, scope, after, limit) : ask(db, wholeOf(scope, list, { after }, limit));
}

/** One debtor of a list; null if it is not in it. */
export async function findGone(
  db: Transaction,
  scope: GoneScope,
  list: GoneList,
  only: string,
): Promise<GoneDebtorView | null> {
  const [found = null] = await ask(
    db,
    list === "staying" ? stayingOf(scope, { only }, 1) : wholeOf(scope, list, { only }, 1),
  );
  return found;
}

/** Looks at some debtors at a time and not at all that follow; at more of them once some had nothing gone any more. */
async function selectStaying(
  db: Transaction,
  scope: GoneScope,
  after: string,
  limit: number,
): Promise<GoneDebtorView[]> {
  const found: GoneDebtorView[] = [];
  let [from, named]: [string | null, number] = [after, limit];
  while (from !== null && found.length < limit) {
    const until = await findLastNamed(db, scope, from, named);
    const some = await ask(db, stayingOf(scope, { after: from, until }, limit - found.length));
    found.push(...some);
    from = until;
    if (some.length === 0) named *= 4;
  }
  return found;
}

interface GoneRow extends Omit<GoneDebtorView, "since" | "backIn"> {
  readonly since: Date;
  /** Only of who is gone. */
  readonly backId?: string | null;
  readonly backFile?: string | null;
}

async function ask(db: Transaction, query: Prisma.Sql): Promise<GoneDebtorView[]> {
  const rows = await db.$queryRaw<GoneRow[]>(query);
  return rows.map(({ backId = null, backFile = null, ...row }) => ({
    ...row,
    since: row.since.toISOString(),
    backIn: backId === null || backFile === null ? null : { uploadId: backId, fileName: backFile },
  }));
}

const nameOf = Prisma.sql`coalesce(s.payload::json ->> 'Name', '')`;

function wholeOf(scope: GoneScope, list: "gone" | "closed", debtors: DebtorRange, limit: number): Prisma.Sql {
  const isOfGone = list === "gone";
  return Prisma.sql`
    SELECT s.identification, ${nameOf} AS name, s.balance::text, s.since, u.id::text AS "uploadId", u."fileName",
      ARRAY(SELECT coalesce(one ->> 'id', '') FROM json_array_elements(s.payload::json -> 'Obligations') AS one) AS numbers
      ${isOfGone ? Prisma.sql`, back.id::text AS "backId", back."fileName" AS "backFile"` : Prisma.empty}
    FROM "SnapshotDebtor" s ${isOfGone ? Prisma.sql`${loadOfGone} ${laterLoadNaming}` : uploadOfClosed}
    WHERE ${isIn(scope, list)} AND ${isInRange(debtors, "s")} ORDER BY s.identification LIMIT ${limit}`;
}

function stayingOf(scope: GoneScope, debtors: DebtorRange, limit: number): Prisma.Sql {
  return Prisma.sql`
    WITH ${goneObligations(scope, debtors)}
    SELECT o.identification, ${nameOf} AS name, sum(o.balance)::numeric(22, 2)::text AS balance, max(o."confirmedAt") AS since,
      (array_agg(o."uploadId"::text ORDER BY o."confirmedAt" DESC))[1] AS "uploadId", (array_agg(o."fileName" ORDER BY o."confirmedAt" DESC))[1] AS "fileName",
      array_agg(o.number ORDER BY o.number) AS numbers
    FROM "goneObligation" o CROSS JOIN LATERAL (
      SELECT payload FROM "SnapshotDebtor" WHERE "tenantId" = ${scope.tenantId}::uuid AND "portfolioId" = ${scope.portfolioId}::uuid
        AND identification = o.identification OFFSET 0
    ) AS s
    GROUP BY o.identification, s.payload ORDER BY o.identification LIMIT ${limit}`;
}

/** A load with the debtors that it named gone and who still are. */
export interface NamingLoad {
  readonly uploadId: string;
  readonly debtors: number;
  readonly balance: string;
  /** Debtors who are held now. */
  readonly held: number;
}

/** The loads that named them, the latest first. */
export function selectNamingLoads(db: Transaction, scope: GoneScope): Promise<NamingLoad[]> {
  const ofPortfolio = Prisma.sql`SELECT r.identification, r.state FROM "SnapshotDebtor" r
    WHERE r."tenantId" = ${scope.tenantId}::uuid AND r."portfolioId" = ${scope.portfolioId}::uuid`;
  return db.$queryRaw`
    SELECT u.id::text AS "uploadId", count(*)::int AS debtors, sum(s.balance)::numeric(22, 2)::text AS balance,
      (count(*) FILTER (WHERE s.identification IN (
        SELECT identification FROM ${heldOf(Prisma.sql`h."tenantId" = ${scope.tenantId}::uuid`, ofPortfolio)} WHERE state = 'gone'
      )))::int AS held
    FROM "SnapshotDebtor" s ${loadOfGone}
    WHERE ${isIn(scope, "gone")} AND u.id IS NOT NULL GROUP BY u.id ORDER BY u."confirmedAt" DESC LIMIT 60`;
}

export async function countAllGone(db: Transaction, scope: GoneScope, list: "gone" | "closed"): Promise<GoneTotals> {
  const [totals] = await db.$queryRaw<GoneTotals[]>`
    SELECT count(*)::int AS debtors, count(*) FILTER (WHERE s.digest = '')::int AS unsure, coalesce(sum(s.obligations), 0)::int AS obligations, coalesce(sum(s.balance), 0)::numeric(22, 2)::text AS balance
    FROM "SnapshotDebtor" s WHERE ${isIn(scope, list)}`;
  return totals ?? noTotals;
}

/** `since` is set whenever a row becomes gone or closed; then its place is that of the load that named it, or of the close-out. */
function isIn({ tenantId, portfolioId }: GoneScope, state: "gone" | "closed"): Prisma.Sql {
  return Prisma.sql`s."tenantId" = ${tenantId}::uuid AND s."portfolioId" = ${portfolioId}::uuid AND s.state = ${state}::"SnapshotState"
    AND s.since IS NOT NULL`;
}

const loadOfGone = Prisma.sql`LEFT JOIN "Upload" u ON u."tenantId" = s."tenantId" AND u."portfolioId" = s."portfolioId"
  AND u."confirmedAt" = s.place AND ${part(isDaysFile)}`;

/** Debtor by debtor (decision 61): the files since then that name it are few. None that the last whole file came after. */
const laterLoadNaming = Prisma.sql`LEFT JOIN LATERAL (
    SELECT y.id, y."fileName" FROM (
      SELECT "uploadId" FROM "Record" WHERE "tenantId" = s."tenantId" AND identification = s.identification
      UNION SELECT "uploadId" FROM "LeftOutRow" WHERE "tenantId" = s."tenantId" AND identification = s.identification OFFSET 0
    ) AS named CROSS JOIN LATERAL (
      SELECT * FROM "Upload" WHERE "tenantId" = s."tenantId" AND id = named."uploadId" OFFSET 0
    ) AS y
    WHERE y."portfolioId" = s."portfolioId" AND y."confirmedAt" > s.place AND y."retryOfId" IS NULL AND y."closesOutId" IS NULL
      AND y.state <> 'cancelled' AND NOT ${part(hasNewerFile(sql`y`))}
    ORDER BY y."confirmedAt" DESC LIMIT 1
  ) AS back ON true`;

const uploadOfClosed = Prisma.sql`LEFT JOIN "Upload" u ON u."tenantId" = s."tenantId" AND u.id = s."uploadId"`;
