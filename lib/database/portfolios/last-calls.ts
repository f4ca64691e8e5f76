import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { Transaction } from "../client.ts";

/** What a portfolio's last confirmed load took. */
export interface LastCalls {
  readonly portfolioId: string;
  readonly createdAt: Date;
  readonly calls: number;
}

/** Of these, the last is the one confirmed last: the index has them as they were begun. */
const loadsRead = 7;

/**
 * The last confirmed load of each portfolio, whole or a part; one that has none is missing. Of a load that was cancelled
 * or is still being sent, the calls that it was to make.
 */
export function selectLastCalls(
  db: Transaction,
  tenantId: string,
  portfolioIds: readonly string[],
): Promise<LastCalls[]> {
  return db.$queryRaw`
    SELECT asked.id::text AS "portfolioId", load."createdAt", load.calls
    FROM unnest(${[...portfolioIds]}::uuid[]) AS asked(id) CROSS JOIN LATERAL (
      SELECT * FROM (
        SELECT u."createdAt", u."confirmedAt", greatest(u."callsMade", u."batchCount") AS calls FROM "Upload" u
        WHERE u."portfolioId" = asked.id AND u."tenantId" = ${tenantId}::uuid AND u."confirmedAt" IS NOT NULL
          AND u."retryOfId" IS NULL AND u."closesOutId" IS NULL AND u."loadKind" <> 'additions'
        ORDER BY u."createdAt" DESC LIMIT ${loadsRead}
      ) AS recent ORDER BY "confirmedAt" DESC LIMIT 1
    ) AS load`;
}

/** Calls that the uploads of a tenant's line still need if nothing is refused. */
export async function countCallsInLine(db: Transaction, tenantId: string): Promise<number> {
  const [counted] = await db.$queryRaw<{ calls: number }[]>`
    SELECT coalesce(sum(greatest(0, "batchCount" - "batchesDone")), 0)::int AS calls FROM "Upload"
    WHERE "tenantId" = ${tenantId}::uuid AND state = ANY(${[...uploadGroups.inLine]}::"UploadState"[])`;
  return counted?.calls ?? 0;
}
