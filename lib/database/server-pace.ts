import type { Transaction } from "./client.ts";
import type { PrismaClient } from "./generated/client.ts";

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
 * Takes the next place in a server's line, shared by all tenants and processes. One statement (see its migration), so two callers never get
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

/** The slowest pace: one call in ten seconds. Slower than that a remote is better asked once a minute behind a closed gate. */
const maxIntervalMs = 10_000;

/** Closes a server's gate to everybody for a while. A gate that is closed for longer stays so. */
export async function closeGate(db: Transaction, server: string, reason: string, seconds: number): Promise<void> {
  await db.$executeRaw`
    UPDATE "ServerPace" SET "closedReason" = ${reason}, "closedAt" = now(),
      "closedUntil" = greatest("closedUntil", now() + ${seconds}::float8 * interval '1 second'), "updatedAt" = now()
    WHERE server = ${server}`;
}

/** Makes every later call of a server wait longer for the one before it. */
export async function slowDown(db: Transaction, server: string, factor: number): Promise<void> {
  await db.$executeRaw`
    UPDATE "ServerPace" SET "intervalMs" = least(${maxIntervalMs}, ceil(greatest("intervalMs", 50) * ${factor}::float8))::int, "updatedAt" = now()
    WHERE server = ${server}`;
}

/**
 * After an answer that came well: opens the gate, and shortens the interval by a twentieth, down to `minIntervalMs`: from the slowest
 * pace some ninety good answers lead back to ten calls a second. A call that began before the gate was closed says nothing about it.
 */
export async function easePace(db: Transaction, server: string, takenAt: Date, minIntervalMs: number): Promise<void> {
  await db.$executeRaw`
    UPDATE "ServerPace" SET
      "closedReason" = CASE WHEN "closedAt" > ${takenAt} THEN "closedReason" END,
      "closedUntil" = CASE WHEN "closedAt" > ${takenAt} THEN "closedUntil" END,
      "closedAt" = CASE WHEN "closedAt" > ${takenAt} THEN "closedAt" END,
      "intervalMs" = greatest(${minIntervalMs}::int, floor("intervalMs" * 0.95)::int), "updatedAt" = now()
    WHERE server = ${server} AND ("intervalMs" > ${minIntervalMs}::int OR "closedAt" <= ${takenAt})`;
}
