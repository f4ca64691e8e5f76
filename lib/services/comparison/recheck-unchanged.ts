import { type Transaction, withTransaction } from "#lib/database/client.ts";
import { hasConnectionMoved, type RecheckScope, selectMovedBatches } from "#lib/database/comparison/recheck.ts";
import { type Regrouped, regroupBatches, selectPendingBatches } from "#lib/database/comparison/regroup.ts";
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

/** Batches of a staged upload that cannot be sent, or stay unsent, as they are. */
export interface MovedBatches {
  /** To be sent whole: the choice wants them sent. */
  readonly unmoved: readonly string[];
  /** With debtors of whom the snapshot has moved. */
  readonly moved: readonly string[];
  /** Why no other load need have moved them; null for none. */
  readonly setting: MovedSetting | null;
}

/**
 * A tenant's setting that an admin changed since an upload was compared. `repeats`: the CRM is not known to update any more
 * whom it has; `connection`: another operation or server, of which nothing is known.
 */
export type MovedSetting = "repeats" | "connection";

/**
 * The batches of a staged upload that have to be sent after all: those that a choice which broke off has not moved, and
 * where only the changes are sent {@link selectMovedBatches}. If the CRM is not known to update any more, everything
 * is the choice. The caller holds `lockTenant`.
 */
export async function findMoved(tx: Transaction, scope: RecheckScope): Promise<MovedBatches> {
  const { tenantId, uploadId } = scope;
  const locked = await lockChoice(tx, tenantId, uploadId);
  if (locked === null) return { unmoved: [], moved: [], setting: null };
  const connection = locked.sendsChanges ? await findTenantConnection(tx, tenantId) : null;
  const isRefused = locked.sendsChanges && !canSendChanges(connection?.repeatBehaviour ?? "unknown");
  const choice = isRefused ? { ...locked, sendsChanges: false } : locked;
  if (isRefused) await keepChoice(tx, tenantId, uploadId, choice, false);
  const unmoved = await selectUnmovedBatches(tx, scope, choice);
  const moved = choice.sendsChanges ? await selectMovedBatches(tx, scope) : [];
  const setting = isRefused ? "repeats" : (await hasConnectionMoved(tx, scope)) ? "connection" : null;
  return { unmoved, moved, setting };
}

/**
 * Sends of a staged upload whom the CRM may not have any more as the file says, and where only the changes are sent
 * nobody whom it has by now. Some batches at a time, because calls wait for the tenant's lock.
 */
export async function regroup(
  scope: RecheckScope,
  { unmoved, moved }: Pick<MovedBatches, "unmoved" | "moved">,
): Promise<Regrouped> {
  const { tenantId, uploadId } = scope;
  const each = (ids: readonly string[], move: (tx: Transaction, some: readonly string[]) => Promise<Regrouped>) =>
    inSteps(ids, (some) => withTransaction(tenantId, (tx) => move(tx, some), { timeoutMs: 60_000 }));
  const whole = await each(unmoved, async (tx, some) => {
    await lockStaged(tx, scope);
    return { sent: await sendBatches(tx, { tenantId, uploadId }, some), spared: 0 };
  });
  const apart = async (tx: Transaction, some: readonly string[]) => {
    const locked = await lockStaged(tx, scope);
    // A choice made meanwhile has moved them.
    return locked.sendsChanges ? regroupBatches(tx, { ...scope, ...locked }, some) : { sent: 0, spared: 0 };
  };
  const pending = await withTransaction(tenantId, async (tx) => {
    const locked = await lockStaged(tx, scope);
    return locked.sendsChanges ? selectPendingBatches(tx, scope) : [];
  });
  const parts = [whole, await each(moved, apart), await each(pending, apart)];
  return { sent: sumOf(parts, "sent"), spared: sumOf(parts, "spared") };
}

async function inSteps(
  ids: readonly string[],
  step: (some: readonly string[]) => Promise<Regrouped>,
): Promise<Regrouped> {
  const parts: Regrouped[] = [];
  for (let from = 0; from < ids.length; from += batchesAtOnce)
    parts.push(await step(ids.slice(from, from + batchesAtOnce)));
  return { sent: sumOf(parts, "sent"), spared: sumOf(parts, "spared") };
}

function sumOf(parts: readonly Regrouped[], key: keyof Regrouped): number {
  return parts.reduce((sum, part) => sum + part[key], 0);
}

async function lockStaged(tx: Transaction, { tenantId, uploadId }: RecheckScope) {
  const locked = await lockChoice(tx, tenantId, uploadId);
  if (locked?.state !== "staged") throw new AppError("state_moved");
  return locked;
}
