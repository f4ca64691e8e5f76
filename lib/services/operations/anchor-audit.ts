import { open } from "node:fs/promises";
import { withPortalTransaction } from "#lib/database/client.ts";
import { claimAnchor, selectAuditHeads } from "#lib/database/operations/audit-anchors.ts";
import { envOf } from "#lib/env.ts";
import { writeAnchor } from "#lib/secrets/audit-anchor.ts";

/**
 * Appends where every chain of the audit trail ends, signed, to the file AUDIT_ANCHORS: once a day, by the worker that comes
 * first. Says how many ends; null if it was not due, or there is no such setting. If it fails it stays due.
 */
export async function anchorAudit(): Promise<number | null> {
  const { AUDIT_ANCHORS: file, SECRET_KEYS } = envOf("AUDIT_ANCHORS", "SECRET_KEYS");
  if (file === undefined) return null;
  return withPortalTransaction(async (tx) => {
    const at = await claimAnchor(tx);
    if (at === null) return null;
    const heads = await selectAuditHeads(tx);
    // Before the commit: a crash in between leaves two anchors of a day, and never none.
    await appendLine(file, writeAnchor({ at, heads }, SECRET_KEYS));
    return heads.length;
  });
}

async function appendLine(path: string, line: string): Promise<void> {
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, Math.max(0, size - 1));
    // A disk that was full may have cut the last line.
    const begin = size === 0 || buffer.toString() === "\n" ? "" : "\n";
    await file.appendFile(`${begin}${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}
