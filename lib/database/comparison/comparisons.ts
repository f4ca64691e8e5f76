import type { ComparisonFigures, DebtorChange } from "#lib/domain/portfolio/comparison/comparison.ts";
import { snapshotGroups } from "#lib/domain/portfolio/snapshot-state.ts";
import type { ListedGroup } from "#lib/domain/views/comparison-view.ts";
import type { Transaction } from "../client.ts";
import { type DebtorRange, isInRange } from "../debtor-range.ts";
import { type LoadKind, Prisma } from "../generated/client.ts";

/** A comparison as it is stored, with what its page shows of its upload. */
export interface StoredComparison {
  readonly portfolioId: string;
  readonly comparedAt: Date;
  readonly frozenAt: Date | null;
  readonly figures: ComparisonFigures;
  readonly isFirst: boolean;
  readonly tellsGone: boolean;
  readonly sendsChanges: boolean;
  readonly countsVolatile: boolean;
  readonly byBudget: boolean;
  readonly upload: {
    readonly fileName: string;
    readonly state: string;
    readonly isMadeWhole: boolean;
    readonly currency: string;
    readonly loadKind: LoadKind;
    readonly partNumber: number | null;
    readonly partCount: number | null;
    readonly rowCount: number;
    readonly leftOutDebtors: number;
    readonly leftOutObligations: number;
    readonly leftOutBalance: Prisma.Decimal;
    readonly erasedAt: Date | null;
    readonly portfolio: { readonly id: string; readonly name: string } | null;
  };
}

export async function findComparison(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<StoredComparison | null> {
  const found = await db.comparison.findFirst({
    where: { tenantId, uploadId },
    select: {
      portfolioId: true,
      comparedAt: true,
      frozenAt: true,
      figures: true,
      isFirst: true,
      tellsGone: true,
      sendsChanges: true,
      countsVolatile: true,
      byBudget: true,
      upload: {
        select: {
          fileName: true,
          state: true,
          isMadeWhole: true,
          currency: true,
          loadKind: true,
          partNumber: true,
          partCount: true,
          rowCount: true,
          leftOutDebtors: true,
          leftOutObligations: true,
          leftOutBalance: true,
          erasedAt: true,
          portfolio: { select: { id: true, name: true } },
        },
      },
    },
  });
  // Written at the end of staging, from the same type.
  return found === null ? null : { ...found, figures: found.figures as unknown as ComparisonFigures };
}

/** A debtor as compared; `changes` as in ComparedDebtorView. */
export interface StoredComparedDebtor {
  readonly identification: string;
  readonly change: ListedGroup | null;
  readonly obligationsBefore: number;
  readonly balanceBefore: string;
  readonly obligations: number;
  readonly balance: string;
  readonly changes: readonly DebtorChange[] | null;
  /**
   * The numbers of its obligations as staged; of who is gone, as last accepted. None in comparisons that are older than
   * them, and once somebody who was gone is back.
   */
  readonly numbers: readonly string[];
}

/** Debtors of a group (all of them: null) in the order of their identifications. */
export function selectComparedDebtors(
  db: Transaction,
  { tenantId, uploadId, group }: { tenantId: string; uploadId: string; group: ListedGroup | null },
  debtors: DebtorRange,
  limit: number,
): Promise<StoredComparedDebtor[]> {
  return db.$queryRaw`
    SELECT d.identification, d.change::text, d."obligationsBefore", d."balanceBefore"::text, d.obligations, d.balance::text, d.changes,
      CASE WHEN d.change IS NOT NULL THEN ARRAY(SELECT json_array_elements_text(d.numbers::json)) ELSE ARRAY(
        SELECT coalesce(one ->> 'id', '') FROM "Comparison" c JOIN "SnapshotDebtor" s ON s."tenantId" = c."tenantId"
          AND s."portfolioId" = c."portfolioId" AND s.identification = d.identification
        CROSS JOIN LATERAL json_array_elements(s.payload::json -> 'Obligations') AS one
        WHERE c."tenantId" = d."tenantId" AND c."uploadId" = d."uploadId" AND (c."frozenAt" IS NULL OR s.state = ANY(${[...snapshotGroups.away]}::"SnapshotState"[]))
      ) END AS numbers
    FROM "ComparedDebtor" d
    WHERE d."tenantId" = ${tenantId}::uuid AND d."uploadId" = ${uploadId}::uuid AND ${isInRange(debtors)} ${inGroup(group)}
    LIMIT ${limit}`;
}

/** The order names `change` too: with it, PostgreSQL reads who is gone from the index in order. */
function inGroup(group: ListedGroup | null): Prisma.Sql {
  if (group === null) return Prisma.sql`ORDER BY d.identification`;
  const isOfGroup = group === "gone" ? Prisma.sql`d.change IS NULL` : Prisma.sql`d.change = ${group}::"Change"`;
  return Prisma.sql`AND ${isOfGroup} ORDER BY d.change, d.identification`;
}
