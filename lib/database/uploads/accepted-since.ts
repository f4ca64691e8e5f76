import { sumOf } from "#lib/domain/outcome/control-sums.ts";
import type { SentSum } from "#lib/domain/portfolio/receipt.ts";
import type { GroupTotals } from "#lib/domain/views/upload-view.ts";
import type { Transaction } from "../client.ts";

/** What the CRM accepted since of an upload's debtors, by what they were in it. */
export interface AcceptedSince {
  readonly sent: GroupTotals;
  readonly leftOut: GroupTotals;
  /** All of them, by where their last call went. */
  readonly sentTo: readonly SentSum[];
}

/**
 * Sums what was accepted in retries and corrections of debtors that an upload did not bring in: as accepted there, since
 * a correction may send other obligations and balances than the upload has.
 */
export async function sumAcceptedSince(db: Transaction, tenantId: string, uploadId: string): Promise<AcceptedSince> {
  const rows = await db.$queryRaw<(SentSum & { isLeftOut: boolean })[]>`
    WITH RECURSIVE chain AS (
      SELECT "retriedInId" AS id, coalesce("retriedAs", identification) AS name, false AS "isLeftOut" FROM "Record"
      WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND "acceptedLater"
      UNION
      SELECT "retriedInId", coalesce("retriedAs", identification), true FROM "LeftOutRow"
      WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND "acceptedLater"
      UNION
      SELECT next.id, next.name, c."isLeftOut" FROM chain c CROSS JOIN LATERAL (
        -- Debtor by debtor: see decision 61.
        SELECT r."retriedInId" AS id, coalesce(r."retriedAs", r.identification) AS name FROM "Record" r
        WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = c.id AND r.identification = c.name AND r."acceptedLater"
        UNION ALL
        SELECT l."retriedInId", coalesce(l."retriedAs", l.identification) FROM "LeftOutRow" l
        WHERE l."tenantId" = ${tenantId}::uuid AND l."uploadId" = c.id AND l.identification = c.name AND l."acceptedLater"
        OFFSET 0
      ) AS next
    )
    SELECT o."isLeftOut", coalesce(b."sentOperation", '') AS operation, coalesce(b."sentServer", '') AS server, sum(o.debtors)::int AS debtors, sum(o.obligations)::int AS obligations, sum(o.balance)::numeric(22, 2)::text AS balance
    FROM (
      -- By batch first: the planner may hold what it joins with "Batch" against each of the tenant's batches.
      SELECT c."isLeftOut", r."batchId", count(*) AS debtors, sum(r.obligations) AS obligations, sum(r.balance) AS balance
      FROM chain c CROSS JOIN LATERAL (
        SELECT r.obligations, r.balance, r."batchId" FROM "Record" r
        WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = c.id AND r.identification = c.name AND r.state = 'accepted' OFFSET 0
      ) AS r GROUP BY 1, 2
    ) AS o LEFT JOIN "Batch" b ON b."tenantId" = ${tenantId}::uuid AND b.id = o."batchId" GROUP BY 1, 2, 3`;
  const sum = (isLeftOut: boolean) => sumOf(rows.filter((row) => row.isLeftOut === isLeftOut));
  const places = Object.values(Object.groupBy(rows, ({ operation, server }) => `${operation} ${server}`));
  const sentTo = places.flatMap((alike = []) =>
    alike.slice(0, 1).map(({ operation, server }) => ({ operation, server, ...sumOf(alike) })),
  );
  return { sent: sum(false), leftOut: sum(true), sentTo };
}
