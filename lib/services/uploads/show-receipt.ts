import { type Transaction, withTransaction } from "#lib/database/client.ts";
import {
  findConfirmer,
  findFiguresAt,
  findReceiptHead,
  sumLeftOut,
  sumRejected,
} from "#lib/database/uploads/receipts.ts";
import { findUpload } from "#lib/database/uploads/uploads.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { Totals } from "#lib/domain/debtors/debtor.ts";
import { addTotals, formatCents, parseCents } from "#lib/domain/debtors/totals-counter.ts";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import { isOver } from "#lib/domain/outcome/upload-state.ts";
import { loadOf } from "#lib/domain/portfolio/load.ts";
import type { Receipt } from "#lib/domain/portfolio/receipt.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx, TenantId } from "../context.ts";

/**
 * What to tell a bank about its file, in counts and cents: one snapshot of the database, in which all figures add up. It
 * tells when the last of them changed, so that it reads the same until one does. `not_found` until the upload is over, and for one that nobody confirmed.
 */
export async function showReceipt(ctx: Ctx, input: { uploadId: string }): Promise<Receipt> {
  const tenantId = await authoriseUpload(ctx, "uploads.read", input.uploadId);
  const read = (tx: Transaction) => readReceipt(tx, tenantId, input.uploadId);
  return withTransaction(tenantId, read, { isolation: "RepeatableRead", timeoutMs: 60_000 });
}

async function readReceipt(tx: Transaction, tenantId: TenantId, uploadId: string): Promise<Receipt> {
  const upload = await findUpload(tx, tenantId, uploadId);
  const head = await findReceiptHead(tx, tenantId, uploadId);
  if (upload === null || head === null || upload.confirmedAt === null || !isOver(upload.state))
    throw new AppError("not_found");
  const { tenant, totals, declared, later, confirmedAt } = upload;
  const leftOutReasons = await sumLeftOut(tx, tenantId, uploadId);
  const { carried = nothing } = upload;
  const repeated = minus(totals.leftOut, [carried, ...leftOutReasons].reduce<Totals>(addTotals, nothing));
  return {
    uploadId,
    tenant: { name: tenant.name, operation: tenant.operation, server: tenant.server, ...upload.confirmedFor },
    portfolio: head.portfolioName === null ? null : { name: head.portfolioName, creditor: head.creditor },
    load: loadOf(head),
    retryOfId: upload.retryOfId ?? null,
    file: { name: upload.fileName, bytes: upload.fileBytes, sha256: head.fileSha256 },
    cutOff: head.cutOff,
    currency: currencyOfSums(upload),
    declared: declared?.totals ?? null,
    compared: declared?.figures ?? [],
    declaredReason: declared?.reason ?? null,
    read: totals.file,
    setAsideRows: totals.setAside,
    leftOut: totals.leftOut,
    leftOutReasons,
    leftOutEarlier: isNothing(carried) ? null : carried,
    leftOutRepeated: isNothing(repeated) ? null : repeated,
    staged: totals.staged,
    groups: upload.groups,
    rejectedReasons: await sumRejected(tx, tenantId, uploadId),
    acceptedLater: later === undefined ? null : acceptedLater(later),
    loadedBy: upload.createdBy,
    loadedAt: upload.createdAt,
    confirmedBy: await findConfirmer(tx, tenantId, uploadId),
    confirmedAt,
    finishedAt: upload.finishedAt,
    figuresAt: (await findFiguresAt(tx, tenantId, uploadId)).toISOString(),
  };
}

const nothing: Totals = { rows: 0, debtors: 0, obligations: 0, balance: "0.00" };

function acceptedLater(later: NonNullable<UploadView["later"]>): NonNullable<Receipt["acceptedLater"]> {
  const { rejected, unconfirmed, not_sent, obligations, balance, leftOut } = later;
  return { sent: { debtors: rejected + unconfirmed + not_sent, obligations, balance }, leftOut };
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
