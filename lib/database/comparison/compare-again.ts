import type { ComparisonFigures } from "#lib/domain/portfolio/comparison/comparison.ts";
import { storableJson } from "#lib/domain/table/storable-text.ts";
import { type SqlClient, type SqlText, sql, withIds } from "../sql-text.ts";
import { ComparedRows, type NewComparedDebtor } from "../staging/compared-rows.ts";
import { ownUnidentifiedRows } from "./parts.ts";

/** A staged upload with what it is compared by. */
export interface OpenComparison {
  readonly portfolioId: string;
  readonly mapping: unknown;
  readonly fields: unknown;
  readonly country: string;
  readonly currency: string;
  readonly loadKind: "whole" | "part" | "additions";
  readonly partNumber: number | null;
  readonly partCount: number | null;
  /** Of the upload itself. */
  readonly unidentifiedRows: number;
  /** Identifications that {@link readNames} gives. */
  readonly names: number;
}

/**
 * Locks a staged upload until the transaction ends and deletes the debtors that its comparison lists; null if it was
 * not compared, or is not staged any more.
 */
export async function reopenComparison(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
): Promise<OpenComparison | null> {
  const { rows } = await client.query<OpenComparison>(
    sql`SELECT c."portfolioId", u.mapping, u.fields, u.country, u.currency, u."loadKind", u."partNumber", u."partCount",
       ${ownUnidentifiedRows} AS "unidentifiedRows",
       (SELECT count(*) FROM "Record" r WHERE r."tenantId" = $1 AND r."uploadId" = $2)::int
         + (SELECT count(*) FROM "LeftOutRow" l WHERE l."tenantId" = $1 AND l."uploadId" = $2)::int AS names
     FROM "Upload" u JOIN "Comparison" c ON c."tenantId" = u."tenantId" AND c."uploadId" = u.id
     WHERE u."tenantId" = $1 AND u.id = $2 AND u.state = 'staged' AND c."frozenAt" IS NULL FOR NO KEY UPDATE OF u`,
    [tenantId, uploadId],
  );
  if (rows[0] === undefined) return null;
  await client.query(sql`DELETE FROM "ComparedDebtor" WHERE "tenantId" = $1 AND "uploadId" = $2`, [tenantId, uploadId]);
  return rows[0];
}

/** Rows per fetch. */
const fetchSize = 1_000;

/** The identifications of an upload's debtors in the order of their ordinals, then those of its left-out rows. */
export function readNames(client: SqlClient, tenantId: string, uploadId: string) {
  return readAll<{ identification: string | null }>(
    client,
    sql`SELECT identification FROM (
       SELECT 0 AS part, ordinal AS place, identification FROM "Record" WHERE "tenantId" = $1 AND "uploadId" = $2
       UNION ALL SELECT 1, row, identification FROM "LeftOutRow" WHERE "tenantId" = $1 AND "uploadId" = $2
     ) AS named ORDER BY part, place`,
    [tenantId, uploadId],
  );
}

/** A debtor as it was staged. */
export interface StagedDebtor {
  readonly identification: string;
  readonly payload: string;
  readonly obligations: number;
  readonly cents: number;
}

/** An upload's debtors in the order of their ordinals, some at a time. */
export function readStagedDebtors(client: SqlClient, tenantId: string, uploadId: string) {
  return readAll<StagedDebtor>(
    client,
    sql`SELECT identification, coalesce(payload, '{"Obligations":[]}') AS payload, obligations, (balance * 100)::float8 AS cents
     FROM "Record" WHERE "tenantId" = $1 AND "uploadId" = $2 ORDER BY ordinal`,
    [tenantId, uploadId],
  );
}

/** The caller may write over the same connection in between. */
async function* readAll<Row extends object>(
  client: SqlClient,
  query: SqlText,
  [tenantId, uploadId]: readonly [string, string],
): AsyncGenerator<readonly Row[]> {
  // A statement that declares a cursor takes no parameters.
  await client.query(sql`DECLARE compared_again NO SCROLL CURSOR FOR ${withIds(query, tenantId, uploadId)}`);
  for (;;) {
    const { rows } = await client.query<Row>(sql`FETCH ${fetchSize} FROM compared_again`);
    if (rows.length > 0) yield rows;
    if (rows.length < fetchSize) break;
  }
  await client.query(sql`CLOSE compared_again`);
}

const sliceBytes = 2 * 1024 * 1024;

/** Writes the debtors that a comparison made again lists; records and batches stay as they are. */
export class RelistedDebtors {
  readonly #client: SqlClient;
  readonly #rows: ComparedRows;

  constructor(client: SqlClient, tenantId: string, uploadId: string) {
    this.#client = client;
    this.#rows = new ComparedRows(tenantId, uploadId);
  }

  addDebtor(): void {}

  addComparedDebtor(debtor: NewComparedDebtor): void {
    this.#rows.add(debtor);
  }

  get isFull(): boolean {
    return this.#rows.bytes >= sliceBytes;
  }

  flush(): Promise<void> {
    return this.#rows.write(this.#client);
  }

  async written(): Promise<void> {}
}

/** Replaces the figures of a comparison. */
export async function replaceFigures(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
  figures: ComparisonFigures,
  told: { readonly isFirst: boolean; readonly tellsGone: boolean },
): Promise<void> {
  await client.query(
    sql`UPDATE "Comparison" SET figures = $3, "comparedAt" = now(), "isFirst" = $4, "tellsGone" = $5 WHERE "tenantId" = $1 AND "uploadId" = $2`,
    [tenantId, uploadId, storableJson(figures), told.isFirst, told.tellsGone],
  );
}
