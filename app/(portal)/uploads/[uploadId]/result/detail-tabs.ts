import { isKept, type KeptKind, keptKinds, type Outcome, outcomes } from "#lib/domain/outcome/outcome.ts";
import type { Twice } from "#lib/domain/views/plans.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";

export type Query = Readonly<Record<string, string | string[] | undefined>>;

/** What the lower half of a result shows: a group of debtors, the rows left out or set aside, or the calls. */
export type DetailTab = Outcome | "twice" | KeptKind | "left_out" | "set_aside" | "calls";

/** An upload that is over, and how many of its debtors may be twice in the CRM. */
export type ResultView = UploadView & { readonly mayBeTwice?: Twice };

/** What went wrong comes first. */
export const detailTabs: readonly DetailTab[] = [
  "rejected",
  "unconfirmed",
  "not_sent",
  "left_out",
  "twice",
  "accepted",
  ...keptKinds,
  "set_aside",
  "calls",
];

/** How many debtors, rows or calls a tab has. */
export function countOf(view: ResultView, tab: DetailTab): number {
  if (tab === "calls") return view.callsMade;
  if (tab === "twice") return view.mayBeTwice?.debtors ?? 0;
  if (tab === "set_aside") return view.totals.setAside;
  return tab === "left_out" ? view.totals.leftOut.rows : view.groups[tab].debtors;
}

/** The tab in the address, else the first one with something in it. */
export function chooseTab(view: ResultView, query: Query): DetailTab {
  return detailTabs.find((tab) => tab === query.tab) ?? detailTabs.find((tab) => countOf(view, tab) > 0) ?? "accepted";
}

export function tabHref(uploadId: string, tab: DetailTab): string {
  return `/uploads/${uploadId}?tab=${tab}`;
}

/** The rejected debtors of one reason, by its key from `groupRejections`; null: all of them. */
export function rejectionHref(uploadId: string, key: string | null): string {
  return key === null ? tabHref(uploadId, "rejected") : `${tabHref(uploadId, "rejected")}&reason=${key}`;
}

/** The address of what is shown now, whatever the tabs hold when it is opened: group, reason and page. */
export function viewHref(uploadId: string, tab: DetailTab, query: Query): string {
  const kept = ["reason", "reasons", "after", "trail"].flatMap((name): [string, string][] => {
    const value = query[name];
    return typeof value === "string" ? [[name, value]] : [];
  });
  return `/uploads/${uploadId}?${new URLSearchParams([["tab", tab], ...kept])}`;
}

/** The reason in the address; null if there is no valid key. */
export function chosenReason({ reason }: Query): string | null {
  return typeof reason === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(reason) ? reason : null;
}

export function isOfDebtors(tab: DetailTab): tab is Outcome | "twice" | KeptKind {
  return isKept(tab) || tab === "twice" || outcomes.some((outcome) => outcome === tab);
}

const rareTabs: readonly DetailTab[] = ["set_aside", ...keptKinds, "twice"];

/** Few uploads have rows that were set aside or debtors that the CRM had: their tabs are shown only if there are any. */
export function shownTabs(view: ResultView): readonly DetailTab[] {
  return detailTabs.filter((tab) => !rareTabs.includes(tab) || countOf(view, tab) > 0);
}
