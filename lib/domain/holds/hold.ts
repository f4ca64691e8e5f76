import { TextDigest } from "../correction/text-digest.ts";

/** Why a person is kept out of every load. */
export const holdReasons = ["claim", "judicial", "opposition", "deceased"] as const;
export type HoldReason = (typeof holdReasons)[number];

/** The held people that a file may have, by their keys (hold-key.ts). */
export type HeldDebtors = ReadonlyMap<string, HoldReason>;

/**
 * How many buckets there are. Ten thousand numbers of ten digits share one, so a bucket names nobody; of a million
 * debtors and a thousand holds some thousand debtors are asked about for nothing (decision 70).
 */
const bucketCount = 1 << 20;

/** The bucket of a hold's key. Without a salt: with two salts, two lists would name the number that is in both. */
export function holdBucket(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  // Multiplication alone never carries a high bit to a lower one.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash ^= hash >>> 13;
  return hash & (bucketCount - 1);
}

/** A digest of the held people that a file has: page and server agree on who they are, in whatever order. */
export function heldStamp(keys: Iterable<string>): string {
  const stamp = new TextDigest();
  for (const key of [...keys].sort()) stamp.add(key);
  return stamp.hex();
}
