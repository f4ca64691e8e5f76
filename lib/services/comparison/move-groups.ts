import { type Transaction, withTransaction } from "#lib/database/client.ts";
import {
  type ChosenSending,
  keepChoice,
  lockChoice,
  moveGroup,
  movingGroups,
} from "#lib/database/comparison/sending.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { TenantId } from "../context.ts";
import { cutAsCompared } from "./recheck-unchanged.ts";

/**
 * Stores what is to be sent of a staged upload, which it locks; returns its rows. Its groups are to be moved then. A choice
 * `byBudget` overrules no person's: then it returns null.
 */
export async function keepStaged(
  tx: Transaction,
  tenantId: TenantId,
  uploadId: string,
  chosen: ChosenSending,
  { byBudget }: { readonly byBudget: boolean },
): Promise<number | null> {
  const locked = await lockStaged(tx, tenantId, uploadId);
  if (byBudget && !locked.byBudget) return null;
  if (!(await keepChoice(tx, tenantId, uploadId, chosen, byBudget))) throw new AppError("not_found");
  return locked.rowCount;
}

/**
 * Moves the batches of a staged upload as was chosen, some at a time. Throws `state_moved` unless it is staged, or if
 * another choice was made meanwhile.
 */
export async function moveGroups(
  { tenantId, uploadId, rowCount }: { tenantId: TenantId; uploadId: string; rowCount: number },
  chosen: ChosenSending,
): Promise<void> {
  const groups = movingGroups(tenantId, uploadId, rowCount);
  const moves = [
    [groups.same, chosen.sendsChanges ? "unchanged" : "pending"],
    [groups.volatile, chosen.sendsChanges && !chosen.countsVolatile ? "unchanged" : "pending"],
  ] as const;
  for (const [group, becomes] of moves) {
    const moveSome = async (tx: Transaction) => {
      const { sendsChanges, countsVolatile } = await lockStaged(tx, tenantId, uploadId);
      if (sendsChanges !== chosen.sendsChanges || countsVolatile !== chosen.countsVolatile)
        throw new AppError("state_moved");
      return moveGroup(tx, group, becomes);
    };
    while ((await withTransaction(tenantId, moveSome, { timeoutMs: 60_000 })) > 0);
  }
  await cutAsCompared(tenantId, uploadId);
}

async function lockStaged(tx: Transaction, tenantId: TenantId, uploadId: string) {
  const locked = await lockChoice(tx, tenantId, uploadId);
  if (locked === null) throw new AppError("not_found");
  if (locked.state !== "staged") throw new AppError("state_moved", { state: locked.state });
  return locked;
}
