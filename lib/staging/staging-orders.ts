import type { AuditedBy } from "#lib/database/operations/audit-entries.ts";
import type { NewListPart } from "#lib/database/staging/list-parts.ts";
import type { NewChunk } from "#lib/database/staging/staged-chunks.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { AppErrorCode, AppErrorParams } from "#lib/domain/app-error.ts";
import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";

/** What the staging thread gets and what it answers. Plain data, because errors lose their class between threads. */
export interface DerivationJob {
  readonly tenantId: TenantId;
  readonly uploadId: string;
  readonly by: AuditedBy;
  /** Calls of today that nothing else is to make; null if nobody knows. */
  readonly spareCalls: number | null;
}

/** A chunk or part as it arrived, gzipped. */
export type Arrival =
  | { readonly kind: "rows"; readonly chunk: NewChunk; readonly packed: Uint8Array<ArrayBuffer> }
  | { readonly kind: "items"; readonly part: NewListPart; readonly packed: Uint8Array<ArrayBuffer> };

/** A staged upload to be compared again with its portfolio's snapshot. */
export interface ComparisonJob {
  readonly tenantId: TenantId;
  readonly uploadId: string;
}

export type StagingTask =
  | { readonly kind: "derive"; readonly job: DerivationJob }
  | { readonly kind: "compare"; readonly job: ComparisonJob }
  | Arrival;

/**
 * What the thread is sent: a task, answered under its key; an upload whose text to drop; or to close
 * its connections and end.
 */
export type StagingOrder =
  | { readonly kind: "task"; readonly key: string; readonly task: StagingTask }
  | { readonly kind: "forget"; readonly uploadId: string }
  | { readonly kind: "end" };

export type StagingOutcome =
  /** `chunks`: for a chunk of rows, how many chunks of its upload have arrived; otherwise 0. */
  | { readonly kind: "done"; readonly chunks: number }
  | { readonly kind: "totals_differ"; readonly page: ControlTotals; readonly server: ControlTotals }
  | { readonly kind: "refused"; readonly code: AppErrorCode; readonly params: AppErrorParams }
  | { readonly kind: "fault"; readonly error: unknown };

export type StagingNotice =
  | { readonly key: string; readonly rows: number }
  | { readonly key: string; readonly outcome: StagingOutcome };
