import { freshMinutes, type Role } from "#lib/domain/access/permission.ts";
import type { SessionView } from "#lib/domain/views/session-view.ts";
import { type Env, envOf } from "#lib/env.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { newId } from "../new-id.ts";

export interface NewSession {
  readonly userId: string;
  /** The hash that was verified: if the password has changed since, no session begins. Null: there is none. */
  readonly passwordHash: string | null;
  /** Through the OpenID Connect provider. */
  readonly isByProvider?: boolean;
  /** The provider says that it asked for a second factor. */
  readonly isFactorStated?: boolean;
  /** When the provider asked its user who they are; null if it does not say. Absent: just now, by us. */
  readonly provenAt?: Date | null;
  readonly address: string | null;
  readonly browser: string | null;
}

/**
 * Begins a session; null if the user was changed or disabled after the password was verified. Share-locks the
 * user, so that no change overtakes it.
 */
export async function insertSession(db: Transaction, session: NewSession): Promise<string | null> {
  const id = newId();
  const { userId, passwordHash, address, browser, isByProvider = false, isFactorStated = false, provenAt } = session;
  const begun = await db.$executeRaw`
    INSERT INTO "Session" (id, "userId", address, browser, "isByProvider", "isFactorStated", "reauthenticatedAt")
    SELECT ${id}::uuid, u.id, ${address}, ${browser}, ${isByProvider}, ${isFactorStated}, ${provenBy(provenAt)} FROM (
      SELECT id FROM "User"
      WHERE id = ${userId}::uuid AND "passwordHash" IS NOT DISTINCT FROM ${passwordHash}::text AND "disabledAt" IS NULL FOR SHARE
    ) u`;
  return begun === 1 ? id : null;
}

export interface SessionUser {
  readonly sessionId: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly locale: string | null;
  readonly isFresh: boolean;
  readonly isByProvider: boolean;
  readonly isFactorStated: boolean;
  readonly hasSecondFactor: boolean;
}

/** The session's user as of now; null if the session is over. Every request runs this: three rows by their keys. */
export async function findSessionUser(db: Transaction, sessionId: string): Promise<SessionUser | null> {
  const [user] = await db.$queryRaw<SessionUser[]>`
    SELECT s.id AS "sessionId", u.id AS "userId", u.email, u.name, u.role::text AS role, u.locale,
      s."reauthenticatedAt" > now() - make_interval(mins => ${freshMinutes}::int) AS "isFresh", s."isByProvider",
      s."isFactorStated", f."userId" IS NOT NULL AS "hasSecondFactor"
    FROM "Session" s JOIN "User" u ON u.id = s."userId"
    LEFT JOIN "SecondFactor" f ON f."userId" = u.id AND f."confirmedAt" IS NOT NULL
    WHERE s.id = ${sessionId}::uuid AND ${isGood()}`;
  return user ?? null;
}

/** Those of the given sessions that are still good. */
export async function selectGoodSessions(db: Transaction, sessionIds: readonly string[]): Promise<string[]> {
  const good = await db.$queryRaw<{ id: string }[]>`
    SELECT s.id FROM "Session" s JOIN "User" u ON u.id = s."userId" WHERE s.id = ANY(${[...sessionIds]}::uuid[]) AND ${isGood()}`;
  return good.map(({ id }) => id);
}

/** Records that somebody works in the session: at most one write a minute. */
export async function touchSession(db: Transaction, sessionId: string): Promise<void> {
  await db.$executeRaw`
    UPDATE "Session" s SET "activeAt" = now() FROM "User" u
    WHERE s.id = ${sessionId}::uuid AND u.id = s."userId" AND s."activeAt" <= now() - interval '1 minute' AND ${isGood()}`;
}

/** Records that the session's user has proven who they are, now or when the provider says. */
export async function freshenSession(db: Transaction, sessionId: string, provenAt?: Date | null): Promise<void> {
  await db.$executeRaw`
    UPDATE "Session" SET "reauthenticatedAt" = greatest("reauthenticatedAt", ${provenBy(provenAt)}) WHERE id = ${sessionId}::uuid`;
}

/** Never later than now: another machine's clock may be ahead. */
function provenBy(provenAt: Date | null | undefined): Prisma.Sql {
  if (provenAt === undefined) return Prisma.sql`now()`;
  return Prisma.sql`least(now(), ${provenAt ?? new Date(0)}::timestamptz)`;
}

/** Seconds until the session is over if nobody works in it any more; null if it is over. */
export async function secondsLeft(db: Transaction, sessionId: string): Promise<number | null> {
  const [left] = await db.$queryRaw<{ seconds: number }[]>`
    SELECT floor(extract(epoch FROM least(s."activeAt" + ${idle()}, s."startedAt" + ${whole()}) - now()))::int AS seconds
    FROM "Session" s JOIN "User" u ON u.id = s."userId" WHERE s.id = ${sessionId}::uuid AND ${isGood()}`;
  return left?.seconds ?? null;
}

/** A user's sessions, the most recently active first. */
export async function selectSessions(db: Transaction, userId: string): Promise<Omit<SessionView, "isCurrent">[]> {
  const sessions = await db.$queryRaw<
    { id: string; startedAt: Date; activeAt: Date; address: string | null; browser: string | null }[]
  >`
    SELECT s.id, s."startedAt", s."activeAt", s.address, s.browser FROM "Session" s JOIN "User" u ON u.id = s."userId"
    WHERE s."userId" = ${userId}::uuid AND ${isGood()} ORDER BY s."activeAt" DESC, s.id DESC LIMIT 200`;
  return sessions.map(({ startedAt, activeAt, ...rest }) => ({
    ...rest,
    startedAt: startedAt.toISOString(),
    activeAt: activeAt.toISOString(),
  }));
}

/** Ends a session, only of `ofUserId` if given; returns its user, null if there was none. */
export async function deleteSession(
  db: Transaction,
  sessionId: string,
  ofUserId: string | null,
): Promise<string | null> {
  const [ended] = await db.$queryRaw<{ userId: string }[]>`
    DELETE FROM "Session" WHERE id = ${sessionId}::uuid AND (${ofUserId}::uuid IS NULL OR "userId" = ${ofUserId}::uuid)
    RETURNING "userId"`;
  return ended?.userId ?? null;
}

/** Ends every session of a user, but for the given one; returns how many. */
export async function deleteSessionsOf(db: Transaction, userId: string, keptId?: string): Promise<number> {
  const others = keptId === undefined ? {} : { id: { not: keptId } };
  return (await db.session.deleteMany({ where: { userId, ...others } })).count;
}

/** Ends a user's sessions that began through the provider, but for the given one. */
export async function deleteSessionsByProvider(db: Transaction, userId: string, keptId: string): Promise<void> {
  await db.session.deleteMany({ where: { userId, isByProvider: true, id: { not: keptId } } });
}

/** Deletes the rows of sessions that have expired. */
export async function deleteOverSessions(db: Transaction): Promise<number> {
  return db.$executeRaw`
    DELETE FROM "Session" WHERE "activeAt" <= now() - ${idle()} OR "startedAt" <= now() - ${whole()}`;
}

let limits: Pick<Env, "SESSION_IDLE_MINUTES" | "SESSION_HOURS"> | undefined;

function limitsOf(): NonNullable<typeof limits> {
  limits ??= envOf("SESSION_IDLE_MINUTES", "SESSION_HOURS");
  return limits;
}

// The database's clock decides, so that several portals agree.
const idle = () => Prisma.sql`make_interval(mins => ${limitsOf().SESSION_IDLE_MINUTES}::int)`;
const whole = () => Prisma.sql`make_interval(hours => ${limitsOf().SESSION_HOURS}::int)`;

/** For a session `s` and its user `u`. */
function isGood(): Prisma.Sql {
  return Prisma.sql`u."disabledAt" IS NULL AND s."activeAt" > now() - ${idle()} AND s."startedAt" > now() - ${whole()}`;
}
