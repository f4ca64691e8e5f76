import { openSecret, sealSecret } from "./seal-secret.ts";

/** The token as a tenant's row keeps it: sealed to that tenant, with the four characters that may be shown. */
export function sealToken(token: string, tenantId: string) {
  const { sealed, keyId } = sealSecret(token, tenantId);
  // Of a short token four characters would be most of it.
  return { tokenSealed: sealed, tokenKeyId: keyId, tokenLastFour: token.length >= 8 ? token.slice(-4) : "" };
}

/** The token itself, for the header of a call and nothing else. */
export function openToken(row: { tokenSealed: Uint8Array; tokenKeyId: string }, tenantId: string): string {
  return openSecret({ sealed: row.tokenSealed, keyId: row.tokenKeyId }, tenantId);
}
