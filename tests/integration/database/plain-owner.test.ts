import { randomBytes } from "node:crypto";
import pg from "pg";
import { expect, inject, test } from "vitest";
import { readAccess } from "#prisma/access/read-access.ts";
import { prepareRoles } from "#prisma/access/roles.ts";
import { wantedAccess } from "#prisma/access/wanted-access.ts";
import { applyMigrations } from "#prisma/migrate.ts";

test("an owner who is no superuser migrates, once a superuser has made the roles", async () => {
  const server = inject("testServerUrl");
  const owner = `owner_${randomBytes(6).toString("hex")}`;
  const url = Object.assign(new URL(server), { username: owner, password: owner, pathname: `/${owner}` }).href;
  const superuser = new pg.Client({ connectionString: server });
  await superuser.connect();
  try {
    // As the README says; the roles themselves are the server's, and there.
    await superuser.query(`CREATE ROLE ${owner} LOGIN PASSWORD '${owner}'`);
    await superuser.query(`GRANT portal_across TO ${owner} WITH INHERIT TRUE, SET TRUE`);
    await superuser.query(`CREATE DATABASE ${owner} OWNER ${owner}`);
    await prepareRoles(url, {});
    expect(await applyMigrations(url)).toContain("access");
    expect(await applyMigrations(url)).toEqual([]);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    expect(await readAccess(client)).toEqual(await wantedAccess(owner));
    await client.end();
  } finally {
    await superuser.query(`DROP DATABASE IF EXISTS ${owner} WITH (FORCE)`);
    await superuser.query(`DROP ROLE IF EXISTS ${owner}`);
    await superuser.end();
  }
});
