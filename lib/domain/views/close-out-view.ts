import type { CloseOutMarker, CloseOutRefusal } from "../portfolio/close-out.ts";
import type { Maskable } from "./debtor-ref.ts";
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
 * `uncertain`: nobody knows what the CRM has of them. `held`: on the hold list now, and nothing else.
 */
export const untouchedReasons = ["standing", "elsewhere", "uncertain", "held"] as const;
export type UntouchedReason = (typeof untouchedReasons)[number];

/**
 * What is listed of a portfolio: debtors who are gone; debtors who stay, with only those of their obligations that are
 * gone; debtors whom a close-out closed. Who and what is closed is in the last list alone.
 */
export const goneLists = ["gone", "staying", "closed"] as const;
export type GoneList = (typeof goneLists)[number];

/** What the audit trail calls each list. */
export const groupOfGone = { gone: "gone", staying: "gone_obligations", closed: "closed" } as const;

/** A debtor of one of these lists, as last accepted. */
export interface GoneDebtorView extends Maskable {
  readonly identification: string;
  readonly name: string;
  /** The numbers of its obligations; of who stays only of those that are gone. */
  readonly numbers: readonly string[];
  /** Of these obligations. */
  readonly balance: string;
  /** ISO 8601: when the load that named it or them gone was confirmed, or when it was closed. */
  readonly since: string;
  /** That load, or the close-out; null if it is not kept any more. */
  readonly uploadId: string | null;
  readonly fileName: string | null;
  /** Of who is gone: the latest load since then that names them again, and has not brought them in; null: none does. */
  readonly backIn: NamedUpload | null;
}

export interface NamedUpload {
  readonly uploadId: string;
  readonly fileName: string;
}

/** A load that named debtors gone who still are, or gone obligations of debtors who stay. */
export interface GoneLoad {
  readonly uploadId: string;
  readonly fileName: string;
  readonly confirmedAt: string;
  /** Debtors who are gone, and what they owed. */
  readonly debtors: number;
  readonly balance: string;
  readonly staying: GroupTotals;
  /** Why no close-out can be made of it; whom it would not touch is only known when one asks for it. */
  readonly refusals: readonly CloseOutRefusal[];
}

export interface GoneTotals extends GroupTotals {
  /** Debtors of whom nobody knows what the CRM has: the tenant may have moved to another operation. */
  readonly unsure: number;
}

/** Who and what is gone in a portfolio, by the loads that named them so, the latest first. */
export interface GoneView {
  readonly portfolio: { readonly id: string; readonly name: string };
  readonly currency: string;
  readonly totals: Readonly<Record<GoneList, GoneTotals>>;
  readonly loads: readonly GoneLoad[];
}

/** All of one of these lists, as a stream. */
export interface GoneReport {
  readonly portfolioName: string;
  readonly list: GoneList;
  readonly rows: AsyncIterable<GoneDebtorView>;
}
