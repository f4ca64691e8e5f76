import type { Reply } from "#components/upload/bring-pieces.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { HeldDebtors, HoldReason } from "#lib/domain/holds/hold.ts";
import type { WorkbenchClient } from "#lib/spreadsheet/workbench/workbench-client.ts";
import { listHoldBucketsAction, tellHeldAction } from "./actions.ts";
import { replyOf } from "./staging-requests.ts";

/** Identifications in one question: far below what an action may carry. */
const askedAtOnce = 5_000;

/**
 * Which debtors of the open file the tenant keeps out of every load, and why. Only those are asked about whose bucket
 * is one of the list's, so the file stays here and the list stays there (decision 70).
 */
export async function askHeld(
  client: WorkbenchClient,
  tenantId: string,
  context: DerivationContext,
  signal: AbortSignal,
): Promise<Reply<HeldDebtors>> {
  const buckets = await replyOf(() => listHoldBucketsAction({ tenantId }));
  if (buckets.kind !== "done") return buckets;
  const held = new Map<string, HoldReason>();
  if (buckets.value.length === 0) return { kind: "done", value: held };
  const candidates = await client.ask("heldCandidates", { context, buckets: buckets.value }, { signal });
  for (let from = 0; from < candidates.length; from += askedAtOnce) {
    const identifications = candidates.slice(from, from + askedAtOnce);
    const told = await replyOf(() => tellHeldAction({ tenantId, identifications }));
    if (told.kind !== "done") return told;
    for (const { key, why } of told.value) held.set(key, why);
  }
  return { kind: "done", value: held };
}
