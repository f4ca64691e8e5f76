import type { PoolClient } from "pg";
import type { StagedRowText } from "./staging.ts";

/** Rows fetched at once: some megabytes of text, whatever the size of the file. */
const rowsPerFetch = 5_000;

/**
 * All staged rows of an upload in slices, ordered by the first row of their client, then by row: the rows of one client stand
 * together, clients in the order of the file. Only row numbers and identifications are sorted; the wide rows are then fetched by
 * number, because sorting a million of them would write gigabytes to disk. A row without identification is a client of its own.
 */
export async function* readStagedRows(
  client: PoolClient,
  tenantId: string,
  uploadId: string,
): AsyncGenerator<StagedRowText[]> {
  await client.query(
    `DECLARE staged_order NO SCROLL CURSOR FOR
     SELECT row FROM (
       SELECT row, CASE WHEN identification IS NULL THEN row ELSE min(row) OVER (PARTITION BY identification) END AS first
       FROM "StagedRow" WHERE "tenantId" = '${tenantId}' AND "uploadId" = '${uploadId}'
     ) AS ordered ORDER BY first, row`,
  );
  for (;;) {
    const order = await client.query<{ row: number }>(`FETCH ${rowsPerFetch} FROM staged_order`);
    if (order.rows.length === 0) break;
    const wide = await client.query<StagedRowText>(
      `SELECT row, line, identification, source, checked FROM "StagedRow"
       WHERE "tenantId" = $1 AND "uploadId" = $2 AND row = ANY($3::int[])`,
      [tenantId, uploadId, order.rows.map(({ row }) => row)],
    );
    const byRow = new Map(wide.rows.map((row) => [row.row, row]));
    yield order.rows.flatMap(({ row }) => byRow.get(row) ?? []);
  }
  await client.query("CLOSE staged_order");
}
