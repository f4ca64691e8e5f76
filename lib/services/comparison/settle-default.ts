import { type Transaction, tenantDatabase, withTransaction } from "#lib/database/client.ts";
import { findComparedPortfolio } from "#lib/database/comparison/begin-comparison.ts";
import { findComparison, type StoredComparison } from "#lib/database/comparison/comparisons.ts";
import { type ChosenSending, countBatchesByGroup } from "#lib/database/comparison/sending.ts";
import { askThrough } from "#lib/database/portfolios/load-measures.ts";
import { leavesOut, mayLeaveOut, refusalOf, sendingWithin } from "#lib/domain/portfolio/comparison/sending.ts";
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
export async function findMovedDefault(db: Transaction, scope: DefaultScope): Promise<ChosenSending | null> {
  const found = await findByDefault(db, scope);
  // Everything goes for another reason than the calls, and the page says so.
  if (found === null || found.isNewlyOffered) return null;
  return movedDefaultOf(db, scope, found);
}

/** The same of whether it is compared again when asked, which also offers again what could not be sent alone when it was staged. */
export async function hasDefaultMoved(db: Transaction, scope: DefaultScope): Promise<boolean> {
  const found = await findByDefault(db, scope);
  return found !== null && (found.isNewlyOffered || (await movedDefaultOf(db, scope, found)) !== null);
}

async function movedDefaultOf(
  db: Transaction,
  { tenantId }: DefaultScope,
  { comparison, calls }: ByDefault,
): Promise<ChosenSending | null> {
  const spare = await spareCalls(db, tenantId, comparison.portfolioId);
  const chosen = sendingWithin(comparison.figures, calls, spare);
  const isAsItWas =
    chosen.countsVolatile === comparison.countsVolatile && chosen.sendsChanges === comparison.sendsChanges;
  return isAsItWas ? null : chosen;
}

interface ByDefault {
  readonly comparison: StoredComparison;
  /** What it takes with volatile fields. */
  readonly calls: number;
  /** It was staged when only the changes could not be sent, or a full send was due. */
  readonly isNewlyOffered: boolean;
}

/** An upload for which no person chose, and may leave somebody out; null for any other. */
async function findByDefault(db: Transaction, { tenantId, uploadId }: DefaultScope): Promise<ByDefault | null> {
  const comparison = await findComparison(db, tenantId, uploadId);
  if (comparison === null || !comparison.byBudget || comparison.upload.state !== "staged") return null;
  const { portfolioId, figures, sendsChanges, countsVolatile, upload } = comparison;
  const portfolio = await findComparedPortfolio(askThrough(db), { tenantId, portfolioId }, uploadId);
  if (refusalOf({ ...comparison, repeatBehaviour: portfolio.repeatBehaviour }) !== null || !mayLeaveOut(portfolio))
    return null;
  const isNewlyOffered = !sendsChanges && leavesOut(figures, countsVolatile);
  const { sent, volatile } = await countBatchesByGroup(db, tenantId, uploadId, upload.rowCount);
  return volatile === 0 && !isNewlyOffered ? null : { comparison, calls: sent + volatile, isNewlyOffered };
}

/** Makes that the choice, without its being a person's; the calls left today may still say otherwise. */
export async function takeDefault({ tenantId, uploadId }: DefaultScope, chosen: ChosenSending): Promise<void> {
  const keep = (tx: Transaction) => keepStaged(tx, tenantId, uploadId, chosen, { byBudget: true });
  const rowCount = await withTransaction(tenantId, keep);
  if (rowCount !== null) await moveGroups({ tenantId, uploadId, rowCount }, chosen);
}

/**
 * Chooses what is sent of an upload that was just staged, or compared again: the batches are cut now, so that it is known
 * what calls it takes. The CRM is asked what is left of the day, unless it was a moment ago. Returns what is sent now;
 * null for the same as before.
 */
export async function settleDefault(scope: DefaultScope, ctx: Ctx): Promise<ChosenSending | null> {
  const db = tenantDatabase(scope.tenantId);
  if ((await findByDefault(db, scope)) === null) return null;
  await askTokenBudget(scope.tenantId, ctx);
  const found = await findByDefault(db, scope);
  const chosen = found === null ? null : await movedDefaultOf(db, scope, found);
  if (chosen !== null) await takeDefault(scope, chosen);
  return chosen;
}
