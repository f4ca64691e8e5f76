import { AsyncLocalStorage } from "node:async_hooks";
import { PrismaPg } from "@prisma/adapter-pg";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { workEnv } from "#lib/env.ts";
import { onceAProcess } from "#lib/once-a-process.ts";
import { type Prisma, PrismaClient } from "./generated/client.ts";
import { portalReach, type Reach } from "./reach.ts";
import { ReachingPool } from "./reaching-pool.ts";

/** What a query runs on: the pool, or the transaction it is part of. */
export type Database = PrismaClient | Transaction;
export type Transaction = Prisma.TransactionClient;

export interface Connected {
  readonly prisma: PrismaClient;
  readonly pool: ReachingPool;
  readonly reaches: AsyncLocalStorage<Reach>;
  /** By tenant: making one takes 50 µs. */
  readonly ofTenants: Map<TenantId, PrismaClient>;
}

const connected = onceAProcess<Connected>("database");

const connect = () => connectTo(workEnv().DATABASE_URL, workEnv().DATABASE_CONNECTIONS);

/** Milliseconds until a transaction begins, and until it ends; Prisma's own are 2 and 5 s. */
const patience = { maxWait: 10_000, timeout: 15_000 };

/** Connects at the first query. A process has one of these, of its own role. */
export function connectTo(connectionString: string, max: number, transactionOptions = patience): Connected {
  const reaches = new AsyncLocalStorage<Reach>();
  const pool = new ReachingPool({ connectionString, max }, reaches);
  return {
    prisma: new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions }),
    pool,
    reaches,
    ofTenants: new Map(),
  };
}

/** The tables of one tenant. Each statement is a transaction that begins by setting the tenant. */
export function tenantDatabase(tenantId: TenantId): PrismaClient {
  const { ofTenants } = connected.get(connect);
  const client = ofTenants.get(tenantId) ?? within({ kind: "tenant", tenantId });
  ofTenants.set(tenantId, client);
  return client;
}

/** The tables of several tenants, to read lists from. */
export function tenantsDatabase(tenantIds: readonly TenantId[]): PrismaClient {
  return within({ kind: "tenants", tenantIds });
}

/**
 * What belongs to no tenant (users, sessions, gates, workers), and the functions that look across tenants. A table of
 * tenants is empty here.
 */
export function portalDatabase(): PrismaClient {
  return connected.get(connect).prisma;
}

function within(reach: Reach): PrismaClient {
  const { prisma, reaches } = connected.get(connect);
  const client = prisma.$extends({
    query: {
      $allOperations: ({ operation, args, query }) => {
        // Prisma puts those of one moment together, whichever tenant they are of.
        if (operation.startsWith("findUnique")) throw new Error("findUnique cannot say of which tenant: use findFirst");
        return reaches.run(reach, async () => await query(args));
      },
    },
  });
  return client as unknown as PrismaClient;
}

export interface TransactionOptions {
  /** Milliseconds until the work is rolled back; default 15,000. */
  readonly timeoutMs?: number;
  readonly isolation?: Prisma.TransactionIsolationLevel;
}

/** Runs `work` on the tenant's tables in one transaction: all of it takes effect, or nothing. */
export function withTransaction<T>(
  tenantId: TenantId,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return transact({ kind: "tenant", tenantId }, work, options);
}

/** The same on what {@link portalDatabase} has. */
export function withPortalTransaction<T>(
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return transact(portalReach, work, options);
}

function transact<T>(
  reach: Reach,
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions,
): Promise<T> {
  const { prisma, reaches } = connected.get(connect);
  return reaches.run(reach, () =>
    prisma.$transaction(work, {
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
      ...(options.isolation === undefined ? {} : { isolationLevel: options.isolation }),
    }),
  );
}

/** Closes every connection; a later query connects again. */
export async function disconnectDatabase(): Promise<void> {
  const gone = connected.forget();
  await gone?.prisma.$disconnect();
  await gone?.pool.end();
}
