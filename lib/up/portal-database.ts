import { existsSync, renameSync } from "node:fs";
import pg from "pg";
import { hasOtherHistory } from "#prisma/migrate.ts";
import type { EmbeddedPostgres, EmbeddedPostgresOptions } from "./embedded-postgres.ts";
import { keepPostgres } from "./keep-postgres.ts";

const databaseName = "portal";

export interface PortalDatabase {
  readonly url: string;
  /** The folder of its data. */
  readonly data: string;
  stop(): Promise<void>;
}

/**
 * Starts the portal's own PostgreSQL with the portal's database. Data of another version, whose migrations
 * this one does not have, are moved aside unchanged, which is reported; the portal then begins with an empty
 * database (decision 45).
 */
export async function startPortalDatabase(
  options: EmbeddedPostgresOptions,
  tell: (line: string) => void,
): Promise<PortalDatabase> {
  const first = await startWithDatabase(options, tell);
  if (!first.hasOtherHistory) return first;
  await first.stop();
  const aside = setAside(first.data);
  tell(
    `The database in ${first.data} was made by another version of the portal, which this version cannot go on with. ` +
      `It was moved to ${aside}: nothing in it was changed or deleted. The portal begins with an empty database. ` +
      "To see the old one again, stop the portal, move that folder back and start the version that made it.",
  );
  return startWithDatabase(options, tell);
}

async function startWithDatabase(
  options: EmbeddedPostgresOptions,
  tell: (line: string) => void,
): Promise<PortalDatabase & { readonly hasOtherHistory: boolean }> {
  const postgres = await keepPostgres(options, tell);
  const { server } = postgres.current();
  const url = server.url(databaseName);
  try {
    await createDatabase(server);
    return { url, data: server.data, stop: () => postgres.stop(), hasOtherHistory: await hasOtherHistory(url) };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function createDatabase(postgres: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url("postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("select from pg_database where datname = $1", [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}

/** Renames a folder to an unused name next to it. */
function setAside(folder: string): string {
  const day = new Date().toISOString().slice(0, 10);
  for (let n = 1; ; n++) {
    const aside = `${folder}-set-aside-${day}${n === 1 ? "" : `-${n}`}`;
    if (existsSync(aside)) continue;
    renameSync(folder, aside);
    return aside;
  }
}
