import { historyZone } from "#lib/domain/history/history-days.ts";
import type { DayFigures, Figures, PortfolioFigures, ReasonFigures } from "#lib/domain/history/history-figures.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { sql } from "../sql-text.ts";
import type { UploadFilter } from "./uploads.ts";

/** The uploads that a list with the same filter shows, of a limited time. */
export interface FiguresFilter extends Omit<UploadFilter, "after" | "limit"> {
  readonly from: Date;
  readonly to: Date;
}

interface CountedRow {
  readonly level: "day" | "portfolio" | "all";
  readonly day: string | null;
  readonly portfolioId: string | null;
  readonly portfolioName: string | null;
  readonly loads: number;
  readonly pending: number;
  readonly unchanged: number;
  readonly volatile: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly unconfirmed: number;
  readonly not_sent: number;
  readonly left_out: number;
  readonly sent: number;
  readonly seconds: number;
}

/**
 * Sums by day, by portfolio and of all, from the counters of the uploads: their debtors are not read. One
 * statement, so the three are of one moment.
 */
export async function selectHistoryFigures(
  db: Transaction,
  tenantIds: readonly string[],
  filter: FiguresFilter,
): Promise<{ days: DayFigures[]; portfolios: PortfolioFigures[]; total: Figures | null }> {
  const rows = await db.$queryRaw<CountedRow[]>`
    WITH chosen AS (${chosenUploads(tenantIds, filter)}),
    counted AS (
      SELECT CASE WHEN GROUPING(day) = 0 THEN 'day' WHEN GROUPING("portfolioId") = 0 THEN 'portfolio' ELSE 'all' END AS level,
        day, "portfolioId", count(*)::float8 AS loads, sum("pendingDebtors")::float8 AS pending,
        sum("unchangedDebtors" - "volatileDebtors")::float8 AS unchanged, sum("volatileDebtors")::float8 AS volatile,
        sum("acceptedDebtors")::float8 AS accepted, sum("rejectedDebtors")::float8 AS rejected,
        sum("unconfirmedDebtors")::float8 AS unconfirmed, sum("notSentDebtors")::float8 AS not_sent,
        sum("leftOutDebtors")::float8 AS left_out,
        coalesce(sum("acceptedDebtors" + "rejectedDebtors" + "unconfirmedDebtors") FILTER (WHERE seconds IS NOT NULL), 0)::float8 AS sent,
        coalesce(sum(seconds), 0)::float8 AS seconds
      FROM chosen GROUP BY GROUPING SETS ((day), ("portfolioId"), ())
    )
    SELECT c.*, c."portfolioId"::text AS "portfolioId", p.name AS "portfolioName"
    FROM counted c LEFT JOIN "Portfolio" p ON p."tenantId" = ANY(${tenantIds}::uuid[]) AND p.id = c."portfolioId" ORDER BY c.day`;
  const figures = rows.map((row) => ({ row, figures: figuresOf(row) }));
  return {
    days: figures.flatMap(({ row, figures: of }) =>
      row.level === "day" && row.day !== null ? [{ day: row.day, ...of }] : [],
    ),
    portfolios: figures.flatMap(({ row: { level, portfolioId: id, portfolioName: name }, figures: of }) =>
      level === "portfolio" ? [{ portfolio: id === null || name === null ? null : { id, name }, ...of }] : [],
    ),
    total: figures.find(({ row }) => row.level === "all" && row.loads > 0)?.figures ?? null,
  };
}

function figuresOf(row: CountedRow): Figures {
  const { loads, sent, seconds, pending, accepted, rejected, unconfirmed, not_sent, left_out } = row;
  const { unchanged, volatile } = row;
  const debtors = { pending, unchanged, volatile, accepted, rejected, unconfirmed, not_sent };
  return { loads, sent, seconds, debtors, leftOut: left_out };
}

/**
 * The commonest reasons of rejected debtors. Counted from the index alone, which has only rejected debtors; a text is
 * read from one debtor per shown reason.
 */
export async function selectReasonFigures(
  db: Transaction,
  tenantIds: readonly string[],
  filter: FiguresFilter,
  limit: number,
): Promise<ReasonFigures[]> {
  return db.$queryRaw<ReasonFigures[]>`
    WITH chosen AS (${chosenUploads(tenantIds, filter)}),
    of_upload AS (
      SELECT c.id, r."rejectionKey" AS key, count(*) AS debtors, min(r.ordinal) AS first
      FROM chosen c JOIN "Record" r ON r."uploadId" = c.id AND r."tenantId" = c."tenantId" AND r."rejectionKey" IS NOT NULL
      WHERE c."rejectedDebtors" > 0 GROUP BY c.id, r."rejectionKey"
    ),
    grouped AS (
      SELECT key, sum(debtors) AS debtors, count(*) AS uploads, (array_agg(id ORDER BY id DESC))[1] AS latest, (array_agg(first ORDER BY id DESC))[1] AS first
      FROM of_upload GROUP BY key ORDER BY sum(debtors) DESC, key LIMIT ${limit}::int
    )
    SELECT g.key::text AS key, r.reason, r."remoteText" AS example, g.debtors::float8 AS debtors, g.uploads::float8 AS uploads, g.latest::text AS "uploadId"
    FROM grouped g JOIN "Record" r ON r."tenantId" = ANY(${tenantIds}::uuid[]) AND r."uploadId" = g.latest AND r.ordinal = g.first
    ORDER BY g.debtors DESC, g.key`;
}

/** isDiscarded of lib/domain/outcome in SQL: its debtors were never to be sent, so they are no outcome. */
const isDiscarded = Prisma.sql`(u.state = 'cancelled' AND u."confirmedAt" IS NULL)`;

/** The conditions of `selectUploads` in SQL; a test compares the two. */
function chosenUploads(tenantIds: readonly string[], filter: FiguresFilter): Prisma.Sql {
  const { states, portfolioId, stagingSince, text, hiddenIds, from, to } = filter;
  const conditions = [
    Prisma.sql`u."tenantId" = ANY(${tenantIds}::uuid[])`,
    Prisma.sql`u."createdAt" >= ${from}::timestamptz AND u."createdAt" < ${to}::timestamptz`,
    states === null
      ? Prisma.sql`(u."stagedAt" IS NOT NULL OR (u.state = 'staging' AND u."createdAt" >= ${stagingSince}::timestamptz))`
      : Prisma.sql`(u."stagedAt" IS NOT NULL OR u.state = 'staging') AND u.state = ANY(${states}::text[]::"UploadState"[])`,
    ...(portfolioId === undefined ? [] : [Prisma.sql`u."portfolioId" IS NOT DISTINCT FROM ${portfolioId}::uuid`]),
    ...(text === null ? [] : [Prisma.sql`u."fileName" ILIKE ${`%${text}%`}`]),
    ...(hiddenIds === undefined ? [] : [Prisma.sql`u.id <> ALL(${hiddenIds}::uuid[])`]),
  ];
  return Prisma.sql`
    SELECT u.id, u."tenantId", u."portfolioId", (u."createdAt" AT TIME ZONE ${historyZone})::date::text AS day,
      u."pendingDebtors", u."acceptedDebtors", u."rejectedDebtors", u."unconfirmedDebtors",
      CASE WHEN ${isDiscarded} THEN 0 ELSE u."unchangedDebtors" END AS "unchangedDebtors",
      CASE WHEN ${isDiscarded} THEN 0 ELSE u."volatileDebtors" END AS "volatileDebtors",
      CASE WHEN ${isDiscarded} THEN 0 ELSE u."notSentDebtors" END AS "notSentDebtors",
      CASE WHEN ${isDiscarded} THEN 0 ELSE u."leftOutDebtors" END AS "leftOutDebtors",
      CASE WHEN u.state = 'finished' THEN nullif(extract(epoch FROM u."finishedAt" - u."startedAt"), 0) END AS seconds
    FROM "Upload" u WHERE ${Prisma.join(conditions, sql` AND `)}`;
}
