import { setTimeout as sleep } from "node:timers/promises";
import { database, type Transaction, withTransaction } from "#lib/database/client.ts";
import { type Place, takePlace } from "#lib/database/server-pace.ts";
import { budgetSpentUntil, spendCalls } from "#lib/database/token-budgets.ts";
import { paceLimits } from "./pace-of.ts";

/** Waits until a call to `server` may begin, if that is before `until` (ms of Date.now()); else answers what is in the way. */
export async function waitForPlace(
  server: string,
  until: number,
): Promise<Extract<Place, { kind: "granted" }> | { readonly kind: "late" } | Extract<Place, { kind: "closed" }>> {
  const place = await takePlace(database(), server, paceLimits());
  if (place.kind === "closed") return place;
  if (Date.now() + place.waitMs > until) return { kind: "late" };
  if (place.waitMs > 0) await sleep(place.waitMs);
  return place;
}

export type Claimed<T> =
  | { readonly kind: "claimed"; readonly claim: T }
  | { readonly kind: "none" }
  | { readonly kind: "spent"; readonly until: Date };

/**
 * Claims something that costs one call, in one transaction with counting it against the token's day. `claim` must lock the tenant first:
 * it is what keeps two processes from both spending the last call.
 */
export async function claimForCall<T>(
  tenantId: string,
  claim: (tx: Transaction) => Promise<T | null>,
): Promise<Claimed<T>> {
  return withTransaction(async (tx): Promise<Claimed<T>> => {
    const until = await budgetSpentUntil(tx, tenantId);
    if (until !== null) return { kind: "spent", until };
    const claimed = await claim(tx);
    if (claimed === null) return { kind: "none" };
    await spendCalls(tx, tenantId, 1);
    return { kind: "claimed", claim: claimed };
  });
}
