import { createHash } from "node:crypto";
import type { BatchRecord } from "#lib/database/batches/batches.ts";
import type { Half } from "#lib/database/batches/halves.ts";
import { requestBody } from "#lib/domain/debtors/batch-debtors.ts";

/** The two halves of a batch that was sent, the first one the longer; the hash is as staging would have it, the bytes are those of the call. */
export function halvesOf(operation: string, sent: readonly BatchRecord[]): Half[] {
  const middle = Math.ceil(sent.length / 2);
  return [sent.slice(0, middle), sent.slice(middle)].flatMap((records) => {
    const [first, last] = [records[0], records.at(-1)];
    if (first === undefined || last === undefined) return [];
    const payloads = records.map((record) => record.payload ?? "");
    const hash = createHash("sha256");
    for (const payload of payloads) hash.update(payload).update("\n");
    return [
      {
        firstOrdinal: first.ordinal,
        lastOrdinal: last.ordinal,
        bytes: Buffer.byteLength(requestBody(operation, payloads)),
        sha256: hash.digest("hex"),
      },
    ];
  });
}

/**
 * What isolating the bad debtors of one batch of two or more may cost: eight paths from it down to a single debtor, and both halves on each
 * step; of a small batch less, since it is all in single debtors before. For 100 debtors 112 calls: eight bad ones are found for certain, in
 * whatever places; lib/decisions has the reasons.
 */
export function maxHalvingCalls(debtors: number): number {
  return Math.min(16 * Math.ceil(Math.log2(debtors)), 2 * (debtors - 1));
}
