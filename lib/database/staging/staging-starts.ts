import type { Transaction } from "../client.ts";

export interface StagingStarts {
  /** Uploads begun within a day and neither staged nor abandoned: by the user, and in the tenant. */
  readonly openOfUser: number;
  readonly openOfTenant: number;
  /** Uploads the user began within the last minute, and seconds since the first of those. */
  readonly lastMinute: number;
  readonly secondsAgo: number;
}

/**
 * Counts what a user has begun. An advisory lock on the user holds until the transaction ends, so parallel
 * starts are counted one after the other.
 */
export async function readStagingStarts(tx: Transaction, userId: string, tenantId: string): Promise<StagingStarts> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`staging of ${userId}`}, 0))`;
  const [found] = await tx.$queryRaw<StagingStarts[]>`
    SELECT * FROM staging_starts(${userId}::uuid, ${tenantId}::uuid)`;
  return found ?? { openOfUser: 0, openOfTenant: 0, lastMinute: 0, secondsAgo: 0 };
}
