import type { RecordView } from "#lib/domain/views/record-view.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { heldAmong } from "./left-out-reasons.ts";

/** For a record of this alias: it was not sent because its debtor was held. The index "Record_held" has only these. */
function wasHeld(alias: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`${alias}.state = 'not_sent' AND ${alias}.reason = 'held'`;
}

/** The identifications of an upload's debtors who were not sent because they were held, and still are. */
function stillHeld(tenantId: string, uploadId: string): Prisma.Sql {
  return heldAmong(
    tenantId,
    Prisma.sql`SELECT h.identification FROM "Record" h
      WHERE h."tenantId" = ${tenantId}::uuid AND h."uploadId" = ${uploadId}::uuid AND ${wasHeld(Prisma.sql`h`)} AND NOT h."acceptedLater"`,
  );
}

/** Whether a record `r` may be sent as far as holds go. The list is only asked if some record was held. */
export function isNotHeld(tenantId: string, uploadId: string): Prisma.Sql {
  return Prisma.sql`NOT coalesce(${wasHeld(Prisma.sql`r`)} AND r.identification IN (${stillHeld(tenantId, uploadId)}), false)`;
}

/** The ordinals of an upload's debtors who were not sent because they were held, still are, and were not accepted later. */
export async function selectHeldOrdinals(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<ReadonlySet<number>> {
  const found = await db.$queryRaw<{ ordinal: number }[]>`
    SELECT r.ordinal FROM "Record" r
    WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND ${wasHeld(Prisma.sql`r`)} AND NOT r."acceptedLater"
      AND r.identification IN (${stillHeld(tenantId, uploadId)})`;
  return new Set(found.map(({ ordinal }) => ordinal));
}

type Holdable = Pick<RecordView, "identification" | "state" | "reason" | "acceptedLater">;

/** The same among these records, by their places in the list. */
export async function findStillHeld(
  db: Transaction,
  tenantIds: readonly string[],
  records: readonly Holdable[],
): Promise<ReadonlySet<number>> {
  const were = records.flatMap(({ identification, state, reason, acceptedLater }, at) =>
    state === "not_sent" && reason === "held" && acceptedLater !== true ? [{ identification, at }] : [],
  );
  if (were.length === 0) return new Set();
  const found = await db.$queryRaw<{ identification: string }[]>`
    SELECT unnest(held_among(t.id, ${were.map(({ identification }) => identification)}::text[], (now() AT TIME ZONE t."timeZone")::date)) AS identification
    FROM "Tenant" t WHERE t.id = ANY(${[...tenantIds]}::uuid[])`;
  const held = new Set(found.map(({ identification }) => identification));
  return new Set(were.flatMap(({ identification, at }) => (held.has(identification) ? [at] : [])));
}
