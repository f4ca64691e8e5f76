import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { SecretKey } from "./key-check.ts";

const anchorSchema = z.strictObject({
  at: z.iso.datetime().transform((text) => new Date(text)),
  heads: z.array(
    z.strictObject({
      chain: z.guid(),
      entries: z.int().positive(),
      hash: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
});

/** Where every chain of the audit trail ended at a time. */
export type AuditAnchor = z.output<typeof anchorSchema>;

/** `key_missing`: signed with a key that is not given. `changed`: cut, or not as it was signed. */
export type ReadAnchor =
  | { readonly kind: "anchor"; readonly anchor: AuditAnchor }
  | { readonly kind: "key_missing"; readonly keyId: string }
  | { readonly kind: "changed" };

/**
 * An anchor as a line: what it says as JSON, the name of the first key, and the HMAC-SHA256 of both. Each line stands by
 * itself, so that files of them may be cut between lines and put together.
 */
export function writeAnchor(
  { at, heads }: { readonly at: Date; readonly heads: Readonly<AuditAnchor["heads"]> },
  keys: readonly SecretKey[],
): string {
  const [newest] = keys;
  if (newest === undefined) throw new Error("SECRET_KEYS holds no key");
  const said = `${JSON.stringify({ at: at.toISOString(), heads })} ${newest.id}`;
  return `${said} ${signatureOf(said, newest).toString("hex")}`;
}

/** The anchor of a line that {@link writeAnchor} wrote. */
export function readAnchor(line: string, keys: readonly SecretKey[]): ReadAnchor {
  const [, said = "", json = "", keyId = "", hex = ""] = /^((\{.*\}) ([\w-]{1,32})) ([0-9a-f]{64})$/.exec(line) ?? [];
  if (said === "") return { kind: "changed" };
  const key = keys.find(({ id }) => id === keyId);
  if (key === undefined) return { kind: "key_missing", keyId };
  if (!timingSafeEqual(signatureOf(said, key), Buffer.from(hex, "hex"))) return { kind: "changed" };
  return { kind: "anchor", anchor: anchorSchema.parse(JSON.parse(json)) };
}

function signatureOf(said: string, { key }: SecretKey): Buffer {
  const own = Buffer.from(hkdfSync("sha256", key, "", "anchor of the audit trail", 32));
  return createHmac("sha256", own).update(said, "utf8").digest();
}
