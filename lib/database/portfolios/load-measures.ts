import type { BulkClient } from "#lib/database/pool.ts";
import type { Oddity } from "#lib/domain/portfolio/drift/drift.ts";
import type { StoredMeasures } from "#lib/domain/portfolio/drift/measures.ts";
import type { Transaction } from "../client.ts";
import { queryText, type SqlText, sql } from "../sql-text.ts";

/** Runs one statement: staging has a plain connection, use cases have Prisma. */
export type Ask = <Row extends object>(text: SqlText, values: readonly unknown[]) => Promise<Row[]>;

export function askPlainly(client: BulkClient): Ask {
  return async <Row extends object>(text: SqlText, values: readonly unknown[]) =>
    (await client.query<Row>(text, [...values])).rows;
}

export function askThrough(db: Transaction): Ask {
  return <Row extends object>(text: SqlText, values: readonly unknown[]) => queryText<Row>(db, text, ...values);
}

/** What an upload is measured and judged with. */
export interface MeasuredUpload {
  readonly portfolioId: string;
  /** Today by the tenant's clock, ISO. */
  readonly day: string;
  /** As the portfolio has them. */
  readonly thresholds: unknown;
  /** ComparisonFigures, null if it is not compared. */
  readonly figures: unknown;
  readonly isPart: boolean;
  /** The words by which its file says that it is a part; "" for none. */
  readonly statedPart: string;
  /** Of the rows as they stand in the file, in any order. */
  readonly rowsDigest: string;
}

/** Null unless the upload is a whole load of a portfolio or a part: no additions, retry, correction or close-out. */
export async function findMeasuredUpload(ask: Ask, tenantId: string, uploadId: string): Promise<MeasuredUpload | null> {
  const found = await ask<MeasuredUpload>(
    sql`SELECT u."portfolioId", to_char(now() AT TIME ZONE t."timeZone", 'YYYY-MM-DD') AS day, p.thresholds, c.figures,
       u."loadKind" = 'part' AS "isPart", u."statedPart", (
         SELECT coalesce(sum(k."rowsSum"), 0)::text FROM "Chunk" k WHERE k."tenantId" = u."tenantId" AND k."uploadId" = u.id
       ) AS "rowsDigest"
     FROM "Upload" u
     JOIN "Tenant" t ON t.id = u."tenantId"
     JOIN "Portfolio" p ON p."tenantId" = u."tenantId" AND p.id = u."portfolioId"
     LEFT JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
     WHERE u."tenantId" = $1::uuid AND u.id = $2::uuid AND u."loadKind" <> 'additions'
       AND u."retryOfId" IS NULL AND u."closesOutId" IS NULL`,
    [tenantId, uploadId],
  );
  return found[0] ?? null;
}

export interface Judgement {
  readonly measures: StoredMeasures;
  readonly oddities: readonly Oddity[];
}

/** Keeps what was measured at the end of staging. */
export async function insertLoadMeasures(
  ask: Ask,
  tenantId: string,
  uploadId: string,
  portfolioId: string,
  { measures, oddities }: Judgement,
): Promise<void> {
  await ask(
    sql`INSERT INTO "LoadMeasures" ("uploadId", "tenantId", "portfolioId", measures, oddities, "isStopped")
     VALUES ($1::uuid, $2::uuid, $3::uuid, $4::jsonb, $5::jsonb, $6::boolean)`,
    [uploadId, tenantId, portfolioId, JSON.stringify(measures), JSON.stringify(oddities), isStopped(oddities)],
  );
}

export function isStopped(oddities: readonly Oddity[]): boolean {
  return oddities.some(({ certainty }) => certainty === "stop");
}

/** SQL: the oddities of upload `u` with comparison `c` and of the other parts of its set, and whether all stops have a reason. */
export const odditiesOfFile = sql`
  SELECT jsonb_agg(oddity) AS oddities, bool_and(m.reason IS NOT NULL OR NOT m."isStopped") AS "isExplained"
  FROM "LoadMeasures" m CROSS JOIN jsonb_array_elements(m.oddities) AS oddity
  WHERE m."tenantId" = u."tenantId" AND m."uploadId" = ANY(
    u.id || ARRAY(SELECT part::uuid FROM jsonb_array_elements_text(c.figures #> '{set,uploadIds}') AS part))`;
