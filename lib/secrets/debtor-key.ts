import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from "node:crypto";
import { envOf } from "#lib/env.ts";

const nonceBytes = 12;
const tagBytes = 16;

/**
 * An identification as a page may have it that must not show it: as the key of its row and of the next part of a list.
 * The same one always gets the same key, so that a row is known again; the nonce is therefore made of what is sealed.
 */
export function sealDebtorKey(identification: string, tenantId: string): string {
  const [newest] = envOf("SECRET_KEYS").SECRET_KEYS;
  if (newest === undefined) throw new Error("SECRET_KEYS holds no key");
  const { key, nonceKey } = keysOf(newest);
  const nonce = createHmac("sha256", nonceKey).update(`${tenantId}\n${identification}`, "utf8").digest();
  const cipher = createCipheriv("aes-256-gcm", key, nonce.subarray(0, nonceBytes), { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(tenantId, "utf8"));
  const text = Buffer.concat([cipher.update(identification, "utf8"), cipher.final()]);
  return Buffer.concat([nonce.subarray(0, nonceBytes), cipher.getAuthTag(), text]).toString("base64url");
}

/** The identification of a key of this tenant; null for anything else. */
export function openDebtorKey(sealed: string, tenantId: string): string | null {
  const bytes = Buffer.from(sealed, "base64url");
  if (bytes.length < nonceBytes + tagBytes) return null;
  for (const secret of envOf("SECRET_KEYS").SECRET_KEYS) {
    const nonce = bytes.subarray(0, nonceBytes);
    const decipher = createDecipheriv("aes-256-gcm", keysOf(secret).key, nonce, { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(tenantId, "utf8"));
    decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    try {
      const text = decipher.update(bytes.subarray(nonceBytes + tagBytes));
      return Buffer.concat([text, decipher.final()]).toString("utf8");
    } catch {
      // Sealed under another key, or by nobody.
    }
  }
  return null;
}

function keysOf({ key }: { readonly key: Uint8Array }) {
  const derived = (purpose: string) => Buffer.from(hkdfSync("sha256", key, "", purpose, 32));
  return { key: derived("debtor in a page"), nonceKey: derived("nonce of a debtor in a page") };
}
