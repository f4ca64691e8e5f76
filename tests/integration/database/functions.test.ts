import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { envOf } from "#lib/env.ts";
import { applyFunctions, readFunctions } from "#prisma/functions.ts";

const client = new pg.Client({ connectionString: envOf("DATABASE_OWNER_URL").DATABASE_OWNER_URL });
beforeAll(() => client.connect());
afterAll(() => client.end());

/**
 * The definitions, as the database prints them, of every function in the portal's schema and every trigger
 * that calls one, sorted.
 */
async function definitions(): Promise<string[]> {
  const { rows } = await client.query<{ definition: string }>(
    `SELECT pg_get_functiondef(p.oid) AS definition FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
     UNION ALL SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
       WHERE p.pronamespace = 'public'::regnamespace AND NOT tgisinternal`,
  );
  return rows.map(({ definition }) => definition).sort();
}

/** The guard of staged rows belongs to prisma/access. */
const isOfFolder = "p.proname <> 'refuse_other_tenants'";

/** Makes the database look as if it had other texts than prisma/functions. */
async function markStale(): Promise<void> {
  await client.query("COMMENT ON FUNCTION claim_batch IS 'prisma/functions of-before'");
}

it("every function of the database has a file with its text", async () => {
  const { rows } = await client.query<{ name: string; body: string }>(
    `SELECT p.proname AS name, p.prosrc AS body FROM pg_proc p
     WHERE p.pronamespace = 'public'::regnamespace AND ${isOfFolder} ORDER BY p.proname`,
  );
  const files = await readFunctions();
  expect(rows.map(({ name }) => name)).toEqual(files.map(({ name }) => name));
  for (const { name, body } of rows) {
    const text = files.find((file) => file.name === name)?.text ?? "";
    expect(text).toContain(body);
    expect(text).toContain(`CREATE OR REPLACE FUNCTION ${name}(`);
  }
});

it("every trigger is in the file of the function it calls", async () => {
  const { rows } = await client.query<{ trigger: string; called: string }>(
    `SELECT tgname AS trigger, p.proname AS called FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
     WHERE p.pronamespace = 'public'::regnamespace AND NOT tgisinternal AND ${isOfFolder}`,
  );
  const inDatabase = rows.map(({ trigger, called }) => `${called}: ${trigger}`);
  const inFiles = (await readFunctions()).flatMap(({ name, text }) =>
    [...text.matchAll(/^CREATE (?:OR REPLACE|CONSTRAINT) TRIGGER "(\w+)"/gm)].map(
      ([, trigger]) => `${name}: ${trigger}`,
    ),
  );
  expect(inDatabase.sort()).toEqual(inFiles.sort());
  expect(inFiles).not.toEqual([]);
});

it("replaces what differs from the files, and only then", async () => {
  const before = await definitions();
  expect(await applyFunctions(client)).toBe(false);
  await client.query(`
    CREATE OR REPLACE FUNCTION end_run(tenant uuid, upload uuid) RETURNS boolean LANGUAGE sql RETURN false;
    CREATE FUNCTION claim_batch(tenant uuid) RETURNS int LANGUAGE sql RETURN 1;
    DROP TRIGGER "Upload_changed" ON "Upload"`);
  expect(await applyFunctions(client)).toBe(true);
  expect(await definitions()).toEqual(before);
});

it("drops functions without a file and keeps foreign ones", async () => {
  const before = await definitions();
  await client.query(`
    CREATE FUNCTION gone() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
    COMMENT ON FUNCTION gone IS 'prisma/functions of-before';
    CREATE TRIGGER "User_gone" BEFORE INSERT ON "User" EXECUTE FUNCTION gone();
    CREATE FUNCTION theirs() RETURNS int LANGUAGE sql AS 'SELECT 1'`);
  await markStale();
  expect(await applyFunctions(client)).toBe(true);
  await client.query("DROP FUNCTION theirs()");
  expect(await definitions()).toEqual(before);
});

it("recreating functions keeps a column that uses one", async () => {
  const column = `SELECT attnum FROM pg_attribute WHERE attrelid = '"Record"'::regclass AND attname = 'rejectionKey'`;
  const { rows: before } = await client.query(column);
  await markStale();
  await applyFunctions(client);
  expect((await client.query(column)).rows).toEqual(before);
  const { rows } = await client.query<{ key: string | null }>(
    "SELECT rejection_key('refused', '801', 'fila 12: 801') AS key",
  );
  expect(rows[0]?.key).not.toBeNull();
});
