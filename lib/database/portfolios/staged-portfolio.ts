import { newId } from "../new-id.ts";
import { type SqlClient, sql } from "../sql-text.ts";
import { bestNamed, nameKey } from "./same-name.ts";

/** A portfolio that the end of staging created or found. */
export interface StagedPortfolio {
  readonly portfolioId: string;
  readonly name: string;
  readonly isNew: boolean;
}

/**
 * Creates the portfolio that an upload names, or finds it if somebody created it meanwhile, and makes the upload a
 * load of it; null if the upload names none. Part of the transaction that stages the upload: if that is undone, no
 * empty portfolio is left. Two uploads that name the same new one wait for each other here.
 */
export async function settleNewPortfolio(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
): Promise<StagedPortfolio | null> {
  const { rows } = await client.query<StagedPortfolio>(
    sql`WITH named AS (
       SELECT "newPortfolio" AS name FROM "Upload" WHERE "tenantId" = $1 AND id = $2 AND "newPortfolio" IS NOT NULL
     ), known AS (
       SELECT p.id, p.name FROM "Portfolio" p, named
       WHERE p."tenantId" = $1 AND ${nameKey(sql`p.name`)} = ${nameKey(sql`named.name`)}
       ORDER BY ${bestNamed(sql`named.name`)} LIMIT 1
     ), created AS (
       INSERT INTO "Portfolio" (id, "tenantId", name, "updatedAt")
       SELECT $3, $1, name, now() FROM named WHERE NOT EXISTS (SELECT FROM known)
       ON CONFLICT ("tenantId", name) DO UPDATE SET name = excluded.name
       RETURNING id, name
     ), settled AS (
       SELECT id, name FROM known UNION ALL SELECT id, name FROM created
     )
     UPDATE "Upload" u SET "portfolioId" = settled.id, "newPortfolio" = NULL FROM settled
     WHERE u."tenantId" = $1 AND u.id = $2
     RETURNING settled.id AS "portfolioId", settled.name, settled.id = $3::uuid AS "isNew"`,
    [tenantId, uploadId, newId()],
  );
  return rows[0] ?? null;
}
