import { Pool } from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { workEnv } from "#lib/env.ts";
import { onceAProcess } from "#lib/once-a-process.ts";
import { beginWith } from "./reach.ts";
import { queryAlone } from "./reached-query.ts";
import { narrowed, type SqlClient, type SqlText, sql } from "./sql-text.ts";

const pools = onceAProcess<Map<BulkRole, Pool>>("bulk-pools");

/** A plain connection inside a transaction with a tenant's rows. */
export type BulkClient = SqlClient;

/**
 * As whom it connects: `own` as Prisma does, with the tenant's rows only; `staging` for COPY, which row-level
 * security refuses: a trigger refuses what it writes of another tenant (decision 65).
 */
type BulkRole = "own" | "staging";

/** COPYs and cursors that one process runs at once; more would only wait for the same disk. */
const bulkConnections = 4;

/** Plain connections for what Prisma cannot do: COPY and cursors. */
function pool(role: BulkRole): Pool {
  const all = pools.get(() => new Map());
  const made = all.get(role) ?? connectAs(role);
  all.set(role, made);
  return made;
}

function connectAs(role: BulkRole): Pool {
  const { DATABASE_URL, DATABASE_STAGING_URL } = workEnv();
  const connectionString = role === "own" ? DATABASE_URL : DATABASE_STAGING_URL;
  if (connectionString === undefined) throw new Error("DATABASE_STAGING_URL is missing");
  const made = new Pool({ connectionString, max: bulkConnections, idleTimeoutMillis: 10_000 });
  // An idle connection cut by the server is replaced at the next use; an unhandled error event would end
  // the process.
  made.on("error", () => undefined);
  // The same for one in use, whose next query then fails: a close-out is made in the portal's own process.
  made.on("connect", (client) => client.on("error", () => undefined));
  return made;
}

/**
 * What a query gives of the tenant's rows, in the binary format of COPY, as it arrives. The query takes no parameters.
 * Row-level security refuses COPY only on its way in.
 */
export async function* copyBulk(tenantId: TenantId, query: SqlText): AsyncGenerator<Buffer> {
  const client = await pool("own").connect();
  let isWhole = false;
  try {
    await client.query(beginWith({ kind: "tenant", tenantId }));
    for await (const bytes of client.query(copyTo(sql`COPY (${query}) TO STDOUT (FORMAT binary)`)))
      yield bytes as Buffer;
    await client.query(sql`COMMIT`);
    isWhole = true;
  } finally {
    // A connection that is left in the middle is destroyed.
    client.release(!isWhole);
  }
}

/** Runs one statement with the tenant's rows: a transaction of one message, where others take four. */
export async function askBulk<Row extends object>(
  tenantId: TenantId,
  text: SqlText,
  values: readonly unknown[],
): Promise<Row[]> {
  const { rows } = await queryAlone(
    () => pool("own").connect(),
    { kind: "tenant", tenantId },
    { text, values: [...values] },
  );
  return rows;
}

/** Runs one transaction with the tenant's rows on a plain connection, without COPY; a throw rolls it back. */
export function withBulkTransaction<T>(tenantId: TenantId, work: (client: BulkClient) => Promise<T>): Promise<T> {
  return within("own", beginWith({ kind: "tenant", tenantId }), work);
}

/** The same with COPY, for what is staged. */
export function withStagingTransaction<T>(tenantId: TenantId, work: (client: BulkClient) => Promise<T>): Promise<T> {
  return within("staging", beginWith({ kind: "tenant", tenantId }), work);
}

/** Runs several reads of one snapshot: writes of others meanwhile are not seen. */
export function withBulkSnapshot<T>(tenantId: TenantId, work: (client: BulkClient) => Promise<T>): Promise<T> {
  return within(
    "own",
    beginWith({ kind: "tenant", tenantId }, sql`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`),
    work,
  );
}

async function within<T>(role: BulkRole, begin: SqlText, work: (client: BulkClient) => Promise<T>): Promise<T> {
  const client = await pool(role).connect();
  let failure: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(narrowed(client));
    await client.query(sql`COMMIT`);
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await client.query(sql`ROLLBACK`).then(
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
  for (const made of pools.forget()?.values() ?? []) await made.end();
}
