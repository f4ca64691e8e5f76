import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { signManifest } from "#lib/secrets/backup-key.ts";
import type { SecretKey } from "#lib/secrets/key-check.ts";
import { manifestName, sealName } from "#prisma/backup/manifest.ts";

/** A copy of a backup beside it, to be damaged. */
export function copyBackup(folder: string): string {
  const copy = mkdtempSync(`${folder}-`);
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Changes one byte of a file. */
export function flipByte(path: string, at: number): void {
  const bytes = readFileSync(path);
  const place = Math.min(at, bytes.length - 1);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

/** Writes another manifest under the seal of a key, as only a portal that has it could. */
export function rewriteManifest(
  folder: string,
  key: SecretKey,
  change: (manifest: Record<string, unknown>) => object,
): void {
  const path = join(folder, manifestName);
  const bytes = Buffer.from(JSON.stringify(change(JSON.parse(readFileSync(path, "utf8")))), "utf8");
  writeFileSync(path, bytes);
  writeFileSync(join(folder, sealName), `${key.id} ${signManifest(bytes, key)}\n`);
}
