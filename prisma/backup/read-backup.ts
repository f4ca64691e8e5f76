import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readMigrations } from "../schema-engine.ts";
import { BackupRefused } from "./backup-refused.ts";
import {
  fileOf,
  type Manifest,
  type ManifestTable,
  manifestHashName,
  manifestName,
  manifestSchema,
  type TableProgress,
} from "./manifest.ts";

/** A migration of this build. */
export interface Migration {
  readonly name: string;
  readonly script: string;
  readonly checksum: string;
}

/** A backup that is whole, and what this build makes of it. */
export interface Backup {
  readonly folder: string;
  readonly manifest: Manifest;
  /** The migrations that its tables are of, and those that came later. */
  readonly its: readonly Migration[];
  readonly later: readonly Migration[];
}

/** Reads a backup and checks every byte of it. Throws {@link BackupRefused} if it is damaged, or made by a newer portal. */
export async function readBackup(folder: string, progress: TableProgress): Promise<Backup> {
  const manifest = await readManifest(folder);
  const shipped = await shippedMigrations();
  for (const { name, checksum } of manifest.migrations) {
    const ours = shipped.find((one) => one.name === name);
    if (ours === undefined)
      throw new BackupRefused(`A newer portal made this backup (${name}): restore it with that one, or a later one.`);
    if (ours.checksum !== checksum)
      throw new BackupRefused(`The migration ${name} is not the one that this backup was made with.`);
  }
  for (const table of manifest.tables) await checkFile(folder, table, progress);
  const named = new Set(manifest.migrations.map(({ name }) => name));
  return {
    folder,
    manifest,
    its: shipped.filter(({ name }) => named.has(name)),
    later: shipped.filter(({ name }) => !named.has(name)),
  };
}

async function readManifest(folder: string): Promise<Manifest> {
  const [text, hashText] = await Promise.all([
    readFile(join(folder, manifestName)),
    readFile(join(folder, manifestHashName), "utf8"),
  ]).catch((error: Error) => {
    throw new BackupRefused(`${folder} is no whole backup: ${error.message}`);
  });
  if (hashText !== `${createHash("sha256").update(text).digest("hex")}  ${manifestName}\n`)
    throw new BackupRefused(`${manifestName} is damaged: it is not the one that ${manifestHashName} is of.`);
  const parsed = manifestSchema.safeParse(JSON.parse(text.toString("utf8")));
  if (!parsed.success) throw new BackupRefused(`${manifestName} is of a kind that this portal does not know.`);
  return parsed.data;
}

async function shippedMigrations(): Promise<Migration[]> {
  const { migrationDirectories } = await readMigrations();
  return migrationDirectories.map(({ path, migrationFile: { content } }) => {
    if (content.tag !== "ok") throw new Error(`${path} cannot be read.`);
    const script = content.value;
    return { name: path, script, checksum: createHash("sha256").update(script).digest("hex") };
  });
}

async function checkFile(folder: string, table: ManifestTable, progress: TableProgress): Promise<void> {
  const file = fileOf(table.name);
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(join(folder, file))) {
      hash.update(chunk);
      bytes += chunk.length;
      progress.during(table.name, bytes);
    }
  } catch (error) {
    throw new BackupRefused(`${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
  if (bytes !== table.bytes || hash.digest("hex") !== table.sha256)
    throw new BackupRefused(`${file} is damaged: it is not as it was written. Take another copy of the backup.`);
}
