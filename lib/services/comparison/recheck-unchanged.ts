import { type Transaction, withTransaction } from "#lib/database/client.ts";
import { type RecheckScope, selectMovedBatches } from "#lib/database/comparison/recheck.ts";
import {
  batchesAtOnce,
  keepChoice,
  lockChoice,
  selectUnmovedBatches,
  sendBatches,
} from "#lib/database/comparison/sending.ts";
import { findTenantConnection } from "#lib/database/tenants/tenants.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { canSendChanges } from "#lib/domain/portfolio/comparison/sending.ts";
import type { TenantId } from "../context.ts";

/**
 * The batches of a staged upload that have to be sent after all: those that a choice which broke off has not moved, and
 * where only the changes are sent {@link selectMovedBatches}. If the CRM is not known to update any more, everything
 * is the choice. The caller holds `lockTenant`.
 */
export async function findMoved(tx: Transaction, scope: RecheckScope): Promise<readonly string[]> {
  const { tenantId, uploadId } = scope;
  const locked = await lockChoice(tx, tenantId, uploadId);
  if (locked === null) return [];
  const connection = locked.sendsChanges ? await findTenantConnection(tx, tenantId) : null;
  const isRefused = locked.sendsChanges && !canSendChanges(connection?.repeatBehaviour ?? "unknown");
  const choice = isRefused ? { ...locked, sendsChanges: false } : locked;
  if (isRefused) await keepChoice(tx, tenantId, uploadId, choice);
  const unmoved = await selectUnmovedBatches(tx, scope, choice);
  if (!choice.sendsChanges) return unmoved;
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
