import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { BinaryRows, uuidBytes } from "#lib/database/binary-rows.ts";
import { copyBinary } from "#lib/database/copy-binary.ts";
import { newId } from "#lib/database/new-id.ts";
import { withStagingTransaction } from "#lib/database/pool.ts";
import { sql } from "#lib/database/sql-text.ts";
import { digestText } from "#lib/domain/correction/text-digest.ts";
import type { TenantId } from "#lib/services/context.ts";

const columns = ["id", "place", "lines", "balance", "name", "digest", "issues", "source"];
const cents = [0, 1, -1, 99, 100, 12_345_678, -10_000_00, 9_007_199_254_740_991, -9_007_199_254_740_991];

test("the database reads COPY's binary rows, whatever their buffer", async () => {
  const rows = new BinaryRows(32);
  const id = randomUUID();
  for (const [place, balance] of cents.entries()) {
    rows.row(columns.length);
    rows.raw(uuidBytes(id));
    rows.int4(place);
    rows.int4s(Array.from({ length: place }, (_, line) => line - 2));
    rows.cents(balance);
    expect(Buffer.from(rows.text("Ñandú\t\\N\n€😀")).toString()).toBe("Ñandú\t\\N\n€😀");
    rows.digest(place === 0 ? null : { high: place, low: -place });
    rows.jsonb('{"a":["\\"ñ"]}');
    if (place === 0) rows.null();
    else
      rows.joined(
        0x5b,
        Array.from({ length: place - 1 }, () => Buffer.from('"ñ"')),
        0x2c,
        0x5d,
      );
  }
  const found = await withStagingTransaction(newId() as TenantId, async (client) => {
    await client.query(
      sql`CREATE TEMPORARY TABLE tried (id uuid, place int, lines int[], balance numeric(18,2), name text, digest text, issues jsonb, source text) ON COMMIT DROP`,
    );
    await copyBinary(client, "tried", columns, rows);
    return (await client.query(sql`SELECT * FROM tried ORDER BY place`)).rows;
  });
  expect(rows.isEmpty).toBe(true);
  expect(found).toEqual(
    cents.map((balance, place) => ({
      id,
      place,
      lines: Array.from({ length: place }, (_, line) => line - 2),
      balance: decimal(balance),
      name: "Ñandú\t\\N\n€😀",
      digest: place === 0 ? "" : digestText({ high: place, low: -place }),
      issues: { a: ['"ñ'] },
      source: place === 0 ? null : `[${Array.from({ length: place - 1 }, () => '"ñ"').join(",")}]`,
    })),
  );
});

test("a buffer's last rows can move to another buffer", async () => {
  const [one, other] = [new BinaryRows(64), new BinaryRows(64)];
  for (const value of [1, 2, 3]) {
    one.row(1);
    one.int4(value);
  }
  const bytes = one.bytes;
  other.row(1);
  other.int4(9);
  // A row takes two bytes, its value four and four.
  expect(one.moveEnd(bytes - 20, other)).toBe(bytes - 20);
  const found = await withStagingTransaction(newId() as TenantId, async (client) => {
    await client.query(sql`CREATE TEMPORARY TABLE moved (value int) ON COMMIT DROP`);
    await copyBinary(client, "moved", ["value"], one);
    await copyBinary(client, "moved", ["value"], other);
    return (await client.query<{ value: number }>(sql`SELECT value FROM moved`)).rows.map(({ value }) => value);
  });
  expect(found).toEqual([1, 9, 2, 3]);
});

test("several buffers are one statement, whichever of them are empty", async () => {
  const of = (...values: readonly number[]) => {
    const rows = new BinaryRows(64);
    for (const value of values) {
      rows.row(1);
      rows.int4(value);
    }
    return rows;
  };
  const buffers = [of(), of(1, 2), of(), of(3), of(4, 5), of()];
  const found = await withStagingTransaction(newId() as TenantId, async (client) => {
    await client.query(sql`CREATE TEMPORARY TABLE several (value int) ON COMMIT DROP`);
    await copyBinary(client, "several", ["value"], ...buffers);
    await copyBinary(client, "several", ["value"], of(), of());
    return (
      await client.query<{ value: number; ofStatement: number }>(
        sql`SELECT value, cmin::text::int - min(cmin::text::int) OVER () AS "ofStatement" FROM several`,
      )
    ).rows;
  });
  expect(found).toEqual([1, 2, 3, 4, 5].map((value) => ({ value, ofStatement: 0 })));
  expect(buffers.every((rows) => rows.isEmpty)).toBe(true);
});

function decimal(value: number): string {
  const digits = String(Math.abs(value)).padStart(3, "0");
  return `${value < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
