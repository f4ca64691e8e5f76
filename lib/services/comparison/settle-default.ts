import { type Transaction, tenantDatabase, withTransaction } from "#lib/database/client.ts";
import { findComparison } from "#lib/database/comparison/comparisons.ts";
import { type ChosenSending, countBatchesByGroup } from "#lib/database/comparison/sending.ts";
import { findTenantConnection } from "#lib/database/tenants/tenants.ts";
import { refusalOf, sendingWithin } from "#lib/domain/portfolio/comparison/sending.ts";
import type { Ctx, TenantId } from "../context.ts";
import { askTokenBudget } from "../tenants/ask-token-budget.ts";
import { keepStaged, moveGroups } from "./move-groups.ts";
import { spareCalls } from "./spare-calls.ts";

/** An upload of a tenant. */
export interface DefaultScope {
  readonly tenantId: TenantId;
  readonly uploadId: string;
}

/**
 * What the calls left today make the default of a staged upload, if that differs from what is to be sent now; null also
 * where a person chose, nobody differs in volatile fields only, or only the changes cannot be sent.
 */
export async function findMovedDefault(
  db: Transaction,
  { tenantId, uploadId }: DefaultScope,
): Promise<ChosenSending | null> {
  const found = await findByBudget(db, { tenantId, uploadId });
  if (found === null) return null;
  const { comparison, calls } = found;
  const spare = await spareCalls(db, tenantId, comparison.portfolioId);
  const chosen = sendingWithin(comparison.figures, calls, spare);
  const isAsItWas =
    chosen.countsVolatile === comparison.countsVolatile && chosen.sendsChanges === comparison.sendsChanges;
  return isAsItWas ? null : chosen;
}

/** An upload for which the calls left today decide, and what it takes with volatile fields. */
async function findByBudget(db: Transaction, { tenantId, uploadId }: DefaultScope) {
  const comparison = await findComparison(db, tenantId, uploadId);
  if (comparison === null || !comparison.byBudget || comparison.upload.state !== "staged") return null;
  const connection = await findTenantConnection(db, tenantId);
  if (refusalOf({ ...comparison, repeatBehaviour: connection?.repeatBehaviour ?? "unknown" }) !== null) return null;
  const { sent, volatile } = await countBatchesByGroup(db, tenantId, uploadId, comparison.upload.rowCount);
  return volatile === 0 ? null : { comparison, calls: sent + volatile };
}

/** Makes that the choice, without its being a person's; the calls left today may still say otherwise. */
export async function takeDefault({ tenantId, uploadId }: DefaultScope, chosen: ChosenSending): Promise<void> {
  const keep = (tx: Transaction) => keepStaged(tx, tenantId, uploadId, chosen, { byBudget: true });
  const rowCount = await withTransaction(tenantId, keep);
  if (rowCount !== null) await moveGroups({ tenantId, uploadId, rowCount }, chosen);
}

/**
 * Chooses what is sent of an upload that was just staged: the batches are cut now, so that it is known what calls it takes.
 * The CRM is asked what is left of the day, unless it was a moment ago. Returns whether something else is sent now.
 */
export async function settleDefault(scope: DefaultScope, ctx: Ctx): Promise<boolean> {
  const db = tenantDatabase(scope.tenantId);
  if ((await findByBudget(db, scope)) === null) return false;
  await askTokenBudget(scope.tenantId, ctx);
  const chosen = await findMovedDefault(db, scope);
  if (chosen !== null) await takeDefault(scope, chosen);
  return chosen !== null;
}
