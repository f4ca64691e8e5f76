import type pg from "pg";

/**
 * What `look` finds after `changes` to the trail by whoever owns the database and has turned the triggers off. All of it
 * is one transaction of `client` that is rolled back, so that nobody else sees the changes and none is left.
 */
export async function whileTampered<T>(
  client: pg.ClientBase,
  changes: readonly string[],
  look: () => Promise<T>,
): Promise<T> {
  await client.query("BEGIN; SET LOCAL session_replication_role = replica");
  try {
    for (const change of changes) await client.query(change);
    return await look();
  } finally {
    await client.query("ROLLBACK");
  }
}

/** The same changes, to stay. */
export async function tamper(client: pg.ClientBase, changes: readonly string[]): Promise<void> {
  await client.query(["BEGIN; SET LOCAL session_replication_role = replica", ...changes, "COMMIT"].join(";\n"));
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
