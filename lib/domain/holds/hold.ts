import { nitCheckDigit } from "../cleaning/check-digits.ts";
import { TextDigest } from "../correction/text-digest.ts";

/** Why a person is kept out of every load. */
export const holdReasons = ["claim", "judicial", "opposition", "deceased"] as const;
export type HoldReason = (typeof holdReasons)[number];

/** The held people that a file may have, by {@link holdKey}. */
export type HeldDebtors = ReadonlyMap<string, HoldReason>;

/**
 * What a hold is found by: the identification without leading zeros and a NIT's check digit, and with capital letters,
 * since one bank fills numbers up with zeros and joins the check digit, and another does not. One with letters has no
 * marks, which one bank writes and another does not (AB-123). The database has the same rule (hold_key).
 */
export function holdKey(identification: string): string {
  const capital = identification.replace(/[a-z]/g, (letter) => letter.toUpperCase());
  const bare = (/[^0-9/_-]/.test(capital) ? capital.replace(/[/_-]/g, "") : capital).replace(/^0+/, "");
  if (/^\d{6,}-\d$/.test(bare)) return bare.slice(0, -2);
  return hasJoinedCheckDigit(bare) ? bare.slice(0, -1) : bare;
}

/** The numbers without zeros before them that have this key. */
export function numbersOfHold(key: string): string[] {
  return ["", ..."0123456789"].map((checkDigit) => key + checkDigit).filter((number) => holdKey(number) === key);
}

/**
 * Whether a number ends in the check digit of its NIT. A company's NIT has nine digits and begins with 8 or 9, which no
 * other number of ten does; a person's is the one of eight or ten digits on the identity card, and counts only with the
 * right check digit.
 */
function hasJoinedCheckDigit(bare: string): boolean {
  if (/^[89]\d{9}$/.test(bare)) return true;
  return /^(?:[1-7]\d{8}|\d{11})$/.test(bare) && nitCheckDigit(bare.slice(0, -1)) === bare.at(-1);
}

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
