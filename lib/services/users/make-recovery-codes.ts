import type { Transaction } from "#lib/database/client.ts";
import { replaceRecoveryCodes } from "#lib/database/users/second-factors.ts";
import { hashOfSecret, newReadableCode } from "#lib/secrets/one-time-secret.ts";

const codesMade = 10;

/** New recovery codes in place of all earlier ones. Only their hashes are kept: they are shown once. */
export async function makeRecoveryCodes(tx: Transaction, userId: string): Promise<string[]> {
  const codes = Array.from({ length: codesMade }, newReadableCode);
  await replaceRecoveryCodes(tx, userId, codes.map(hashOfSecret));
  return codes;
}
