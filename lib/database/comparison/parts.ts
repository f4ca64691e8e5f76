import type { ComparisonFigures } from "#lib/domain/portfolio/comparison/comparison.ts";
import {
  type CountedLoad,
  idsOf,
  partsBeside,
  partsTold,
  type StagedLoad,
} from "#lib/domain/portfolio/comparison/part-set.ts";
import type { Transaction } from "../client.ts";
import { type Ask, askPlainly } from "../portfolios/load-measures.ts";
import { type SqlClient, sql } from "../sql-text.ts";
import type { SnapshotScope } from "./snapshot.ts";
import { isStanding } from "./whole-files.ts";

/** Parts that stay behind longer than this are of no set any more. */
export const partDays = 31;

export interface LoadOfPortfolio extends CountedLoad {
  readonly tenantId: string;
  readonly portfolioId: string;
  readonly fileName: string;
  readonly createdAt: Date;
  readonly stagedAt: Date;
  readonly confirmedAt: Date | null;
  readonly fileDebtors: number;
  readonly fileObligations: number;
  /** A decimal with two places. */
  readonly fileBalance: string;
  readonly currency: string;
}

/**
 * The portfolios' loads of the last month that are staged and not cancelled for good, in that order; without the rest of a set
 * that began before, which would be taken for the beginning of another.
 */
export function selectStagedLoads(
  ask: Ask,
  tenantIds: readonly string[],
  portfolioIds: readonly string[],
): Promise<LoadOfPortfolio[]> {
  const since = sql`now() - make_interval(days => ${partDays})`;
  // `createdAt` is what the index has; no upload takes a month to be staged.
  return ask<LoadOfPortfolio>(
    sql`SELECT * FROM (
       SELECT u."tenantId", u."portfolioId", u.id AS "uploadId", u."loadKind"::text AS "loadKind", u."partNumber", u."partCount", u."fileName",
         u."createdAt", u."stagedAt", u."confirmedAt", u."confirmedAt" IS NOT NULL AS "isConfirmed", u."fileDebtors", u."fileObligations",
         u."fileBalance"::text AS "fileBalance", u.currency,
         CASE WHEN u."loadKind" = 'part' THEN (
           SELECT c.figures #> '{set,uploadIds}' FROM "Comparison" c WHERE c."tenantId" = u."tenantId" AND c."uploadId" = u.id) END AS counted,
         max(u."stagedAt") FILTER (WHERE EXISTS (
           SELECT FROM "Comparison" c, "Upload" y WHERE c."tenantId" = u."tenantId" AND c."uploadId" = u.id AND y."tenantId" = u."tenantId"
             AND y.id IN (SELECT part::uuid FROM jsonb_array_elements_text(c.figures #> '{set,uploadIds}') AS part)
             AND y.state <> 'cancelled' AND y."stagedAt" <= ${since}
         )) OVER (PARTITION BY u."portfolioId") AS "restUntil"
       FROM "Upload" u
       WHERE u."tenantId" = ANY($1::uuid[]) AND u."portfolioId" = ANY($2::uuid[]) AND u."retryOfId" IS NULL AND u."closesOutId" IS NULL
         AND ${isStanding} AND u."stagedAt" > ${since} AND u."createdAt" > now() - make_interval(days => ${2 * partDays})
     ) AS staged WHERE "stagedAt" > "restUntil" IS NOT FALSE ORDER BY "stagedAt", "uploadId"`,
    [tenantIds, portfolioIds],
  );
}

/** The other parts of a load's set. */
export interface PartsOfSet {
  /** Those that it tells who is gone by ({@link partsTold}), none for a whole load; null if it tells nobody gone. */
  readonly otherParts: readonly string[] | null;
  /** Those that are staged ({@link partsBeside}); none for what is no part. */
  readonly beside: readonly string[];
}

/**
 * For a load that is staged, or is being. Locks the portfolio's parts until the transaction ends: of two parts staged at
 * once, the later one must see the other.
 */
export async function findPartsOfSet(
  client: SqlClient,
  { tenantId, portfolioId }: SnapshotScope,
  load: StagedLoad,
): Promise<PartsOfSet> {
  if (load.loadKind !== "part") return { otherParts: load.loadKind === "whole" ? [] : null, beside: [] };
  await client.query(sql`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`parts of ${portfolioId}`]);
  const loads = await selectStagedLoads(askPlainly(client), [tenantId], [portfolioId]);
  const told = partsTold(loads, load);
  return { otherParts: told === null ? null : idsOf(told), beside: idsOf(partsBeside(loads, load)) };
}

/**
 * Staged parts of a portfolio (`uploadId`: only this one) whose comparison counts other parts than those that they
 * tell who is gone by now: one was cancelled since.
 */
export async function selectMovedParts(
  ask: Ask,
  { tenantId, portfolioId }: SnapshotScope,
  uploadId: string | null = null,
): Promise<readonly string[]> {
  const staged = await ask<{ uploadId: string }>(
    sql`SELECT u.id::text AS "uploadId" FROM "Upload" u JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
     WHERE u."tenantId" = $1::uuid AND u."portfolioId" = $2::uuid AND u."loadKind" = 'part' AND u.state = 'staged'
       AND u.id = coalesce($3::uuid, u.id)`,
    [tenantId, portfolioId, uploadId],
  );
  if (staged.length === 0) return [];
  const loads = await selectStagedLoads(ask, [tenantId], [portfolioId]);
  return staged.flatMap((part) => {
    const load = loads.find((one) => one.uploadId === part.uploadId);
    const told = load === undefined ? null : partsTold(loads, load);
    return idsOf(told ?? []).join() === (load?.counted ?? []).join() ? [] : [part.uploadId];
  });
}

/** The numbers of those of some parts that are not confirmed yet, and of those that were discarded or cancelled. */
export async function selectUnconfirmed(
  db: Transaction,
  tenantId: string,
  uploadIds: readonly string[],
): Promise<{ readonly unconfirmed: readonly number[]; readonly cancelled: readonly number[] }> {
  if (uploadIds.length === 0) return { unconfirmed: [], cancelled: [] };
  const parts = await db.upload.findMany({
    where: { tenantId, id: { in: [...uploadIds] }, OR: [{ confirmedAt: null }, { state: "cancelled" }] },
    orderBy: { partNumber: "asc" },
    select: { partNumber: true, state: true },
  });
  const numbers = (isCancelled: boolean) =>
    parts.filter(({ state }) => (state === "cancelled") === isCancelled).map(({ partNumber }) => partNumber ?? 1);
  return { unconfirmed: numbers(false), cancelled: numbers(true) };
}

/** The staged part that completed a set with this one, and tells who is gone by it; null for none. */
export async function findNaming(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<{ readonly uploadId: string; readonly fileName: string } | null> {
  const [found] = await db.$queryRaw<{ uploadId: string; fileName: string }[]>`
    SELECT u.id::text AS "uploadId", u."fileName" FROM "Upload" me
      JOIN "Upload" u ON u."tenantId" = me."tenantId" AND u."portfolioId" = me."portfolioId"
      JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
    WHERE me."tenantId" = ${tenantId}::uuid AND me.id = ${uploadId}::uuid AND me."loadKind" = 'part' AND u."loadKind" = 'part'
      AND u.state <> 'cancelled' AND u."createdAt" > me."createdAt" - make_interval(days => ${partDays})
      AND c.figures #> '{set,uploadIds}' @> to_jsonb(${uploadId}::text)`;
  return found ?? null;
}

/**
 * How many count as gone by a confirmed load whom it did not name when it was compared: they were gone by a load before it,
 * which has been cancelled since.
 */
export async function countGoneSince(db: Transaction, tenantId: string, uploadId: string): Promise<number> {
  const [counted] = await db.$queryRaw<{ debtors: number }[]>`
    SELECT count(*)::int AS debtors FROM "Upload" me JOIN "SnapshotDebtor" s ON s."tenantId" = me."tenantId" AND s."portfolioId" = me."portfolioId"
    WHERE me."tenantId" = ${tenantId}::uuid AND me.id = ${uploadId}::uuid AND s.state = 'gone' AND s.since IS NOT NULL AND s.place = me."confirmedAt"
      -- Seldom so, and the rest takes long in a large portfolio.
      AND EXISTS (SELECT FROM "Upload" o WHERE o."tenantId" = me."tenantId" AND o."portfolioId" = me."portfolioId" AND o.state = 'cancelled'
        AND o."retryOfId" IS NULL AND o."confirmedAt" < me."confirmedAt" AND o."finishedAt" > me."confirmedAt")
      AND NOT EXISTS (SELECT FROM "ComparedDebtor" d WHERE d."tenantId" = me."tenantId" AND d."uploadId" = me.id
        AND d.identification = s.identification AND d.change IS NULL)`;
  return counted?.debtors ?? 0;
}

/** Which of these identifications stand in none of the uploads, neither staged nor left out. */
export async function selectNotIn(
  client: SqlClient,
  tenantId: string,
  uploadIds: readonly string[],
  identifications: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ identification: string }>(
    sql`SELECT identification FROM unnest($3::text[]) AS one(identification)
     -- Debtor by debtor: see decision 61.
     WHERE NOT EXISTS (SELECT FROM "Record" r WHERE r."tenantId" = $1 AND r.identification = one.identification AND r."uploadId" = ANY($2) OFFSET 0)
       AND identification NOT IN (
         SELECT l.identification FROM "LeftOutRow" l WHERE l."tenantId" = $1 AND l."uploadId" = ANY($2) AND l.identification IS NOT NULL)`,
    [tenantId, uploadIds, identifications],
  );
  return rows.map(({ identification }) => identification);
}

/**
 * SQL: uploads `u` with comparison `c`, and each `part` (its id) of the file that they are or complete; `file.ids` are all
 * of its parts.
 */
export const partsOfFile = sql`"Upload" u JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
  CROSS JOIN LATERAL (
    SELECT u.id || ARRAY(SELECT other::uuid FROM jsonb_array_elements_text(c.figures #> '{set,uploadIds}') AS other) AS ids OFFSET 0
  ) AS file CROSS JOIN LATERAL unnest(file.ids) AS part(id)`;

const recordInOtherPart = sql`"Record" r WHERE r."tenantId" = d."tenantId" AND r.identification = d.identification
  AND r."uploadId" = ANY(array_remove(file.ids, d."uploadId"))`;
const isLeftOutOfOtherPart = sql`EXISTS (SELECT FROM "LeftOutRow" l WHERE l."tenantId" = d."tenantId" AND l.identification = d.identification
  AND l."uploadId" = ANY(array_remove(file.ids, d."uploadId")) OFFSET 0)`;

/** SQL: debtor `d` of a part of {@link partsOfFile} stands in another part, too. */
export const standsInOtherPart = sql`(cardinality(file.ids) > 1 AND (EXISTS (SELECT FROM ${recordInOtherPart} OFFSET 0) OR ${isLeftOutOfOtherPart}))`;

/**
 * SQL: obligation `one` of debtor `d` stands in another part of {@link partsOfFile}, or may: of debtors that a comparison
 * does not list nobody remembers the numbers, and left-out rows count as there.
 */
export const isInOtherPart = sql`(cardinality(file.ids) > 1 AND (EXISTS (SELECT FROM ${recordInOtherPart} AND NOT EXISTS (
    SELECT FROM "ComparedDebtor" b WHERE b."tenantId" = r."tenantId" AND b."uploadId" = r."uploadId" AND b.identification = r.identification
      AND b.numbers IS NOT NULL AND one ->> 'id' <> ALL(ARRAY(SELECT json_array_elements_text(b.numbers::json))) OFFSET 0
  ) OFFSET 0) OR ${isLeftOutOfOtherPart}))`;

/** SQL: rows without a readable identification of the upload itself that comparison `c` is of. */
export const ownUnidentifiedRows = sql`coalesce((c.figures ->> 'unidentifiedRows')::int - coalesce((c.figures #>> '{set,unidentifiedRows}')::int, 0), 0)`;

export interface PartOfSet {
  readonly mapping: unknown;
  readonly fields: unknown;
  readonly country: string;
  readonly currency: string;
  readonly unidentifiedRows: number;
}

/** What the identifications of a staged part's set-aside rows are read with, and how many of its rows have none. */
export async function findPart(client: SqlClient, tenantId: string, uploadId: string): Promise<PartOfSet | null> {
  const { rows } = await client.query<PartOfSet>(
    sql`SELECT u.mapping, u.fields, u.country, u.currency, ${ownUnidentifiedRows} AS "unidentifiedRows"
     FROM "Upload" u LEFT JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
     WHERE u."tenantId" = $1 AND u.id = $2`,
    [tenantId, uploadId],
  );
  return rows[0] ?? null;
}

/**
 * What the figures of a load keep of the other parts of its set (`uploadIds`; none for what is no part, null where it
 * tells nobody gone), and its rows without a readable identification together with theirs.
 */
export async function figuresOfSet(
  client: SqlClient,
  tenantId: string,
  uploadIds: readonly string[] | null,
  ownRows: number,
): Promise<Pick<ComparisonFigures, "set" | "unidentifiedRows">> {
  if (uploadIds === null || uploadIds.length === 0) return { unidentifiedRows: ownRows };
  let unidentifiedRows = 0;
  for (const id of uploadIds) unidentifiedRows += (await findPart(client, tenantId, id))?.unidentifiedRows ?? 0;
  return { set: { uploadIds, unidentifiedRows }, unidentifiedRows: ownRows + unidentifiedRows };
}

/** The set-aside rows of a staged upload as JSON lines, all at once: there are never more than some thousand. */
export async function selectSetAsideLines(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ source: string }>(
    sql`SELECT source FROM "SetAsideRow" WHERE "tenantId" = $1 AND "uploadId" = $2 AND source IS NOT NULL`,
    [tenantId, uploadId],
  );
  return rows.map(({ source }) => source);
}
