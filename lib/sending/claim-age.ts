import { leaseSeconds } from "#lib/database/batches/batches.ts";
import { workEnv } from "#lib/env.ts";

/**
 * Whether a claim is too old for its call to begin: the call might still be under way when its lease ends, and another worker might
 * look for its debtors before they are there. What a lease is longer than a call is shared: one half for getting the call ready (15 s
 * for the usual 90, where it takes some 200 ms), one for writing what came of it.
 */
export function isTooOldToCall(claimAgeMs: number): boolean {
  return claimAgeMs > ((leaseSeconds() - workEnv().WOLKVOX_TIMEOUT_SECONDS) * 1_000) / 2;
}
