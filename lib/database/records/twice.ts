import { batchGroups } from "#lib/domain/outcome/batch-state.ts";
import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import type { Twice } from "#lib/domain/views/plans.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { isBrought } from "./brought.ts";

export interface TwiceScope {
  readonly tenantId: string;
  readonly uploadId: string;
}

/** Why debtors of an upload may be twice in the CRM. */
interface Causes {
  /** Batches that it may have got by two calls, of this upload or of the one it retries. None if it is known to update. */
  readonly resent: readonly string[];
  /** It is said to duplicate, or was when the upload was confirmed: what it does by now undoes nothing. */
  readonly isDoubling: boolean;
}

async function findCauses(db: Transaction, { tenantId, uploadId }: TwiceScope): Promise<Causes> {
  const [causes] = await db.$queryRaw<Causes[]>`
    SELECT t."repeatBehaviour" = 'duplicates' OR u."confirmedRepeats" IS NOT DISTINCT FROM 'duplicates' AS "isDoubling",
      CASE WHEN t."repeatBehaviour" = 'updates' THEN '{}' ELSE ARRAY(
        SELECT b.id::text FROM "Batch" b WHERE b."tenantId" = u."tenantId" AND b."uploadId" = u.id AND b.resends > 0
          AND b.state = ANY(${[...batchGroups.withOutcomes]}::"BatchState"[])
      ) END AS resent
    FROM "Upload" u JOIN "Tenant" t ON t.id = u."tenantId" WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid`;
  return causes ?? { resent: [], isDoubling: false };
}

/** For a record `r`: it may have gone by two calls, the CRM has not refused it, and no hold kept it out of, the second. */
function isResent({ resent }: Causes): Prisma.Sql {
  return Prisma.sql`(r."batchId" = ANY(${[...resent]}::uuid[]) AND r.reason IS DISTINCT FROM 'refused_on_resend')`;
}

/** Debtors `r` of an upload who may be twice in the CRM, for a FROM. */
function twice({ tenantId, uploadId }: TwiceScope, causes: Causes): Prisma.Sql {
  const mayBeIn = Prisma.sql`r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND r.state = ANY(${[...recordGroups.mayBeIn]}::"RecordState"[])`;
  if (!causes.isDoubling) return Prisma.sql`"Record" r WHERE ${mayBeIn} AND ${isResent(causes)}`;
  // Where its own call went. Who was looked up in place of being sent again has none.
  const before = Prisma.sql`o."confirmedAt" < u."confirmedAt" AND l.state = ANY(${[...recordGroups.mayBeIn]}::"RecordState"[])`;
  return Prisma.sql`"Record" r JOIN "Upload" u ON u."tenantId" = r."tenantId" AND u.id = r."uploadId" JOIN "Batch" b ON b.id = r."batchId"
    WHERE ${mayBeIn} AND (${isResent(causes)} OR b."sentAt" IS NOT NULL
      AND ${isBrought(tenantId, Prisma.sql`b."sentOperation"`, Prisma.sql`b."sentServer"`, before)})`;
}

/** As in doubts-elsewhere.ts: the page waits for them. */
export const debtorsLookedUp = 100_000;

/** How many they are among the first `limit` debtors of the upload; null: among all. */
export async function countTwice(
  db: Transaction,
  scope: TwiceScope,
  { limit, isAccepted = false }: { readonly limit: number | null; readonly isAccepted?: boolean },
): Promise<Twice> {
  const causes = await findCauses(db, scope);
  if (!causes.isDoubling && causes.resent.length === 0) return { debtors: 0, resent: 0, isPart: false };
  const { tenantId, uploadId } = scope;
  // Only whom another upload brought is looked up debtor by debtor.
  const most = causes.isDoubling ? limit : null;
  const [counted] = await db.$queryRaw<Twice[]>`
    -- Debtor by debtor (decision 61).
    SELECT count(*)::int AS debtors, (count(*) FILTER (WHERE ${isResent(causes)}))::int AS resent, EXISTS (
        SELECT FROM "Record" WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND ordinal >= ${most}
      ) AS "isPart"
    FROM ${twice(scope, causes)} AND (${most}::int IS NULL OR r.ordinal < ${most}) AND (${!isAccepted} OR r.state = 'accepted')`;
  return counted ?? { debtors: 0, resent: 0, isPart: false };
}

/** Their ordinals in order, `limit` after `after`. */
export async function selectTwice(
  db: Transaction,
  scope: TwiceScope & { readonly ordinals?: readonly number[] | null },
  after: number,
  limit: number,
): Promise<number[]> {
  const { ordinals = null } = scope;
  const found = await db.$queryRaw<{ ordinal: number }[]>`
    SELECT r.ordinal FROM ${twice(scope, await findCauses(db, scope))} AND r.ordinal > ${after}
      AND (${ordinals === null} OR r.ordinal = ANY(${[...(ordinals ?? [])]}::int[])) ORDER BY r.ordinal LIMIT ${limit}`;
  return found.map(({ ordinal }) => ordinal);
}
