import { type Transaction, withTransaction } from "#lib/database/client.ts";
import { countTwice } from "#lib/database/records/twice.ts";
import { countMissing, notIn } from "#lib/database/retries/missing-debtors.ts";
import { type AcceptedSince, sumAcceptedSince } from "#lib/database/uploads/accepted-since.ts";
import {
  findActor,
  findFiguresAt,
  findReceiptHead,
  sumAcceptedElsewhere,
  sumLeftOut,
  sumNotSent,
  sumRejected,
} from "#lib/database/uploads/receipts.ts";
import { findUpload } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { Totals } from "#lib/domain/debtors/debtor.ts";
import { addTotals, formatCents, parseCents } from "#lib/domain/debtors/totals-counter.ts";
import { keptOf } from "#lib/domain/outcome/control-sums.ts";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import { isOver } from "#lib/domain/outcome/upload-state.ts";
import { loadOf } from "#lib/domain/portfolio/load.ts";
import { dayIn } from "#lib/domain/portfolio/morning/expected-loads.ts";
import type { Receipt } from "#lib/domain/portfolio/receipt.ts";
import { loadClock } from "#lib/domain/portfolio/working-days.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";
import { countryHolidays } from "../portfolios/country-holidays.ts";

/**
 * What to tell a bank about its file, in counts and cents: one snapshot of the database, in which all figures add up. It
 * tells when the last of them changed, so that they read the same until one does. Who is missing is as of now. `not_found` until the upload is over, and for one that nobody confirmed.
 */
export async function showReceipt(ctx: Ctx, input: { uploadId: string }): Promise<Receipt> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const isHoliday = await countryHolidays();
  const read = (tx: Transaction) => readReceipt(tx, tenantId, input.uploadId, isHoliday);
  return withTransaction(tenantId, read, { isolation: "RepeatableRead", timeoutMs: 60_000 });
}

async function readReceipt(
  tx: Transaction,
  tenantId: TenantId,
  uploadId: string,
  isHoliday: (country: string, day: string) => boolean,
): Promise<Receipt> {
  const upload = await findUpload(tx, tenantId, uploadId);
  const head = await findReceiptHead(tx, tenantId, uploadId);
  if (upload === null || head === null || upload.confirmedAt === null || !isOver(upload.state))
    throw new AppError("not_found");
  const { tenant, totals, declared, later, confirmedAt } = upload;
  const leftOutReasons = await sumLeftOut(tx, tenantId, uploadId);
  const { carried = nothing } = upload;
  const repeated = minus(totals.leftOut, [carried, ...leftOutReasons].reduce<Totals>(addTotals, nothing));
  const notSentReasons = await sumNotSent(tx, tenantId, uploadId);
  const figuresAt = await findFiguresAt(tx, tenantId, uploadId);
  const { isOpen, ...apart } = await missingOf(tx, tenantId, upload);
  const isCloseOut = (upload.closesOutId ?? null) !== null;
  const day = (at: Date) => dayIn(head.timeZone, at);
  return {
    uploadId,
    tenant: { name: tenant.name, operation: tenant.operation, server: tenant.server, ...upload.confirmedFor },
    portfolio: head.portfolioName === null ? null : { name: head.portfolioName, creditor: head.creditor },
    load: loadOf(head),
    retryOfId: upload.retryOfId ?? null,
    file: { name: upload.fileName, bytes: upload.fileBytes, sha256: head.fileSha256 },
    fileIs: isCloseOut ? "none" : upload.retryOfId && upload.isCorrection !== true ? "retried" : "own",
    cutOff: head.cutOff,
    currency: currencyOfSums(upload),
    declared: declared?.totals ?? null,
    compared: declared?.figures ?? [],
    declaredReason: declared?.reason ?? null,
    edited: upload.edited ?? null,
    keptValues: upload.keptValues ?? null,
    filledValues: upload.filledValues ?? null,
    read: totals.file,
    setAsideRows: totals.setAside,
    leftOut: totals.leftOut,
    leftOutReasons,
    leftOutEarlier: isNothing(carried) ? null : carried,
    leftOutRepeated: isNothing(repeated) ? null : repeated,
    staged: totals.staged,
    groups: upload.groups,
    volatileOf: upload.volatileOf ?? null,
    acceptedElsewhere: await sumAcceptedElsewhere(tx, tenantId, uploadId),
    acceptedTwice: (await countTwice(tx, { tenantId, uploadId }, { limit: null, isAccepted: true })).debtors,
    rejectedReasons: await sumRejected(tx, tenantId, uploadId),
    notSentReasons,
    clock: isCloseOut
      ? null
      : loadClock(
          day(head.receivedAt),
          { isOpen, accepted: isOpen || !hasAccepted(upload) ? null : day(figuresAt) },
          (on) => isHoliday(head.country, on),
        ),
    apart,
    acceptedLater:
      later === undefined ? null : acceptedLater(upload, later, await sumAcceptedSince(tx, tenantId, uploadId)),
    loadedBy: upload.createdBy,
    loadedAt: upload.createdAt,
    confirmedBy: await findActor(tx, tenantId, uploadId, "upload_confirmed"),
    confirmedAt,
    finishedAt: upload.finishedAt,
    cancelled:
      upload.state === "cancelled"
        ? { by: await findActor(tx, tenantId, uploadId, "upload_cancelled"), at: upload.finishedAt ?? confirmedAt }
        : null,
    figuresAt: figuresAt.toISOString(),
  };
}

/** Of more, most are only asked about if nobody of these is missing: a cancelled load may have a million. */
const firstLookedAt = 2_000;

/** Whether somebody of the file is still to be accepted, and if not, where those are who were not. */
async function missingOf(
  tx: Transaction,
  tenantId: TenantId,
  { id, groups }: UploadView,
): Promise<{ readonly isOpen: boolean; readonly held: number; readonly later: number }> {
  const count = async (most: number | null) => {
    const { open, taken, lookedAt, ...apart } = await countMissing(tx, tenantId, id, notIn(tenantId, id, most));
    const isOpen = groups.pending.debtors + open + taken > 0;
    return { isOpen, ...apart, isAll: isOpen || most === null || lookedAt < most };
  };
  const first = await count(firstLookedAt);
  const { isAll: _, ...missing } = first.isAll ? first : await count(null);
  return missing;
}

/** Whether the CRM has anybody of the file: a load of held people only has no day of acceptance. */
function hasAccepted(upload: UploadView): boolean {
  const { groups, later } = upload;
  const since = later === undefined ? 0 : later.rejected + later.unconfirmed + later.not_sent + later.leftOut.debtors;
  return groups.accepted.debtors + keptOf(upload).debtors + since > 0;
}

const nothing: Totals = { rows: 0, debtors: 0, obligations: 0, balance: "0.00" };

/** Rows and debtors are those of this upload; what was accepted of them may differ from what it has. */
function acceptedLater(
  { confirmedFor }: UploadView,
  { rejected, unconfirmed, not_sent, leftOut }: NonNullable<UploadView["later"]>,
  since: AcceptedSince,
): NonNullable<Receipt["acceptedLater"]> {
  return {
    sent: { ...since.sent, debtors: rejected + unconfirmed + not_sent },
    leftOut: { ...since.leftOut, rows: leftOut.rows, debtors: leftOut.debtors },
    elsewhere: since.sentTo.filter(
      ({ operation, server }) =>
        operation !== "" && (operation !== confirmedFor?.operation || server !== confirmedFor.server),
    ),
  };
}

function minus(a: Totals, b: Totals): Totals {
  return {
    rows: a.rows - b.rows,
    debtors: a.debtors - b.debtors,
    obligations: a.obligations - b.obligations,
    balance: formatCents(parseCents(a.balance) - parseCents(b.balance)),
  };
}

function isNothing({ rows, debtors, obligations, balance }: Totals): boolean {
  return rows === 0 && debtors === 0 && obligations === 0 && parseCents(balance) === 0n;
}
