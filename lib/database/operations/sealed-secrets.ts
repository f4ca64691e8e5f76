import type { Transaction } from "../client.ts";

/** Secrets sealed under one key of SECRET_KEYS. */
export interface SealedUnder {
  readonly keyId: string;
  readonly secrets: number;
}

/** How many stored secrets each key seals; keys that seal none are absent. */
export function countSealedSecrets(db: Transaction): Promise<SealedUnder[]> {
  return db.$queryRaw`SELECT * FROM count_sealed_secrets()`;
}

/** A tenant's token as stored. */
export interface SealedToken {
  readonly tokenSealed: Uint8Array<ArrayBuffer>;
  readonly tokenKeyId: string;
}

/** Tenants whose token is sealed under another key. */
export async function selectSealedElsewhere(db: Transaction, keyId: string): Promise<string[]> {
  const tenants = await db.tenant.findMany({
    where: { tokenKeyId: { not: keyId } },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return tenants.map(({ id }) => id);
}

/** Locks the tenant against an admin who changes its token meanwhile, and returns the token as stored. */
export async function lockSealedToken(tx: Transaction, tenantId: string): Promise<SealedToken | null> {
  const [token] = await tx.$queryRaw<SealedToken[]>`
    SELECT "tokenSealed", "tokenKeyId" FROM "Tenant" WHERE id = ${tenantId}::uuid FOR NO KEY UPDATE`;
  return token ?? null;
}

/** Stores a token that was sealed again. A worker reads it before its next claim (raise_connection_version). */
export async function replaceSealedToken(tx: Transaction, tenantId: string, token: SealedToken): Promise<void> {
  await tx.tenant.update({ where: { id: tenantId }, data: token });
}
