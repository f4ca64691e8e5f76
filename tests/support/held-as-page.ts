import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { Ctx } from "#lib/services/context.ts";
import { listHoldBuckets } from "#lib/services/holds/list-hold-buckets.ts";
import { tellHeld } from "#lib/services/holds/tell-held.ts";
import type { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

/** The context with the held people of the open file, asked for as the page does. */
export async function heldAsPage(
  ctx: Ctx,
  tenantId: string,
  workbench: Workbench,
  context: DerivationContext,
): Promise<DerivationContext> {
  const buckets = await listHoldBuckets(ctx, { tenantId });
  const identifications = [...workbench.heldCandidates({ context, buckets, among: "all" })];
  const told = await tellHeld(ctx, { tenantId, identifications });
  return { ...context, held: new Map(told.map(({ key, why }) => [key, why])) };
}
