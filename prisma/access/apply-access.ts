import { isDeepStrictEqual } from "node:util";
import type { ClientBase } from "pg";
import { giveAcross } from "./give-across.ts";
import { readAccess } from "./read-access.ts";
import { acrossTenants, roles, tables } from "./tables.ts";
import { grantsOf, guardedEvents, guardFunction, guardOf, policiesOf, wantedAccess } from "./wanted-access.ts";

/**
 * Makes grants, policies and guards of a database those of tables.ts, all of them or none; false where they are so
 * already. Tables that others put there are left alone.
 */
export async function applyAccess(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ owner: string; isSuperuser: boolean }>(
    `SELECT rolname::text AS owner, rolsuper AS "isSuperuser" FROM pg_roles WHERE rolname = current_user`,
  );
  const { owner = "", isSuperuser = false } = rows[0] ?? {};
  await client.query("BEGIN");
  try {
    await grantQueue(client);
    if (isSuperuser) await client.query("ALTER FUNCTION pg_catalog.enum_eq(anyenum, anyenum) LEAKPROOF");
    const now = await readAccess(client);
    const wanted = await wantedAccess(owner);
    const ours = Object.fromEntries(Object.entries(now.tables).filter(([name]) => name in tables));
    const isSame = isDeepStrictEqual({ ...now, tables: ours }, wanted);
    if (!isSame) await grant(client, owner, now.tables);
    await client.query("COMMIT");
    return !isSame;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

/** Gives what tables.ts gives, within the caller's transaction, on a database that has the functions already. */
export async function addAccess(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ owner: string }>("SELECT current_user::text AS owner");
  await grant(client, rows[0]?.owner ?? "", (await readAccess(client)).tables);
}

async function grant(client: ClientBase, owner: string, present: Readonly<Record<string, unknown>>): Promise<void> {
  const everybody = ["PUBLIC", ...roles].join(", ");
  await client.query(await guardFunction());
  for (const [name, access] of Object.entries(tables)) {
    if (!(name in present)) continue;
    const table = `"${name}"`;
    const statements = [
      `REVOKE ALL ON ${table} FROM ${everybody}`,
      ...Object.entries(grantsOf(access)).map(
        ([role, privileges]) => `GRANT ${privileges.map(quoteColumns).join(", ")} ON ${table} TO ${role}`,
      ),
      ...(access.tenant === null
        ? [`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY`]
        : [`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`]),
      `DROP POLICY IF EXISTS of_tenant ON ${table}`,
      `DROP POLICY IF EXISTS of_tenants ON ${table}`,
      ...policiesOf(access, owner).map(
        ({ name: policy, on, to, using, check }) =>
          `CREATE POLICY ${policy} ON ${table} FOR ${on} TO ${to.map((role) => `"${role}"`).join(", ")} USING ${using}${check === null ? "" : ` WITH CHECK ${check}`}`,
      ),
      ...(["insert", "update", "delete"] as const).map(
        (event) => `DROP TRIGGER IF EXISTS "${name}_staged_of_tenant_on_${event}" ON ${table}`,
      ),
      ...guardedEvents(access).map((event) => guardOf(name, event)),
    ];
    await client.query(statements.join(";\n"));
  }
  await client.query(`REVOKE CREATE ON SCHEMA public FROM ${everybody}`);
  for (const name of Object.keys(acrossTenants))
    await client.query(`REVOKE ALL ON FUNCTION ${name} FROM ${everybody};${giveAcross(name)}`);
}

/** The queue's engine knows no tenants: a job has a tenant's id and nothing else. */
async function grantQueue(client: ClientBase): Promise<void> {
  const users = "portal_web, portal_worker";
  await client.query(`
    GRANT USAGE ON SCHEMA pgboss TO ${users};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA pgboss TO ${users};
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA pgboss TO ${users}`);
}

function quoteColumns(privilege: string): string {
  return privilege.replace(
    /\((.*)\)/,
    (_, columns: string) =>
      `(${columns
        .split(", ")
        .map((one) => `"${one}"`)
        .join(", ")})`,
  );
}
