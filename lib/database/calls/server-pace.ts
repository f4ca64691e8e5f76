import type { Slowdown, SlowReason } from "#lib/domain/outcome/slowdown.ts";
import { database, type Transaction, withTransaction } from "../client.ts";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { type Complaint, eased, type ServerSpeed, slowed } from "./pace-law.ts";

/** What a caller at a server's gate is told. `at` is the moment by the database's clock. */
export type Place =
  | {
      readonly kind: "granted";
      readonly waitMs: number;
      readonly at: Date;
      /** The gate was open and the pace as quick as it gets: a good answer changes nothing. */
      readonly isAtBest: boolean;
    }
  | { readonly kind: "closed"; readonly reason: string; readonly until: Date; readonly waitMs: number }
  /** It would come later than the caller can wait for, and was not taken. */
  | { readonly kind: "late" };

export interface PaceLimits {
  readonly minIntervalMs: number;
  readonly probeSeconds: number;
}

interface PlaceRow {
  readonly isGranted: boolean;
  readonly waitMs: number;
  readonly at: Date;
  readonly closedReason: string | null;
  readonly closedUntil: Date | null;
  readonly isAtBest: boolean;
}

/**
 * Takes the next place in a server's line, shared by all tenants and processes. One statement (prisma/functions), so two callers never get
 * one place; by the database's clock, so machines need not agree on the time. Places are given in the order they are asked for and nobody
 * holds more than one for each call it may make, so a tenant with a million debtors is never more than those few places ahead of one with
 * three.
 *
 * While the gate is closed nobody passes; whoever comes first after `closedUntil` passes alone and tries the remote, and the gate stays
 * closed to all others until that call has opened it or another probe is due.
 */
export async function takePlace(
  db: PrismaClient,
  server: string,
  limits: PaceLimits,
  maxWaitMs: number,
): Promise<Place> {
  const { minIntervalMs, probeSeconds } = limits;
  const [row] = await db.$queryRaw<PlaceRow[]>`
    SELECT * FROM take_place(${server}, ${minIntervalMs}::int, ${probeSeconds}::float8, ${maxWaitMs}::float8)`;
  if (row === undefined) return { kind: "late" };
  const waitMs = Math.ceil(row.waitMs);
  if (row.isGranted || row.closedUntil === null) {
    return { kind: "granted", waitMs, at: row.at, isAtBest: row.isAtBest };
  }
  return { kind: "closed", reason: row.closedReason ?? "rate_limited", until: row.closedUntil, waitMs };
}

/** Closes a server's gate to everybody for a while. A gate that is closed for longer stays so. */
export async function closeGate(db: Transaction, server: string, reason: string, seconds: number): Promise<void> {
  await db.$executeRaw`
    UPDATE "ServerPace" SET "closedReason" = ${reason}, "closedAt" = now(),
      "closedUntil" = greatest("closedUntil", now() + ${seconds}::float8 * interval '1 second'), "updatedAt" = now()
    WHERE server = ${server}`;
}

/** A complaint about the pace; the times are those of the database. */
export type PaceComplaint = Pick<Complaint, "reason" | "closedSeconds"> & { readonly takenAt: Date };

/** Makes every later call of a server wait longer for the one before it. */
export async function slowDown(server: string, { reason, closedSeconds, takenAt }: PaceComplaint): Promise<void> {
  await changeSpeed(server, (speed, now) => slowed(speed, { reason, closedSeconds, takenAt: takenAt.getTime(), now }));
}

/**
 * After an answer that came well: opens the gate, and lets calls come quicker, down to `minIntervalMs`. A call that began before the gate was
 * closed says nothing about it.
 */
export async function easePace(server: string, takenAt: Date, minIntervalMs: number): Promise<void> {
  await database().$executeRaw`
    UPDATE "ServerPace" SET "closedReason" = NULL, "closedUntil" = NULL, "closedAt" = NULL, "updatedAt" = now()
    WHERE server = ${server} AND "closedAt" <= ${takenAt}`;
  await changeSpeed(server, (speed, now) => eased(speed, takenAt.getTime(), now, minIntervalMs));
}

type SpeedRow = ServerSpeed & { readonly now: number };

/** Reads, changes and writes a server's speed under its lock: callers that hear of it at once change it one after the other. */
async function changeSpeed(server: string, law: (speed: ServerSpeed, now: number) => ServerSpeed): Promise<void> {
  await withTransaction(async (tx) => {
    const ms = (column: string) => Prisma.raw(`(extract(epoch FROM "${column}") * 1000)::float8 AS "${column}"`);
    const [row] = await tx.$queryRaw<SpeedRow[]>`
      SELECT "intervalMs", "slowReason", "toldMs", "holdSeconds", ${ms("slowedAt")}, ${ms("easedAt")}, ${ms("holdUntil")},
        (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now
      FROM "ServerPace" WHERE server = ${server} FOR NO KEY UPDATE`;
    if (row === undefined) return;
    const { now, ...speed } = row;
    const next = law(speed, now);
    if (next === speed) return;
    const { slowedAt, easedAt, holdUntil, ...rest } = next;
    const times = { slowedAt: timeOf(slowedAt), easedAt: timeOf(easedAt), holdUntil: timeOf(holdUntil) };
    await tx.serverPace.update({ where: { server }, data: { ...rest, ...times } });
  });
}

function timeOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}

/** Why a server is asked more slowly than it could be, and how; null where it is not. */
export async function findSlowdown(db: Transaction, server: string, bestIntervalMs: number): Promise<Slowdown | null> {
  const [row] = await db.$queryRaw<{ reason: SlowReason; intervalMs: number }[]>`
    SELECT "slowReason" AS reason, "intervalMs" FROM "ServerPace"
    WHERE server = ${server} AND "slowReason" IS NOT NULL AND "intervalMs" > ${bestIntervalMs}::int * 1.25`;
  return row === undefined ? null : { ...row, bestIntervalMs };
}
