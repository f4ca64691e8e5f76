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

/**
 * What is sent of a load unless a person chooses otherwise. Volatile fields count as they did last time, and at first
 * they do not: nearly everybody is a day older each day, so a load of whom they make changed would save no call.
 */
export function defaultSending(portfolio: {
  readonly repeatBehaviour: RepeatBehaviour;
  readonly hasSnapshot: boolean;
  readonly fullSendAt: Date | null;
  readonly fullSendDays: number;
  readonly countsVolatile: boolean | null;
  readonly now: Date;
}): { readonly sendsChanges: boolean; readonly countsVolatile: boolean } {
  const { repeatBehaviour, hasSnapshot, fullSendAt, fullSendDays, countsVolatile, now } = portfolio;
  const isOffered = canSendChanges(repeatBehaviour) && hasSnapshot;
  return {
    sendsChanges: isOffered && !isFullSendDue(fullSendAt, fullSendDays, now),
    countsVolatile: countsVolatile ?? false,
  };
}
