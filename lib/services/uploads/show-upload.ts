import { isSending } from "#lib/database/batches/batches.ts";
import { countHalving } from "#lib/database/batches/halves.ts";
import { findLookupPace } from "#lib/database/calls/lookup-pace.ts";
import { findSlowdown } from "#lib/database/calls/server-pace.ts";
import { type Transaction, tenantDatabase } from "#lib/database/client.ts";
import { countClosesBehind, countOvertakenBy } from "#lib/database/close-outs/close-outs.ts";
import { sumHeldNotSent } from "#lib/database/holds/held-of-upload.ts";
import { askThrough } from "#lib/database/portfolios/load-measures.ts";
import { priceReadBack } from "#lib/database/records/planned-read-backs.ts";
import { countRetriedUnconfirmed } from "#lib/database/retries/retries.ts";
import { findHoldingStop, findPlaceInLine } from "#lib/database/uploads/lost-ground.ts";
import { findNewerFile } from "#lib/database/uploads/newer-file.ts";
import { findRecentProgress } from "#lib/database/uploads/recent-progress.ts";
import { countSuperseded } from "#lib/database/uploads/superseded.ts";
import { findUpload } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { isOneOf, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import type { Superseded, UploadView } from "#lib/domain/views/upload-view.ts";
import { expectedLookupSeconds } from "#lib/sending/expected-lookups.ts";
import { paceLimits } from "#lib/sending/gate.ts";
import { maxHalvingCalls } from "#lib/sending/halves-of.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { withShownNames } from "../masking/masking-of.ts";

/** One upload with its control totals and its four groups. */
export async function showUpload(ctx: Ctx, input: { uploadId: string }): Promise<UploadView> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  return readUpload(tenantDatabase(tenantId), tenantId, input.uploadId);
}

/** The same for use cases that have already authorised, inside their transaction. */
export async function readUpload(db: Transaction, tenantId: TenantId, uploadId: string): Promise<UploadView> {
  const upload = await findUpload(db, tenantId, uploadId);
  if (upload === null) throw new AppError("not_found");
  const superseded = await supersededOf(db, tenantId, upload);
  const view = {
    ...upload,
    ...(superseded === null ? {} : { superseded }),
    ...(await stopHoldsOf(db, tenantId, upload)),
    ...(await heldNotSentOf(db, tenantId, upload)),
    ...(await sendingOf(db, tenantId, upload)),
    ...(await lineOf(db, tenantId, upload)),
    ...(await closesBehindOf(db, tenantId, upload)),
    ...(await newerFileOf(db, tenantId, upload)),
    ...(await halvingOf(db, tenantId, upload)),
    ...(await speedOf(db, tenantId, upload)),
    ...(await retriedUnconfirmedOf(db, tenantId, upload)),
  };
  if (view.groups.unconfirmed.debtors === 0) return view;
  const { batchesUnderWay, startsAt, ...price } = await priceReadBack(db, tenantId, uploadId);
  if (batchesUnderWay === 0) return { ...view, isReadingBack: false };
  const seconds = Math.ceil(expectedLookupSeconds(price, await findLookupPace(db, tenantId)));
  return { ...view, isReadingBack: true, lookup: { startsAt: startsAt?.toISOString() ?? null, seconds } };
}

/** Null for any other staged upload, which has what its user has just brought, and for one that is not staged. */
async function supersededOf(db: Transaction, tenantId: TenantId, upload: UploadView): Promise<Superseded | null> {
  const { id, state, closesOutId = null, retryOfId = null } = upload;
  if (state !== "staged") return null;
  const isRetry = retryOfId !== null;
  const asRetry = isRetry ? await countSuperseded(db, tenantId, id) : null;
  if (closesOutId === null || (asRetry !== null && asRetry.debtors > 0)) return asRetry;
  return countOvertakenBy(db, { tenantId, uploadId: closesOutId }, { id, isRetry });
}

async function speedOf(
  db: Transaction,
  tenantId: TenantId,
  { id, state, tenant }: UploadView,
): Promise<Pick<UploadView, "recent" | "slowdown">> {
  if (state !== "running") return {};
  const recent = await findRecentProgress(db, tenantId, id, new Date());
  const slowdown = await findSlowdown(db, tenant.server, paceLimits().minIntervalMs);
  return { ...(recent === null ? {} : { recent }), ...(slowdown === null ? {} : { slowdown }) };
}

/** Of so many the page may look at each one; a page is shown, and asked for again, in a moment. */
const mostCounted = 100;

/** Counted, or of many what must be: no less than were taken over beyond all others that could be. */
async function retriedUnconfirmedOf(
  db: Transaction,
  tenantId: TenantId,
  { id, groups, retriedDebtors = 0 }: UploadView,
): Promise<Pick<UploadView, "retriedUnconfirmed">> {
  const { unconfirmed, rejected, not_sent: notSent } = groups;
  if (unconfirmed.debtors === 0 || retriedDebtors === 0) return {};
  const retriedUnconfirmed =
    unconfirmed.debtors <= mostCounted
      ? await countRetriedUnconfirmed(db, tenantId, id)
      : Math.max(0, retriedDebtors - rejected.debtors - notSent.debtors);
  return retriedUnconfirmed === 0 ? {} : { retriedUnconfirmed };
}

async function stopHoldsOf(
  db: Transaction,
  tenantId: TenantId,
  upload: UploadView,
): Promise<Pick<UploadView, "stopHolds">> {
  const isCloseOut = (upload.closesOutId ?? null) !== null;
  const isToCome = isCloseOut && (upload.state === "staged" || upload.state === "queued");
  if (!isToCome && !isOneOf(uploadGroups.held, upload.state)) return {};
  const stopHolds = await findHoldingStop(db, tenantId, upload.id);
  return stopHolds === null ? {} : { stopHolds };
}

async function heldNotSentOf(
  db: Transaction,
  tenantId: string,
  { id, groups }: UploadView,
): Promise<Pick<UploadView, "heldNotSent">> {
  if (groups.not_sent.debtors === 0) return {};
  const heldNotSent = await sumHeldNotSent(db, tenantId, id);
  return heldNotSent.debtors === 0 ? {} : { heldNotSent };
}

/** A run may claim its next batch at any moment; of any other only what it claimed before can be on its way. */
async function sendingOf(
  db: Transaction,
  tenantId: TenantId,
  { id, state }: UploadView,
): Promise<Pick<UploadView, "isSending">> {
  if (!isOneOf(uploadGroups.inLine, state)) return {};
  return state === "running" || (await isSending(db, tenantId, id)) ? { isSending: true } : {};
}

async function lineOf(db: Transaction, tenantId: TenantId, upload: UploadView): Promise<Pick<UploadView, "line">> {
  if (upload.state !== "queued") return {};
  const line = await findPlaceInLine(db, tenantId, upload.id);
  return line === null ? {} : withShownNames(tenantId, { line }, db);
}

async function closesBehindOf(
  db: Transaction,
  tenantId: TenantId,
  { id, state, portfolio }: UploadView,
): Promise<Pick<UploadView, "closesBehind">> {
  if (!isOneOf(uploadGroups.inLine, state) || !portfolio) return {};
  const closesBehind = await countClosesBehind(askThrough(db), { tenantId, uploadId: id });
  return closesBehind === 0 ? {} : { closesBehind };
}

async function newerFileOf(
  db: Transaction,
  tenantId: TenantId,
  { id, state, load, retryOfId = null, closesOutId = null }: UploadView,
): Promise<Pick<UploadView, "newerFile">> {
  if (state !== "staged" || closesOutId !== null || (load?.kind !== "whole" && retryOfId === null)) return {};
  const newerFile = await findNewerFile(db, tenantId, id);
  return newerFile === null ? {} : withShownNames(tenantId, { newerFile }, db);
}

async function halvingOf(
  db: Transaction,
  tenantId: TenantId,
  upload: UploadView,
): Promise<Pick<UploadView, "halving">> {
  if (upload.callsMade === 0) return {};
  const sizes = await countHalving(db, tenantId, upload.id);
  if (sizes.length === 0) return {};
  const sum = (of: (size: (typeof sizes)[number]) => number) => sizes.reduce((all, size) => all + of(size), 0);
  return {
    halving: {
      batches: sum(({ batches }) => batches),
      calls: sum(({ calls }) => calls),
      maxCalls: sum(({ batches, debtorsOfRoot }) => batches * maxHalvingCalls(debtorsOfRoot)),
    },
  };
}
