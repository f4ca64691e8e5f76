import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, it } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#lib/up/embedded-postgres.ts";
import { onTestDatabase } from "#tests/support/database/on-test-database.ts";
import { readyCluster } from "#tests/support/database/ready-cluster.ts";

let folder = "";
const servers: EmbeddedPostgres[] = [];
const password = "p/s w:d@";
const placeCluster = await readyCluster(password);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portal-postgres-test-"));
  placeCluster(join(folder, "postgres"));
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    await server.stop();
    rmSync(server.data, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const options = { data: join(folder, "postgres"), logFile: join(folder, "log"), password };
  const server = await startEmbeddedPostgres(options);
  servers.push(server);
  return server;
}

async function ask(server: EmbeddedPostgres, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: server.url("postgres") });
  await client.connect();
  try {
    return (await client.query({ text: statement, rowMode: "array" })).rows;
  } finally {
    await client.end();
  }
}

it("keeps commits when killed and restarts over its lock", async () => {
  const first = await start();
  await ask(first, "create table kept as select 7 as n");
  const ended = new Promise((resolve) => first.process.once("exit", resolve));
  first.process.kill("SIGKILL");
  await ended;
  expect(await ask(await start(), "select n from kept")).toEqual([[7]]);
});

it("shuts down the server that a killed start left", async () => {
  const first = await start();
  await ask(first, "create table kept as select 8 as n");
  const second = await start();
  expect(first.process.exitCode).toBe(0);
  expect(await ask(second, "select n from kept")).toEqual([[8]]);
});

// These two need no server of their own: that of the whole run was started the same way.
it("refuses a wrong password", async () => {
  const url = inject("testServerUrl").replace(/:[^:@/]+@/, ":wrong@");
  await expect(new pg.Client({ connectionString: url }).connect()).rejects.toThrow("password authentication failed");
});

it("logs a failing statement without personal data", async () => {
  const canary = `CANARY-${randomUUID()}`;
  await onTestDatabase(async (client) => {
    await client.query(
      "create table client (identification text primary key, debt int constraint client_debt check (debt > 0), name text)",
    );
    await client.query(`insert into client values ('${canary}', 7, '${canary}')`);
    const refused = [
      `insert into client values ('${canary}', 8, null)`,
      `insert into client values ('another', -1, '${canary}')`,
      `select '${canary}' from nowhere`,
    ];
    for (const statement of refused) await expect(client.query(statement)).rejects.toThrow();
  });
  const log = readFileSync(inject("testServerLog"), "utf8");
  expect(log).toContain('ERROR:  duplicate key value violates unique constraint "client_pkey"');
  expect(log).toContain('ERROR:  new row for relation "client" violates check constraint "client_debt"');
  expect(log).toContain('ERROR:  relation "nowhere" does not exist');
  expect(log).not.toContain(canary);
});
