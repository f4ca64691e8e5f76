import type { Transaction } from "../client.ts";

/** A migration that was started on this database. */
export interface BegunMigration {
  readonly name: string;
  /** `unfinished`: failed, or running now. `rolled_back`: failed, and somebody marked it as undone. */
  readonly state: "applied" | "unfinished" | "rolled_back";
}

/**
 * Every migration ever started, each once; one that failed and was applied later is `applied`. Empty for an
 * empty database.
 */
export async function selectMigrations(db: Transaction): Promise<BegunMigration[]> {
  const [table] = await db.$queryRaw<{ isThere: boolean }[]>`
    SELECT to_regclass('"_prisma_migrations"') IS NOT NULL AS "isThere"`;
  if (table?.isThere !== true) return [];
  return db.$queryRaw<BegunMigration[]>`
    SELECT migration_name AS name, CASE WHEN bool_or(finished_at IS NOT NULL AND rolled_back_at IS NULL) THEN 'applied'
      WHEN bool_or(rolled_back_at IS NULL) THEN 'unfinished' ELSE 'rolled_back' END AS state
    FROM "_prisma_migrations" GROUP BY migration_name`;
}
