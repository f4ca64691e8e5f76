import type { Transaction } from "../client.ts";

/**
 * What tells a PostgreSQL from a restored copy of it: another cluster has another system identifier, and a recovery
 * to a point in time begins another timeline.
 */
export interface DatabaseIdentity {
  readonly systemIdentifier: string;
  readonly timeline: number;
}

/** Null where the user may not call these functions, or the server has none of them. */
export async function readIdentity(db: Transaction): Promise<DatabaseIdentity | null> {
  // Asked first: a refused call would end the transaction.
  const [allowed] = await db.$queryRaw<{ isAllowed: boolean }[]>`
    SELECT count(*) = 2 AND bool_and(has_function_privilege(p.oid, 'EXECUTE')) AS "isAllowed" FROM pg_proc p
    WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proname IN ('pg_control_system', 'pg_control_checkpoint')`;
  if (allowed?.isAllowed !== true) return null;
  const [identity] = await db.$queryRaw<DatabaseIdentity[]>`
    SELECT s.system_identifier::text AS "systemIdentifier", c.timeline_id AS timeline
    FROM pg_control_system() AS s, pg_control_checkpoint() AS c`;
  return identity ?? null;
}

/** The identity under which the snapshots were written; null before a worker has ever noted one. Locks it. */
export async function lockKnownIdentity(tx: Transaction): Promise<DatabaseIdentity | null> {
  const [known] = await tx.$queryRaw<DatabaseIdentity[]>`
    SELECT "systemIdentifier", timeline FROM "DatabaseIdentity" WHERE id = 1 FOR UPDATE`;
  return known ?? null;
}

export async function noteIdentity(tx: Transaction, identity: DatabaseIdentity): Promise<void> {
  await tx.databaseIdentity.upsert({ where: { id: 1 }, create: { id: 1, ...identity }, update: { ...identity } });
}
