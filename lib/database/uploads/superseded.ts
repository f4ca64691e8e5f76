import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { Superseded } from "#lib/domain/views/upload-view.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { familyOfUp, upToRoot } from "../retries/up-to-root.ts";

/** How long the transaction that confirms an upload may take. */
export const confirmTimeoutMs = 60_000;

/** Counting stops here. */
const mostCounted = 1_000;

/**
 * Counts debtors of a retry or correction that are also in an upload confirmed since it was made: sending them now
 * would overwrite younger figures with older ones. Under `lockTenant` the result holds until the transaction ends.
 */
export async function countSuperseded(db: Transaction, tenantId: string, retryId: string): Promise<Superseded> {
  // Usually there are none, and then no debtor is looked up.
  const later = await selectConfirmedSince(db, tenantId, retryId);
  if (later.length === 0) return { debtors: 0, isMore: false };
  const [counted] = await db.$queryRaw<{ debtors: number }[]>`
    SELECT count(*)::int AS debtors FROM (
      SELECT 1 FROM "Record" r WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${retryId}::uuid AND EXISTS (
        SELECT 1 FROM "Record" l WHERE l."tenantId" = r."tenantId" AND l.identification = r.identification
          AND l."uploadId" = ANY(${later}::uuid[]) AND l.state <> 'not_sent' OFFSET 0
      ) LIMIT ${mostCounted + 1}
    ) AS counted`;
  const debtors = counted?.debtors ?? 0;
  return { debtors: Math.min(debtors, mostCounted), isMore: debtors > mostCounted };
}

/**
 * Uploads confirmed since a retry was made, except its family, in which only one upload has a given debtor to send.
 * The retry left out debtors of uploads confirmed before it. It could miss one whose confirmation was not yet
 * committed, at most `confirmTimeoutMs` earlier. Uploads confirmed before the retried one have older figures.
 */
async function selectConfirmedSince(db: Transaction, tenantId: string, retryId: string): Promise<string[]> {
  const later = await db.$queryRaw<{ id: string }[]>`
    WITH RECURSIVE ${upToRoot(Prisma.sql, tenantId, retryId)}, ${familyOfUp(tenantId)}, made AS MATERIALIZED (
      SELECT greatest(u."createdAt" - make_interval(secs => ${confirmTimeoutMs / 1_000}), coalesce(o."confirmedAt", o."createdAt")) AS since
      FROM "Upload" u JOIN "Upload" o ON o.id = u."retryOfId" WHERE u.id = ${retryId}::uuid
    )
    -- The states are named so that the index of the line is used, and the time is there before: what is worked out on the way
    -- may not stand in the condition of an index (decision 65).
    SELECT later.id FROM made, "Upload" later
    WHERE later."tenantId" = ${tenantId}::uuid AND later.state = ANY(${[...uploadGroups.afterDraft]}::"UploadState"[])
      AND later."confirmedAt" > made.since AND later.id NOT IN (SELECT id FROM family)`;
  return later.map(({ id }) => id);
}
