import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isSignedManifest } from "#lib/secrets/backup-key.ts";
import type { SecretKey } from "#lib/secrets/key-check.ts";
import { readMigrations } from "../schema-engine.ts";
import { BackupRefused } from "./backup-refused.ts";
import {
  fileOf,
  type Manifest,
  type ManifestTable,
  manifestName,
  manifestSchema,
  sealName,
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
  /** What it is sealed with. */
  readonly key: SecretKey;
  /** The migrations that its tables are of, and those that came later. */
  readonly its: readonly Migration[];
  readonly later: readonly Migration[];
}

/**
 * Reads a backup and checks every byte of it. Throws {@link BackupRefused} if it is not as one of these keys has sealed it, or if a
 * newer portal made it.
 */
export async function readBackup(folder: string, keys: readonly SecretKey[], progress: TableProgress): Promise<Backup> {
  const { manifest, key } = await readManifest(folder, keys);
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
    key,
    its: shipped.filter(({ name }) => named.has(name)),
    later: shipped.filter(({ name }) => !named.has(name)),
  };
}

/** What backups had beside their manifest before they were sealed. */
const unsealedName = "manifest.json.sha256";

async function readManifest(
  folder: string,
  keys: readonly SecretKey[],
): Promise<{ readonly manifest: Manifest; readonly key: SecretKey }> {
  if (existsSync(join(folder, unsealedName)))
    throw new BackupRefused(
      "This backup is of before backups were sealed: nobody can tell whether it was changed. Whoever trusts it restores it " +
        "with the portal that made it, and upgrades that one.",
    );
  const bytes = await readPart(folder, manifestName);
  const seal = (await readPart(folder, sealName)).toString("utf8");
  const [, id = "", signature = ""] = /^([\w-]{1,32}) ([0-9a-f]{64})\n$/.exec(seal) ?? [];
  if (id === "") throw new BackupRefused(`${sealName} is damaged: it is none.`);
  const key = keys.find((one) => one.id === id);
  if (key === undefined) throw new BackupRefused(`The backup is sealed with the key "${id}", which SECRET_KEYS lacks.`);
  if (!isSignedManifest(bytes, signature, key))
    throw new BackupRefused(
      `${manifestName} is damaged or changed: it is not what the key "${id}" has sealed. Or SECRET_KEYS has another key ` +
        "of that name.",
    );
  const parsed = manifestSchema.safeParse(JSON.parse(bytes.toString("utf8")));
  if (!parsed.success) throw new BackupRefused(`${manifestName} is of a kind that this portal does not know.`);
  return { manifest: parsed.data, key };
}

function readPart(folder: string, name: string): Promise<Buffer> {
  return readFile(join(folder, name)).catch((error: Error) => {
    throw new BackupRefused(`${folder} is no whole backup: ${error.message}`);
  });
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
