import type { Transaction } from "#lib/database/client.ts";
import { countPreparedBytes, countPreparedRows } from "#lib/database/staging/prepared-use.ts";
import { readStagingStarts } from "#lib/database/staging/staging-starts.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { envOf } from "#lib/env.ts";
import type { TenantId } from "../context.ts";

const megabyte = 1_048_576;

/**
 * How many uploads may be staging at once. A person has a tab or three, but one whose connection was cut
 * begins again, and the old upload counts for a day.
 */
export const maxOpen = { ofUser: 10, ofTenant: 40 } as const;

/** How many full uploads a tenant may have prepared and not confirmed. */
export const fullOnesOfTenant = 4;

/** The page sends 5,000 rows in each chunk; smaller ones take their place in the database all the same. */
export function mostChunks(rows: number): number {
  return 100 + Math.floor(rows / 1_000);
}

/**
 * Limits how many uploads are staging at once, how fast they begin and how many rows they announce, since each keeps
 * what has arrived of it. Throws `too_many_open {limit, scope, unit}`, `too_large {limit, unit}` if it alone is too
 * many, or `throttled {retryAfterSeconds}`.
 */
export async function requireStagingRoom(
  tx: Transaction,
  { userId, tenantId, rows }: { readonly userId: string; readonly tenantId: TenantId; readonly rows: number },
): Promise<void> {
  const { UPLOAD_STARTS_PER_MINUTE, UPLOAD_ROWS } = envOf("UPLOAD_STARTS_PER_MINUTE", "UPLOAD_ROWS");
  if (rows > UPLOAD_ROWS) throw new AppError("too_large", { limit: UPLOAD_ROWS, unit: "rows" });
  const { openOfUser, openOfTenant, lastMinute, secondsAgo } = await readStagingStarts(tx, userId, tenantId);
  if (openOfUser >= maxOpen.ofUser) throw tooManyOpen(maxOpen.ofUser, "user", "uploads");
  if (openOfTenant >= maxOpen.ofTenant) throw tooManyOpen(maxOpen.ofTenant, "tenant", "uploads");
  const most = UPLOAD_ROWS * fullOnesOfTenant;
  if ((await countPreparedRows(tx, tenantId)) + rows > most) throw tooManyOpen(most, "tenant", "rows");
  if (lastMinute >= UPLOAD_STARTS_PER_MINUTE)
    throw new AppError("throttled", { retryAfterSeconds: Math.max(1, Math.ceil(60 - secondsAgo)) });
}

/**
 * Limits what is kept of an upload and of its tenant's others, before more of it is read: what is under way beside it
 * comes on top. Throws `too_large {limit, unit}`, or `too_many_open {limit, scope, unit}`.
 */
export async function requireBytesLeft(db: Transaction, tenantId: TenantId, uploadId: string): Promise<void> {
  const limit = envOf("UPLOAD_MEGABYTES").UPLOAD_MEGABYTES;
  const { ofUpload, ofTenant } = await countPreparedBytes(db, tenantId, uploadId);
  if (ofUpload >= limit * megabyte) throw new AppError("too_large", { limit, unit: "megabytes" });
  const most = limit * fullOnesOfTenant;
  if (ofTenant >= most * megabyte) throw tooManyOpen(most, "tenant", "megabytes");
}

function tooManyOpen(limit: number, scope: "user" | "tenant", unit: "uploads" | "rows" | "megabytes"): AppError {
  return new AppError("too_many_open", { limit, scope, unit });
}
