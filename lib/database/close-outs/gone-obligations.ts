import { snapshotGroups } from "#lib/domain/portfolio/snapshot-state.ts";
import type { GoneTotals } from "#lib/domain/views/close-out-view.ts";
import type { GroupTotals } from "#lib/domain/views/upload-view.ts";
import type { Transaction } from "../client.ts";
import { isInOtherPart, partsOfFile } from "../comparison/parts.ts";
import { isDaysFile, isWholeAndConfirmed, wasSentAlone } from "../comparison/whole-files.ts";
import { type DebtorRange, isInRange } from "../debtor-range.ts";
import { Prisma } from "../generated/client.ts";
import { part } from "../sql-text.ts";

export interface GoneScope {
  readonly tenantId: string;
  readonly portfolioId: string;
}

/**
 * SQL: obligations that a confirmed whole load or set of parts, or a cancelled load that had sent their debtor, named gone
 * although the debtor stays, and that are neither back nor closed. If several loads named one, the latest counts. Only as long as the load's
 * comparison is kept, as a close-out needs it too. Rows (identification, number, balance, uploadId, fileName,
 * confirmedAt, isUnsure).
 */
export function goneObligations(scope: GoneScope, debtors: DebtorRange): Prisma.Sql {
  const { tenantId } = scope;
  return Prisma.sql`"goneObligation" AS (
      SELECT * FROM (
        SELECT DISTINCT ON (d.identification, one ->> 'id') d.identification, coalesce(one ->> 'id', '') AS number,
          coalesce((one ->> 'total_balance')::numeric, 0) AS balance, u.id AS "uploadId", u."fileName", u."confirmedAt", s."isUnsure"
        FROM ${fileParts} CROSS JOIN LATERAL (
          SELECT * FROM "ComparedDebtor" d WHERE d."tenantId" = u."tenantId" AND d."uploadId" = part.id AND d."goneObligations" IS NOT NULL
            AND ${isInRange(debtors)} OFFSET 0
        ) AS d
        CROSS JOIN LATERAL (
          -- Debtor by debtor: see decision 61.
          SELECT s.payload, s.digest = '' AS "isUnsure" FROM "SnapshotDebtor" s WHERE s."tenantId" = u."tenantId" AND s."portfolioId" = u."portfolioId"
            AND s.identification = d.identification AND s.state = ANY(${[...snapshotGroups.staying]}::"SnapshotState"[]) OFFSET 0
        ) AS s
        CROSS JOIN LATERAL json_array_elements(d."goneObligations"::json) AS one
        WHERE ${mayName(scope)}
          AND NOT EXISTS (
            SELECT 1 FROM json_array_elements(s.payload::json -> 'Obligations') AS now WHERE now ->> 'id' = one ->> 'id'
          )
          AND NOT ${part(isInOtherPart)}
        ORDER BY d.identification, one ->> 'id', u."confirmedAt" DESC
      ) AS named
      WHERE NOT EXISTS (
        SELECT 1 FROM "Record" r JOIN "Upload" y ON y."tenantId" = r."tenantId" AND y.id = r."uploadId" WHERE r."tenantId" = ${tenantId}::uuid
          AND r.identification = named.identification AND y."closesOutId" = named."uploadId" AND r.state = 'accepted' OFFSET 0
      )
    )`;
}

/**
 * The last of the next `limit` debtors of whom a load named obligations gone, whatever became of these since; null if
 * there are fewer. Reads no further than that.
 */
export async function findLastNamed(
  db: Transaction,
  scope: GoneScope,
  after: string,
  limit: number,
): Promise<string | null> {
  const [last] = await db.$queryRaw<{ identification: string }[]>`
    SELECT DISTINCT d.identification FROM ${fileParts} CROSS JOIN LATERAL (
      SELECT identification FROM "ComparedDebtor" WHERE "tenantId" = u."tenantId" AND "uploadId" = part.id AND "goneObligations" IS NOT NULL
        AND identification > ${after} ORDER BY identification LIMIT ${limit}
    ) AS d WHERE ${mayName(scope)} ORDER BY 1 OFFSET ${limit - 1} LIMIT 1`;
  return last?.identification ?? null;
}

function mayName({ tenantId, portfolioId }: GoneScope): Prisma.Sql {
  return Prisma.sql`u."tenantId" = ${tenantId}::uuid AND u."portfolioId" = ${portfolioId}::uuid AND u."confirmedAt" IS NOT NULL
    AND ${part(isDaysFile)} AND (${part(isWholeAndConfirmed)} OR ${part(wasSentAlone)})`;
}

const fileParts = part(partsOfFile);

/** Debtors who stay without some of their obligations: all of them, and by the load that named those gone. */
export interface StayingTotals {
  readonly all: GoneTotals;
  readonly byLoad: ReadonlyMap<string, GroupTotals>;
}

export const noTotals: GoneTotals = { debtors: 0, unsure: 0, obligations: 0, balance: "0.00" };

export async function countGoneObligations(db: Transaction, scope: GoneScope): Promise<StayingTotals> {
  const rows = await db.$queryRaw<(GoneTotals & { uploadId: string | null })[]>`
    WITH ${goneObligations(scope, { after: "" })}
    SELECT "uploadId"::text, count(DISTINCT identification)::int AS debtors,
      count(DISTINCT identification) FILTER (WHERE "isUnsure")::int AS unsure, count(*)::int AS obligations,
      coalesce(sum(balance), 0)::numeric(22, 2)::text AS balance
    FROM "goneObligation" GROUP BY GROUPING SETS (("uploadId"), ())`;
  const totals = rows.map(({ uploadId, ...of }) => [uploadId, of] as const);
  return {
    all: totals.find(([uploadId]) => uploadId === null)?.[1] ?? noTotals,
    byLoad: new Map(totals.flatMap(([uploadId, of]) => (uploadId === null ? [] : [[uploadId, of]]))),
  };
}
