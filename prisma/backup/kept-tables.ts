import type { ClientBase } from "pg";

/**
 * What a restored portal must not have: sign-ins, links to set a password and workers of another time, which database it was, and when
 * its trail was anchored. The list of migrations is in the manifest.
 */
const leftOut = [
  "_prisma_migrations",
  "Session",
  "SignInAttempt",
  "AccessLink",
  "FirstRunCode",
  "WorkerHeartbeat",
  "DatabaseIdentity",
  "AuditAnchor",
];

export interface KeptTable {
  readonly name: string;
  /** Without those that the database computes. */
  readonly columns: readonly string[];
}

/** Every table of the schema that a backup has, each after those that it refers to. */
export async function selectKeptTables(client: ClientBase): Promise<KeptTable[]> {
  const { rows } = await client.query<KeptTable & { readonly needs: string[] }>(
    `SELECT c.relname::text AS name,
       ARRAY(SELECT a.attname::text FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
       ARRAY(SELECT DISTINCT p.relname::text FROM pg_constraint f JOIN pg_class p ON p.oid = f.confrelid
         WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS needs
     FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname <> ALL($1) ORDER BY c.relname`,
    [leftOut],
  );
  const ordered: KeptTable[] = [];
  const placed = new Set(leftOut);
  while (ordered.length < rows.length) {
    const ready = rows.filter(({ name, needs }) => !placed.has(name) && needs.every((need) => placed.has(need)));
    if (ready.length === 0) throw new Error("Some tables refer to each other in a circle.");
    for (const { name, columns } of ready) {
      ordered.push({ name, columns });
      placed.add(name);
    }
  }
  return ordered;
}
