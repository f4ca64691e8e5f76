import { type Transaction, withTransaction } from "#lib/database/client.ts";
import { type RecheckScope, selectMovedBatches } from "#lib/database/comparison/recheck.ts";
import { batchesAtOnce, lockChoice, selectUnmovedBatches, sendBatches } from "#lib/database/comparison/sending.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { TenantId } from "../context.ts";

/**
 * The batches of a staged upload that have to be sent after all: those that a choice which broke off has not moved, and
 * where only the changes are sent {@link selectMovedBatches}. The caller holds `lockTenant`.
 */
export async function findMoved(tx: Transaction, scope: RecheckScope): Promise<readonly string[]> {
  const locked = await lockChoice(tx, scope.tenantId, scope.uploadId);
  if (locked === null) return [];
  const unmoved = await selectUnmovedBatches(tx, scope, locked);
  if (!locked.sendsChanges) return unmoved;
  return [...new Set([...unmoved, ...(await selectMovedBatches(tx, scope))])];
}

/**
 * Moves batches of a staged upload to those that are sent, some at a time, because calls wait for the tenant's lock;
 * returns how many debtors moved.
 */
export async function sendMoved(tenantId: TenantId, uploadId: string, ids: readonly string[]): Promise<number> {
  let debtors = 0;
  for (let from = 0; from < ids.length; from += batchesAtOnce) {
    const some = ids.slice(from, from + batchesAtOnce);
    debtors += await withTransaction(
      async (tx) => {
        const locked = await lockChoice(tx, tenantId, uploadId);
        if (locked?.state !== "staged") throw new AppError("state_moved");
        return sendBatches(tx, { tenantId, uploadId }, some);
      },
      { timeoutMs: 60_000 },
    );
  }
  return debtors;
}
