import type { ControlTotals } from "#lib/domain/portfolio/debtor.ts";
import type { AppErrorCode, AppErrorParams } from "./app-error.ts";
import type { Deriver } from "./derive-batches.ts";
import type { ChunkAhead } from "./lines-ahead.ts";

/** What the thread that derives is given, and what it answers: plain data, for errors lose their class between threads. */
export interface DerivationJob {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly by: Deriver;
}

/** What the thread is told: a chunk to keep at hand, an upload to forget or to derive, or to give back what it holds and end. */
export type DerivationOrder =
  | { readonly kind: "chunk"; readonly chunk: ChunkAhead }
  | { readonly kind: "forget"; readonly uploadId: string }
  | { readonly kind: "derive"; readonly job: DerivationJob }
  | { readonly kind: "end" };

export type DerivationOutcome =
  | { readonly kind: "derived" }
  | { readonly kind: "totals_differ"; readonly page: ControlTotals; readonly server: ControlTotals }
  | { readonly kind: "refused"; readonly code: AppErrorCode; readonly params: AppErrorParams }
  | { readonly kind: "fault"; readonly error: unknown };

export type DerivationNotice =
  | { readonly uploadId: string; readonly rows: number }
  | { readonly uploadId: string; readonly outcome: DerivationOutcome };
