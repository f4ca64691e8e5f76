import { type UploadState, uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import { storable } from "#lib/domain/table/storable-text.ts";

export const stateFilters = ["all", "waiting", "moving", "finished", "cancelled"] as const;
export type StateFilter = (typeof stateFilters)[number];

/** The filter in the address of the history. Days are YYYY-MM-DD, both included; empty: no limit. */
export interface HistoryFilter {
  readonly text: string;
  readonly state: StateFilter;
  readonly scope: "current" | "mine";
  /** Id of a portfolio; empty: all, and uploads of none. */
  readonly portfolio: string;
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
export function readHistoryFilter(query: Readonly<Record<string, string | string[] | undefined>>): HistoryFilter {
  return {
    text: storable(text(query.text).slice(0, 200)).trim(),
    state: stateFilters.find((state) => state === query.state) ?? "all",
    scope: query.scope === "mine" ? "mine" : "current",
    portfolio: id(query.portfolio),
    from: day(query.from),
    to: day(query.to),
  };
}

/** The same as input of `listUploads`, without the tenant. A day begins and ends in Bogotá (UTC-5 all year). */
export function listInputOf(filter: HistoryFilter): {
  states?: UploadState[];
  text?: string;
  portfolioId?: string;
  from?: Date;
  to?: Date;
} {
  return {
    ...(filter.state === "all" ? {} : { states: [...statesOf[filter.state]] }),
    ...(filter.text === "" ? {} : { text: filter.text }),
    ...(filter.portfolio === "" ? {} : { portfolioId: filter.portfolio }),
    ...(filter.from === "" ? {} : { from: new Date(`${filter.from}T00:00:00-05:00`) }),
    ...(filter.to === "" ? {} : { to: new Date(Date.parse(`${filter.to}T00:00:00-05:00`) + 86_400_000) }),
  };
}

/** Whether the filter leaves anything out; its scope does not. */
export function isLimited({ state, ...limits }: HistoryFilter): boolean {
  return state !== "all" || [limits.text, limits.portfolio, limits.from, limits.to].some((limit) => limit !== "");
}

function text(value: string | string[] | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}

function day(value: string | string[] | undefined): string {
  const written = text(value);
  return /^[12]\d{3}-\d\d-\d\d$/.test(written) && !Number.isNaN(Date.parse(written)) ? written : "";
}

function id(value: string | string[] | undefined): string {
  const written = text(value).toLowerCase();
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(written) ? written : "";
}
