import type { UploadState } from "#lib/domain/outcome/upload-state.ts";
import type { NewCall } from "../calls/calls.ts";
import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";
import type { RecordOutcome } from "../records/records.ts";
import type { ClaimedBatch, SettledState } from "./batches.ts";

/** The result of a call that sent a batch. */
export interface ClaimSettlement {
  readonly state: SettledState;
  /** For `pending`: seconds until it may be claimed again. */
  readonly delaySeconds: number;
  /** One per debtor of the batch; used for `settled` and `unconfirmed` only. */
  readonly outcomes: readonly RecordOutcome[];
  /** Resets the count of alike failures in a row. */
  readonly isGood: boolean;
  /** Null: no call was made, since none of its debtors could be sent. */
  readonly call: Omit<NewCall, "tenantId" | "uploadId" | "batchId" | "endpoint" | "isSettling"> | null;
}

/** The upload as the settle found it, locked until the transaction ends. */
export interface SettledClaim {
  /** False: the fence is higher or the lease has ended. Only the call was logged. */
  readonly isOurs: boolean;
  readonly uploadState: UploadState;
  /** The batch was the last open one. */
  readonly isLast: boolean;
}

/**
 * Writes the result of a call with one database function (prisma/functions/settle_batch.sql), which is a
 * transaction by itself unless `db` already is one. `settled` and `unconfirmed` complete the batch: debtors,
 * the upload's progress and, for a settled last batch, the end of the run. For `pending` and `split` the
 * caller does the rest. Throws and changes nothing if the outcomes do not match the batch's debtors exactly.
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
      ${call === null ? null : newId()}::uuid, ${call?.startedAt ?? null}::timestamptz, ${call?.durationMs ?? null}::int,
      ${call?.httpStatus ?? null}::int, ${call?.verdict ?? null}, ${call?.replyExcerpt.replaceAll("\0", "\uFFFD") ?? null},
      ${call?.debtors ?? null}::int)`;
  if (settled === undefined) throw new Error("the settle answered nothing");
  return settled;
}
