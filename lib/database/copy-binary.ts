import { once } from "node:events";
import { finished } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { BinaryRows } from "./binary-rows.ts";
import { joined, nameText, type SqlClient, sql } from "./sql-text.ts";

/** Bytes per message to the server, which holds each message whole. */
const messageBytes = 64 * 1024;

/**
 * Writes rows with COPY, the fastest way in: no statement, plan or parameter per row. `columns` in the order
 * of each row's values; all `rows` in one statement, since its triggers and its plan cost as much for a few rows as for
 * thousands. Clears them.
 */
export async function copyBinary(
  client: SqlClient,
  table: string,
  columns: readonly string[],
  ...rows: readonly BinaryRows[]
): Promise<void> {
  const parts = rows.filter((part) => !part.isEmpty);
  if (parts.length === 0) return;
  const names = joined(
    columns.map((column) => sql`"${nameText(column)}"`),
    sql`, `,
  );
  const stream = client.query(copyFrom(sql`COPY "${nameText(table)}" (${names}) FROM STDIN (FORMAT binary)`));
  const isOver = finished(stream);
  // Awaited below; until then, a refusal by the server while we still write must not count as unhandled.
  isOver.catch(() => undefined);
  for (const [index, part] of parts.entries()) {
    const bytes = part.part(index === 0, index === parts.length - 1);
    for (let at = 0; at < bytes.length; at += messageBytes) {
      if (!stream.write(bytes.subarray(at, at + messageBytes))) await Promise.race([once(stream, "drain"), isOver]);
    }
  }
  stream.end();
  await isOver;
  for (const part of parts) part.clear();
}
