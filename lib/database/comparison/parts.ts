import type { PoolClient } from "pg";
import { completedSet, type StagedLoad } from "#lib/domain/portfolio/comparison/part-set.ts";
import { type Ask, askPlainly } from "../portfolios/load-measures.ts";
import type { SnapshotScope } from "./snapshot.ts";

/** Parts that stay behind longer than this are of no set any more. */
const partDays = 31;

export interface LoadOfPortfolio extends StagedLoad {
  readonly portfolioId: string;
  readonly fileName: string;
  readonly stagedAt: Date;
}

/** The portfolios' loads of the last month that are staged and not cancelled, in that order. */
export function selectStagedLoads(
  ask: Ask,
  tenantIds: readonly string[],
  portfolioIds: readonly string[],
): Promise<LoadOfPortfolio[]> {
  // `createdAt` is what the index has; no upload takes a month to be staged.
  return ask<LoadOfPortfolio>(
    `SELECT "portfolioId", id AS "uploadId", "loadKind"::text AS "loadKind", "partNumber", "partCount", "fileName", "stagedAt" FROM "Upload"
     WHERE "tenantId" = ANY($1::uuid[]) AND "portfolioId" = ANY($2::uuid[]) AND "retryOfId" IS NULL AND "closesOutId" IS NULL
       AND state <> 'cancelled' AND "stagedAt" > now() - make_interval(days => ${partDays})
       AND "createdAt" > now() - make_interval(days => ${2 * partDays}) ORDER BY "stagedAt", id`,
    [tenantIds, portfolioIds],
  );
}

/**
 * {@link selectStagedLoads} of one portfolio. Locks its parts until the transaction ends: of two parts staged at once,
 * the later one must see the other.
 */
async function lockLoadsBefore(
  client: PoolClient,
  { tenantId, portfolioId }: SnapshotScope,
): Promise<readonly StagedLoad[]> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`parts of ${portfolioId}`]);
  return selectStagedLoads(askPlainly(client), [tenantId], [portfolioId]);
}

/**
 * For a load that is staged, or is being: the other parts of the set that it completes, none for a whole load; null if
 * it tells nobody gone. Of two parts staged at once, the later one sees the other.
 */
export async function findOtherParts(
  client: PoolClient,
  scope: SnapshotScope,
  { uploadId, loadKind, partNumber, partCount }: StagedLoad,
): Promise<readonly string[] | null> {
  if (loadKind === "additions") return null;
  if (loadKind === "whole") return [];
  const staged = await lockLoadsBefore(client, scope);
  const at = staged.findIndex((load) => load.uploadId === uploadId);
  const before = at === -1 ? staged : staged.slice(0, at);
  const set = completedSet(before, { uploadId, loadKind, partNumber, partCount });
  return set?.map((part) => part.uploadId) ?? null;
}

/** Which of these identifications stand in none of the uploads, neither staged nor left out. */
export async function selectNotIn(
  client: PoolClient,
  tenantId: string,
  uploadIds: readonly string[],
  identifications: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ identification: string }>(
    `SELECT identification FROM unnest($3::text[]) AS one(identification)
     WHERE NOT EXISTS (SELECT FROM "Record" r WHERE r."tenantId" = $1 AND r.identification = one.identification AND r."uploadId" = ANY($2))
       AND identification NOT IN (
         SELECT l.identification FROM "LeftOutRow" l WHERE l."tenantId" = $1 AND l."uploadId" = ANY($2) AND l.identification IS NOT NULL)`,
    [tenantId, uploadIds, identifications],
  );
  return rows.map(({ identification }) => identification);
}

export interface PartOfSet {
  readonly mapping: unknown;
  readonly fields: unknown;
  readonly country: string;
  readonly currency: string;
  readonly unidentifiedRows: number;
}

/** What the identifications of a staged part's set-aside rows are read with, and how many of its rows have none. */
export async function findPart(client: PoolClient, tenantId: string, uploadId: string): Promise<PartOfSet | null> {
  const { rows } = await client.query<PartOfSet>(
    `SELECT u.mapping, u.fields, u.country, u.currency, coalesce((c.figures ->> 'unidentifiedRows')::int, 0) AS "unidentifiedRows"
     FROM "Upload" u LEFT JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
     WHERE u."tenantId" = $1 AND u.id = $2`,
    [tenantId, uploadId],
  );
  return rows[0] ?? null;
}

/** The set-aside rows of a staged upload as JSON lines, all at once: there are never more than some thousand. */
export async function selectSetAsideLines(
  client: PoolClient,
  tenantId: string,
  uploadId: string,
): Promise<readonly string[]> {
  const { rows } = await client.query<{ source: string }>(
    `SELECT source FROM "SetAsideRow" WHERE "tenantId" = $1 AND "uploadId" = $2 AND source IS NOT NULL`,
    [tenantId, uploadId],
  );
  return rows.map(({ source }) => source);
}
