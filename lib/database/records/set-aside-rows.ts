import { type SetAsideReason, type SetAsideRow, setAsideReasons } from "#lib/domain/table/set-aside.ts";
import { sourceLine } from "#lib/domain/table/source-line.ts";
import type { Transaction } from "../client.ts";
import { type SqlClient, sql } from "../sql-text.ts";

/** Stores rows of an upload that are set aside, in one statement; `first` is the index of the first among them. */
export async function insertSetAsideRows(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
  rows: readonly SetAsideRow[],
  first: number,
): Promise<void> {
  await client.query(
    sql`INSERT INTO "SetAsideRow" ("tenantId", "uploadId", "row", line, reason, source)
     SELECT $1, $2, $3 + s.n - 1, s.line, s.reason, s.source
     FROM unnest($4::int[], $5::text[], $6::text[]) WITH ORDINALITY AS s(line, reason, source, n)`,
    [tenantId, uploadId, first, rows.map(({ line }) => line), rows.map(({ reason }) => reason), rows.map(sourceLine)],
  );
}

/** A set-aside row as stored. */
export interface KeptSetAsideRow {
  /** Its index among the set-aside rows, from 0. */
  readonly row: number;
  readonly line: number;
  readonly reason: SetAsideReason;
  /** Null once it is erased. */
  readonly source: string | null;
}

/** Set-aside rows in file order, after `after` (a row). */
export async function selectSetAsideRows(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  after: number,
  limit: number,
): Promise<KeptSetAsideRow[]> {
  const rows = await db.setAsideRow.findMany({
    where: { tenantId, uploadId, row: { gt: after } },
    orderBy: { row: "asc" },
    take: limit,
    select: { row: true, line: true, reason: true, source: true },
  });
  return rows.map(({ reason, ...row }) => ({
    ...row,
    reason: setAsideReasons.find((known) => known === reason) ?? "note",
  }));
}
