import { createTestDatabase, startTestServer } from "#tests/support/database/database.ts";
import { measure } from "../measure.ts";
import type { PushInput } from "./tasks/push-portfolios.ts";

export type PushSetup = Partial<Omit<PushInput, "databaseUrl" | "databasePid">> & Pick<PushInput, "debtors">;

/** What a push of these sizes came to: by default one tenant, one call at once, batches of 100, one worker, 200 ms. */
export type MeasurePush = (setup: PushSetup) => Promise<Readonly<Record<string, number>>>;

/** Gives `work` a durable PostgreSQL of its own; every push has a fresh database on it. */
export async function withPushes<T>(work: (measurePush: MeasurePush) => Promise<T>): Promise<T> {
  // Without settings of its own the server keeps what it commits.
  const server = await startTestServer([]);
  try {
    return await work(async (setup) => {
      const { url, drop } = await createTestDatabase(server.postgres.url("postgres"));
      const usual = { tenants: 1, batchSize: 100, callsAtOnce: 1, workers: 1, latencyMs: 200, tenantsAtOnce: 8 };
      const input = { ...usual, ...setup, databaseUrl: url, databasePid: server.postgres.process.pid ?? 0 };
      try {
        const { seen } = await measure({ script: new URL("tasks/push-portfolios.ts", import.meta.url), input }, 1);
        return seen;
      } finally {
        await drop();
      }
    });
  } finally {
    await server.stop();
  }
}

/** A figure of a push that must be there. */
export function seenOf(seen: Readonly<Record<string, number>>, name: string): number {
  const value = seen[name];
  if (value === undefined) throw new Error(`the push did not tell its ${name}`);
  return value;
}
