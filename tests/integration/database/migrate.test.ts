import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { applyMigrations, hasOtherHistory } from "#prisma/migrate.ts";
import { createTestDatabase, type TestDatabase } from "../../support/database/database.ts";

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase(inject("testServerUrl"));
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

/** The version that prisma/functions left in a function's comment, or what a test wrote there. */
async function versionOfClaim(): Promise<string | null> {
  const { rows } = await client.query(`SELECT obj_description('claim_batch'::regproc, 'pg_proc') AS version`);
  return rows[0]?.version;
}
const markStale = () => client.query("COMMENT ON FUNCTION claim_batch IS 'prisma/functions another'");

it("applies nothing to an up-to-date database", async () => {
  expect(await applyMigrations(database.url)).toEqual([]);
});

it("reports the functions if only they have changed", async () => {
  const version = await versionOfClaim();
  await markStale();
  expect(await applyMigrations(database.url)).toEqual(["functions"]);
  expect(await versionOfClaim()).toBe(version);
});

it("leaves a later build's functions as they are", async () => {
  await client.query(
    `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at) VALUES ('later', '', '20991231000000_later', now())`,
  );
  await markStale();
  expect(await applyMigrations(database.url)).toEqual([]);
  expect(await versionOfClaim()).toBe("prisma/functions another");
  await client.query(`DELETE FROM "_prisma_migrations" WHERE id = 'later'`);
  await applyMigrations(database.url);
});

it("does not touch a database with other migrations", async () => {
  expect(await hasOtherHistory(database.url)).toBe(false);
  await client.query(`UPDATE "_prisma_migrations" SET migration_name = '20261124234710_initial'`);
  const { rows: before } = await client.query(`SELECT * FROM "_prisma_migrations"`);
  expect(await hasOtherHistory(database.url)).toBe(true);
  await markStale();
  await expect(applyMigrations(database.url)).rejects.toThrow("Nothing in it was changed");
  expect((await client.query(`SELECT * FROM "_prisma_migrations"`)).rows).toEqual(before);
  expect(await versionOfClaim()).toBe("prisma/functions another");
});
