import type { ControlTotals, Totals } from "./debtor.ts";

/** The page's and the server's count of one upload, which should be equal. */
export interface DifferingTotals {
  readonly page: ControlTotals;
  readonly server: ControlTotals;
}

type Params = Readonly<Record<string, string | number | readonly string[]>>;

const parts = { file: "File", leftOut: "LeftOut", staged: "Staged" } as const;

/** Both counts as params of an error: `pageStagedDebtors`, `serverStagedDebtors` and so on. */
export function paramsOfTotals({ page, server }: DifferingTotals): Record<string, string | number> {
  return { ...paramsOf("page", page), ...paramsOf("server", server) };
}

/** The counts in such params; null if any figure is missing. */
export function totalsOfParams(params: Params): DifferingTotals | null {
  const page = controlOf(params, "page");
  const server = controlOf(params, "server");
  return page === null || server === null ? null : { page, server };
}

function paramsOf(who: string, totals: ControlTotals): Record<string, string | number> {
  const params: Record<string, string | number> = { [`${who}SetAsideRows`]: totals.setAside };
  for (const part of ["file", "leftOut", "staged"] as const) {
    const name = `${who}${parts[part]}`;
    params[`${name}Rows`] = totals[part].rows;
    params[`${name}Debtors`] = totals[part].debtors;
    params[`${name}Obligations`] = totals[part].obligations;
    params[`${name}Balance`] = totals[part].balance;
  }
  return params;
}

function controlOf(params: Params, who: string): ControlTotals | null {
  const [file, leftOut, staged] = [parts.file, parts.leftOut, parts.staged].map((part) => totalsOf(params, who + part));
  const setAside = params[`${who}SetAsideRows`];
  return file && leftOut && staged && typeof setAside === "number" ? { file, setAside, leftOut, staged } : null;
}

function totalsOf(params: Params, name: string): Totals | null {
  const rows = params[`${name}Rows`];
  const debtors = params[`${name}Debtors`];
  const obligations = params[`${name}Obligations`];
  const balance = params[`${name}Balance`];
  if (typeof rows !== "number" || typeof debtors !== "number" || typeof obligations !== "number") return null;
  return typeof balance === "string" ? { rows, debtors, obligations, balance } : null;
}
