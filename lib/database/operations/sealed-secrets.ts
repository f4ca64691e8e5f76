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

/** A secret as stored; `ownerId` is the tenant of a token or the user of a second factor, to whom the seal is bound. */
export interface StoredSecret {
  readonly sealed: Uint8Array<ArrayBuffer>;
  readonly keyId: string;
}

/** One kind of secrets: those of one column. */
export interface SecretKind {
  /** Owners whose secret is sealed under another key. */
  sealedElsewhere(db: Transaction, keyId: string): Promise<string[]>;
  /** Locks the owner's row against a change meanwhile, and returns the secret as stored; null if it has gone. */
  lock(tx: Transaction, ownerId: string): Promise<StoredSecret | null>;
  /** Stores the secret sealed again. */
  replace(tx: Transaction, ownerId: string, secret: StoredSecret): Promise<void>;
}

/**
 * Of the tenant whose rows `db` sees. A worker reads a token that was sealed again before its next claim
 * (raise_connection_version).
 */
export const tokens: SecretKind = {
  async sealedElsewhere(db, keyId) {
    const where = { tokenKeyId: { not: keyId } };
    return (await db.tenant.findMany({ where, orderBy: { id: "asc" }, select: { id: true } })).map(({ id }) => id);
  },
  async lock(tx, tenantId) {
    const [secret] = await tx.$queryRaw<StoredSecret[]>`
      SELECT "tokenSealed" AS sealed, "tokenKeyId" AS "keyId" FROM "Tenant" WHERE id = ${tenantId}::uuid FOR NO KEY UPDATE`;
    return secret ?? null;
  },
  async replace(tx, tenantId, { sealed, keyId }) {
    await tx.tenant.update({ where: { id: tenantId }, data: { tokenSealed: sealed, tokenKeyId: keyId } });
  },
};

export const secondFactors: SecretKind = {
  async sealedElsewhere(db, keyId) {
    const where = { keyId: { not: keyId } };
    const factors = await db.secondFactor.findMany({ where, orderBy: { userId: "asc" }, select: { userId: true } });
    return factors.map(({ userId }) => userId);
  },
  async lock(tx, userId) {
    const [secret] = await tx.$queryRaw<StoredSecret[]>`
      SELECT sealed, "keyId" FROM "SecondFactor" WHERE "userId" = ${userId}::uuid FOR NO KEY UPDATE`;
    return secret ?? null;
  },
  async replace(tx, userId, data) {
    await tx.secondFactor.update({ where: { userId }, data });
  },
};
