import type { ControlTotals } from "#lib/domain/portfolio/debtor.ts";

/** The server's figures are not the page's. */
export class TotalsDiffer extends Error {
  readonly page: ControlTotals;
  readonly server: ControlTotals;

  constructor(page: ControlTotals, server: ControlTotals) {
    super("totals_differ");
    this.page = page;
    this.server = server;
  }

  /** Both as params of an error: `pageStagedDebtors`, `serverStagedDebtors` and so on. */
  params(): Record<string, string | number> {
    const params: Record<string, string | number> = {};
    for (const [who, totals] of [
      ["page", this.page],
      ["server", this.server],
    ] as const) {
      for (const [group, name] of [
        ["file", "File"],
        ["leftOut", "LeftOut"],
        ["staged", "Staged"],
      ] as const) {
        params[`${who}${name}Rows`] = totals[group].rows;
        params[`${who}${name}Debtors`] = totals[group].debtors;
        params[`${who}${name}Obligations`] = totals[group].obligations;
        params[`${who}${name}Balance`] = totals[group].balance;
      }
    }
    return params;
  }
}
