import { createTestDatabase, startTestServer } from "#tests/support/database/database.ts";
import { measure } from "../measure.ts";
import type { PushInput } from "./tasks/push-portfolios.ts";

export type PushSetup = Partial<Omit<PushInput, "databasePid">> & Pick<PushInput, "debtors">;

/**
 * The figures of one push. Defaults: one tenant, one call at once, batches of 100, one worker, 200 ms per
 * call.
 */
export type MeasurePush = (setup: PushSetup) => Promise<Readonly<Record<string, number>>>;

/** Gives `work` a durable PostgreSQL of its own; every push gets a fresh database on it. */
export async function withPushes<T>(work: (measurePush: MeasurePush) => Promise<T>): Promise<T> {
  // An empty list keeps PostgreSQL's defaults, so commits are durable.
  const server = await startTestServer([]);
  try {
    return await work(async (setup) => {
      const { url, drop } = await createTestDatabase(server.postgres.url("postgres"));
      const usual = {
        tenants: 1,
        batchSize: 100,
        callsAtOnce: 1,
        workers: 1,
        latencyMs: 200,
        tenantsAtOnce: 8,
        snapshot: "none" as const,
      };
      const input: PushInput = { ...usual, ...setup, databasePid: server.postgres.process.pid ?? 0 };
      const script = new URL("tasks/push-portfolios.ts", import.meta.url);
      try {
        return (await measure({ script, input, database: url }, 1)).seen;
      } finally {
        await drop();
      }
    });
  } finally {
    await server.stop();
  }
}

/** A figure of a push; throws if the push did not report it. */
export function seenOf(seen: Readonly<Record<string, number>>, name: string): number {
  const value = seen[name];
  if (value === undefined) throw new Error(`the push did not tell its ${name}`);
  return value;
}
