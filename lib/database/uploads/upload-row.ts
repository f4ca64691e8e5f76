import { z } from "zod";
import type { Totals } from "#lib/domain/debtors/debtor.ts";
import { maskFileName } from "#lib/domain/masking/mask-file-name.ts";
import { maskText } from "#lib/domain/masking/mask-text.ts";
import { without } from "#lib/domain/outcome/control-sums.ts";
import { storedDeclaredSchema } from "#lib/domain/portfolio/declared/declared-schema.ts";
import { compareDeclared } from "#lib/domain/portfolio/declared/declared-totals.ts";
import { loadOf } from "#lib/domain/portfolio/load.ts";
import type { FieldCounts, GroupTotals, UploadView } from "#lib/domain/views/upload-view.ts";
import type { Prisma } from "../generated/client.ts";
import { acceptedLater } from "../retries/accepted-later.ts";
import { correctionFigures } from "../retries/correction-figures.ts";
import { retriesColumns, retriesOf } from "../retries/retry-views.ts";

/** What pages show of an upload: all except mapping, fields and headers, which can be large. */
export const uploadViewColumns = {
  id: true,
  fileName: true,
  fileBytes: true,
  state: true,
  stopReason: true,
  stopDetail: true,
  waitReason: true,
  waitUntil: true,
  currency: true,
  batchSize: true,
  fileRows: true,
  fileDebtors: true,
  fileObligations: true,
  fileBalance: true,
  setAsideRows: true,
  leftOutRows: true,
  leftOutDebtors: true,
  leftOutObligations: true,
  leftOutBalance: true,
  stagedRows: true,
  stagedDebtors: true,
  stagedObligations: true,
  stagedBalance: true,
  unchangedDebtors: true,
  unchangedObligations: true,
  unchangedBalance: true,
  volatileDebtors: true,
  volatileObligations: true,
  volatileBalance: true,
  volatileFrom: true,
  volatileTo: true,
  pendingDebtors: true,
  pendingObligations: true,
  pendingBalance: true,
  acceptedDebtors: true,
  acceptedObligations: true,
  acceptedBalance: true,
  rejectedDebtors: true,
  rejectedObligations: true,
  rejectedBalance: true,
  unconfirmedDebtors: true,
  unconfirmedObligations: true,
  unconfirmedBalance: true,
  notSentDebtors: true,
  notSentObligations: true,
  notSentBalance: true,
  batchCount: true,
  batchesDone: true,
  callsMade: true,
  chunkCount: true,
  createdAt: true,
  stagedAt: true,
  confirmedAt: true,
  confirmedOperation: true,
  confirmedServer: true,
  confirmedRequest: true,
  startedAt: true,
  finishedAt: true,
  erasedAt: true,
  erasedAfterDays: true,
  portfolio: { select: { id: true, name: true } },
  loadKind: true,
  partNumber: true,
  partCount: true,
  isMadeWhole: true,
  declared: true,
  editedCells: true,
  editedBalance: true,
  keptValues: true,
  filledValues: true,
  declaredReason: true,
  closesOutId: true,
  retryOfId: true,
  retriedDebtors: true,
  correction: true,
  ...retriesColumns,
  tenant: {
    select: { id: true, name: true, operation: true, server: true, masksDebtors: true, repeatBehaviour: true },
  },
  createdBy: { select: { name: true } },
} as const satisfies Prisma.UploadSelect;

export type UploadRow = Prisma.UploadGetPayload<{ select: typeof uploadViewColumns }>;

interface Decimal {
  toFixed(places: number): string;
}

function totals(rows: number, debtors: number, obligations: number, balance: Decimal): Totals {
  return { rows, debtors, obligations, balance: balance.toFixed(2) };
}

function group(debtors: number, obligations: number, balance: Decimal): GroupTotals {
  return { debtors, obligations, balance: balance.toFixed(2) };
}

/** The database counts who differs in volatile fields among the unchanged, whose state they have. */
function keptGroups(row: UploadRow): Pick<UploadView["groups"], "unchanged" | "volatile"> {
  const all = group(row.unchangedDebtors, row.unchangedObligations, row.unchangedBalance);
  const volatile = group(row.volatileDebtors, row.volatileObligations, row.volatileBalance);
  return { unchanged: without(all, volatile), volatile };
}

function volatileOf({ volatileDebtors, volatileFrom, volatileTo }: UploadRow): Pick<UploadView, "volatileOf"> {
  if (volatileDebtors === 0 || volatileFrom === null || volatileTo === null) return {};
  return { volatileOf: { from: volatileFrom.toISOString(), to: volatileTo.toISOString() } };
}

const storedCountsSchema = z.record(z.string(), z.number().int());

function editedOf({ editedCells: cells, editedBalance }: UploadRow): Pick<UploadView, "edited"> {
  return cells === 0 ? {} : { edited: { cells, balance: editedBalance.toFixed(2) } };
}

function countsOf({ keptValues, filledValues }: UploadRow): Pick<UploadView, "keptValues" | "filledValues"> {
  const [kept, filled] = [countsIn(keptValues), countsIn(filledValues)];
  return {
    ...(kept.length === 0 ? {} : { keptValues: kept }),
    ...(filled.length === 0 ? {} : { filledValues: filled }),
  };
}

function countsIn(stored: UploadRow["keptValues"]): FieldCounts {
  return Object.entries(storedCountsSchema.parse(stored))
    .map(([fieldId, debtors]) => ({ fieldId, debtors }))
    .filter(({ debtors }) => debtors > 0)
    .toSorted((a, b) => b.debtors - a.debtors);
}

/** What was declared, and how it compares with what was read; nothing if the bank declared nothing. */
function declaredOf(row: UploadRow, totals: UploadView["totals"], hasBalance: boolean): Pick<UploadView, "declared"> {
  const stored = storedDeclaredSchema.safeParse(row.declared);
  if (!stored.success) return {};
  const { fileCutOff: cutOff, ...declared } = stored.data;
  const figures = compareDeclared(declared, {
    totals,
    hasBalance,
    cutOff,
    editedBalance: row.editedBalance.toFixed(2),
  });
  return { declared: { figures, totals: declared, reason: row.declaredReason } };
}

/** `chunksReceived` and `hasNoBalance` as in {@link UploadView}. */
export function asUploadView(row: UploadRow, chunksReceived: number, hasNoBalance: boolean): UploadView {
  const ofFile = {
    file: totals(row.fileRows, row.fileDebtors, row.fileObligations, row.fileBalance),
    setAside: row.setAsideRows,
    leftOut: totals(row.leftOutRows, row.leftOutDebtors, row.leftOutObligations, row.leftOutBalance),
    staged: totals(row.stagedRows, row.stagedDebtors, row.stagedObligations, row.stagedBalance),
  };
  const { masksDebtors, repeatBehaviour, ...tenant } = row.tenant;
  return {
    id: row.id,
    tenant,
    createdBy: row.createdBy.name,
    fileName: masksDebtors ? maskFileName(row.fileName) : row.fileName,
    fileBytes: Number(row.fileBytes),
    state: row.state,
    stopReason: row.stopReason,
    stopDetail: masksDebtors && row.stopDetail !== null ? maskText(row.stopDetail) : row.stopDetail,
    waitReason: row.waitReason,
    waitUntil: row.waitUntil?.toISOString() ?? null,
    currency: row.currency,
    batchSize: row.batchSize,
    totals: ofFile,
    ...editedOf(row),
    ...volatileOf(row),
    ...countsOf(row),
    groups: {
      ...keptGroups(row),
      pending: group(row.pendingDebtors, row.pendingObligations, row.pendingBalance),
      accepted: group(row.acceptedDebtors, row.acceptedObligations, row.acceptedBalance),
      rejected: group(row.rejectedDebtors, row.rejectedObligations, row.rejectedBalance),
      unconfirmed: group(row.unconfirmedDebtors, row.unconfirmedObligations, row.unconfirmedBalance),
      not_sent: group(row.notSentDebtors, row.notSentObligations, row.notSentBalance),
    },
    batchCount: row.batchCount,
    batchesDone: row.batchesDone,
    callsMade: row.callsMade,
    chunksReceived,
    chunkCount: row.chunkCount,
    createdAt: row.createdAt.toISOString(),
    confirmedAt: row.confirmedAt?.toISOString() ?? null,
    confirmedFor:
      row.confirmedOperation === null || row.confirmedServer === null
        ? null
        : { operation: row.confirmedOperation, server: row.confirmedServer },
    confirmedRequest: row.confirmedRequest,
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
    erased:
      row.erasedAt === null || row.erasedAfterDays === null
        ? null
        : { at: row.erasedAt.toISOString(), afterDays: row.erasedAfterDays },
    portfolio: row.portfolio,
    load: loadOf(row),
    ...(row.isMadeWhole ? { isMadeWhole: true } : {}),
    closesOutId: row.closesOutId,
    retryOfId: row.retryOfId,
    retriedDebtors: row.retriedDebtors,
    isCorrection: row.correction !== null,
    later: acceptedLater(row.gave),
    ...correctionFigures(row.correction),
    retries: retriesOf(row),
    ...declaredOf(row, ofFile, !hasNoBalance),
    ...(hasNoBalance ? { hasNoBalance } : {}),
    repeatBehaviour,
  };
}
