import type { ObligationsBehaviour } from "#lib/domain/outcome/obligations-behaviour.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import type { ComparisonFigures } from "#lib/domain/portfolio/comparison/comparison.ts";
import { snapshotGroups } from "#lib/domain/portfolio/snapshot-state.ts";
import { storableJson } from "#lib/domain/table/storable-text.ts";
import type { Ask } from "../portfolios/load-measures.ts";
import { type SqlClient, sql } from "../sql-text.ts";
import type { ChosenSending } from "./sending.ts";
import type { SnapshotScope } from "./snapshot.ts";

/** For a load (`uploadId`) of a portfolio: what decides how a load is compared, and what of it is sent unless a person chooses otherwise. */
export interface ComparedPortfolio {
  readonly volatileFields: readonly string[];
  readonly fullSendDays: number;
  readonly repeatBehaviour: RepeatBehaviour;
  readonly obligations: ObligationsBehaviour;
  readonly hasSnapshot: boolean;
  /** When a whole load (or a part of the same number) was last confirmed to be sent whole to where the tenant is, and not cancelled before it was; null: never. */
  readonly fullSendAt: Date | null;
  readonly now: Date;
}

export async function findComparedPortfolio(
  ask: Ask,
  { tenantId, portfolioId }: SnapshotScope,
  uploadId: string,
): Promise<ComparedPortfolio> {
  const [portfolio] = await ask<ComparedPortfolio>(
    sql`SELECT p."volatileFields", p."fullSendDays", t."repeatBehaviour"::text, t.obligations::text, now() AS now,
       EXISTS (SELECT FROM "SnapshotDebtor" s WHERE s."tenantId" = $1::uuid AND s."portfolioId" = $2::uuid) AS "hasSnapshot",
       (SELECT max(u."confirmedAt") FROM "Upload" me JOIN "Upload" u ON u."tenantId" = me."tenantId" AND u."portfolioId" = me."portfolioId"
           AND (u."loadKind" = 'whole' OR (u."loadKind", u."partNumber") = (me."loadKind", me."partNumber"))
         WHERE me."tenantId" = $1::uuid AND me.id = $3::uuid AND u.id <> me.id AND u."retryOfId" IS NULL AND u."closesOutId" IS NULL
           -- To another operation or server it was none to this one.
           AND coalesce((u."confirmedOperation", u."confirmedServer") = (t.operation, t.server), true)
           -- One that was cancelled too late was sent whole, too.
           AND (u.state <> 'cancelled' OR u."pendingDebtors" + u."notSentDebtors" = 0) AND u."unchangedDebtors" = 0) AS "fullSendAt"
     FROM "Portfolio" p JOIN "Tenant" t ON t.id = p."tenantId" WHERE p."tenantId" = $1::uuid AND p.id = $2::uuid`,
    [tenantId, portfolioId, uploadId],
  );
  if (portfolio === undefined) throw new Error(`portfolio ${portfolioId} is gone`);
  return portfolio;
}

/** Stores a comparison before its debtors; its figures follow. */
export async function insertComparison(
  client: SqlClient,
  { tenantId, portfolioId }: SnapshotScope,
  uploadId: string,
  told: { readonly isFirst: boolean; readonly tellsGone: boolean },
): Promise<void> {
  await client.query(
    sql`INSERT INTO "Comparison" ("uploadId", "tenantId", "portfolioId", figures, "isFirst", "tellsGone") VALUES ($1, $2, $3, '{}', $4, $5)`,
    [uploadId, tenantId, portfolioId, told.isFirst, told.tellsGone],
  );
}

/** Ends a comparison with its figures and what is to be sent; `byBudget` as in the schema. */
export async function completeComparison(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
  figures: ComparisonFigures,
  { sendsChanges, countsVolatile, byBudget }: ChosenSending & { readonly byBudget: boolean },
): Promise<void> {
  await client.query(
    sql`UPDATE "Comparison" SET figures = $3, "comparedAt" = now(), "sendsChanges" = $4, "countsVolatile" = $5, "byBudget" = $6
     WHERE "tenantId" = $1 AND "uploadId" = $2`,
    [tenantId, uploadId, storableJson(figures), sendsChanges, countsVolatile, byBudget],
  );
}

/**
 * Stores of which loads the CRM has the volatile fields of an upload's debtors that differ in nothing else. `sources`: the
 * uploads that had these debtors accepted; what a retry sent is of the load that it retries.
 */
export async function keepVolatileDays(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
  sources: readonly string[],
): Promise<void> {
  await client.query(
    sql`WITH RECURSIVE source AS (
       SELECT id, "retryOfId", "confirmedAt" FROM "Upload" WHERE "tenantId" = $1 AND id = ANY($3::uuid[])
       UNION SELECT u.id, u."retryOfId", u."confirmedAt" FROM source s JOIN "Upload" u ON u."tenantId" = $1 AND u.id = s."retryOfId"
     )
     UPDATE "Upload" SET ("volatileFrom", "volatileTo") = (SELECT min("confirmedAt"), max("confirmedAt") FROM source WHERE "retryOfId" IS NULL)
     WHERE "tenantId" = $1 AND id = $2`,
    [tenantId, uploadId, sources],
  );
}

/** How many debtors of an upload live in another portfolio of the tenant. The records must be written before. */
export async function countElsewhere(
  client: SqlClient,
  { tenantId, portfolioId }: SnapshotScope,
  uploadId: string,
): Promise<number> {
  // Usually nothing was ever accepted of another portfolio, and then nobody is looked up.
  const { rows } = await client.query<{ debtors: number }>(
    sql`SELECT CASE WHEN EXISTS (SELECT FROM "Portfolio" p WHERE p."tenantId" = $1 AND p.id <> $2 AND EXISTS (
       SELECT FROM "SnapshotDebtor" s WHERE s."tenantId" = $1 AND s."portfolioId" = p.id OFFSET 0
     )) THEN (
       SELECT count(*) FROM "Record" r WHERE r."tenantId" = $1 AND r."uploadId" = $3 AND EXISTS (
         SELECT FROM "SnapshotDebtor" s WHERE s."tenantId" = $1 AND s.identification = r.identification AND s."portfolioId" <> $2
           AND s.state = ANY($4::"SnapshotState"[])
       )) ELSE 0 END::int AS debtors`,
    [tenantId, portfolioId, uploadId, snapshotGroups.staying],
  );
  return rows[0]?.debtors ?? 0;
}
