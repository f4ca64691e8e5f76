import { createHmac, hkdfSync } from "node:crypto";
import { envOf } from "#lib/env.ts";

/** One of the keys of SECRET_KEYS. */
export interface SecretKey {
  /** Its name. */
  readonly id: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
}

/** A key of SECRET_KEYS as the database knows it. */
export interface KeyCheck {
  readonly name: string;
  /** The same for the same key and name alone, 32 hex digits; nobody gets the key from it. */
  readonly value: string;
}

/** Key and name as a check value: what a process compares before it uses a key. */
export function keyCheckOf({ id, key }: SecretKey): KeyCheck {
  const own = Buffer.from(hkdfSync("sha256", key, "", "check value of a key", 32));
  return { name: id, value: createHmac("sha256", own).update(id, "utf8").digest("hex").slice(0, 32) };
}

/** The keys of SECRET_KEYS, in their order. */
export function secretKeyChecks(): KeyCheck[] {
  return envOf("SECRET_KEYS").SECRET_KEYS.map(keyCheckOf);
}
