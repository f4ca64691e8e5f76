import { Pool, type PoolClient } from "pg";
import { workEnv } from "#lib/env.ts";
import { onceAProcess } from "#lib/once-a-process.ts";

const bulkPool = onceAProcess<Pool>("bulk-pool");

/** A plain connection inside a transaction of {@link withBulkTransaction}. */
export type BulkClient = PoolClient;

/** How many COPYs and cursors one process runs at once; more would only wait for the same disk. */
const bulkConnections = 4;

/** Plain connections for what Prisma cannot do: COPY and cursors. */
function pool(): Pool {
  return bulkPool.get(() => {
    const made = new Pool({
      connectionString: workEnv().DATABASE_URL,
      max: bulkConnections,
      idleTimeoutMillis: 10_000,
    });
    // An idle connection that the server cuts is replaced at the next use; unheard, the event would end the process.
    made.on("error", () => undefined);
    return made;
  });
}

/** One statement on a plain connection, a transaction by itself. */
export async function withBulkStatement<T>(statement: (client: BulkClient) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  try {
    return await statement(client);
  } finally {
    client.release();
  }
}

/** One transaction on a plain connection; a throw undoes all of it. */
export function withBulkTransaction<T>(work: (client: BulkClient) => Promise<T>): Promise<T> {
  return within("BEGIN", work);
}

/** Many readings of one moment: what others write meanwhile is not seen. */
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
    // A connection that could not even roll back is thrown away, not handed to the next one.
    client.release(failure);
  }
}

/** Gives the plain connections back. */
export async function disconnectBulk(): Promise<void> {
  await bulkPool.forget()?.end();
}
