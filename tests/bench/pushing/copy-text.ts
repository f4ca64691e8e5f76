import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";

export type CopyValue = string | number | bigint | null | readonly number[];

/** Collects this much text before writing to the socket: small writes cost more than their content. */
const flushCharacters = 64 * 1024;

/**
 * Writes rows with COPY, the fastest way in: no statement, plan or parameter per row. `columns` names the
 * values of each row, in their order.
 */
export async function copyRows(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  const names = columns.map((column) => `"${column}"`).join(", ");
  const stream = client.query(copyFrom(`COPY "${table}" (${names}) FROM STDIN`));
  const isOver = finished(stream);
  // Awaited below. Until then a refusal by the server must not count as an unhandled rejection.
  isOver.catch(() => undefined);
  let text = "";
  for (const row of rows) {
    let separator = "";
    for (const value of row) {
      text += separator + copyText(value);
      separator = "\t";
    }
    text += "\n";
    if (text.length < flushCharacters) continue;
    if (!stream.write(text)) await Promise.race([once(stream, "drain"), isOver]);
    text = "";
  }
  stream.end(text);
  await isOver;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

const special = /[\\\t\n\r]/;
const specials = /[\\\t\n\r]/g;

function copyText(value: CopyValue): string {
  if (value === null) return "\\N";
  if (typeof value === "string") {
    return special.test(value) ? value.replace(specials, (character) => escapes[character] ?? character) : value;
  }
  if (typeof value === "object") return `{${value.join(",")}}`;
  return String(value);
}
