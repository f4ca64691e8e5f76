import { z } from "zod";

// A backup is a folder: one gzip a table, with what COPY writes as text; `manifest.json`; and `manifest.json.sha256`
// beside it. `sha256sum -c` and `gunzip` read them without this portal.
export const manifestName = "manifest.json";
export const manifestHashName = "manifest.json.sha256";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const identifier = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/);

const tableSchema = z.object({
  name: identifier,
  columns: z.array(identifier).min(1),
  rows: z.number().int().min(0),
  /** Of the gzip. */
  bytes: z.number().int().min(0),
  sha256,
});

export const manifestSchema = z.object({
  format: z.literal(1),
  /** By the database's clock; the snapshot is of this moment or a little later. */
  takenAt: z.iso.datetime(),
  /** The version of the server, for whoever reads it. */
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: sha256 })).min(1),
  /** Names of the keys that open what is sealed in it. The keys themselves are elsewhere. */
  keys: z.array(z.object({ keyId: z.string(), secrets: z.number().int() })),
  /** In an order in which every table comes after those that it refers to. */
  tables: z.array(tableSchema),
});

export type Manifest = z.output<typeof manifestSchema>;
export type ManifestTable = Manifest["tables"][number];

/** The file of a table. */
export const fileOf = (table: string): string => `${table}.copy.gz`;

/** The COPY of a table, out or in. */
export function copyStatement(
  { name, columns }: Pick<ManifestTable, "name" | "columns">,
  to: "TO STDOUT" | "FROM STDIN",
) {
  return `COPY "${name}" (${columns.map((column) => `"${column}"`).join(", ")}) ${to}`;
}

/** Limits that a role may have for the statements of pages. */
export const noTimeouts = "SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0";

/** What a command says while it works on a table that takes long, and when it is done. */
export interface TableProgress {
  during(table: string, bytes: number): void;
  done(table: string, rows: number): void;
}
