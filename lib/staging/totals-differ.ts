import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";

/** The server's totals differ from the page's. */
export class TotalsDiffer extends Error {
  readonly page: ControlTotals;
  readonly server: ControlTotals;

  constructor(page: ControlTotals, server: ControlTotals) {
    super("totals_differ");
    this.page = page;
    this.server = server;
  }
}
