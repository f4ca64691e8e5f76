import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { makeTenant, makeUser } from "#tests/support/factories.ts";
import { fillHistory } from "#tests/support/history/fill-history.ts";
import { readingAndChanging, readsOf, type Statement, statementsOf } from "#tests/support/history/page-reads.ts";
import { keptOf, nothingKept, sweep } from "#tests/support/runs/retention.ts";

const growing = ["Upload", "Batch", "Record", "Call", "LeftOutRow", "Chunk"];
/**
 * Row limits per statement. Debtors and left-out rows are erased in slices of 5,000; only due uploads are
 * read; in the other tables some hundred rows belong to one upload.
 */
const sliceRows = 5_000;
const uploadRows = 20;
const otherRows = 600;

let client: pg.Client;
/** Every statement of a sweep in which only the largest upload is due. */
let statements: Statement[];

beforeAll(async () => {
  const admin = await makeUser("admin");
  const tenantIds: string[] = [];
  for (let n = 0; n < 5; n++) tenantIds.push((await makeTenant(admin, { server: "crm0001.wolkvox.com" })).tenantId);
  client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  const size = { uploads: 1_500, records: 60_000, largest: 12_000, auditEntries: 3_000 };
  const { finishedId } = await fillHistory(client, { tenantIds, userId: admin.actor.userId, size });
  for (const tenantId of tenantIds) await editTenant(admin, { tenantId, retentionDays: 3_650 });
  await client.query(`UPDATE "Upload" SET "overSince" = now() - interval '3651 days' WHERE id = $1`, [finishedId]);
  statements = await statementsOf(async () => {
    expect((await sweep()).counts).toMatchObject({ uploads: 1, debtors: 9_000, rows: 2_400 });
  }, readingAndChanging);
  expect(await keptOf(finishedId)).toEqual(nothingKept);
  // Makes the upload due again, as the sweep found it: otherwise the indexes on what is not erased would be
  // empty.
  await client.query(
    `UPDATE "Upload" SET "erasedAt" = NULL, "erasedAfterDays" = NULL, "erasureEndedAt" = NULL WHERE id = $1`,
    [finishedId],
  );
});

afterAll(async () => {
  await client.end();
  await closeDatabase();
});

async function faults(): Promise<string[]> {
  const found = new Set<string>();
  for (const statement of statements) {
    const isSlice = /^\s*UPDATE "(Record|LeftOutRow)"/.test(statement.text);
    for (const { table, index, rows } of await readsOf(client, statement)) {
      if (!growing.includes(table)) continue;
      const mayRead = isSlice ? sliceRows : table === "Upload" ? uploadRows : otherRows;
      if (index === null) found.add(`${table} is read as a whole`);
      else if (rows > mayRead) found.add(`${table} is read by ${index}, and ${rows} rows of it`);
    }
  }
  return [...found];
}

async function withoutIndexes(...indexes: readonly string[]): Promise<string[]> {
  await client.query("BEGIN");
  try {
    for (const index of indexes) await client.query(`DROP INDEX "${index}"`);
    return await faults();
  } finally {
    await client.query("ROLLBACK");
  }
}

test("a sweep reads due data by index, in slices", async () => {
  for (const table of ["Upload", "Batch", "Record", "LeftOutRow", "Call"])
    expect(statements.some(({ text }) => text.includes(`"${table}"`))).toBe(true);
  expect(await withoutIndexes()).toEqual([]);
});

test.each([
  ["Upload_to_erase", "Upload"],
  ["Upload_under_erasure", "Upload"],
  ["Call_uploadId_id_idx", "Call"],
])("the same check fails without %s", async (index, table) => {
  expect((await withoutIndexes(index)).filter((fault) => fault.startsWith(table))).not.toEqual([]);
});
