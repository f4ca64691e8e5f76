import { createHash, randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";
import { type BytesStep, decryptingWith, encryptingFor } from "#lib/secrets/backup-key.ts";
import type { SecretKey } from "#lib/secrets/key-check.ts";
import { fileOf, type ManifestTable } from "#prisma/backup/manifest.ts";
import { copyBackup, rewriteManifest } from "./copied-backup.ts";

export interface ForgerKeys {
  /** What the tables of the backup are read with. */
  readonly opens: SecretKey;
  readonly seals: SecretKey;
  readonly encrypts: SecretKey;
}

/** The lines of a table of a backup, as COPY wrote them. */
export async function readTable(folder: string, table: string, key: SecretKey): Promise<string[]> {
  const bytes = await through(readFileSync(join(folder, fileOf(table))), decryptingWith(key));
  return gunzipSync(bytes).toString("utf8").split("\n").slice(0, -1);
}

/** A copy of a backup in which one table has other lines, and every sum is right. */
export async function forgeTable(
  folder: string,
  table: string,
  change: (lines: readonly string[]) => readonly string[],
  { opens, seals, encrypts }: ForgerKeys,
): Promise<string> {
  const copy = copyBackup(folder);
  const lines = change(await readTable(folder, table, opens));
  const bytes = await through(gzipSync(lines.map((line) => `${line}\n`).join("")), encryptingFor(encrypts));
  writeFileSync(join(copy, fileOf(table)), bytes);
  const sums = { rows: lines.length, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
  rewriteManifest(copy, seals, (old) => ({
    ...old,
    tables: (old.tables as ManifestTable[]).map((one) => (one.name === table ? { ...one, ...sums } : one)),
  }));
  return copy;
}

/** What a thief does who has the files: they make themselves an admin. */
export function forgeAdmin(folder: string, keys: ForgerKeys): Promise<string> {
  return forgeTable(
    folder,
    "User",
    (lines) => {
      const first = lines.find((line) => line.includes("\tadmin\t")) ?? "";
      const [id = ""] = first.split("\t");
      return [...lines, first.replace(id, randomUUID()).replace(/[^\s]+@[^\s]+/, "thief@example.com")];
    },
    keys,
  );
}

function through(bytes: Uint8Array, step: BytesStep): Promise<Buffer> {
  return buffer(step(Readable.from([bytes])));
}
