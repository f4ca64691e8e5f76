import type { LinkKind } from "#lib/domain/access/link-kind.ts";
import type { Transaction } from "../client.ts";

export interface NewLink {
  readonly userId: string;
  readonly kind: LinkKind;
  readonly secretHash: Uint8Array<ArrayBuffer>;
  readonly hours: number;
}

/** Keeps a user's link; the one before it is over. */
export async function putLink(db: Transaction, { userId, kind, secretHash, hours }: NewLink): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "AccessLink" ("userId", kind, "secretHash", "expiresAt")
    VALUES (${userId}::uuid, ${kind}::"LinkKind", ${secretHash}, now() + make_interval(hours => ${hours}::int))
    ON CONFLICT ("userId") DO UPDATE SET kind = excluded.kind, "secretHash" = excluded."secretHash",
      "createdAt" = now(), "expiresAt" = excluded."expiresAt"`;
}

export interface FoundLink {
  readonly userId: string;
  readonly kind: LinkKind;
  readonly name: string;
  readonly email: string;
}

/** Whose link this is; null if it is used, expired, overtaken or of a disabled user. */
export async function findLink(db: Transaction, secretHash: Uint8Array<ArrayBuffer>): Promise<FoundLink | null> {
  const [found] = await db.$queryRaw<FoundLink[]>`
    SELECT u.id AS "userId", l.kind::text AS kind, u.name, u.email FROM "AccessLink" l JOIN "User" u ON u.id = l."userId"
    WHERE l."secretHash" = ${secretHash} AND l."expiresAt" > now() AND u."disabledAt" IS NULL`;
  return found ?? null;
}

/** Deletes links that have been over for a week; a used one is gone already. Returns how many. */
export function deleteOldLinks(db: Transaction): Promise<number> {
  return db.$executeRaw`DELETE FROM "AccessLink" WHERE "expiresAt" < now() - interval '7 days'`;
}

/** Uses a link up; false if it is over, or used by another request at this moment. */
export async function takeLink(db: Transaction, secretHash: Uint8Array<ArrayBuffer>): Promise<boolean> {
  return (
    (await db.$executeRaw`DELETE FROM "AccessLink" WHERE "secretHash" = ${secretHash} AND "expiresAt" > now()`) === 1
  );
}
