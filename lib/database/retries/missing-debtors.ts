import type { OutcomeKind } from "#lib/domain/outcome/outcome.ts";
import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { isErasedPerson } from "../people/erased-people.ts";
import { familyOfUp, upToRoot } from "./up-to-root.ts";

/**
 * Where debtors of an upload who did not get in are: on the hold list of today, in an upload confirmed later, which a
 * correction or retry would overwrite with older figures, or in a retry or correction of it that is still to send them.
 * Nothing brings them in from here; whoever is in none of these places (`open`) waits for somebody.
 */
export type Whereabouts = "held" | "later" | "taken";

/** Rows of `identification` and `tag`, which finds them again. */
export type MissingDebtors = Prisma.Sql;

/**
 * CTEs, after WITH RECURSIVE, that end in `placed`: the rows of `missing`, and where each debtor is (`whereabouts`, null:
 * open). Each is looked up for itself (decision 61), but only in places that have anybody.
 */
export function placedDebtors(tenantId: string, uploadId: string, missing: MissingDebtors): Prisma.Sql {
  return Prisma.sql`missing AS MATERIALIZED (${missing}), ${upToRoot(Prisma.sql, tenantId, uploadId)}, ${familyOfUp(tenantId)}, there AS MATERIALIZED (
      SELECT coalesce(u."confirmedAt", u."createdAt") AS since, ARRAY(SELECT id FROM family) AS family, (now() AT TIME ZONE t."timeZone")::date AS today,
        EXISTS (SELECT FROM "Hold" h WHERE h."tenantId" = t.id) AS "hasHolds"
      FROM "Upload" u JOIN "Tenant" t ON t.id = u."tenantId" WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid
    ), barred AS MATERIALIZED (
      SELECT unnest(held_among(${tenantId}::uuid, ARRAY(SELECT identification FROM missing), today)) AS identification FROM there WHERE "hasHolds"
    ), placed AS MATERIALIZED (
      SELECT m.identification, m.tag, CASE
        WHEN m.identification IN (SELECT identification FROM barred) THEN 'held'
        WHEN EXISTS (
          SELECT FROM "Record" l JOIN "Upload" later ON later.id = l."uploadId"
          WHERE l."tenantId" = ${tenantId}::uuid AND l.identification = m.identification AND l.state <> 'not_sent'
            AND later."confirmedAt" > there.since AND NOT l."uploadId" = ANY(there.family) OFFSET 0
        ) THEN 'later'
        WHEN cardinality(there.family) > 1 AND EXISTS (
          SELECT FROM "Record" n WHERE n."tenantId" = ${tenantId}::uuid AND n.identification = m.identification AND n."uploadId" = ANY(there.family)
            AND n."uploadId" > ${uploadId}::uuid AND n.state = 'pending' OFFSET 0
        ) THEN 'taken' END AS whereabouts
      FROM missing m CROSS JOIN there
    )`;
}

export interface CorrectableScope {
  /** Only these kinds of failures. */
  readonly kinds: readonly OutcomeKind[];
  /** Only these debtors; null: all of them. */
  readonly ordinals: readonly number[] | null;
  /** Only those of one {@link RejectionGroup.key}; null: of any. */
  readonly rejectionKey: string | null;
  /** No more than so many. */
  readonly most: number;
}

/** Failures of an upload whose cells are kept, by ordinal. */
export function correctable(
  tenantId: string,
  uploadId: string,
  { kinds, ordinals, rejectionKey, most }: CorrectableScope,
): MissingDebtors {
  const isOfKey = rejectionKey === null ? Prisma.empty : Prisma.sql`AND "rejectionKey" = ${rejectionKey}::uuid`;
  return Prisma.sql`SELECT identification, ordinal AS tag FROM "Record"
    WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND state = ANY(${recordGroups.failed.filter((state) => kinds.includes(state))}::"RecordState"[])
      AND NOT "acceptedLater" AND source IS NOT NULL AND (${ordinals === null} OR ordinal = ANY(${[...(ordinals ?? [])]}::int[])) ${isOfKey}
    LIMIT ${most}::int`;
}

/** Debtors of an upload who are not in the CRM as far as anybody knows, sent or left out whole; no more than `most` (null: all). */
export function notIn(tenantId: string, uploadId: string, most: number | null): MissingDebtors {
  return stillKnown(
    Prisma.sql`SELECT identification FROM "Record"
      WHERE ${isOpenOf(tenantId, uploadId)} AND state = ANY(${[...recordGroups.failed]}::"RecordState"[])
      UNION ALL ${leftOutDebtors(tenantId, uploadId)}`,
    most,
  );
}

/** Debtors that an upload left out whole, and nobody sent since; no more than `most`. */
export function leftOutWhole(tenantId: string, uploadId: string, most: number): MissingDebtors {
  return stillKnown(leftOutDebtors(tenantId, uploadId), most);
}

function leftOutDebtors(tenantId: string, uploadId: string): Prisma.Sql {
  return Prisma.sql`SELECT DISTINCT l.identification FROM "LeftOutRow" l
    WHERE ${isOpenOf(tenantId, uploadId)} AND l.balance IS NOT NULL AND NOT EXISTS (
      SELECT FROM "Record" s WHERE s."tenantId" = l."tenantId" AND s.identification = l.identification AND s."uploadId" = l."uploadId" OFFSET 0
    )`;
}

function isOpenOf(tenantId: string, uploadId: string): Prisma.Sql {
  return Prisma.sql`"tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND NOT "acceptedLater"`;
}

function stillKnown(debtors: Prisma.Sql, most: number | null): MissingDebtors {
  return Prisma.sql`SELECT identification, 0 AS tag FROM (${debtors}) AS debtor
    WHERE identification IS NOT NULL AND NOT ${isErasedPerson(Prisma.sql`identification`)} LIMIT ${most}::int`;
}

export interface MissingCounts extends Readonly<Record<Whereabouts | "open", number>> {
  readonly lookedAt: number;
}

export async function countMissing(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  missing: MissingDebtors,
): Promise<MissingCounts> {
  const [counts] = await db.$queryRaw<MissingCounts[]>`
    WITH RECURSIVE ${placedDebtors(tenantId, uploadId, missing)}
    SELECT count(*)::int AS "lookedAt", count(*) FILTER (WHERE whereabouts = 'held')::int AS held,
      count(*) FILTER (WHERE whereabouts = 'later')::int AS later, count(*) FILTER (WHERE whereabouts = 'taken')::int AS taken,
      count(*) FILTER (WHERE whereabouts IS NULL)::int AS open
    FROM placed`;
  return counts ?? { lookedAt: 0, held: 0, later: 0, taken: 0, open: 0 };
}

/** The tags of those whom nothing brings in from here, with where they are. */
export async function selectOutOfReach(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  missing: MissingDebtors,
): Promise<ReadonlyMap<number, Whereabouts>> {
  const found = await db.$queryRaw<{ tag: number; whereabouts: Whereabouts }[]>`
    WITH RECURSIVE ${placedDebtors(tenantId, uploadId, missing)}
    SELECT tag, whereabouts FROM placed WHERE whereabouts IS NOT NULL`;
  return new Map(found.map(({ tag, whereabouts }) => [tag, whereabouts]));
}
