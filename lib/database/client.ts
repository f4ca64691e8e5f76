import { PrismaPg } from "@prisma/adapter-pg";
import { workEnv } from "#lib/env.ts";
import { onceAProcess } from "#lib/once-a-process.ts";
import { type Prisma, PrismaClient } from "./generated/client.ts";

/** What a query runs on: the pool, or the transaction it is part of. */
export type Database = PrismaClient | Transaction;
export type Transaction = Prisma.TransactionClient;

const client = onceAProcess<PrismaClient>("database");

/** The process's only client; it connects at its first query. */
export function database(): PrismaClient {
  return client.get(() => {
    const { DATABASE_URL, DATABASE_CONNECTIONS } = workEnv();
    return new PrismaClient({ adapter: new PrismaPg({ connectionString: DATABASE_URL, max: DATABASE_CONNECTIONS }) });
  });
}

export interface TransactionOptions {
  /** Milliseconds until the work is rolled back; default 15,000. */
  readonly timeoutMs?: number;
  readonly isolation?: Prisma.TransactionIsolationLevel;
}

/** Runs `work` in one transaction: all of it takes effect, or nothing. */
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

/** Closes every connection; a later query connects again. */
export async function disconnectDatabase(): Promise<void> {
  await client.forget()?.$disconnect();
}
