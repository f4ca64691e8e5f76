import { z } from "zod";

// A backup is a folder: one file a table, what COPY writes as text in a gzip in age; `manifest.json`; and its seal beside
// it: the name of the key of SECRET_KEYS that all of it is sealed with, and what only that key can write under the manifest.
export const manifestName = "manifest.json";
export const sealName = "manifest.json.seal";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const identifier = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,62}$/);

const tableSchema = z.object({
  name: identifier,
  columns: z.array(identifier).min(1),
  rows: z.number().int().min(0),
  /** Of the file. */
  bytes: z.number().int().min(0),
  sha256,
});

export const manifestSchema = z.object({
  format: z.literal(2),
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
export const fileOf = (table: string): string => `${table}.copy.gz.age`;

/** The COPY of a table, out or in. */
export function copyStatement(
  { name, columns }: Pick<ManifestTable, "name" | "columns">,
  to: "TO STDOUT" | "FROM STDIN",
) {
  return `COPY "${name}" (${columns.map((column) => `"${column}"`).join(", ")}) ${to}`;
}

/** No limits that a role may have for the statements of pages, and one way to write what COPY says, whatever the server's. */
export const copySettings = [
  "statement_timeout = 0",
  "idle_in_transaction_session_timeout = 0",
  "TimeZone = 'UTC'",
  "DateStyle = 'ISO, YMD'",
  "IntervalStyle = 'postgres'",
  "extra_float_digits = 1",
  "bytea_output = 'hex'",
  "synchronize_seqscans = off",
]
  .map((setting) => `SET LOCAL ${setting}`)
  .join("; ");

/** What a command says while it works on a table that takes long, and when it is done. */
export interface TableProgress {
  during(table: string, bytes: number): void;
  done(table: string, rows: number): void;
}
