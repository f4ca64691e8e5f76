import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import type { RecordView } from "#lib/domain/views/record-view.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { heldAmong } from "./left-out-reasons.ts";

/** Whether a record `r` may be sent as far as holds go, whatever it failed of. The list is only asked if the tenant has any. */
export function isNotHeld(tenantId: string, uploadId: string): Prisma.Sql {
  return Prisma.sql`NOT (EXISTS (SELECT FROM "Hold" a WHERE a."tenantId" = ${tenantId}::uuid) AND r.identification IN (${heldAmong(
    tenantId,
    Prisma.sql`SELECT h.identification FROM "Record" h WHERE h."tenantId" = ${tenantId}::uuid AND h."uploadId" = ${uploadId}::uuid
      AND h.state = ANY(${[...recordGroups.failed]}::"RecordState"[]) AND NOT h."acceptedLater"`,
  )}))`;
}

/** How many of an upload's debtors were not sent because they were held, still are, and were not accepted later. The index "Record_held" has them. */
export async function countStillHeld(db: Transaction, tenantId: string, uploadId: string): Promise<number> {
  const [found] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (${heldAmong(
      tenantId,
      Prisma.sql`SELECT h.identification FROM "Record" h WHERE h."tenantId" = ${tenantId}::uuid AND h."uploadId" = ${uploadId}::uuid
        AND h.state = 'not_sent' AND h.reason = 'held' AND NOT h."acceptedLater"`,
    )}) AS held`;
  return found?.count ?? 0;
}

type Holdable = Pick<RecordView, "identification" | "state" | "acceptedLater">;

/** Which of these records failed and are of people who are held, by their places in the list. */
export async function findStillHeld(
  db: Transaction,
  tenantIds: readonly string[],
  records: readonly Holdable[],
): Promise<ReadonlySet<number>> {
  const were = records.flatMap(({ identification, state, acceptedLater }, at) =>
    recordGroups.certainlyFailed.some((failed) => failed === state) && acceptedLater !== true
      ? [{ identification, at }]
      : [],
  );
  if (were.length === 0) return new Set();
  const found = await db.$queryRaw<{ identification: string }[]>`
    SELECT unnest(held_among(t.id, ${were.map(({ identification }) => identification)}::text[], (now() AT TIME ZONE t."timeZone")::date)) AS identification
    FROM "Tenant" t WHERE t.id = ANY(${[...tenantIds]}::uuid[])`;
  const held = new Set(found.map(({ identification }) => identification));
  return new Set(were.flatMap(({ identification, at }) => (held.has(identification) ? [at] : [])));
}
