import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "#lib/up/embedded-postgres.ts";
import { applyMigrations } from "#prisma/migrate.ts";
import { prepareTestRoles } from "#tests/support/database/role-addresses.ts";
import type { CleanUp } from "./clean-up.ts";

export interface ChaosDatabase {
  readonly url: string;
  /** SIGQUIT: ends every connection at once and leaves the data as after a crash. */
  crash(): Promise<void>;
  /** SIGKILL to the server's first process; its other processes notice and end. */
  kill(): Promise<void>;
  shutDown(): Promise<void>;
  /** Starts it again at the same address. */
  start(): Promise<void>;
}

/** What a process says that finds the database away or restarting. */
export const outage =
  /the queue has a problem|DatabaseNotReachable|ECONNREFUSED|ECONNRESET|Connection terminated|terminating connection|the database system is/;

/** A migrated database that can be crashed, killed and shut down. */
export async function startChaosDatabase(folder: string, cleanUp: CleanUp): Promise<ChaosDatabase> {
  const options = {
    data: join(folder, "postgres"),
    logFile: join(folder, "postgres.log"),
    password: randomBytes(12).toString("hex"),
    // Without fsync a commit still reaches the kernel before it is answered, so a crash of the server loses
    // nothing; only a crash of the machine would.
    settings: ["max_connections=300", "fsync=off", "full_page_writes=off"],
  };
  let starting: Promise<EmbeddedPostgres> = startEmbeddedPostgres(options);
  cleanUp.add(async () => {
    const server = await starting;
    await server.stop();
    rmSync(server.data, { recursive: true, force: true });
  });
  const { url: urlOf } = await starting;
  const url = urlOf("portal");
  const port = Number(new URL(url).port);
  const client = new pg.Client({ connectionString: urlOf("postgres") });
  await client.connect();
  await client.query("create database portal").finally(() => client.end());
  await prepareTestRoles(url);
  await applyMigrations(url);

  async function endBy(signal: NodeJS.Signals): Promise<void> {
    const server = await starting;
    const ended = new Promise((resolve) => server.process.once("exit", resolve));
    server.process.kill(signal);
    await ended;
  }

  return {
    url,
    crash: () => endBy("SIGQUIT"),
    kill: () => endBy("SIGKILL"),
    shutDown: () => starting.then((server) => server.stop()),
    async start() {
      cleanUp.throwIfEnding();
      starting = startEmbeddedPostgres({ ...options, port });
      if ((await starting).url("portal") !== url) throw new Error(`port ${port} was taken while the database was away`);
    },
  };
}
