import { createHmac, hkdfSync } from "node:crypto";
import { envOf } from "#lib/env.ts";

/**
 * A person in the audit trail: a keyed hash of the identification, with the name of the key that it was made with.
 * Ten digits are guessed from any hash without a key. Whoever has the key can ask whether an entry is about a number.
 */
export function personDigest(tenantId: string, identification: string): string {
  const [newest] = personDigests(tenantId, identification);
  if (newest === undefined) throw new Error("SECRET_KEYS holds no key");
  return newest;
}

/** The same with each key there is: older entries were made with older keys. */
export function personDigests(tenantId: string, identification: string): string[] {
  return envOf("SECRET_KEYS").SECRET_KEYS.map(({ id, key: secret }) => {
    const key = Buffer.from(hkdfSync("sha256", secret, "", "person in the audit trail", 32));
    const hash = createHmac("sha256", key).update(`${tenantId}\n${identification}`, "utf8").digest("hex").slice(0, 32);
    return `${id}:${hash}`;
  });
}
