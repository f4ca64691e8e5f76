import type { Transaction } from "../client.ts";

export interface StoredFactor {
  readonly sealed: Uint8Array;
  readonly keyId: string;
  readonly isConfirmed: boolean;
}

export async function findSecondFactor(db: Transaction, userId: string): Promise<StoredFactor | null> {
  const found = await db.secondFactor.findFirst({ where: { userId } });
  return found && { sealed: found.sealed, keyId: found.keyId, isConfirmed: found.confirmedAt !== null };
}

/** Keeps a secret that is yet to be proven; false if the user has a proven one. */
export async function keepUnproven(
  db: Transaction,
  userId: string,
  { sealed, keyId }: { sealed: Uint8Array<ArrayBuffer>; keyId: string },
): Promise<boolean> {
  return (
    (await db.$executeRaw`
      INSERT INTO "SecondFactor" ("userId", sealed, "keyId") VALUES (${userId}::uuid, ${sealed}, ${keyId})
      ON CONFLICT ("userId") DO UPDATE SET sealed = excluded.sealed, "keyId" = excluded."keyId", "lastStep" = 0
      WHERE "SecondFactor"."confirmedAt" IS NULL`) === 1
  );
}

/** Takes the code of a step, once: false if one of this step or a later one was taken. The first one proves the secret. */
export async function takeStep(db: Transaction, userId: string, step: number): Promise<boolean> {
  return (
    (await db.$executeRaw`
      UPDATE "SecondFactor" SET "lastStep" = ${step}::int, "confirmedAt" = coalesce("confirmedAt", now())
      WHERE "userId" = ${userId}::uuid AND "lastStep" < ${step}::int`) === 1
  );
}

/** Removes the second factor with its recovery codes; false if there was none. */
export async function deleteSecondFactor(db: Transaction, userId: string): Promise<boolean> {
  await db.recoveryCode.deleteMany({ where: { userId } });
  return (await db.secondFactor.deleteMany({ where: { userId } })).count > 0;
}

export async function replaceRecoveryCodes(
  db: Transaction,
  userId: string,
  hashes: readonly Uint8Array<ArrayBuffer>[],
): Promise<void> {
  await db.recoveryCode.deleteMany({ where: { userId } });
  await db.recoveryCode.createMany({ data: hashes.map((codeHash) => ({ userId, codeHash })) });
}

/** Uses a recovery code up; false if there is no such code. */
export async function takeRecoveryCode(
  db: Transaction,
  userId: string,
  codeHash: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  return (await db.recoveryCode.deleteMany({ where: { userId, codeHash } })).count === 1;
}

export function countRecoveryCodes(db: Transaction, userId: string): Promise<number> {
  return db.recoveryCode.count({ where: { userId } });
}
