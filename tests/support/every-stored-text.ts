import { ownerDatabase } from "#tests/support/database/owner-database.ts";

/**
 * Where these texts stand in the database: every column of every table but views, whatever its type, each value as text
 * (bytes by their printable characters). Found as `Table.column`.
 */
export async function placesOf(texts: readonly string[]): Promise<string[]> {
  const columns = await ownerDatabase().$queryRaw<{ schema: string; table: string; column: string; type: string }[]>`
    SELECT c.table_schema AS schema, c.table_name AS table, c.column_name AS column, c.data_type AS type
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema NOT IN ('pg_catalog', 'information_schema') AND t.table_type = 'BASE TABLE' ORDER BY 1, 2, 3`;
  const places: string[] = [];
  for (const { schema, table, column, type } of columns) {
    const value = type === "bytea" ? `encode("${column}", 'escape')` : `"${column}"::text`;
    for (const text of texts) {
      const [found] = await ownerDatabase().$queryRawUnsafe<{ isThere: boolean }[]>(
        `SELECT EXISTS (SELECT 1 FROM "${schema}"."${table}" WHERE strpos(lower(${value}), lower($1)) > 0) AS "isThere"`,
        text,
      );
      if (found?.isThere === true) places.push(`${table}.${column}: ${text}`);
    }
  }
  return places;
}
