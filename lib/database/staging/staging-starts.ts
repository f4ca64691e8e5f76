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
  const [found] = await tx.$queryRaw<
    { open_user: number; open_tenant: number; last_minute: number; seconds_ago: number }[]
  >`
    SELECT
      (count(*) FILTER (WHERE state = 'staging' AND "createdById" = ${userId}::uuid))::int AS open_user,
      (count(*) FILTER (WHERE state = 'staging' AND "tenantId" = ${tenantId}::uuid))::int AS open_tenant,
      (count(*) FILTER (WHERE is_recent))::int AS last_minute,
      coalesce(extract(epoch FROM clock_timestamp() - min("createdAt") FILTER (WHERE is_recent)), 0)::float8 AS seconds_ago
    FROM "Upload", LATERAL (
      SELECT "createdById" = ${userId}::uuid AND "createdAt" > clock_timestamp() - interval '1 minute' AS is_recent
    ) AS recent
    WHERE "createdAt" > clock_timestamp() - interval '1 day'
      AND ("createdById" = ${userId}::uuid OR "tenantId" = ${tenantId}::uuid)`;
  return {
    openOfUser: found?.open_user ?? 0,
    openOfTenant: found?.open_tenant ?? 0,
    lastMinute: found?.last_minute ?? 0,
    secondsAgo: found?.seconds_ago ?? 0,
  };
}
