import { type Transaction, tenantDatabase, withTransaction } from "#lib/database/client.ts";
import { findComparison } from "#lib/database/comparison/comparisons.ts";
import { hasConnectionMoved, type RecheckScope, selectMovedBatches } from "#lib/database/comparison/recheck.ts";
import { type Regrouped, regroupBatches, selectPendingBatches } from "#lib/database/comparison/regroup.ts";
import {
  batchesAtOnce,
  isCutOtherwise,
  keepChoice,
  lockChoice,
  moveBatches,
  selectUnmovedBatches,
} from "#lib/database/comparison/sending.ts";
import { findTenantConnection } from "#lib/database/tenants/tenants.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import { canSendChanges } from "#lib/domain/portfolio/comparison/sending.ts";
import type { TenantId } from "../context.ts";

/** Batches of a staged upload that cannot be sent, or stay unsent, as they are. */
export interface MovedBatches {
  /** To be moved whole: the choice wants them sent (`unsent`), or not (`sent`). */
  readonly unmoved: { readonly unsent: readonly string[]; readonly sent: readonly string[] };
  /** With debtors of whom the snapshot has moved. */
  readonly moved: readonly string[];
  /** Why no other load need have moved them; null for none. */
  readonly setting: MovedSetting | null;
}

/**
 * A tenant's setting that an admin changed since an upload was compared: what the CRM is said to do by now with whom it has,
 * or (`connection`) another operation or server, of which nothing is known.
 */
export type MovedSetting = RepeatBehaviour | "connection";

/**
 * The batches of a staged upload that are not as they have to be: those that a choice which broke off has not moved, and
 * where only the changes are sent {@link selectMovedBatches}. If the CRM is not known to update any more, everything
 * is the choice. The caller holds `lockTenant`.
 */
export async function findMoved(tx: Transaction, scope: RecheckScope): Promise<MovedBatches> {
  const { tenantId, uploadId } = scope;
  const locked = await lockChoice(tx, tenantId, uploadId);
  if (locked === null) return { unmoved: { unsent: [], sent: [] }, moved: [], setting: null };
  const refused = await findRefusedChoice(tx, scope);
  const choice = refused === null ? locked : { ...locked, sendsChanges: false };
  if (refused !== null) await keepChoice(tx, tenantId, uploadId, choice, locked.byBudget);
  const unmoved = await selectUnmovedBatches(tx, scope, choice);
  const moved = choice.sendsChanges ? await selectMovedBatches(tx, scope) : [];
  const setting = refused ?? ((await hasConnectionMoved(tx, scope)) ? "connection" : null);
  return { unmoved, moved, setting };
}

/** What the CRM is said to do, where only the changes are to be sent of an upload although that is not to update any more. */
export async function findRefusedChoice(
  db: Transaction,
  { tenantId, uploadId }: Pick<RecheckScope, "tenantId" | "uploadId">,
): Promise<RepeatBehaviour | null> {
  const comparison = await findComparison(db, tenantId, uploadId);
  if (comparison?.sendsChanges !== true) return null;
  const repeats = (await findTenantConnection(db, tenantId))?.repeatBehaviour ?? "unknown";
  return canSendChanges(repeats) ? null : repeats;
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
  const whole = await each(unmoved.unsent, async (tx, some) => {
    await lockStaged(tx, scope);
    return { sent: await moveBatches(tx, { tenantId, uploadId }, some, "pending"), spared: 0 };
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
  // Last: whoever of them has changed is in a batch of its own by now.
  const spare = async (tx: Transaction, some: readonly string[]) => {
    const locked = await lockStaged(tx, scope);
    const spared = locked.sendsChanges ? await moveBatches(tx, { tenantId, uploadId }, some, "unchanged") : 0;
    return { sent: 0, spared };
  };
  const parts = [whole, await each(moved, apart), await each(pending, apart), await each(unmoved.sent, spare)];
  return { sent: sumOf(parts, "sent"), spared: sumOf(parts, "spared") };
}

/**
 * Cuts the batches of a staged upload of which only the changes are sent as its comparison counts them, if they are not:
 * who is called unchanged must not be sent.
 */
export async function cutAsCompared(tenantId: TenantId, uploadId: string): Promise<Regrouped> {
  const db = tenantDatabase(tenantId);
  const nobody = { sent: 0, spared: 0 };
  const comparison = await findComparison(db, tenantId, uploadId);
  if (comparison === null || comparison.upload.state !== "staged" || !comparison.sendsChanges) return nobody;
  const { figures, portfolioId, upload } = comparison;
  if (!(await isCutOtherwise(db, tenantId, uploadId, upload.rowCount, figures))) return nobody;
  const scope = { tenantId, uploadId, portfolioId };
  const moved = await withTransaction(tenantId, (tx) => selectMovedBatches(tx, scope), { timeoutMs: 60_000 });
  return regroup(scope, { unmoved: { unsent: [], sent: [] }, moved });
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
