import type { CloseOutMarker, CloseOutRefusal } from "../portfolio/close-out.ts";
import type { GroupTotals } from "./upload-view.ts";

/** What a close-out by one load would do. Money as the debtors were last accepted. */
export interface CloseOutPlan {
  readonly uploadId: string;
  readonly fileName: string;
  readonly confirmedAt: string | null;
  readonly currency: string;
  readonly portfolio: { readonly id: string; readonly name: string };
  /** Debtors who are gone, with all their obligations. */
  readonly gone: GroupTotals;
  /** Debtors who stay, with only those of their obligations that are gone. */
  readonly staying: GroupTotals;
  /** Who is named gone and not touched: debtors by the first reason that holds. */
  readonly untouched: Readonly<Record<UntouchedReason, number>>;
  /** What closed obligations get; null if the portfolio does not say. */
  readonly marker: CloseOutMarker | null;
  readonly refusals: readonly CloseOutRefusal[];
  /** How many debtors it sends, to be typed; null where that is not asked. */
  readonly typed: number | null;
  /** A close-out by this load that is not over yet: there is no second one beside it. */
  readonly openId: string | null;
}

/**
 * `standing`: in an upload staged or confirmed since. `elsewhere`: lives in another portfolio, or may.
 * `uncertain`: nobody knows what the CRM has of them.
 */
export const untouchedReasons = ["standing", "elsewhere", "uncertain"] as const;
export type UntouchedReason = (typeof untouchedReasons)[number];

/** A debtor who is gone, as last accepted. */
export interface GoneDebtorView {
  readonly identification: string;
  readonly name: string;
  readonly obligations: number;
  readonly balance: string;
  /** ISO 8601: when the load that named it gone was confirmed. */
  readonly since: string;
  /** That load; null if it is not kept any more. */
  readonly uploadId: string | null;
}

/** A load that named debtors gone who still are. */
export interface GoneLoad {
  readonly uploadId: string;
  readonly fileName: string;
  readonly confirmedAt: string;
  readonly debtors: number;
  readonly balance: string;
}

/** Who is gone in a portfolio, by the loads that named them so, the latest first. */
export interface GoneView {
  readonly portfolio: { readonly id: string; readonly name: string };
  readonly currency: string;
  readonly totals: GroupTotals;
  readonly loads: readonly GoneLoad[];
}

/** All who are gone in a portfolio, as a stream. */
export interface GoneReport {
  readonly portfolioName: string;
  readonly rows: AsyncIterable<GoneDebtorView>;
}
