import type { Transaction } from "../client.ts";

/** Whether nobody can sign in because there is no user yet. */
export async function hasNoUser(db: Transaction): Promise<boolean> {
  const [found] = await db.$queryRaw<{ is_empty: boolean }[]>`SELECT NOT EXISTS (SELECT 1 FROM "User") AS is_empty`;
  return found?.is_empty ?? false;
}

/** Keeps the code that makes the first admin, for a day; the one before it is over. */
export async function putFirstRunCode(db: Transaction, codeHash: Uint8Array<ArrayBuffer>): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "FirstRunCode" (id, "codeHash", "expiresAt") VALUES (1, ${codeHash}, now() + interval '24 hours')
    ON CONFLICT (id) DO UPDATE SET "codeHash" = excluded."codeHash", "expiresAt" = excluded."expiresAt"`;
}

export async function deleteFirstRunCode(db: Transaction): Promise<void> {
  await db.firstRunCode.deleteMany();
}

/** Uses the code up; false if it is another, over, or used by another request at this moment. */
export async function takeFirstRunCode(db: Transaction, codeHash: Uint8Array<ArrayBuffer>): Promise<boolean> {
  return (
    (await db.$executeRaw`DELETE FROM "FirstRunCode" WHERE "codeHash" = ${codeHash} AND "expiresAt" > now()`) === 1
  );
}

/** Deletes a code that has been over for a week and that nobody has used; returns whether there was one, as 0 or 1. */
export function deleteOldFirstRunCode(db: Transaction): Promise<number> {
  return db.$executeRaw`DELETE FROM "FirstRunCode" WHERE "expiresAt" < now() - interval '7 days'`;
}
