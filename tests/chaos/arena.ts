import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbeddedPostgres } from "#lib/up/embedded-postgres.ts";
import { applyMigrations } from "#prisma/migrate.ts";
import { sandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import { startSandbox } from "#tests/support/wolkvox-sandbox/sandbox.ts";

/**
 * A call may take 3 s, so a lease ends after 4 s; a call that was cut off is believed to be over after 3 s. Everything that must be
 * waited for in production for minutes passes here in seconds, by the same code.
 */
export const leaseMs = 4_000;

/** A database that can be crashed and two CRMs; this process's environment names them, for the services in it and the workers it starts. */
export async function openArena() {
  const folder = mkdtempSync(join(tmpdir(), "portal-chaos-"));
  const database = await startDatabase(folder);
  const [sandbox, other] = [await startSandbox(), await startSandbox()];
  Object.assign(process.env, {
    DATABASE_URL: database.url,
    DATABASE_CONNECTIONS: "10",
    NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
    NEXTAUTH_URL: "http://127.0.0.1:3000",
    SECRET_KEYS: `chaos:${randomBytes(32).toString("base64")}`,
    WOLKVOX_EXTRA_HOSTS: `${sandbox.host},${other.host}`,
    WOLKVOX_MIN_INTERVAL_MS: "10",
    WOLKVOX_PROBE_SECONDS: "0.4",
    WOLKVOX_TIMEOUT_SECONDS: "3",
    WOLKVOX_LONGEST_CALL_SECONDS: "3",
  });
  return {
    database,
    sandbox,
    other,
    control: sandboxControl(sandbox.url),
    async close() {
      await sandbox.close();
      await other.close();
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Arena = Awaited<ReturnType<typeof openArena>>;

async function startDatabase(folder: string) {
  const options = {
    data: join(folder, "postgres"),
    logFile: join(folder, "postgres.log"),
    password: randomBytes(12).toString("hex"),
    // What it commits reaches the kernel before it answers: a crash of the server, unlike one of the machine, loses none of it.
    settings: ["max_connections=300", "fsync=off", "full_page_writes=off"],
  };
  let server = await startEmbeddedPostgres(options);
  const url = server.url("portal");
  const port = Number(new URL(url).port);
  try {
    const client = new pg.Client({ connectionString: server.url("postgres") });
    await client.connect();
    await client.query("create database portal").finally(() => client.end());
    await applyMigrations(url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    url,
    /** Ends every connection at once and leaves the data as after a crash. */
    async crash() {
      const ended = new Promise((resolve) => server.process.once("exit", resolve));
      server.process.kill("SIGQUIT");
      await ended;
    },
    async shutDown() {
      await server.stop();
    },
    /** Starts it again at the same address. */
    async start() {
      server = await startEmbeddedPostgres({ ...options, port });
      if (server.url("portal") !== url) throw new Error(`port ${port} was taken while the database was away`);
    },
    async stop() {
      await server.stop();
      rmSync(server.data, { recursive: true, force: true });
    },
  };
}
