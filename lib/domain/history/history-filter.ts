import { type UploadState, uploadGroups } from "../outcome/upload-state.ts";
import { storable } from "../table/storable-text.ts";
import { type Query, readDays, readId, readText } from "./filter-values.ts";
import { addDays, dayAt, startOf } from "./history-days.ts";

export const stateFilters = ["all", "waiting", "moving", "finished", "cancelled"] as const;
export type StateFilter = (typeof stateFilters)[number];

/** Numbers of last days that can be chosen instead of two dates. */
export const lastDaysChoices = [1, 7, 30, 90] as const;
export type LastDays = (typeof lastDaysChoices)[number];

/** In place of a portfolio's id: uploads of none. */
export const noPortfolio = "none";

/** The filter in the address of the history. Days are YYYY-MM-DD, both included; empty: no limit. */
export interface HistoryFilter {
  readonly text: string;
  readonly state: StateFilter;
  readonly scope: "current" | "mine";
  /** Id of a portfolio, or `noPortfolio`; empty: all, and uploads of none. */
  readonly portfolio: string;
  /** So many days up to today, and then neither `from` nor `to`. */
  readonly last: LastDays | null;
  readonly from: string;
  readonly to: string;
}

const statesOf: Readonly<Record<Exclude<StateFilter, "all">, readonly UploadState[]>> = {
  waiting: uploadGroups.drafts,
  moving: uploadGroups.inLine,
  finished: ["finished"],
  cancelled: ["cancelled"],
};

/** Reads the filter; anything invalid is no limit. */
export function readHistoryFilter(query: Query): HistoryFilter {
  const last = lastDaysChoices.find((days) => String(days) === query.last) ?? null;
  return {
    text: storable(readText(query.text).slice(0, 200)).trim(),
    state: stateFilters.find((state) => state === query.state) ?? "all",
    scope: query.scope === "mine" ? "mine" : "current",
    portfolio: query.portfolio === noPortfolio ? noPortfolio : readId(query.portfolio),
    last,
    ...(last === null ? readDays(query) : { from: "", to: "" }),
  };
}

/** The filter as a query, without what is as usual: the same filter is always the same text. */
export function historyQuery(filter: HistoryFilter): string {
  const { text, state, scope, portfolio, last, from, to } = filter;
  const named = { text, state: state === "all" ? "" : state, portfolio, last: last === null ? "" : String(last), from };
  const all = { ...named, to, scope: scope === "mine" ? "mine" : "" };
  return new URLSearchParams(Object.entries(all).filter(([, value]) => value !== "")).toString();
}

/** The address of a page of the history with a filter's query. */
export function historyHref(path: string, query: string): string {
  return query === "" ? path : `${path}?${query}`;
}

/** What `listUploads` takes of a filter, without the tenant; its days end with `now`'s. `to` is exclusive. */
export interface HistoryLimits {
  states?: UploadState[];
  text?: string;
  /** Null: of no portfolio. */
  portfolioId?: string | null;
  from?: Date;
  to?: Date;
}

export function listInputOf(filter: HistoryFilter, now: Date): HistoryLimits {
  const { state, text, portfolio, last } = filter;
  const from = last === null ? filter.from : addDays(dayAt(now), 1 - last);
  return {
    ...(state === "all" ? {} : { states: [...statesOf[state]] }),
    ...(text === "" ? {} : { text }),
    ...(portfolio === "" ? {} : { portfolioId: portfolio === noPortfolio ? null : portfolio }),
    ...(from === "" ? {} : { from: startOf(from) }),
    ...(filter.to === "" ? {} : { to: startOf(addDays(filter.to, 1)) }),
  };
}

/** How many of its limits leave anything out; the scope is none, and two dates are one. */
export function countLimits({ text, state, portfolio, last, from, to }: HistoryFilter): number {
  const limits = [text !== "", state !== "all", portfolio !== "", last !== null || from !== "" || to !== ""];
  return limits.filter(Boolean).length;
}
