import type { ControlTotals } from "#lib/domain/portfolio/debtor.ts";
import type { AppErrorCode, AppErrorParams } from "./app-error.ts";
import type { Deriver } from "./derive-batches.ts";

/** What the thread that derives is given, and what it answers: plain data, for errors lose their class between threads. */
export interface DerivationJob {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly by: Deriver;
}

/** Asks the thread to give back what it holds and end. */
export const endDerivations = "end";

export type DerivationOutcome =
  | { readonly kind: "derived" }
  | { readonly kind: "totals_differ"; readonly page: ControlTotals; readonly server: ControlTotals }
  | { readonly kind: "refused"; readonly code: AppErrorCode; readonly params: AppErrorParams }
  | { readonly kind: "fault"; readonly error: unknown };

export type DerivationNotice =
  | { readonly uploadId: string; readonly rows: number }
  | { readonly uploadId: string; readonly outcome: DerivationOutcome };
