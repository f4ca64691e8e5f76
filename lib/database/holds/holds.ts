import type { HeldDebtors, HoldReason } from "#lib/domain/holds/hold.ts";
import type { HoldView } from "#lib/domain/views/hold-view.ts";
import type { Transaction } from "../client.ts";
import { likePattern } from "../like-pattern.ts";
import { newId } from "../new-id.ts";
import type { BulkClient } from "../pool.ts";
import { executeText, queryText, sql } from "../sql-text.ts";

const today = sql`(now() AT TIME ZONE t."timeZone")::date`;
/** Holds in force: without a last day, or with one that is not over by the tenant's clock. */
const inForce = sql`(h.until IS NULL OR h.until >= ${today})`;

export interface HoldColumns {
  readonly identification: string;
  readonly key: string;
  readonly documentType: string;
  readonly why: HoldReason;
  readonly note: string;
  /** ISO day. */
  readonly until: string | null;
}

/** What a list of holds is asked for; `key`: the person's, in place of some characters of identification or note. */
export interface HoldQuery {
  readonly text: string;
  readonly key?: string | null;
  readonly only?: string | null;
  readonly after: string | null;
  readonly limit: number;
}

/** The newest first. */
export async function selectHolds(
  db: Transaction,
  tenantId: string,
  { text, key = null, only = null, after, limit }: HoldQuery,
): Promise<HoldView[]> {
  const pattern = `%${likePattern(text)}%`;
  const holds = await db.$queryRaw<(Omit<HoldView, "since"> & { readonly since: Date })[]>`
    SELECT h.id, h.identification, h."documentType", h.why::text AS why, h.note, h.since, h.until::text AS until,
      h.until < (now() AT TIME ZONE t."timeZone")::date IS TRUE AS "isOver", u.name AS "by"
    FROM "Hold" h JOIN "Tenant" t ON t.id = h."tenantId" JOIN "User" u ON u.id = h."byId"
    WHERE h."tenantId" = ${tenantId}::uuid AND (${after}::uuid IS NULL OR h.id < ${after}::uuid)
      AND (${only}::uuid IS NULL OR h.id = ${only}::uuid)
      AND CASE WHEN ${key}::text IS NULL THEN h.identification ILIKE ${pattern} OR h.note ILIKE ${pattern} ELSE h.key = ${key} END
    ORDER BY h.id DESC LIMIT ${limit}::int`;
  return holds.map((hold) => ({ ...hold, since: hold.since.toISOString() }));
}

/** Another text whenever the list has got or lost somebody: the newest hold alone may have been committed before an older one. */
export async function holdListState(db: Transaction, tenantId: string): Promise<string> {
  const [state] = await db.$queryRaw<{ newest: string | null; count: number }[]>`
    SELECT (SELECT id::text FROM "Hold" WHERE "tenantId" = ${tenantId}::uuid ORDER BY id DESC LIMIT 1) AS newest,
      (SELECT count(*)::int FROM "Hold" WHERE "tenantId" = ${tenantId}::uuid) AS count`;
  return `${state?.newest} ${state?.count}`;
}

export function countHolds(db: Transaction, tenantId: string): Promise<number> {
  return db.hold.count({ where: { tenantId } });
}

/** Whether a day (YYYY-MM-DD) is over by the tenant's clock. */
export async function isDayOver(db: Transaction, tenantId: string, day: string): Promise<boolean> {
  const text = sql`SELECT $2::date < ${today} AS "isOver" FROM "Tenant" t WHERE t.id = $1::uuid`;
  const [answer] = await queryText<{ isOver: boolean }>(db, text, tenantId, day);
  return answer?.isOver ?? false;
}

/** What became of people that are to be held. */
export interface InsertedHolds {
  /** Keys of those who were not held, or no longer. */
  readonly added: readonly string[];
  /** Those whose shorter hold was replaced, with what it was. */
  readonly extended: readonly ReplacedHold[];
}

export interface ReplacedHold extends Pick<HoldColumns, "key" | "why" | "note"> {
  readonly until: string;
}

/**
 * Adds people who are not held yet, or not for as long, in place of their holds. A shorter hold that is not over leaves its
 * note to one without. `until`: the last day of all of them, which is not over.
 */
export async function insertHolds(
  db: Transaction,
  tenantId: string,
  byId: string,
  holds: readonly Omit<HoldColumns, "until">[],
  until: string | null,
): Promise<InsertedHolds> {
  const shorter = await db.$queryRaw<(ReplacedHold & { isOver: boolean })[]>`
    DELETE FROM "Hold" h USING "Tenant" t WHERE t.id = h."tenantId" AND h."tenantId" = ${tenantId}::uuid
      AND h.key = ANY(${holds.map(({ key }) => key)}::text[]) AND h.until < coalesce(${until}::date, 'infinity')
    RETURNING h.key, h.why::text AS why, h.note, h.until::text AS until,
      h.until < (now() AT TIME ZONE t."timeZone")::date AS "isOver"`;
  const replaced = new Map(shorter.filter(({ isOver }) => !isOver).map((hold) => [hold.key, hold]));
  const inserted = await db.hold.createManyAndReturn({
    data: holds.map((hold) => ({
      id: newId(),
      tenantId,
      byId,
      ...hold,
      note: hold.note || (replaced.get(hold.key)?.note ?? ""),
      until: until === null ? null : new Date(until),
    })),
    skipDuplicates: true,
    select: { key: true },
  });
  const keys = inserted.map(({ key }) => key);
  return {
    added: keys.filter((key) => !replaced.has(key)),
    extended: keys.flatMap((key) => replaced.get(key) ?? []),
  };
}

/** Ends a hold; returns the person's key, null if there is none. */
export async function deleteHold(
  db: Transaction,
  tenantId: string,
  id: string,
): Promise<{ readonly key: string; readonly why: HoldReason } | null> {
  const [hold = null] = await db.$queryRaw<{ key: string; why: HoldReason }[]>`
    DELETE FROM "Hold" WHERE "tenantId" = ${tenantId}::uuid AND id = ${id}::uuid RETURNING key, why::text AS why`;
  return hold;
}

/** Makes the keys of a tenant's holds those of its country. Who was on the list in two forms is one person: the longer hold stays. */
export async function rekeyHolds(db: Transaction, tenantId: string): Promise<void> {
  const keyed = sql`FROM "Hold" h JOIN "Tenant" t ON t.id = h."tenantId" WHERE h."tenantId" = $1::uuid`;
  await executeText(
    db,
    sql`DELETE FROM "Hold" WHERE "tenantId" = $1::uuid AND id IN (SELECT id FROM (
       SELECT h.id, row_number() OVER (PARTITION BY hold_key(h.identification, t.country) ORDER BY coalesce(h.until, 'infinity') DESC, h.id DESC) AS place ${keyed}
     ) AS ranked WHERE place > 1)`,
    tenantId,
  );
  // In two steps, as somebody's new key may be somebody's old one.
  await executeText(
    db,
    sql`UPDATE "Hold" o SET key = ' ' || n.key FROM (SELECT h.id, hold_key(h.identification, t.country) AS key ${keyed}) AS n
     WHERE o."tenantId" = $1::uuid AND o.id = n.id AND o.key <> n.key`,
    tenantId,
  );
  await db.$executeRaw`UPDATE "Hold" SET key = substr(key, 2) WHERE "tenantId" = ${tenantId}::uuid AND key LIKE ' %'`;
}

/** Everybody whom the tenant keeps out of its loads now. */
export async function selectHeld(db: Transaction, tenantId: string): Promise<HeldDebtors> {
  const rows = await queryText<HeldRow>(db, heldQuery, tenantId);
  return new Map(rows.map(({ key, why }) => [key, why]));
}

/** The same over a plain connection, in the transaction that ends a staging. */
export async function readHeld(client: BulkClient, tenantId: string): Promise<HeldDebtors> {
  const { rows } = await client.query<HeldRow>(heldQuery, [tenantId]);
  return new Map(rows.map(({ key, why }) => [key, why]));
}

interface HeldRow {
  readonly key: string;
  readonly why: HoldReason;
}

const heldQuery = sql`SELECT h.key, h.why::text AS why FROM "Hold" h JOIN "Tenant" t ON t.id = h."tenantId"
  WHERE h."tenantId" = $1::uuid AND ${inForce}`;

/** Which of these keys are held now, and why. */
export function findHeld(db: Transaction, tenantId: string, keys: readonly string[]): Promise<HeldRow[]> {
  return queryText<HeldRow>(db, sql`${heldQuery} AND h.key = ANY($2::text[])`, tenantId, [...keys]);
}
