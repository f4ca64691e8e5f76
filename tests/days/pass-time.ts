import pg from "pg";

/** Whose times move apart, are part of a chain of hashes, or of a user's session, which no act here looks at. */
const still = ["Record", "AuditEntry", "AuditLink", "AuditHead", "Session", "User", "_prisma_migrations"];

/** Time that has passed: how much, and when by the real clock. */
export interface Passed {
  readonly ms: number;
  readonly at: Date;
}

/**
 * Lets time pass for the portal: every time that its database has moves into the past, as if so much had passed since.
 * No process may be at work on it. Days of a calendar move only with whole days. Not when records were settled: those are
 * by far most rows, and {@link passForRecords} moves them later.
 */
export async function passTime(ownerUrl: string, ms: number): Promise<void> {
  await onDatabase(ownerUrl, async (client) => {
    const { rows } = await client.query<{ table: string; columns: string[] }>(
      `SELECT c.table_name AS table, array_agg(c.column_name::text) AS columns
       FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
       WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type = 'timestamp with time zone'
         AND c.table_name <> ALL($1) GROUP BY 1`,
      [still],
    );
    const moved = rows.map(({ table, columns }) => {
      const sets = columns.map((column) => `"${column}" = "${column}" - interval '${Math.round(ms)} milliseconds'`);
      return `UPDATE "${table}" SET ${sets.join(", ")}`;
    });
    const days = Math.floor(ms / 86_400_000);
    const holds = `UPDATE "Hold" SET until = until - ${days} WHERE until IS NOT NULL`;
    // Without triggers: nothing has been changed by anybody.
    await client.query(`BEGIN; SET LOCAL session_replication_role = replica; ${[...moved, holds].join("; ")}; COMMIT`);
    // Nothing else takes away what each of them leaves behind, nor learns how much there is.
    await client.query(`VACUUM (ANALYZE) "Upload", "Batch", "Call", "SnapshotDebtor"`);
  });
}

/** The same for when records were settled, for all that has passed since it was done last: each by what has passed since then. */
export function passForRecords(ownerUrl: string, passed: readonly Passed[]): Promise<void> {
  const shifts = passed.map(({ at }, place) => {
    const ms = passed.slice(place).reduce((sum, one) => sum + Math.round(one.ms), 0);
    return `WHEN "settledAt" < '${at.toISOString()}' THEN interval '${ms} milliseconds'`;
  });
  if (shifts.length === 0) return Promise.resolve();
  return onDatabase(ownerUrl, async (client) => {
    const set = `"settledAt" = "settledAt" - CASE ${shifts.join(" ")} ELSE interval '0' END`;
    await client.query(
      `BEGIN; SET LOCAL session_replication_role = replica; UPDATE "Record" SET ${set} WHERE "settledAt" IS NOT NULL; COMMIT`,
    );
    await client.query(`VACUUM (ANALYZE) "Record"`);
  });
}

/** Does something as the database's owner. */
export async function onDatabase(ownerUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
