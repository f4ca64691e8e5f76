import pg from "pg";
import { bypassing, type LoginRole, loginRoles, roles } from "./tables.ts";

/** The address of the same database for another of its roles. */
export function addressAs(ownerUrl: string, role: LoginRole, password: string): string {
  const url = new URL(ownerUrl);
  url.username = role;
  url.password = encodeURIComponent(password);
  return url.href;
}

/** The passwords in the addresses of roles, where an address is given and has the role's own name. */
export function passwordsIn(
  addresses: Readonly<Partial<Record<LoginRole, string | undefined>>>,
): Partial<Record<LoginRole, string>> {
  return Object.fromEntries(
    loginRoles.flatMap((role) => {
      const { username, password } = new URL(addresses[role] ?? "postgresql://nobody");
      return username === role && password !== "" ? [[role, decodeURIComponent(password)]] : [];
    }),
  );
}

/** Whether who connects with this address may do everything on its server. */
export async function isSuperuser(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ isIt: boolean }>(
      `SELECT rolsuper AS "isIt" FROM pg_roles WHERE rolname = current_user`,
    );
    return rows[0]?.isIt ?? false;
  } finally {
    await client.end();
  }
}

/**
 * Makes the roles of the server that are missing, and sets these passwords. It takes a superuser, unless all is there and
 * no password to be set. The roles are the server's: one portal a server.
 */
export async function prepareRoles(ownerUrl: string, passwords: Partial<Record<LoginRole, string>>): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("BEGIN");
    // Two starts against one server make them one after the other.
    await client.query("SELECT pg_advisory_xact_lock(7203520)");
    const { rows } = await client.query<{ name: string }>(
      "SELECT rolname AS name FROM pg_roles WHERE rolname = ANY($1)",
      [roles],
    );
    for (const role of roles) {
      if (rows.some(({ name }) => name === role)) continue;
      const login = loginRoles.some((one) => one === role) ? "LOGIN" : "NOLOGIN";
      await client.query(
        `CREATE ROLE ${role} ${login} NOINHERIT ${bypassing.includes(role) ? "BYPASSRLS" : "NOBYPASSRLS"}`,
      );
    }
    for (const [role, password] of Object.entries(passwords))
      await client.query(`ALTER ROLE ${role} PASSWORD ${client.escapeLiteral(password)}`);
    const { rows: kin } = await client.query<{ role: string; member: string }>(
      "SELECT roleid::regrole::text AS role, member::regrole::text AS member FROM pg_auth_members WHERE member::regrole::text IN ('portal_web', current_user)",
    );
    // Asked first: an owner who is no superuser may not give what a superuser has given already.
    if (!kin.some(({ role, member }) => role === "portal_lists" && member === "portal_web"))
      await client.query("GRANT portal_lists TO portal_web WITH INHERIT FALSE, SET TRUE");
    // Whoever migrates gives the functions across tenants to their role.
    if (!kin.some(({ role, member }) => role === "portal_across" && member !== "portal_web"))
      await client.query("GRANT portal_across TO CURRENT_USER WITH INHERIT TRUE, SET TRUE");
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}
