import { randomBytes } from "node:crypto";
import { envOf } from "#lib/env.ts";
import type { SecretKey } from "#lib/secrets/key-check.ts";

/** The key that this process seals with: the first of SECRET_KEYS. */
export function ownKey(): SecretKey {
  const [key] = envOf("SECRET_KEYS").SECRET_KEYS;
  if (key === undefined) throw new Error("SECRET_KEYS is empty");
  return key;
}

/** Another key than anybody's, under a name. */
export const strangeKey = (id: string): SecretKey => ({ id, key: randomBytes(32) });

/** A key as SECRET_KEYS has it. */
export const written = ({ id, key }: SecretKey): string => `${id}:${Buffer.from(key).toString("base64")}`;
