import type { RepeatBehaviour } from "../../outcome/repeat-behaviour.ts";
import type { SendingRefusal } from "../../views/comparison-view.ts";
import type { ComparisonFigures } from "./comparison.ts";

const dayMs = 86_400_000;

/** Whether debtors that the CRM has already may be left out of a load, and sent again later when they change. */
export function canSendChanges(repeatBehaviour: RepeatBehaviour): boolean {
  return repeatBehaviour === "updates";
}

/** Why only the changes cannot be sent; null if they can. */
export function refusalOf(compared: {
  readonly repeatBehaviour: RepeatBehaviour;
  readonly isFirst: boolean;
  readonly figures: Pick<ComparisonFigures, "debtors">;
}): SendingRefusal | null {
  const { repeatBehaviour, isFirst, figures } = compared;
  if (repeatBehaviour === "duplicates" && !isFirst) return "repeats_duplicate";
  if (!canSendChanges(repeatBehaviour)) return "repeats_unknown";
  if (isFirst) return "first_load";
  return leavesOut(figures, false) ? null : "all_changed";
}

/** Whether sending only the changes leaves anybody out. */
export function leavesOut(figures: Pick<ComparisonFigures, "debtors">, countsVolatile: boolean): boolean {
  const { same, volatile } = figures.debtors;
  return same.debtors + (countsVolatile ? 0 : volatile.debtors) > 0;
}

/** Whether a portfolio that was last sent whole at `fullSendAt` (null: never) is to be sent whole again. */
export function isFullSendDue(fullSendAt: Date | null, fullSendDays: number, now: Date): boolean {
  const dueAt = fullSendDueAt(fullSendAt, fullSendDays);
  return dueAt === null || now.getTime() >= dueAt.getTime();
}

/** When a portfolio that was last sent whole at `fullSendAt` is to be sent whole again; null: it never was. */
export function fullSendDueAt(fullSendAt: Date | null, fullSendDays: number): Date | null {
  return fullSendAt === null ? null : new Date(fullSendAt.getTime() + fullSendDays * dayMs);
}

/** Whether a load may leave debtors out unless a person chooses otherwise. */
export function mayLeaveOut(portfolio: {
  readonly repeatBehaviour: RepeatBehaviour;
  readonly hasSnapshot: boolean;
  readonly fullSendAt: Date | null;
  readonly fullSendDays: number;
  readonly now: Date;
}): boolean {
  const { repeatBehaviour, hasSnapshot, fullSendAt, fullSendDays, now } = portfolio;
  return canSendChanges(repeatBehaviour) && hasSnapshot && !isFullSendDue(fullSendAt, fullSendDays, now);
}

/** Calls that so many debtors take at least. */
export function fewestCalls(debtors: number, batchSize: number): number {
  return Math.ceil(debtors / batchSize);
}

/**
 * What is sent of a load that leaves debtors out, unless a person chooses otherwise: agents' campaigns are driven by
 * volatile fields, so those go too if there are calls for them. `calls`: what the load then takes; `spareCalls`: of
 * today, that nothing else is to make, null if nobody knows. Where that is everybody, everything is sent.
 */
export function sendingWithin(
  figures: Pick<ComparisonFigures, "debtors">,
  calls: number,
  spareCalls: number | null,
): { readonly sendsChanges: boolean; readonly countsVolatile: boolean } {
  const countsVolatile = spareCalls !== null && calls <= spareCalls;
  return { sendsChanges: leavesOut(figures, countsVolatile), countsVolatile };
}

/** A portfolio whose load is expected today. */
export interface ExpectedPortfolio {
  /** It came already. */
  readonly isHere: boolean;
  /** Of its last load; 0 without one. */
  readonly lastCalls: number;
}

/** The calls that nothing else is to make of those `left` of a token's day; `inLine`: that confirmed uploads still need. */
export function spareCallsOf(left: number, inLine: number, expected: readonly ExpectedPortfolio[]): number {
  return expected.reduce((spare, { isHere, lastCalls }) => spare - (isHere ? 0 : lastCalls), left - inLine);
}
