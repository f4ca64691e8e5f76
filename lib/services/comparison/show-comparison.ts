import { tenantDatabase } from "#lib/database/client.ts";
import { type ComparedPortfolio, findComparedPortfolio } from "#lib/database/comparison/begin-comparison.ts";
import { findComparison, type StoredComparison } from "#lib/database/comparison/comparisons.ts";
import { countGoneSince, findNaming, selectUnconfirmed } from "#lib/database/comparison/parts.ts";
import { countBatchesByGroup } from "#lib/database/comparison/sending.ts";
import { askThrough } from "#lib/database/portfolios/load-measures.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { fullSendDueAt, isFullSendDue, refusalOf } from "#lib/domain/portfolio/comparison/sending.ts";
import { loadOf } from "#lib/domain/portfolio/load.ts";
import type { ComparisonView, SendingChoice } from "#lib/domain/views/comparison-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";

/**
 * A staged upload against the snapshot of its portfolio, in figures, and what of it is sent. `not_found` for an
 * upload that was not compared: of no portfolio, a retry, a correction or a close-out.
 */
export async function showComparison(ctx: Ctx, input: { uploadId: string }): Promise<ComparisonView> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return readComparison(tenantId, input.uploadId);
}

/** The same for use cases that have already authorised. */
export async function readComparison(tenantId: TenantId, uploadId: string): Promise<ComparisonView> {
  const view = await readComparisonIfAny(tenantId, uploadId);
  if (view === null) throw new AppError("not_found");
  return view;
}

/** The same; null for an upload that was not compared. */
export async function readComparisonIfAny(tenantId: TenantId, uploadId: string): Promise<ComparisonView | null> {
  const comparison = await findComparison(tenantDatabase(tenantId), tenantId, uploadId);
  const portfolio = comparison?.upload.portfolio ?? null;
  if (comparison === null || portfolio === null) return null;
  const { upload, isFirst, tellsGone, figures, comparedAt, frozenAt } = comparison;
  const isCancelled = isCancelledLoad(comparison);
  const parts = await selectUnconfirmed(tenantDatabase(tenantId), tenantId, figures.set?.uploadIds ?? []);
  const ask = askThrough(tenantDatabase(tenantId));
  const compared = await findComparedPortfolio(ask, { tenantId, portfolioId: comparison.portfolioId }, uploadId);
  return withShownNames(tenantId, {
    uploadId,
    portfolio: { id: portfolio.id, name: portfolio.name },
    fileName: upload.fileName,
    currency: upload.currency,
    load: loadOf(upload),
    comparedAt: comparedAt.toISOString(),
    frozenAt: frozenAt?.toISOString() ?? null,
    isFirst,
    tellsGone: tellsGone && !isCancelled,
    isCancelled,
    partsUnconfirmed: parts.unconfirmed,
    partsCancelled: parts.cancelled,
    goneSince:
      frozenAt === null || upload.erasedAt !== null
        ? 0
        : await countGoneSince(tenantDatabase(tenantId), tenantId, uploadId),
    namedBy: await findNaming(tenantDatabase(tenantId), tenantId, uploadId),
    figures,
    leftOut: {
      debtors: upload.leftOutDebtors,
      obligations: upload.leftOutObligations,
      balance: upload.leftOutBalance.toFixed(2),
    },
    obligations: compared.obligations,
    choice: await choiceOf(tenantId, uploadId, comparison, compared),
    isErased: upload.erasedAt !== null,
  });
}

/** By such a load nobody counts as gone, whatever was compared before it was cancelled. */
export function isCancelledLoad({ upload: { state, isMadeWhole } }: Pick<StoredComparison, "upload">): boolean {
  return state === "cancelled" && !isMadeWhole;
}

async function choiceOf(
  tenantId: TenantId,
  uploadId: string,
  { isFirst, figures, sendsChanges, countsVolatile, byBudget, upload }: StoredComparison,
  compared: ComparedPortfolio,
): Promise<SendingChoice> {
  const batches = await countBatchesByGroup(tenantDatabase(tenantId), tenantId, uploadId, upload.rowCount);
  const { repeatBehaviour, fullSendAt, fullSendDays, now } = compared;
  return {
    sends: sendsChanges ? "changes" : "everything",
    countsVolatile,
    byBudget,
    isOpen: upload.state === "staged",
    refusal: refusalOf({ repeatBehaviour, isFirst, figures }),
    calls: {
      everything: batches.sent + batches.volatile + batches.same,
      changes: batches.sent + batches.volatile,
      changesWithoutVolatile: batches.sent,
    },
    fullSendAt: fullSendAt?.toISOString() ?? null,
    fullSendDueAt: fullSendDueAt(fullSendAt, fullSendDays)?.toISOString() ?? null,
    isFullSendDue: isFullSendDue(fullSendAt, fullSendDays, now),
  };
}
