import type { Transaction } from "#lib/database/client.ts";
import { readStagingStarts } from "#lib/database/staging/staging-starts.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { envOf } from "#lib/env.ts";
import type { TenantId } from "../context.ts";

/**
 * How many uploads may be staging at once. A person has a tab or three, but one whose connection was cut
 * begins again, and the old upload counts for a day.
 */
export const maxOpen = { ofUser: 10, ofTenant: 40 } as const;

/**
 * Limits how many uploads are staging at once and how fast they begin, since each keeps what has arrived of
 * it. Throws `too_many_open {limit, scope}`, or `throttled {retryAfterSeconds}`.
 */
export async function requireStagingRoom(tx: Transaction, userId: string, tenantId: TenantId): Promise<void> {
  const { openOfUser, openOfTenant, lastMinute, secondsAgo } = await readStagingStarts(tx, userId, tenantId);
  if (openOfUser >= maxOpen.ofUser) throw new AppError("too_many_open", { limit: maxOpen.ofUser, scope: "user" });
  if (openOfTenant >= maxOpen.ofTenant)
    throw new AppError("too_many_open", { limit: maxOpen.ofTenant, scope: "tenant" });
  if (lastMinute >= envOf("UPLOAD_STARTS_PER_MINUTE").UPLOAD_STARTS_PER_MINUTE)
    throw new AppError("throttled", { retryAfterSeconds: Math.max(1, Math.ceil(60 - secondsAgo)) });
}
