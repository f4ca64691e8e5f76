import { Check, CircleHelp, Clock, type LucideIcon, Minus, X } from "lucide-react";

/** The four outcomes of a debtor, and "pending" before them; the order of every list and bar. */
export const outcomeKinds = ["accepted", "rejected", "unconfirmed", "not_sent", "pending"] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

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
