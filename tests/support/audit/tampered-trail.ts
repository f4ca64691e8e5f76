import type pg from "pg";

export const trailTables = ["AuditEntry", "AuditLink", "AuditHead"] as const;

/** Keeps the trail as it is now, so that each change can be taken back. */
export async function keepTrail(client: pg.ClientBase): Promise<void> {
  await client.query("CREATE SCHEMA kept");
  for (const table of trailTables) await client.query(`CREATE TABLE kept."${table}" AS TABLE public."${table}"`);
}

/** Runs `change` on the trail as whoever owns the database and has turned the triggers off; returns what undoes it. */
export async function tamper(client: pg.ClientBase, ...changes: readonly string[]): Promise<() => Promise<void>> {
  await withoutTriggers(client, changes);
  return () =>
    withoutTriggers(
      client,
      trailTables.flatMap((table) => [
        `DELETE FROM "${table}"`,
        `INSERT INTO "${table}" SELECT * FROM kept."${table}"`,
      ]),
    );
}

async function withoutTriggers(client: pg.ClientBase, statements: readonly string[]): Promise<void> {
  await client.query("SET session_replication_role = replica");
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.query("SET session_replication_role = origin");
  }
}

/** SQL that is `column` with one byte of it changed, or a value in place of none. */
export function oneByteOff(column: string, type: string): string {
  const name = `"${column}"`;
  switch (type) {
    case "uuid":
      return `coalesce(overlay(${name}::text PLACING (CASE WHEN ${name}::text LIKE '_______0%' THEN '1' ELSE '0' END) FROM 8 FOR 1), gen_random_uuid()::text)::uuid`;
    case "timestamp with time zone":
      return `${name} + interval '1 millisecond'`;
    case "bigint":
      return `${name} + 1`;
    case "bytea":
      return `set_byte(${name}, length(${name}) - 1, get_byte(${name}, length(${name}) - 1) # 1)`;
    case "jsonb":
      return `(overlay(${name}::text PLACING 'z' FROM 3 FOR 1))::jsonb`;
    case "text":
      return `coalesce(overlay(${name} PLACING chr(ascii(right(${name}, 1)) # 1) FROM length(${name}) FOR 1), '')`;
    default:
      throw new Error(`no byte of a ${type} is known`);
  }
}
