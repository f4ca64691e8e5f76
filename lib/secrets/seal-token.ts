import { openSecret, sealSecret, secretKeyIds } from "./seal-secret.ts";

/** The token as stored in a tenant's row: sealed for that tenant, with the four characters that may be shown. */
export function sealToken(token: string, tenantId: string) {
  const { sealed, keyId } = sealSecret(token, tenantId);
  // For tokens shorter than eight characters, four would reveal too much.
  return { tokenSealed: sealed, tokenKeyId: keyId, tokenLastFour: token.length >= 8 ? token.slice(-4) : "" };
}

/** Whether this process has the key that seals the token. */
export function canOpenToken(row: { tokenKeyId: string }): boolean {
  return secretKeyIds().includes(row.tokenKeyId);
}

/** The plain token, only for the header of a call. */
export function openToken(row: { tokenSealed: Uint8Array; tokenKeyId: string }, tenantId: string): string {
  return openSecret({ sealed: row.tokenSealed, keyId: row.tokenKeyId }, tenantId);
}
