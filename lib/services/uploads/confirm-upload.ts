import { lockRoot } from "#lib/database/batches/give-back.ts";
import { type Transaction, withTransaction } from "#lib/database/client.ts";
import { findComparison } from "#lib/database/comparison/comparisons.ts";
import { makeWhole } from "#lib/database/comparison/made-whole.ts";
import {
  findComparedPortfolioId,
  freezeComparison,
  hasSetMoved,
  hasSnapshotMoved,
  markGone,
  type RecheckScope,
} from "#lib/database/comparison/recheck.ts";
import { noteSameFile } from "#lib/database/comparison/same-file.ts";
import { type ChosenSending, lockChoice } from "#lib/database/comparison/sending.ts";
import { sumHeld } from "#lib/database/holds/held-of-upload.ts";
import { keepShape } from "#lib/database/portfolios/shapes.ts";
import { setDoubtfulApart } from "#lib/database/retries/doubtful-debtors.ts";
import { lockTenant } from "#lib/database/tenants/tenants.ts";
import { confirmTimeoutMs } from "#lib/database/uploads/superseded.ts";
import { queueStaged } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { toSendOf } from "#lib/domain/outcome/control-sums.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import { needsReason } from "#lib/domain/portfolio/declared/declared-totals.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { enqueueTenantWork } from "#lib/queue/tenant-work.ts";
import { authoriseUpload } from "../authorise.ts";
import { compareAgain } from "../comparison/compare-again.ts";
import { findMoved, type MovedBatches, regroup } from "../comparison/recheck-unchanged.ts";
import { type DefaultScope, findMovedDefault, takeDefault } from "../comparison/settle-default.ts";
import type { Ctx, TenantId } from "../context.ts";
import { readPartClash } from "../portfolios/open-sets.ts";
import { refuseDrift } from "../portfolios/refuse-drift.ts";
import { recordAudit } from "../record-audit.ts";
import { refillValues } from "./refill-values.ts";
import { readUpload } from "./show-upload.ts";

export interface ConfirmUploadInput {
  readonly uploadId: string;
  /** A person knows that this part begins its set anew. */
  readonly beginsSet?: boolean;
  /** Of the figures that the person has seen (ComparisonView.comparedAt): with others, the person looks first. */
  readonly comparedAt?: string;
  /** Where the person has seen that it goes; elsewhere, the person looks first. */
  readonly seenFor?: {
    readonly operation: string;
    readonly server: string;
    /** What the CRM was said to do with whom it has (UploadView.repeatBehaviour). */
    readonly repeats?: RepeatBehaviour;
    /** So many are sent, without those who are held. */
    readonly debtors?: number;
  };
}

/**
 * Puts a staged upload in its tenant's line: state, audit entry and job in one transaction. Of several
 * confirmations at once one wins; the others get the upload as it is then. From any other state: `state_moved`.
 * `comparison_moved {debtors}`: that many unchanged debtors are sent after all, because the CRM may not have them any
 * more as the file says, or is not known to update any more; or (0) what was accepted of the portfolio, or the set that
 * a part completes, has moved since the figures were made, or somebody else has had them made again since they were seen (`comparedAt`). They are to be
 * looked at again. `comparison_moved {debtors: 0, budget: 1}`: the calls left today are enough for volatile fields now, or not any
 * more, which no person had decided. `setting`: the tenant's setting that an admin changed since ({@link MovedSetting}), or
 * `sending`: other debtors would be sent than the person has seen (`seenFor`).
 * `connection_moved`: it would go to another operation or server than the person has seen (`seenFor`).
 * `drift_stopped`: a load unlike its portfolio's earlier ones that nobody has explained.
 * `declared_differs`: the file is not what its bank declares, and nobody has written why (explainDeclared).
 * `part_clashes`: a part that begins its set anew although another waits for parts (readPartClash), without `beginsSet`.
 * `close_out_refused {stop}`: a close-out whose reasons do not hold any more ({@link findHoldingStop}).
 * `superseded`: a retry, correction or close-out with debtors that a later upload carries. Uploads of a tenant are confirmed
 * one after the other, so none can be confirmed between this check and the place in the line.
 */
export async function confirmUpload(ctx: Ctx, input: ConfirmUploadInput): Promise<UploadView> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { uploadId } = input;
  let seenAt = input.comparedAt;
  const confirm = async (tx: Transaction): Promise<Confirmed> => {
    if ((await lockTenant(tx, tenantId)).isRetired) throw new AppError("tenant_retired");
    // Before any of its debtors is written, as a cancel does.
    await lockRoot(tx, tenantId, uploadId);
    const before = await readUpload(tx, tenantId, uploadId);
    if (before.state === "staged" && !isWhereSeen(before, input.seenFor)) throw new AppError("connection_moved");
    if (before.state === "staged" && before.totals.staged.debtors === 0) throw new AppError("nothing_to_send");
    // First why no close-out may go at all, then whom this one may not touch any more.
    if (before.state === "staged" && before.stopHolds !== undefined)
      throw new AppError("close_out_refused", { stop: before.stopHolds });
    if (before.superseded !== undefined && before.superseded.debtors > 0) throw new AppError("superseded");
    if (before.state === "staged" && needsReason(before)) throw new AppError("declared_differs");
    if (before.state === "staged") await refuseDrift(tx, tenantId, uploadId);
    if (input.beginsSet !== true && (await readPartClash(tx, tenantId, before)) !== null)
      throw new AppError("part_clashes");
    if (before.state === "staged") await refillValues(tx, tenantId, uploadId);
    const portfolioId = await findComparedPortfolioId(tx, tenantId, uploadId);
    const scope = portfolioId === null ? null : { tenantId, uploadId, portfolioId };
    if (scope !== null && before.state === "staged") {
      const comparedAt = (await findComparison(tx, tenantId, uploadId))?.comparedAt.toISOString();
      if (seenAt !== undefined && seenAt !== comparedAt) throw new AppError("comparison_moved", { debtors: 0 });
      seenAt = comparedAt;
      const moved = await findMoved(tx, scope);
      const hasMoved =
        moved.unmoved.unsent.length + moved.unmoved.sent.length + moved.moved.length > 0 ||
        (await hasSetMoved(tx, scope)) ||
        (await hasSnapshotMoved(tx, scope));
      if (hasMoved) return { scope, moved };
      const chosen = await findMovedDefault(tx, scope);
      if (chosen !== null) return { scope, chosen };
    }
    // Whom the CRM has would now be there twice, or may be: nobody has seen that.
    const { repeatBehaviour: repeats } = before;
    if (before.state === "staged" && repeats !== "updates" && repeats !== (input.seenFor?.repeats ?? repeats))
      throw new AppError("comparison_moved", { debtors: 0, setting: repeats });
    // Somebody else chose, held or erased meanwhile.
    const seen = input.seenFor?.debtors;
    if (before.state === "staged" && seen !== undefined) {
      const held = await sumHeld(tx, tenantId, uploadId);
      if (toSendOf(before).debtors - held.debtors !== seen)
        throw new AppError("comparison_moved", { debtors: 0, setting: "sending" });
    }
    if (before.state === "staged" && isRetry(before)) await setDoubtfulApart(tx, tenantId, uploadId);
    const isMine = await queueStaged(tx, tenantId, uploadId, ctx.requestId ?? null);
    const upload = await readUpload(tx, tenantId, uploadId);
    if (!isMine) {
      if (upload.confirmedAt === null || upload.state === "cancelled")
        throw new AppError("state_moved", { state: upload.state });
      return { upload };
    }
    const { debtors, obligations, balance } = upload.totals.staged;
    await recordAudit(tx, ctx, "upload_confirmed", {
      tenantId,
      subject: uploadId,
      details: { debtors, obligations, balance },
    });
    await enqueueTenantWork(tx, tenantId);
    await keepShape(tx, tenantId, uploadId);
    if (upload.load?.kind === "part" && upload.portfolio)
      await noteSameFile(tx, { tenantId, uploadId, portfolioId: upload.portfolio.id });
    if (isRetry(upload)) await makeWhole(tx, tenantId, uploadId);
    if (scope !== null) {
      await freezeComparison(tx, scope);
      await markGone(tx, scope);
    }
    return { upload };
  };
  for (let attempt = 1; ; attempt++) {
    // A comparison being made holds the upload's row: waited for here, because calls wait for the tenant's lock.
    await withTransaction(tenantId, (tx) => lockChoice(tx, tenantId, uploadId), { timeoutMs: confirmTimeoutMs });
    const confirmed = await withTransaction(tenantId, confirm, { timeoutMs: confirmTimeoutMs });
    if ("upload" in confirmed) return confirmed.upload;
    if ("chosen" in confirmed) {
      await takeDefault(confirmed.scope, confirmed.chosen);
      // Whoever has seen the figures of before must look first, too.
      await compareAgain(tenantId, uploadId);
      throw new AppError("comparison_moved", { debtors: 0, budget: 1 });
    }
    const { sent: debtors, spared } = await regroup(confirmed.scope, confirmed.moved);
    const again = await compareAgain(tenantId, uploadId, seenAt);
    seenAt = again.comparedAt;
    // Whatever moved made no difference to what the person has seen.
    if (debtors + spared === 0 && !again.isMoved && attempt < mostAttempts) continue;
    const { setting } = confirmed.moved;
    throw new AppError("comparison_moved", { debtors, ...(setting === null ? {} : { setting }) });
  }
}

function isWhereSeen({ tenant }: UploadView, seenFor: ConfirmUploadInput["seenFor"]): boolean {
  const { operation, server } = seenFor ?? tenant;
  return operation === tenant.operation && server === tenant.server;
}

/** Or a correction. */
const isRetry = ({ retryOfId }: UploadView): boolean => (retryOfId ?? null) !== null;

/** If the snapshot moves each time, the person looks again. */
const mostAttempts = 3;

/**
 * The upload as confirmed (by whomever), the batches that have to be cut anew before it can be, if any, or what the calls
 * left today make of the default.
 */
type Confirmed =
  | { readonly upload: UploadView }
  | { readonly scope: DefaultScope; readonly chosen: ChosenSending }
  | { readonly scope: RecheckScope & { readonly tenantId: TenantId }; readonly moved: MovedBatches };
