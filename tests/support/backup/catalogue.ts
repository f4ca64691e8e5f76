import { ask } from "./ask.ts";

/** Everything that a database's schema has, one line each: tables and their settings, columns, checks, indexes, functions. */
export async function catalogueOf(url: string): Promise<string[]> {
  const rows = await ask<{ line: string }>(
    url,
    `SELECT concat_ws(' ', 'table', relname, reloptions::text, relrowsecurity) AS line FROM pg_class
       WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
     UNION ALL SELECT concat_ws(' ', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated,
         a.attstorage, a.attstattarget, pg_get_expr(d.adbin, d.adrelid))
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
     UNION ALL SELECT concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
       WHERE connamespace = 'public'::regnamespace
     UNION ALL SELECT concat_ws(' ', 'index', indexdef) FROM pg_indexes WHERE schemaname = 'public'
     UNION ALL SELECT concat_ws(' ', 'trigger', pg_get_triggerdef(t.oid)) FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
       WHERE NOT tgisinternal AND p.pronamespace = 'public'::regnamespace
     UNION ALL SELECT concat_ws(' ', 'function', pg_get_functiondef(oid), obj_description(oid, 'pg_proc')) FROM pg_proc
       WHERE pronamespace = 'public'::regnamespace
     UNION ALL SELECT concat_ws(' ', 'enum', enumtypid::regtype, row_number() OVER (PARTITION BY enumtypid ORDER BY enumsortorder), enumlabel)
       FROM pg_enum
     UNION ALL SELECT concat_ws(' ', 'migration', migration_name, checksum, finished_at IS NOT NULL, applied_steps_count) FROM "_prisma_migrations"
     ORDER BY line`,
  );
  return rows.map(({ line }) => line);
}

/** A hash of the rows of each table, and how many there are; empty tables are left out. */
export async function contentsOf(url: string): Promise<Record<string, string>> {
  const tables = await ask<{ name: string }>(
    url,
    "SELECT relname::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY relname",
  );
  const contents: Record<string, string> = {};
  for (const { name } of tables.filter((table) => table.name !== "_prisma_migrations")) {
    const [row] = await ask<{ count: number; hash: string }>(
      url,
      `SELECT count(*)::int AS count, md5(string_agg(t::text, E'\\n' ORDER BY t::text)) AS hash FROM "${name}" t`,
    );
    if (row !== undefined && row.count > 0) contents[name] = `${row.count} ${row.hash}`;
  }
  return contents;
}
