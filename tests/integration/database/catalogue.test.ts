import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { applyAccess } from "#prisma/access/apply-access.ts";
import { type DatabaseAccess, readAccess } from "#prisma/access/read-access.ts";
import { acrossTenants, bypassing, loginRoles, roles, tables } from "#prisma/access/tables.ts";
import { wantedAccess } from "#prisma/access/wanted-access.ts";

// What the database grants is what prisma/access/tables.ts says, read from its own catalogue.
const client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
let owner: string;

beforeAll(async () => {
  await client.connect();
  owner = (await client.query<{ owner: string }>("SELECT current_user::text AS owner")).rows[0]?.owner ?? "";
});
afterAll(() => client.end());

/** Whatever a table with a tenant lacks. */
async function faults(): Promise<string[]> {
  const { rows } = await client.query<{ table: string }>(
    `SELECT c.relname AS table FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
       AND (c.relname = 'Tenant' OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenantId' AND NOT a.attisdropped))`,
  );
  const { tables: present } = await readAccess(client);
  return rows.flatMap(({ table }) => [
    ...(tables[table]?.tenant ? [] : [`${table} is not named with its tenant in prisma/access/tables.ts`]),
    ...(present[table]?.isSecured ? [] : [`${table} has no row-level security, or not forced`]),
    ...(present[table]?.policies.length ? [] : [`${table} has no policy`]),
  ]);
}

test("every table with a tenant has row-level security, forced, with policies", async () => {
  expect(await faults()).toEqual([]);
});

test("the same check fails for a new table that forgets it", async () => {
  await client.query("BEGIN");
  try {
    await client.query(`CREATE TABLE "Forgotten" ("tenantId" uuid NOT NULL)`);
    await client.query(
      `ALTER TABLE "Upload" NO FORCE ROW LEVEL SECURITY; DROP POLICY of_tenant ON "SavedFilter"; DROP POLICY of_tenants ON "SavedFilter"`,
    );
    expect((await faults()).sort()).toEqual([
      "Forgotten has no policy",
      "Forgotten has no row-level security, or not forced",
      "Forgotten is not named with its tenant in prisma/access/tables.ts",
      "SavedFilter has no policy",
      "Upload has no row-level security, or not forced",
    ]);
  } finally {
    await client.query("ROLLBACK");
  }
});

test("grants, policies, guards and functions across tenants are those written down", async () => {
  expect(await readAccess(client)).toEqual(await wantedAccess(owner));
});

type Change = readonly [what: string, statement: string];

test.each<Change>([
  ["a grant to a role", `GRANT DELETE ON "AuditEntry" TO portal_web`],
  ["a grant of a column", `GRANT SELECT ("tokenSealed") ON "Tenant" TO portal_lists`],
  ["a grant to everybody", `GRANT SELECT ON "Record" TO PUBLIC`],
  ["a policy that lets all through", `CREATE POLICY all_of_them ON "Record" USING (true)`],
  ["a guard that is gone", `DROP TRIGGER "Record_staged_of_tenant_on_insert" ON "Record"`],
  [
    "a guard that is off",
    `CREATE OR REPLACE FUNCTION refuse_other_tenants() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$`,
  ],
  ["a function across tenants for everybody", "GRANT EXECUTE ON FUNCTION tenants_of TO PUBLIC"],
  ["a function that nobody named", "CREATE FUNCTION peek() RETURNS int LANGUAGE sql SECURITY DEFINER RETURN 1"],
])("%s is found, and taken back", async (_what, statement) => {
  const wanted: DatabaseAccess = await wantedAccess(owner);
  await client.query(statement);
  expect(await readAccess(client)).not.toEqual(wanted);
  await client.query(`DROP FUNCTION IF EXISTS peek; DROP POLICY IF EXISTS all_of_them ON "Record"`);
  await applyAccess(client);
  expect(await readAccess(client)).toEqual(wanted);
  expect(await applyAccess(client)).toBe(false);
});

test("every function across tenants names its schemas", async () => {
  const { rows } = await client.query<{ name: string; settings: string[] | null }>(
    "SELECT proname AS name, proconfig AS settings FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1",
  );
  const settings = expect.arrayContaining(["search_path=public, pg_temp"]);
  expect(rows).toEqual(Object.keys(acrossTenants).map((name) => ({ name, settings })));
});

test("the roles can do no more than their tables say", async () => {
  const { rows } = await client.query(
    `SELECT rolname AS name, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication AS "isMighty", rolcanlogin AS "canLogIn",
       rolbypassrls AS "isBypassing", rolinherit AS "inherits" FROM pg_roles WHERE rolname = ANY($1) ORDER BY rolname`,
    [roles],
  );
  expect(rows).toEqual(
    [...roles].sort().map((name) => ({
      name,
      isMighty: false,
      canLogIn: loginRoles.some((one) => one === name),
      isBypassing: bypassing.includes(name),
      inherits: false,
    })),
  );
  // They own nothing but the functions across tenants, and may become nobody but who reads lists.
  const owned = await client.query<{ what: string }>(
    `SELECT 'relation ' || c.relname AS what FROM pg_class c WHERE c.relowner::regrole::text = ANY($1)
     UNION ALL SELECT 'schema ' || n.nspname FROM pg_namespace n WHERE n.nspowner::regrole::text = ANY($1)
     UNION ALL SELECT p.proowner::regrole::text || ' ' || p.proname FROM pg_proc p WHERE p.proowner::regrole::text = ANY($1) ORDER BY 1`,
    [roles],
  );
  expect(owned.rows.map(({ what }) => what)).toEqual(
    Object.keys(acrossTenants)
      .map((name) => `portal_across ${name}`)
      .sort(),
  );
  const members = await client.query<{ role: string; member: string; inherits: boolean }>(
    `SELECT roleid::regrole::text AS role, member::regrole::text AS member, inherit_option AS inherits FROM pg_auth_members
     WHERE member::regrole::text = ANY($1)`,
    [roles],
  );
  expect(members.rows).toEqual([{ role: "portal_lists", member: "portal_web", inherits: false }]);
  const creators = await client.query(
    "SELECT r FROM unnest($1::text[]) AS r WHERE has_schema_privilege(r, 'public', 'CREATE') OR has_schema_privilege(r, 'pgboss', 'CREATE')",
    [roles],
  );
  expect(creators.rows).toEqual([]);
});

test("an index by state is used in spite of row-level security", async () => {
  const { rows } = await client.query(
    "SELECT proleakproof FROM pg_proc WHERE oid = 'enum_eq(anyenum, anyenum)'::regprocedure",
  );
  expect(rows).toEqual([{ proleakproof: true }]);
});
