import { CalendarClock, Check, CircleHelp, Clock, Equal, type LucideIcon, Minus, X } from "lucide-react";
import { type OutcomeKind, outcomeKinds, rareKinds } from "#lib/domain/outcome/outcome.ts";

/** The debtors of each group. */
export function countsOf(
  groups: Readonly<Record<OutcomeKind, { readonly debtors: number }>>,
): Record<OutcomeKind, number> {
  return {
    accepted: groups.accepted.debtors,
    unchanged: groups.unchanged.debtors,
    volatile: groups.volatile.debtors,
    rejected: groups.rejected.debtors,
    unconfirmed: groups.unconfirmed.debtors,
    not_sent: groups.not_sent.debtors,
    pending: groups.pending.debtors,
  };
}

/** The kinds that are listed for these counts: the four outcomes always, the others where there are any. */
export function outcomeKindsIn(counts: Readonly<Record<OutcomeKind, number>>): readonly OutcomeKind[] {
  return outcomeKinds.filter((kind) => counts[kind] > 0 || !rareKinds.includes(kind));
}

/**
 * One colour and one icon each, everywhere. Bars have gaps between neighbours, and their legend repeats icon
 * and word.
 */
export const outcomeStyle: Readonly<
  Record<OutcomeKind, { icon: LucideIcon; badge: string; text: string; bar: string }>
> = {
  accepted: {
    icon: Check,
    badge: "text-accepted bg-accepted-bg border-accepted-border",
    text: "text-accepted",
    bar: "bg-accepted-solid",
  },
  unchanged: {
    icon: Equal,
    badge: "text-unchanged bg-unchanged-bg border-unchanged-border",
    text: "text-unchanged",
    bar: "bg-unchanged-solid",
  },
  volatile: {
    icon: CalendarClock,
    badge: "text-volatile bg-volatile-bg border-volatile-border",
    text: "text-volatile",
    bar: "bg-volatile-solid",
  },
  rejected: {
    icon: X,
    badge: "text-rejected bg-rejected-bg border-rejected-border",
    text: "text-rejected",
    bar: "bg-rejected-solid",
  },
  unconfirmed: {
    icon: CircleHelp,
    badge: "text-unconfirmed bg-unconfirmed-bg border-unconfirmed-border",
    text: "text-unconfirmed",
    bar: "bg-unconfirmed-solid",
  },
  not_sent: {
    icon: Minus,
    badge: "text-not-sent bg-not-sent-bg border-not-sent-border",
    text: "text-not-sent",
    bar: "bg-not-sent-solid",
  },
  pending: {
    icon: Clock,
    badge: "text-pending bg-pending-bg border-pending-border",
    text: "text-pending",
    bar: "bg-pending-solid",
  },
};
