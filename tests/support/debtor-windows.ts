import type { DebtorFilter, DebtorWindow, ListedDebtor } from "#lib/spreadsheet/protocol/debtors.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import type { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

/** Some of the debtors that a filter shows. */
export function debtorWindow(
  workbench: Workbench,
  filter: Partial<DebtorFilter>,
  from = 0,
  count = 10_000,
): DebtorWindow {
  return inOneGo(workbench.debtors.window({ from, count, filter: { show: "all", search: "", ...filter } }));
}

/** All debtors of a workbench. */
export function allDebtors(workbench: Workbench): readonly ListedDebtor[] {
  return debtorWindow(workbench, {}).rows;
}

/** Whether the list says that a debtor is sent. */
export function isSent({ state }: ListedDebtor): boolean {
  return state === "sent" || state === "warned";
}
