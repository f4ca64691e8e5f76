import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { envOf } from "#lib/env.ts";

export interface SealedSecret {
  /** 12 bytes of nonce, 16 of tag, then the ciphertext. */
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly keyId: string;
}

const nonceBytes = 12;
/** Given on both sides: without a length Node accepts a tag of 4 bytes, which can be forged. */
const authTagLength = 16;

/** Seals under the first key of SECRET_KEYS, bound to `owner` (a tenant's id): no other row can open it. */
export function sealSecret(plain: string, owner: string): SealedSecret {
  const [newest] = secretKeys();
  if (newest === undefined) throw new Error("SECRET_KEYS holds no key");
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", newest.key, nonce, { authTagLength });
  cipher.setAAD(associatedData(owner, newest.id));
  const ciphertext = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return { sealed: new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), ciphertext])), keyId: newest.id };
}

/**
 * Opens what {@link sealSecret} sealed, with the key it names. Throws if owner, key or bytes differ from
 * those sealed.
 */
export function openSecret(secret: { sealed: Uint8Array; keyId: string }, owner: string): string {
  const key = secretKeys().find((candidate) => candidate.id === secret.keyId);
  if (key === undefined) throw new Error(`SECRET_KEYS lacks the key "${secret.keyId}" that a stored secret names`);
  const bytes = Buffer.from(secret.sealed);
  const decipher = createDecipheriv("aes-256-gcm", key.key, bytes.subarray(0, nonceBytes), { authTagLength });
  decipher.setAAD(associatedData(owner, key.id));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + authTagLength));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + authTagLength)), decipher.final()]).toString(
    "utf8",
  );
}

/** The names of the keys of SECRET_KEYS, in their order. */
export function secretKeyIds(): string[] {
  return secretKeys().map(({ id }) => id);
}

function secretKeys() {
  return envOf("SECRET_KEYS").SECRET_KEYS;
}

function associatedData(owner: string, keyId: string): Buffer {
  return Buffer.from(`${owner}\n${keyId}`, "utf8");
}
