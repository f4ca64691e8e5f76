import { mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { startEmbeddedPostgres } from "#lib/up/embedded-postgres.ts";
import { type PortalDatabase, startPortalDatabase } from "#lib/up/portal-database.ts";
import { applyMigrations } from "#prisma/migrate.ts";
import { readyCluster } from "#tests/support/database/ready-cluster.ts";
import { prepareTestRoles } from "#tests/support/database/role-addresses.ts";

let folder = "";
let said: string[] = [];
const stops: (() => Promise<void>)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portal-database-test-"));
  said = [];
  placeCluster(join(folder, "postgres"));
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  rmSync(folder, { recursive: true, force: true });
});

const password = "p";
const placeCluster = await readyCluster(password);
async function start(): Promise<PortalDatabase> {
  const options = { data: join(folder, "postgres"), logFile: join(folder, "log"), password, settings: ["fsync=off"] };
  const database = await startPortalDatabase(options, (line) => said.push(line));
  stops.push(async () => {
    await database.stop();
    // Outside `folder` if the server's user cannot reach the programs there.
    for (const name of besides(database.data)) rmSync(join(dirname(database.data), name), { recursive: true });
  });
  await prepareTestRoles(database.url);
  return database;
}

/** The folders whose names begin like the data folder's. */
function besides(data: string): string[] {
  return readdirSync(dirname(data)).filter((name) => name.startsWith(basename(data)));
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query({ text: statement, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

/** A database left by a version with other migrations, with one row in it. */
async function leaveOtherVersion(): Promise<PortalDatabase> {
  const earlier = await start();
  await ask(
    earlier.url,
    `create table "_prisma_migrations" (migration_name text); insert into "_prisma_migrations" values ('20261124234710_initial');
     create table "Upload" as select 'cartera.xlsx' as "fileName"`,
  );
  await earlier.stop();
  return earlier;
}

it("sets another version's data aside and says where", async () => {
  const earlier = await leaveOtherVersion();
  const current = await start();
  const { url, data } = current;

  expect(await applyMigrations(url)).not.toEqual([]);
  expect(await ask(url, `select count(*)::int from "Upload"`)).toEqual([[0]]);
  const aside = besides(data).filter((name) => name !== basename(data));
  expect(aside).toHaveLength(1);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(join(dirname(earlier.data), aside[0]!));

  // Restores it as the message explains.
  await current.stop();
  rmSync(data, { recursive: true });
  renameSync(join(dirname(data), aside[0]!), data);
  const kept = await startEmbeddedPostgres({ data: join(folder, "postgres"), logFile: join(folder, "log"), password });
  stops.push(() => kept.stop());
  expect(await ask(kept.url("portal"), `select "fileName" from "Upload"`)).toEqual([["cartera.xlsx"]]);
});

it("gives each set-aside folder its own name", async () => {
  await leaveOtherVersion();
  const second = await start();
  await ask(second.url, `create table "_prisma_migrations" as select 'x_initial' as migration_name`);
  await second.stop();
  const { data } = await start();
  expect(besides(data)).toHaveLength(3);
});

it("leaves data of its own migrations in place", async () => {
  const first = await start();
  await applyMigrations(first.url);
  await first.stop();
  const again = await start();
  expect(await applyMigrations(again.url)).toEqual([]);
  expect(besides(again.data)).toEqual([basename(again.data)]);
  expect(said).toEqual([]);
});
