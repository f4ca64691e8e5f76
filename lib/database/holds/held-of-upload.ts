import type { GroupTotals } from "#lib/domain/views/upload-view.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";

/** Debtors of an upload that are still to be sent and have been held since it was staged: they end as not sent. */
export async function sumHeld(db: Transaction, tenantId: string, uploadId: string): Promise<GroupTotals> {
  const [sum] = await db.$queryRaw<GroupTotals[]>`
    SELECT count(*)::int AS debtors, coalesce(sum(obligations), 0)::int AS obligations, coalesce(sum(balance), 0)::numeric(22, 2)::text AS balance
    FROM ${heldRecords(tenantId, uploadId)}`;
  return sum ?? { debtors: 0, obligations: 0, balance: "0.00" };
}

/**
 * Their records, for a FROM. Each hold is looked up in the forms that files write, because holds are few and records many
 * (decision 61): with zeros before the number, a check digit behind it, or small letters and a mark among them. In every
 * collation a letter comes after digits and dashes.
 */
export function heldRecords(tenantId: string, uploadId: string): Prisma.Sql {
  return Prisma.sql`(
    SELECT found.ordinal, found.obligations, found.balance
    FROM "Hold" h JOIN "Tenant" t ON t.id = h."tenantId"
    CROSS JOIN LATERAL (
      SELECT repeat('0', zeros) || key AS form
      FROM unnest(ARRAY[h.key, lower(h.key)]) AS key, generate_series(0, greatest(0, 20 - length(h.key))) AS zeros
      UNION
      SELECT left(key, place) || mark || substr(key, place + 1)
      FROM unnest(ARRAY[h.key, lower(h.key)]) AS key, generate_series(1, length(h.key) - 1) AS place, unnest('{-,_,/}'::text[]) AS mark
      WHERE h.key ~ '[^0-9/_-]'
    ) AS written
    CROSS JOIN LATERAL (
      SELECT r.ordinal, r.state, r.obligations, r.balance FROM "Record" r
      WHERE r."tenantId" = h."tenantId" AND r."uploadId" = ${uploadId}::uuid
        AND r.identification >= form AND r.identification <= form || CASE WHEN form ~ '^[0-9]{6,}$' THEN 'a' ELSE '' END
        AND hold_key(r.identification) = h.key
      OFFSET 0
    ) AS found
    WHERE h."tenantId" = ${tenantId}::uuid AND found.state = 'pending' AND (h.until IS NULL OR h.until >= (now() AT TIME ZONE t."timeZone")::date)
  ) AS held`;
}
