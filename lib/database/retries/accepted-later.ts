import { formatCents, parseCents } from "#lib/domain/debtors/totals-counter.ts";
import type { BroughtIn } from "#lib/domain/outcome/completeness.ts";
import type { AcceptedLater } from "#lib/domain/views/upload-view.ts";
import type { Prisma } from "../generated/client.ts";
import { correctionFigures } from "./correction-figures.ts";

/**
 * Columns that a trigger keeps of debtors given by one upload to another
 * (prisma/functions/tell_accepted_later.sql).
 */
export const laterColumns = {
  laterRejected: true,
  laterUnconfirmed: true,
  laterNotSent: true,
  laterObligations: true,
  laterBalance: true,
  laterLeftOutRows: true,
  laterLeftOutDebtors: true,
  laterLeftOutObligations: true,
  laterLeftOutBalance: true,
} as const satisfies Prisma.TakeoverSelect;

type Later = Prisma.TakeoverGetPayload<{ select: typeof laterColumns }>;

/** Sums what of an upload was accepted in uploads that took it over; undefined if nothing was. */
export function acceptedLater(gave: readonly Later[]): AcceptedLater | undefined {
  const sum = (of: (one: Later) => number): number => gave.reduce((all, one) => all + of(one), 0);
  const money = (of: (one: Later) => { toFixed(places: number): string }): string =>
    formatCents(gave.reduce((all, one) => all + parseCents(of(one).toFixed(2)), 0n));
  const later = {
    rejected: sum((one) => one.laterRejected),
    unconfirmed: sum((one) => one.laterUnconfirmed),
    not_sent: sum((one) => one.laterNotSent),
    obligations: sum((one) => one.laterObligations),
    balance: money((one) => one.laterBalance),
    leftOut: {
      rows: sum((one) => one.laterLeftOutRows),
      debtors: sum((one) => one.laterLeftOutDebtors),
      obligations: sum((one) => one.laterLeftOutObligations),
      balance: money((one) => one.laterLeftOutBalance),
    },
  };
  const isAny = later.rejected + later.unconfirmed + later.not_sent + later.leftOut.rows > 0;
  return isAny ? later : undefined;
}

const nothing = { rows: 0, debtors: 0, obligations: 0 };
const notLater = { rejected: 0, unconfirmed: 0, not_sent: 0, leftOut: nothing };

/** The columns that {@link broughtIn} reads. */
export const broughtInColumns = {
  fileDebtors: true,
  acceptedDebtors: true,
  unchangedDebtors: true,
  leftOutRows: true,
  leftOutObligations: true,
  correction: true,
  gave: { select: laterColumns },
} as const satisfies Prisma.UploadSelect;

/** How much of an upload's file is in the CRM by now. */
export function broughtIn(row: Prisma.UploadGetPayload<{ select: typeof broughtInColumns }>): BroughtIn {
  const { carried = nothing } = correctionFigures(row.correction);
  const { rejected, unconfirmed, not_sent, leftOut } = acceptedLater(row.gave) ?? notLater;
  return {
    fileDebtors: row.fileDebtors - carried.debtors,
    acceptedDebtors: row.acceptedDebtors + row.unchangedDebtors + rejected + unconfirmed + not_sent + leftOut.debtors,
    leftOutRows: row.leftOutRows - carried.rows - leftOut.rows,
    leftOutObligations: row.leftOutObligations - carried.obligations - leftOut.obligations,
  };
}
