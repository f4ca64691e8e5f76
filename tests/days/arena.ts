import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { startTestServer, type TestServer } from "#tests/support/database/database.ts";
import { roleAddresses } from "#tests/support/database/role-addresses.ts";
import { refuseUntoldMoves } from "#tests/support/told-moves.ts";
import { CrmServers } from "./crm/crm-servers.ts";
import { onDatabase } from "./pass-time.ts";
import { Worker } from "./world/worker.ts";

const name = "days";
const backup = "days_backup";

/**
 * A PostgreSQL on which each history has a database of its own, always with the same name: this process reads its
 * settings once. Nobody may be connected when a database is made, copied or put back.
 */
export class Arena {
  readonly ownerUrl: string;
  readonly #server: TestServer;
  readonly #maintenance: pg.Client;
  readonly crmServers: CrmServers;
  readonly worker = new Worker();

  private constructor(server: TestServer, maintenance: pg.Client, crmServers: CrmServers) {
    this.crmServers = crmServers;
    this.#server = server;
    this.#maintenance = maintenance;
    this.ownerUrl = server.postgres.url(name);
  }

  static async open(): Promise<Arena> {
    const server = await startTestServer(undefined, refuseUntoldMoves);
    const maintenance = new pg.Client({ connectionString: server.postgres.url("postgres") });
    await maintenance.connect();
    const arena = new Arena(server, maintenance, await CrmServers.listen());
    Object.assign(process.env, {
      ...roleAddresses(arena.ownerUrl),
      NEXTAUTH_SECRET: randomBytes(32).toString("hex"),
      NEXTAUTH_URL: "http://127.0.0.1:3000",
      SECRET_KEYS: `days:${randomBytes(32).toString("base64")}`,
      UPLOAD_STARTS_PER_MINUTE: "1000000",
      WOLKVOX_EXTRA_HOSTS: arena.crmServers.hosts.join(","),
      WOLKVOX_MIN_INTERVAL_MS: "0",
      LOG_LEVEL: "silent",
      // Workers that are killed are followed by others, which load the same modules.
      NODE_COMPILE_CACHE:
        process.env.NODE_COMPILE_CACHE ?? join(import.meta.dirname, "../../node_modules/.cache/compiled"),
    });
    return arena;
  }

  /** An empty portal. */
  async renew(): Promise<void> {
    await this.#drop(name);
    await this.#drop(backup);
    await this.#maintenance.query(`CREATE DATABASE ${name} TEMPLATE portal_template`);
    // Each is changed again whenever time passes: beside its old self it needs no new place in an index.
    await onDatabase(this.ownerUrl, (client) => client.query(`ALTER TABLE "Record" SET (fillfactor = 45)`));
  }

  async backUp(): Promise<void> {
    await this.#drop(backup);
    await this.#maintenance.query(`CREATE DATABASE ${backup} TEMPLATE ${name}`);
  }

  /** Puts the backup in place; false if there is none. */
  async restore(): Promise<boolean> {
    const { rowCount } = await this.#maintenance.query("SELECT FROM pg_database WHERE datname = $1", [backup]);
    if (rowCount === 0) return false;
    await this.#drop(name);
    await this.#maintenance.query(`CREATE DATABASE ${name} TEMPLATE ${backup}`);
    return true;
  }

  async close(): Promise<void> {
    await this.worker.kill();
    await this.crmServers.close();
    await this.#maintenance.end();
    await this.#server.stop();
  }

  async #drop(database: string): Promise<void> {
    await this.#maintenance.query(`DROP DATABASE IF EXISTS ${database} WITH (FORCE)`);
  }
}
