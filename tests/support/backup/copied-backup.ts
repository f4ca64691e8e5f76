import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

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

/** Writes another manifest with its hash, as a portal that means it would. */
export function rewriteManifest(folder: string, change: (manifest: Record<string, unknown>) => object): void {
  const path = join(folder, "manifest.json");
  const text = JSON.stringify(change(JSON.parse(readFileSync(path, "utf8"))));
  writeFileSync(path, text);
  writeFileSync(`${path}.sha256`, `${createHash("sha256").update(text).digest("hex")}  manifest.json\n`);
}
