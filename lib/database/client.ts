import { PrismaPg } from "@prisma/adapter-pg";
import { workEnv } from "#lib/env.ts";
import { type Prisma, PrismaClient } from "./generated/client.ts";

/** What a query runs on: the pool, or the transaction it is part of. */
export type Database = PrismaClient | Transaction;
export type Transaction = Prisma.TransactionClient;

// On globalThis: Next bundles a module once for pages and once for route handlers, and each copy would keep a pool of its own.
const place = Symbol.for("wolkvox-upload-portal.database");
const holder: typeof globalThis & { [place]?: PrismaClient } = globalThis;

/** The process's one client; it connects at its first query. */
export function database(): PrismaClient {
  holder[place] ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: workEnv().DATABASE_URL, max: workEnv().DATABASE_CONNECTIONS }),
  });
  return holder[place];
}

export interface TransactionOptions {
  /** Milliseconds the work may take before it is rolled back; default 15,000. */
  readonly timeoutMs?: number;
  readonly isolation?: Prisma.TransactionIsolationLevel;
}

/** Runs `work` in one transaction: everything it did, or nothing. */
export function withTransaction<T>(
  work: (transaction: Transaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return database().$transaction(work, {
    maxWait: 10_000,
    timeout: options.timeoutMs ?? 15_000,
    ...(options.isolation === undefined ? {} : { isolationLevel: options.isolation }),
  });
}

/** Gives every connection back; a later query connects anew. */
export async function disconnectDatabase(): Promise<void> {
  const client = holder[place];
  delete holder[place];
  await client?.$disconnect();
}
