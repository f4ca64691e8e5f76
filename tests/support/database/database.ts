import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#lib/up/embedded-postgres.ts";
import { applyMigrations } from "#prisma/migrate.ts";
import { expectNoConnectionLeft } from "./no-connection-left.ts";
import { prepareTestRoles } from "./role-addresses.ts";

const template = "portal_template";

/** For a server whose data end with the tests, so it need not survive a crash. */
export const shortLivedSettings = [
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "wal_level=minimal",
  "max_wal_senders=0",
  "checkpoint_timeout=1d",
  "max_wal_size=2GB",
] as const;
/** It does nothing beside what it is asked, which took a tenth of the tests' time. */
const testSettings = [...shortLivedSettings, "autovacuum=off"];

/**
 * A PostgreSQL for one test run; each of its databases is a copy of a migrated template (some 50 ms each).
 */
export interface TestServer {
  readonly postgres: EmbeddedPostgres;
  /** The file that it logs to. */
  readonly log: string;
  stop(): Promise<void>;
}

/**
 * Starts the server. `settings` are lines of PostgreSQL's configuration, for tests that crash it and must not
 * lose commits; `prepare` adds to the template what every database needs besides the portal's schema.
 */
export async function startTestServer(
  settings: readonly string[] = testSettings,
  prepare: (url: string) => Promise<void> = async () => undefined,
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), "portal-test-"));
  const log = join(folder, "postgres.log");
  const postgres = await startEmbeddedPostgres({
    data: join(folder, "postgres"),
    logFile: log,
    password: randomBytes(12).toString("hex"),
    settings: ["max_connections=300", ...settings],
  });
  // A process that is interrupted ends without stopping it.
  const abandon = () => {
    postgres.process.kill("SIGKILL");
    rmSync(postgres.data, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", abandon);
  const stop = async () => {
    process.off("exit", abandon);
    await postgres.stop();
    // Outside `folder` if the server's user cannot reach the programs there.
    rmSync(postgres.data, { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await prepareTestRoles(postgres.url("postgres"));
    await run(postgres.url("postgres"), `create database ${template}`);
    await applyMigrations(postgres.url(template));
    await prepare(postgres.url(template));
  } catch (error) {
    await stop();
    throw error;
  }
  return { postgres, log, stop };
}

export interface TestDatabase {
  /** For its owner; for the others see roleAddresses. */
  readonly url: string;
  /** Fails with each connection that somebody has left open. */
  drop(patienceMs?: number): Promise<void>;
}

/** A fresh migrated database on the server whose maintenance database is at `serverUrl`. */
export async function createTestDatabase(serverUrl: string): Promise<TestDatabase> {
  return createDatabase(serverUrl, ` template ${template}`);
}

/** A database without anything in it. */
export async function createEmptyDatabase(serverUrl: string): Promise<TestDatabase> {
  return createDatabase(serverUrl, "");
}

async function createDatabase(serverUrl: string, from: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await run(serverUrl, `create database ${name}${from}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const drop = () => run(serverUrl, `drop database if exists ${name} with (force)`);
  return {
    url: url.href,
    drop: (patienceMs) => expectNoConnectionLeft(serverUrl, url.href, async () => undefined, patienceMs).finally(drop),
  };
}

/** Gives each of two databases that nobody is connected to the other's name. */
export async function swapDatabases(serverUrl: string, first: string, second: string): Promise<void> {
  const [a, b] = [first, second].map((url) => new URL(url).pathname.slice(1));
  await run(serverUrl, `alter database ${a} rename to ${a}_away`);
  await run(serverUrl, `alter database ${b} rename to ${a}`);
  await run(serverUrl, `alter database ${a}_away rename to ${b}`);
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
