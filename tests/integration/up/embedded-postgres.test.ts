import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#lib/up/embedded-postgres.ts";

let folder = "";
const servers: EmbeddedPostgres[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portal-postgres-test-"));
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    await server.stop();
    rmSync(server.data, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const options = { data: join(folder, "postgres"), logFile: join(folder, "log"), password: "p/s w:d@" };
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

it("refuses a wrong password", async () => {
  const server = await start();
  const url = server.url("postgres").replace(/:[^:@/]+@/, ":wrong@");
  await expect(new pg.Client({ connectionString: url }).connect()).rejects.toThrow("password authentication failed");
});

it("logs a failing statement without personal data", async () => {
  const server = await start();
  const canary = "CANARY-80123456";
  await ask(server, "create table client (identification text primary key, debt int check (debt > 0), name text)");
  await ask(server, `insert into client values ('${canary}', 7, '${canary}')`);
  const refused = [
    `insert into client values ('${canary}', 8, null)`,
    `insert into client values ('another', -1, '${canary}')`,
    `select '${canary}' from nowhere`,
  ];
  for (const statement of refused) await expect(ask(server, statement)).rejects.toThrow();
  const log = readFileSync(join(folder, "log"), "utf8");
  expect(log).toContain('ERROR:  duplicate key value violates unique constraint "client_pkey"');
  expect(log).toContain('ERROR:  new row for relation "client" violates check constraint "client_debt_check"');
  expect(log).toContain('ERROR:  relation "nowhere" does not exist');
  expect(log).not.toContain(canary);
});
