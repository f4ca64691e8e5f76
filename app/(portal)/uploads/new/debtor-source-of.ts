import type { DebtorSource } from "#components/review/debtors/debtor-source.ts";
import type { WorkbenchClient } from "#lib/spreadsheet/workbench/workbench-client.ts";

/** Asks the workbench about debtors. */
export function debtorSourceOf(client: WorkbenchClient): DebtorSource {
  return {
    debtorWindow: (input, options) => client.ask("debtorWindow", input, options),
    debtorPlace: (input) => client.ask("debtorPlace", input),
    debtorDetail: (row) => client.ask("debtorDetail", { row }),
    debtorPayload: (row) => client.ask("debtorPayload", { row }),
  };
}
