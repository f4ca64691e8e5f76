import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { exportPerson } from "#lib/services/people/export-person.ts";
import { makeTenant, makeUser, type UserCtx } from "#tests/support/factories.ts";
import { fillHistory } from "#tests/support/history/fill-history.ts";
import { readingAndChanging, readsOf, type Statement, statementsOf } from "#tests/support/history/page-reads.ts";
import { endUploadsOf } from "#tests/support/people/end-uploads-of.ts";

const size = { uploads: 200, records: 60_000, largest: 3_000, auditEntries: 3_000 };

let client: pg.Client;
let admin: UserCtx;
let tenantId = "";
let statements: Statement[];
/** What the person has, so that what is read can be compared with it. */
let own = { records: 0, uploads: 0, calls: 0, namelessOrTaken: 0, ofTenant: 0 };

beforeAll(async () => {
  admin = await makeUser("admin");
  const tenantIds: string[] = [];
  for (let n = 0; n < 3; n++) tenantIds.push((await makeTenant(admin, { server: "crm0001.wolkvox.com" })).tenantId);
  tenantId = tenantIds[0] ?? "";
  client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  await fillHistory(client, { tenantIds, userId: admin.actor.userId, size });
  const { rows: most } = await client.query<{ identification: string }>(
    `SELECT identification FROM "Record" WHERE "tenantId" = $1 GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
    [tenantId],
  );
  const identification = most[0]?.identification ?? "";
  await endUploadsOf(client, tenantId, identification);
  const { rows } = await client.query(
    `WITH RECURSIVE mine AS (SELECT DISTINCT "uploadId" FROM "Record" WHERE "tenantId" = $1 AND identification = $2),
     taken AS (
       SELECT id FROM "Upload" WHERE "retryOfId" IN (SELECT "uploadId" FROM mine)
       UNION SELECT u.id FROM taken t JOIN "Upload" u ON u."retryOfId" = t.id
     )
     SELECT (SELECT count(*)::int FROM "Record" WHERE "tenantId" = $1 AND identification = $2) AS records,
       (SELECT count(*)::int FROM mine) AS uploads,
       (SELECT count(*)::int FROM "Call" WHERE "uploadId" IN (SELECT "uploadId" FROM mine)) AS calls,
       (SELECT count(*)::int FROM "LeftOutRow" WHERE "tenantId" = $1
         AND (identification IS NULL OR "uploadId" IN (SELECT id FROM taken))) AS "namelessOrTaken",
       (SELECT count(*)::int FROM "Upload" WHERE "tenantId" = $1) AS "ofTenant"`,
    [tenantId, identification],
  );
  own = rows[0];
  statements = await statementsOf(async () => {
    await exportPerson(admin, { tenantId, identification });
    expect(await erasePerson(admin, { tenantId, identification })).toMatchObject({ records: own.records });
  }, readingAndChanging);
});

afterAll(async () => {
  await client.end();
  await closeDatabase();
});

/**
 * Rows that a statement may read of a table: those of the person, of the person's uploads or of their corrections, those
 * without a number, or one per upload of the tenant.
 */
function mayRead(table: string): number {
  if (table === "Upload" || table === "Comparison") return own.ofTenant + own.uploads;
  if (table === "Call") return own.calls;
  if (table === "LeftOutRow") return own.namelessOrTaken + 100;
  if (table === "Batch") return 2 * own.records + 100;
  return 100 * own.records + 100;
}

async function faults(): Promise<string[]> {
  const growing = [
    "Upload",
    "Batch",
    "Record",
    "Call",
    "LeftOutRow",
    "SetAsideRow",
    "SnapshotDebtor",
    "ComparedDebtor",
  ];
  const found = new Set<string>();
  for (const statement of statements) {
    for (const { table, index, rows } of await readsOf(client, statement)) {
      if (!growing.includes(table)) continue;
      if (index === null && rows > 0) found.add(`${table} is read as a whole`);
      else if (rows > mayRead(table)) found.add(`${table} is read by ${index}, and ${rows} rows of it`);
    }
  }
  return [...found];
}

async function withoutIndex(index: string): Promise<string[]> {
  await client.query("BEGIN");
  try {
    await client.query(`DROP INDEX "${index}"`);
    return await faults();
  } finally {
    await client.query("ROLLBACK");
  }
}

test("exporting and erasing a person look everything up by an index", async () => {
  expect(own.records).toBeGreaterThan(5);
  for (const table of ["Record", "LeftOutRow", "SnapshotDebtor", "ComparedDebtor", "SetAsideRow", "Call", "Batch"])
    expect(statements.some(({ text }) => text.includes(`"${table}"`))).toBe(true);
  expect(await faults()).toEqual([]);
});

test.each([
  ["Record_uploadId_identification_key", "Record"],
  ["LeftOutRow_tenantId_identification_uploadId_idx", "LeftOutRow"],
])("the same check fails without %s", async (index, table) => {
  expect((await withoutIndex(index)).filter((fault) => fault.startsWith(table))).not.toEqual([]);
});
