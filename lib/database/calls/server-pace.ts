import type { Slowdown, SlowReason } from "#lib/domain/outcome/slowdown.ts";
import { portalDatabase, type Transaction, withPortalTransaction } from "../client.ts";
import type { PrismaClient } from "../generated/client.ts";
import { nameText, part, sql } from "../sql-text.ts";
import { type Complaint, eased, type ServerSpeed, slowed } from "./pace-law.ts";

/** Answer to a caller at a server's gate. `at` is the time by the database's clock. */
export type Place =
  | {
      readonly kind: "granted";
      readonly waitMs: number;
      readonly at: Date;
      /** The gate was open and the pace the quickest possible, so a good answer changes nothing. */
      readonly isAtBest: boolean;
    }
  | { readonly kind: "closed"; readonly reason: string; readonly until: Date; readonly waitMs: number }
  /** The place would have come later than the caller can wait, so it was not taken. */
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
 * Takes the next place at a server's gate, which all tenants and processes share (decision 10). One statement
 * by the database's clock: no two callers get the same place, and machines need not agree on the time. Places
 * follow the order of requests, one per call that a caller may make, so a tenant with a million debtors is
 * only those few places ahead of one with three.
 *
 * While the gate is closed nobody passes. The first caller after `closedUntil` passes alone and tries the
 * remote; for all others the gate stays closed until that call has opened it or another probe is due.
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

/** Closes a server's gate to all callers for a while. A gate already closed for longer stays so. */
export async function closeGate(db: Transaction, server: string, reason: string, seconds: number): Promise<void> {
  await db.$executeRaw`
    UPDATE "ServerPace" SET "closedReason" = ${reason}, "closedAt" = now(),
      "closedUntil" = greatest("closedUntil", now() + ${seconds}::float8 * interval '1 second'), "updatedAt" = now()
    WHERE server = ${server}`;
}

/** A complaint about the pace; times are by the database's clock. */
export type PaceComplaint = Pick<Complaint, "reason" | "closedSeconds"> & { readonly takenAt: Date };

/** Lengthens the interval between all later calls to a server. */
export async function slowDown(server: string, { reason, closedSeconds, takenAt }: PaceComplaint): Promise<void> {
  await changeSpeed(server, (speed, now) => slowed(speed, { reason, closedSeconds, takenAt: takenAt.getTime(), now }));
}

/**
 * After a good answer: opens the gate and shortens the interval, down to `minIntervalMs`. A call that began
 * before the gate was closed does not open it.
 */
export async function easePace(server: string, takenAt: Date, minIntervalMs: number): Promise<void> {
  await portalDatabase().$executeRaw`
    UPDATE "ServerPace" SET "closedReason" = NULL, "closedUntil" = NULL, "closedAt" = NULL, "updatedAt" = now()
    WHERE server = ${server} AND "closedAt" <= ${takenAt}`;
  await changeSpeed(server, (speed, now) => eased(speed, takenAt.getTime(), now, minIntervalMs));
}

type SpeedRow = ServerSpeed & { readonly now: number };

/** Reads, changes and writes a server's speed under a row lock, so concurrent callers take turns. */
async function changeSpeed(server: string, law: (speed: ServerSpeed, now: number) => ServerSpeed): Promise<void> {
  await withPortalTransaction(async (tx) => {
    const ms = (column: string) =>
      part(sql`(extract(epoch FROM "${nameText(column)}") * 1000)::float8 AS "${nameText(column)}"`);
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

/** Why a server is called more slowly than possible, and at what interval; null if it is not. */
export async function findSlowdown(db: Transaction, server: string, bestIntervalMs: number): Promise<Slowdown | null> {
  const [row] = await db.$queryRaw<{ reason: SlowReason; intervalMs: number }[]>`
    SELECT "slowReason" AS reason, "intervalMs" FROM "ServerPace"
    WHERE server = ${server} AND "slowReason" IS NOT NULL AND "intervalMs" > ${bestIntervalMs}::int * 1.25`;
  return row === undefined ? null : { ...row, bestIntervalMs };
}
