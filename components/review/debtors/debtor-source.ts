import type { DebtorDetail, DebtorFilter, DebtorWindow } from "#lib/spreadsheet/protocol/debtors.ts";
import type { AskWindow } from "../row-windows.ts";

/** The calls of the list of debtors to the workbench. A row names its debtor. */
export interface DebtorSource {
  readonly debtorWindow: AskWindow<DebtorWindow, DebtorFilter>;
  /** The place of a row's debtor among those that a filter shows; null if it is not among them. */
  debtorPlace(input: { row: number; filter: DebtorFilter }): Promise<number | null>;
  debtorDetail(row: number): Promise<DebtorDetail | null>;
  /** The JSON text that is sent; null if the debtor is not sent. */
  debtorPayload(row: number): Promise<string | null>;
}
