import { portalDatabase } from "#lib/database/client.ts";
import { selectMigrations } from "#lib/database/operations/migrations.ts";
import { readQueueDepth } from "#lib/database/operations/read-queue-depth.ts";
import { maxWorkerAgeSeconds, workerAgeSeconds } from "#lib/database/operations/worker-heartbeats.ts";
import type { Health } from "#lib/domain/views/health.ts";
import { compareMigrations, shippedMigrations } from "./compare-migrations.ts";
import { type Keys, listKeys } from "./list-keys.ts";
import { type AnchorAge, noAnchor, readAnchorAge } from "./read-anchor-age.ts";

const noKeys: Pick<Keys, "missing" | "missingAtWorkers" | "wrong"> = { missing: [], missingAtWorkers: [], wrong: [] };

/** Whether the portal can do its work: figures and codes only, nothing about a tenant. */
export async function readHealth(): Promise<Health> {
  const ships = await shippedMigrations().catch(warn);
  try {
    const [begun, depth] = await Promise.all([selectMigrations(portalDatabase()), readQueueDepth(portalDatabase())]);
    const migrations = begun.filter(({ state }) => state === "applied").length;
    const schema = ships === null ? null : compareMigrations(ships, begun);
    // The first migration creates the table of worker reports.
    const age = migrations === 0 ? null : await workerAgeSeconds(portalDatabase());
    const canWork = schema === "current" || schema === "newer";
    const { missing, missingAtWorkers, wrong } = canWork ? await listKeys() : noKeys;
    const anchor: AnchorAge = canWork ? await readAnchorAge() : noAnchor;
    const hasKeys = [missing, missingAtWorkers, wrong].every(({ length }) => length === 0);
    const isHealthy = canWork && hasKeys && age !== null && age <= maxWorkerAgeSeconds;
    return {
      isHealthy,
      isDatabaseUp: true,
      schema,
      migrations,
      workerAgeSeconds: age,
      missingKeys: missing.map(({ keyId }) => keyId),
      missingKeysAtWorkers: missingAtWorkers,
      wrongKeys: wrong,
      ...anchor,
      ...depth,
    };
  } catch (error) {
    warn(error);
    const unknown = {
      schema: null,
      migrations: 0,
      workerAgeSeconds: null,
      missingKeys: [],
      missingKeysAtWorkers: [],
      wrongKeys: [],
      ...noAnchor,
      queuedJobs: 0,
      activeJobs: 0,
      failingJobs: 0,
    };
    return { isHealthy: false, isDatabaseUp: false, ...unknown };
  }
}

/**
 * Reports the error as a warning instead of throwing: a health check that throws says less than one that
 * names what is down.
 */
function warn(error: unknown): null {
  process.emitWarning(error instanceof Error ? error : new Error(String(error)));
  return null;
}
