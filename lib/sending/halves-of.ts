import { createHash } from "node:crypto";
import type { BatchRecord } from "#lib/database/batches/batches.ts";
import type { Half } from "#lib/database/batches/halves.ts";
import { requestBody } from "#lib/domain/debtors/batch-debtors.ts";

/**
 * The two halves of a batch that was sent, the first one the longer. The hash is made as staging makes it,
 * the bytes are those of the call.
 */
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
 * Most calls for isolating the bad debtors of a batch of two or more: both halves on each step of eight paths from
 * the batch down to a single debtor. A small batch needs less, because it is all in single debtors before that.
 * For 100 debtors 112 calls: that finds eight bad ones for certain, in whatever places (decision 11).
 */
export function maxHalvingCalls(debtors: number): number {
  return Math.min(16 * Math.ceil(Math.log2(debtors)), 2 * (debtors - 1));
}
