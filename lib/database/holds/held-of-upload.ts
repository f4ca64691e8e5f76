import type { GroupTotals } from "#lib/domain/views/upload-view.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";

/**
 * Debtors of an upload that are not sent because they have been held since it was staged: who is still to be sent and held
 * now, and who was held when it came to them.
 */
export function sumHeld(db: Transaction, tenantId: string, uploadId: string): Promise<GroupTotals> {
  return sum(
    db,
    Prisma.sql`(SELECT obligations, balance FROM ${heldRecords(tenantId, uploadId)} UNION ALL ${heldNotSent(tenantId, uploadId)})`,
  );
}

/** Those of them to whom it has come. */
export function sumHeldNotSent(db: Transaction, tenantId: string, uploadId: string): Promise<GroupTotals> {
  return sum(db, Prisma.sql`(${heldNotSent(tenantId, uploadId)})`);
}

async function sum(db: Transaction, debtors: Prisma.Sql): Promise<GroupTotals> {
  const [totals] = await db.$queryRaw<GroupTotals[]>`
    SELECT count(*)::int AS debtors, coalesce(sum(obligations), 0)::int AS obligations, coalesce(sum(balance), 0)::numeric(22, 2)::text AS balance
    FROM ${debtors} AS summed`;
  return totals ?? { debtors: 0, obligations: 0, balance: "0.00" };
}

/** The index "Record_held" has them. */
function heldNotSent(tenantId: string, uploadId: string): Prisma.Sql {
  return Prisma.sql`SELECT obligations, balance FROM "Record"
    WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND state = 'not_sent' AND reason = 'held'`;
}

/** Records of debtors that are still to be sent and held now, for a FROM. */
export function heldRecords(tenantId: string, uploadId: string): Prisma.Sql {
  const ofUpload = Prisma.sql`SELECT r.ordinal, r."batchId", r.state, r.obligations, r.balance FROM "Record" r
    WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid`;
  return Prisma.sql`(SELECT * FROM ${heldOf(Prisma.sql`h."tenantId" = ${tenantId}::uuid`, ofUpload)} WHERE state = 'pending') AS pending`;
}

/** How many batches of an upload are still to be sent and have nobody but held debtors: no call is made for them. */
export async function countHeldBatches(db: Transaction, tenantId: string, uploadId: string): Promise<number> {
  const [found] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT "batchId" AS id, count(*) AS debtors FROM ${heldRecords(tenantId, uploadId)} GROUP BY 1) AS held
      JOIN "Batch" b ON b."tenantId" = ${tenantId}::uuid AND b.id = held.id AND b.state = 'pending' AND b.debtors = held.debtors`;
  return found?.count ?? 0;
}

/** A page of many uploads asks no longer list, since each hold is looked up, and counts the held with the others. */
const mostHolds = 1_000;

/** How many debtors of each upload are still to be sent and held now; uploads of which nobody is have no entry. */
export async function countHeldPending(
  db: Transaction,
  tenantIds: readonly string[],
  uploadIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (uploadIds.length === 0) return new Map();
  const haveShortLists = Prisma.sql`h."tenantId" = ANY(${[...tenantIds]}::uuid[])
    AND NOT EXISTS (SELECT FROM "Hold" m WHERE m."tenantId" = t.id OFFSET ${mostHolds})`;
  const ofUploads = Prisma.sql`SELECT r."uploadId", r.state FROM "Record" r
    WHERE r."tenantId" = h."tenantId" AND r."uploadId" = ANY(${[...uploadIds]}::uuid[])`;
  const rows = await db.$queryRaw<{ uploadId: string; debtors: number }[]>`
    SELECT "uploadId", count(*)::int AS debtors FROM ${heldOf(haveShortLists, ofUploads)} WHERE state = 'pending' GROUP BY 1`;
  return new Map(rows.map(({ uploadId, debtors }) => [uploadId, debtors]));
}

/**
 * Of the rows `r` that a query selects, ended by its WHERE, those of people whom one of these holds `h` of tenants `t` keeps
 * out now, for a FROM. Each hold is looked up in the forms that files write, because holds are few and rows many (decision
 * 61): with zeros before the number, a check digit or marks behind it, or small letters and a mark among them. In every
 * collation a letter comes after digits and dashes.
 */
export function heldOf(holds: Prisma.Sql, rows: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT found.* FROM "Hold" h JOIN "Tenant" t ON t.id = h."tenantId"
    CROSS JOIN LATERAL (
      SELECT repeat('0', zeros) || key AS form
      FROM unnest(ARRAY[h.key, lower(h.key)]) AS key, generate_series(0, greatest(0, 20 - length(h.key))) AS zeros
      UNION
      SELECT left(key, place) || mark || substr(key, place + 1)
      FROM unnest(ARRAY[h.key, lower(h.key)]) AS key, generate_series(1, length(h.key) - 1) AS place, unnest('{-,_,/}'::text[]) AS mark
    ) AS written
    CROSS JOIN LATERAL (
      ${rows} AND r.identification >= form AND r.identification <= form || CASE WHEN form ~ '^[-/_0-9]{6,}$' THEN 'l' ELSE '' END
        AND starts_with(r.identification, form) AND hold_key(r.identification, t.country) = h.key
      OFFSET 0
    ) AS found
    WHERE ${holds} AND (h.until IS NULL OR h.until >= (now() AT TIME ZONE t."timeZone")::date)
  ) AS held`;
}
