import { type Transaction, tenantDatabase } from "#lib/database/client.ts";
import { countOpenRows } from "#lib/database/records/left-out-reasons.ts";
import { correctable, countMissing, leftOutWhole } from "#lib/database/retries/missing-debtors.ts";
import { findUpload } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import { type CorrectionPlan, hasCells } from "#lib/domain/outcome/upload-stage.ts";
import { isDiscardedLoad, isOver } from "#lib/domain/outcome/upload-state.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";

/** Looked at first: mostly one of so few waits, and the others need not be asked about. */
const firstLookedAt = 50;

/** Of more failures the page offers a correction unseen: it looks at each one, every time it is shown. */
const mostLookedAt = 2_000;

/**
 * Whether a correction of what did not get in is offered, and how: see {@link CorrectionPlan}. Unconfirmed debtors are
 * looked up first: corrected, they could be in the CRM twice. A left-out row is left for itself only if it has no
 * identification: any other is of a debtor who counts, or repeats an obligation of one that was sent. None of a load that was discarded.
 */
export async function planCorrection(ctx: Ctx, input: { uploadId: string }): Promise<CorrectionPlan> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return correctionOf(tenantDatabase(tenantId), tenantId, input.uploadId);
}

async function correctionOf(db: Transaction, tenantId: TenantId, uploadId: string): Promise<CorrectionPlan> {
  const upload = await findUpload(db, tenantId, uploadId);
  if (upload === null) throw new AppError("not_found");
  const { groups, totals, later } = upload;
  if (!hasCells(upload) || !isOver(upload.state) || isDiscardedLoad(upload)) return null;
  const failures = groups.rejected.debtors + groups.not_sent.debtors;
  const waiting = await waitingForCorrection(db, tenantId, uploadId, { failures, leftOutRows: totals.leftOut.rows });
  return waiting === "rows" && later !== undefined ? "second" : waiting === null ? null : "first";
}

/**
 * What of an upload that is over waits for a correction: debtors, only rows without one, or nothing. Of more than `mostRows`
 * left-out rows it is said unseen.
 */
export async function waitingForCorrection(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  { failures, leftOutRows }: { readonly failures: number; readonly leftOutRows: number },
  mostRows = Number.POSITIVE_INFINITY,
): Promise<"debtors" | "rows" | null> {
  if (failures > 0 && (await areFailuresOpen(db, tenantId, uploadId))) return "debtors";
  if (leftOutRows === 0) return null;
  if (leftOutRows > firstLookedAt) {
    const { open } = await countMissing(db, tenantId, uploadId, leftOutWhole(tenantId, uploadId, firstLookedAt));
    if (open > 0 || leftOutRows > mostRows) return "debtors";
  }
  const { ofDebtors, ofNobody } = await countOpenRows(db, tenantId, uploadId);
  return ofDebtors > 0 ? "debtors" : ofNobody > 0 ? "rows" : null;
}

async function areFailuresOpen(db: Transaction, tenantId: string, uploadId: string): Promise<boolean> {
  const count = (most: number) => {
    const failures = { kinds: recordGroups.certainlyFailed, ordinals: null, rejectionKey: null, most };
    return countMissing(db, tenantId, uploadId, correctable(tenantId, uploadId, failures));
  };
  const first = await count(firstLookedAt);
  if (first.open > 0 || first.lookedAt < firstLookedAt) return first.open > 0;
  const { open, lookedAt } = await count(mostLookedAt + 1);
  return open > 0 || lookedAt > mostLookedAt;
}
