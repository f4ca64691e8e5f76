import { Pool, type PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { workEnv } from "#lib/env.ts";
import { onceAProcess } from "#lib/once-a-process.ts";

const bulkPool = onceAProcess<Pool>("bulk-pool");

/** A plain connection inside a transaction of {@link withBulkTransaction}. */
export type BulkClient = PoolClient;

/** COPYs and cursors that one process runs at once; more would only wait for the same disk. */
const bulkConnections = 4;

/** Plain connections for what Prisma cannot do: COPY and cursors. */
function pool(): Pool {
  return bulkPool.get(() => {
    const made = new Pool({
      connectionString: workEnv().DATABASE_URL,
      max: bulkConnections,
      idleTimeoutMillis: 10_000,
    });
    // An idle connection cut by the server is replaced at the next use; an unhandled error event would end
    // the process.
    made.on("error", () => undefined);
    // The same for one in use, whose next query then fails: a close-out is made in the portal's own process.
    made.on("connect", (client) => client.on("error", () => undefined));
    return made;
  });
}

/** Runs one statement on a plain connection, as its own transaction. */
export async function withBulkStatement<T>(statement: (client: BulkClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  try {
    return await statement(client);
  } finally {
    client.release();
  }
}

/** What a query gives, in the binary format of COPY, as it arrives. The query takes no parameters. */
export async function* copyBulk(query: string): AsyncGenerator<Buffer> {
  const client = await pool().connect();
  let isWhole = false;
  try {
    for await (const bytes of client.query(copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`))) yield bytes as Buffer;
    isWhole = true;
  } finally {
    // A connection that is left in the middle is destroyed.
    client.release(!isWhole);
  }
}

/** Runs one transaction on a plain connection; a throw rolls it back. */
export function withBulkTransaction<T>(work: (client: BulkClient) => Promise<T>): Promise<T> {
  return within("BEGIN", work);
}

/** Runs several reads of one snapshot: writes of others meanwhile are not seen. */
export function withBulkSnapshot<T>(work: (client: BulkClient) => Promise<T>): Promise<T> {
  return within("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", work);
}

async function within<T>(begin: string, work: (client: BulkClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let failure: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await client.query("ROLLBACK").then(
      () => (failure = undefined),
      () => undefined,
    );
    throw error;
  } finally {
    // A connection that could not even roll back is destroyed, not reused.
    client.release(failure);
  }
}

/** Closes the plain connections. */
export async function disconnectBulk(): Promise<void> {
  await bulkPool.forget()?.end();
}
