import { setTimeout as sleep } from "node:timers/promises";
import { database, type Transaction, withTransaction } from "#lib/database/client.ts";
import { type Place, takePlace } from "#lib/database/server-pace.ts";
import { budgetSpentUntil, spendCalls } from "#lib/database/token-budgets.ts";
import { paceLimits } from "./pace-of.ts";

/** So long before its place a caller is told, to get its call ready meanwhile: a claim under load takes some tens of ms. */
const readyMs = 200;

/** A place, and the moment of it on this process's own clock (ms of performance.now()). */
type TakenPlace = Extract<Place, { kind: "granted" }> & { readonly beginAt: number };

/**
 * Takes a place for a call to `server` and answers shortly before it comes, if that is before `until` (ms of Date.now()); else what is in
 * the way. The caller gets its call ready and begins it at {@link untilPlace}: calls that begin when their preparations happen to be over
 * would come in bunches.
 */
export async function waitForPlace(
  server: string,
  until: number,
): Promise<TakenPlace | { readonly kind: "late" } | Extract<Place, { kind: "closed" }>> {
  const place = await takePlace(database(), server, paceLimits());
  if (place.kind === "closed") return place;
  if (Date.now() + place.waitMs > until) return { kind: "late" };
  const beginAt = performance.now() + place.waitMs;
  if (place.waitMs > readyMs) await sleep(place.waitMs - readyMs);
  return { ...place, beginAt };
}

/** Waits for the moment of a place that was taken. */
export async function untilPlace({ beginAt }: { readonly beginAt: number }): Promise<void> {
  const waitMs = beginAt - performance.now();
  if (waitMs > 0) await sleep(Math.ceil(waitMs));
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
