import type { UploadState } from "#lib/domain/outcome/upload-state.ts";
import type { NewCall } from "../calls/calls.ts";
import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";
import type { RecordOutcome } from "../records/records.ts";
import type { ClaimedBatch, SettledState } from "./batches.ts";

/** What came of a call to send a batch. */
export interface ClaimSettlement {
  readonly state: SettledState;
  /** For `pending`: how long it waits before it may be claimed again. */
  readonly delaySeconds: number;
  /** One for each debtor of the batch; read for `settled` and `unconfirmed` only. */
  readonly outcomes: readonly RecordOutcome[];
  /** Something went well: batches that failed alike are counted anew. */
  readonly isGood: boolean;
  readonly call: Omit<NewCall, "tenantId" | "uploadId" | "batchId" | "endpoint" | "isSettling" | "debtors">;
}

/** The upload as the settle found it, locked until the transaction ends. */
export interface SettledClaim {
  /** False: the fence has moved on or the lease has ended. Only the call was written down. */
  readonly isOurs: boolean;
  readonly uploadState: UploadState;
  /** The batch was the last one open. */
  readonly isLast: boolean;
}

/**
 * Writes what came of a call, by one function of the database (prisma/functions), which is a transaction of its own outside of another.
 * A batch that is `settled` or `unconfirmed` is over with it, its debtors and the upload's progress included, and a run that ended with
 * it has ended; the rest of `pending` and `split` is the caller's. Throws, and nothing is done, when the outcomes are not those of
 * exactly its debtors.
 */
export async function settleClaim(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  batch: ClaimedBatch,
  { state, delaySeconds, outcomes, isGood, call }: ClaimSettlement,
): Promise<SettledClaim> {
  const [settled] = await db.$queryRaw<SettledClaim[]>`
    SELECT * FROM settle_batch(${tenantId}::uuid, ${uploadId}::uuid, ${batch.id}::uuid, ${batch.fence}::int,
      ${state}::"BatchState", ${delaySeconds}::float8, ${isGood},
      ${outcomes.map((outcome) => outcome.identification)}::text[],
      ${outcomes.map((outcome) => outcome.state)}::"RecordState"[],
      ${outcomes.map((outcome) => outcome.evidence)}::"Evidence"[],
      ${outcomes.map((outcome) => outcome.reason)}::text[],
      ${outcomes.map((outcome) => outcome.remoteText)}::text[],
      ${newId()}::uuid, ${call.startedAt}, ${call.durationMs}::int, ${call.httpStatus}::int, ${call.verdict},
      ${call.replyExcerpt.replaceAll("\0", "\uFFFD")}, ${batch.debtors}::int)`;
  if (settled === undefined) throw new Error("the settle answered nothing");
  return settled;
}
