import { type SetAsideReason, type SetAsideRow, setAsideReasons } from "#lib/domain/table/set-aside.ts";
import { sourceLine } from "#lib/domain/table/source-line.ts";
import type { Transaction } from "./client.ts";

/** Keeps the rows of an upload that are no data, in one statement however many there are. */
export async function insertSetAsideRows(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  rows: readonly SetAsideRow[],
): Promise<void> {
  const lines = rows.map(({ line }) => line);
  const reasons = rows.map(({ reason }) => reason);
  const sources = rows.map(sourceLine);
  await db.$executeRaw`
    INSERT INTO "SetAsideRow" ("tenantId", "uploadId", "row", line, reason, source)
    SELECT ${tenantId}::uuid, ${uploadId}::uuid, s.n - 1, s.line, s.reason, s.source
    FROM unnest(${lines}::int[], ${reasons}::text[], ${sources}::text[]) WITH ORDINALITY AS s(line, reason, source, n)`;
}

/** A row that was set aside, as it is kept. */
export interface KeptSetAsideRow {
  /** Its place among them, from 0. */
  readonly row: number;
  readonly line: number;
  readonly reason: SetAsideReason;
  /** Null once it is erased. */
  readonly source: string | null;
}

/** Rows that were set aside, in the order of the file, after `after` (a row). */
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
