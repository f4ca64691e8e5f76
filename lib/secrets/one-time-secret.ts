import { createHash, randomBytes } from "node:crypto";

/** The secret in a link: 256 bits, which nobody guesses. */
export function newLinkSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Without letters and digits that are easily confused. */
const readable = "abcdefghjkmnpqrstuvwxyz23456789";

/** Four groups of four, 79 bits, that can be written down and typed. */
export function newReadableCode(): string {
  const letter = () => {
    // Above this, the first letters would be more frequent.
    for (;;) for (const byte of randomBytes(16)) if (byte < 248) return readable[byte % readable.length];
  };
  const group = () => Array.from({ length: 4 }, letter).join("");
  return Array.from({ length: 4 }, group).join("-");
}

/**
 * What is stored of such a secret. It is random and long, so a plain hash is enough: nobody finds it by trying, as
 * they would a password.
 */
export function hashOfSecret(secret: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(secret, "utf8").digest());
}

/** A code as it was shown, whatever blanks, hyphens and capitals it is typed with. */
export function typedCode(typed: string): string {
  const bare = typed.toLowerCase().replaceAll(/[\s-]/g, "");
  return /^[a-z0-9]{16}$/.test(bare) ? (bare.match(/.{4}/g) ?? []).join("-") : bare;
}
