import type { GoneDebtorView, GoneList } from "./close-out-view.ts";
import type { ComparedDebtorView } from "./comparison-view.ts";
import type { LeftOutView } from "./left-out-view.ts";
import type { RecordView } from "./record-view.ts";

/** One row of a list of debtors. `key`: its sealed identification, which only the server can open. */
export type DebtorRef =
  | { readonly list: "records"; readonly uploadId: string; readonly ordinal: number }
  | { readonly list: "left_out"; readonly uploadId: string; readonly row: number }
  | { readonly list: "compared"; readonly uploadId: string; readonly key: string }
  | { readonly list: GoneList; readonly portfolioId: string; readonly key: string };

/** One row of the list of holds. */
export interface HoldRef {
  readonly list: "holds";
  readonly tenantId: string;
  readonly holdId: string;
}

/** What may be masked: `revealBy` names the row to be revealed; absent if nothing of it is masked. */
export interface Maskable {
  readonly revealBy?: DebtorRef | HoldRef;
}

export type RevealedDebtor = RecordView | LeftOutView | ComparedDebtorView | GoneDebtorView;
