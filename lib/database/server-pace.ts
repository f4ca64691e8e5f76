import type { Transaction } from "./client.ts";

/**
 * Takes the next place in a server's line, shared by all tenants and processes, and answers in how many milliseconds it comes.
 * One statement, so two callers never get one place; by the database's clock, so machines need not agree on the time.
 */
export async function takePlace(db: Transaction, server: string): Promise<number> {
  const [place] = await db.$queryRaw<{ waitMs: number }[]>`
    INSERT INTO "ServerPace" AS p (server, "nextAt", "intervalMs", "updatedAt") VALUES (${server}, now(), 0, now())
    ON CONFLICT (server) DO UPDATE SET
      "nextAt" = greatest(p."nextAt", now()) + p."intervalMs" * interval '1 millisecond', "updatedAt" = now()
    RETURNING greatest(0, extract(epoch FROM "nextAt" - now()) * 1000 - "intervalMs")::float8 AS "waitMs"`;
  return Math.ceil(place?.waitMs ?? 0);
}
