import { type OutcomeKind, outcomeKinds } from "../outcome/outcome.ts";
import type { Period } from "./figures-period.ts";
import { addDays, countDays } from "./history-days.ts";

/** What uploads come to. A debtor counts in each upload that had it: one that was sent again counts twice. */
export interface Figures {
  readonly loads: number;
  readonly debtors: Readonly<Record<OutcomeKind, number>>;
  /** Debtors left out of the uploads: of their files, but never to be sent. */
  readonly leftOut: number;
  /** Debtors sent by uploads that are over, and the seconds from each one's first call to its end, waits included. */
  readonly sent: number;
  readonly seconds: number;
}

export interface DayFigures extends Figures {
  /** YYYY-MM-DD. */
  readonly day: string;
}

/** A day, or several in a row. */
export interface FiguresBin extends Figures, Period {}

export interface PortfolioFigures extends Figures {
  /** Null: of no portfolio. */
  readonly portfolio: { readonly id: string; readonly name: string } | null;
}

/** Debtors rejected with one reason and one text of the CRM, as in RejectionGroup, over several uploads. */
export interface ReasonFigures {
  readonly key: string;
  readonly reason: string | null;
  /** The CRM's text for one of them, in the latest upload; null if there was none or it is erased. */
  readonly example: string | null;
  readonly debtors: number;
  readonly uploads: number;
  /** The latest of them. */
  readonly uploadId: string;
}

export interface HistoryFigures {
  readonly period: Period;
  readonly total: Figures;
  /** Every day or week of the period, also those without uploads; together they are the total. */
  readonly bins: readonly FiguresBin[];
  /** Most debtors first; together with `otherPortfolios` they are the total. */
  readonly portfolios: readonly PortfolioFigures[];
  readonly otherPortfolios: Figures | null;
  /** Most debtors first. */
  readonly reasons: readonly ReasonFigures[];
  /** Rejected debtors of all other reasons. */
  readonly otherRejected: number;
}

export const noFigures: Figures = {
  loads: 0,
  debtors: { pending: 0, unchanged: 0, volatile: 0, accepted: 0, rejected: 0, unconfirmed: 0, not_sent: 0 },
  leftOut: 0,
  sent: 0,
  seconds: 0,
};

export function addFigures(a: Figures, b: Figures): Figures {
  return {
    loads: a.loads + b.loads,
    debtors: {
      pending: a.debtors.pending + b.debtors.pending,
      unchanged: a.debtors.unchanged + b.debtors.unchanged,
      volatile: a.debtors.volatile + b.debtors.volatile,
      accepted: a.debtors.accepted + b.debtors.accepted,
      rejected: a.debtors.rejected + b.debtors.rejected,
      unconfirmed: a.debtors.unconfirmed + b.debtors.unconfirmed,
      not_sent: a.debtors.not_sent + b.debtors.not_sent,
    },
    leftOut: a.leftOut + b.leftOut,
    sent: a.sent + b.sent,
    seconds: a.seconds + b.seconds,
  };
}

/** Debtors of every kind, and those left out: all that the files had. */
export function allDebtors({ debtors, leftOut }: Figures): number {
  return outcomeKinds.reduce((sum, kind) => sum + debtors[kind], leftOut);
}

/** Debtors per minute; null if nothing was sent to its end. */
export function paceOf({ sent, seconds }: Figures): number | null {
  return sent === 0 || seconds <= 0 ? null : (sent / seconds) * 60;
}

/** More bars than this cannot be told apart on a phone: then a bar is a week. */
const mostDays = 92;

/** A bin for every day of the period, or for every seven from its first day if there are many. */
export function binsOf(period: Period, days: readonly DayFigures[]): FiguresBin[] {
  const all = countDays(period.from, period.to);
  const width = all > mostDays ? 7 : 1;
  const bins = Array.from({ length: Math.ceil(all / width) }, (_, at) => {
    const from = addDays(period.from, at * width);
    const left = countDays(from, period.to);
    return { ...noFigures, from, to: addDays(from, Math.min(width, left) - 1) };
  });
  for (const { day, ...figures } of days) {
    const at = Math.floor((countDays(period.from, day) - 1) / width);
    const bin = bins[at];
    if (bin !== undefined) bins[at] = { from: bin.from, to: bin.to, ...addFigures(bin, figures) };
  }
  return bins;
}

/** The portfolios with most debtors, and the figures of the others; null if there are none. */
export function largestPortfolios(
  all: readonly PortfolioFigures[],
  most: number,
): Pick<HistoryFigures, "portfolios" | "otherPortfolios"> {
  const sorted = all.toSorted((a, b) => allDebtors(b) - allDebtors(a) || b.loads - a.loads);
  const others = sorted.slice(most);
  return {
    portfolios: sorted.slice(0, most),
    otherPortfolios: others.length === 0 ? null : others.reduce<Figures>(addFigures, noFigures),
  };
}
