import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { limitMs } from "../limit.ts";

/**
 * Closes the connections to the database at `url` that are the process's own, and fails with each one that stays open.
 * `serverUrl` is another database of the server.
 */
export async function expectNoConnectionLeft(
  serverUrl: string,
  url: string,
  close: () => Promise<void>,
  patienceMs = limitMs,
): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const until = Date.now() + patienceMs;
    let left: readonly string[] = [];
    do {
      // What was going on, as a stream's last view, connects again after the first time.
      await close();
      left = await connectionsTo(client, new URL(url).pathname.slice(1));
      if (left.length === 0) return;
      // The server notices a moment later that a connection was closed; one that is left is there for ever.
      await sleep(20);
    } while (Date.now() < until);
    throw new Error(`${left.length} connection(s) left open:\n${left.join("\n")}`);
  } finally {
    await client.end();
  }
}

async function connectionsTo(client: pg.Client, database: string): Promise<string[]> {
  const { rows } = await client.query<{ connection: string }>(
    `SELECT concat_ws(' ', usename, application_name, state, 'after:', query) AS connection FROM pg_stat_activity
     WHERE datname = $1 AND backend_type = 'client backend' ORDER BY backend_start`,
    [database],
  );
  return rows.map(({ connection }) => connection);
}
