import assert from "node:assert/strict";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";

/** The batches of an upload with the hashes of what they will send: equal for equal files. */
export async function batchesOf(uploadId: string) {
  const batches = await ownerDatabase().batch.findMany({
    where: { uploadId },
    orderBy: { ordinal: "asc" },
    select: { ordinal: true, debtors: true, obligations: true, balance: true, bytes: true, sha256: true },
  });
  assert.ok(batches.length > 0);
  return batches.map(({ balance, sha256, ...rest }) => ({
    ...rest,
    balance: balance.toFixed(2),
    sha256: String(sha256),
  }));
}
