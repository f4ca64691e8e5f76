import { type Transaction, tenantDatabase, withTransaction } from "#lib/database/client.ts";
import { selectPossibleBefore } from "#lib/database/records/possible-before.ts";
import {
  type ClaimedReadBack,
  claimReadBack,
  noteUnread,
  releaseReadBack,
  selectUnconfirmed,
  settleUnconfirmed,
} from "#lib/database/records/read-backs.ts";
import type { RecordOutcome } from "#lib/database/records/records.ts";
import { endRun, holdUpload, lockUpload } from "#lib/database/uploads/runs.ts";
import type { RunReason } from "#lib/domain/outcome/run-reasons.ts";
import { type MakeQuestion, type ReadBack, readBackDebtor } from "#lib/wolkvox/read-back.ts";
import { paceLimits, type TakenPlace } from "./gate.ts";
import { type Pause, type Reading, readBackCalls } from "./read-back-calls.ts";
import type { SendingRun } from "./send-batch.ts";
import type { SliceControl } from "./slice.ts";

/** A read-back that left something open is repeated once after this long; after that only on request. */
const againSeconds = 30;
const maxAttempts = 2;

/** After this many debtors in a row without an answer from the CRM, this read-back skips the others. */
const maxSilent = 3;

/** Why a read-back ended: all debtors were read, it goes on later, or the CRM cannot be asked. */
type End =
  | { readonly kind: "whole" }
  | ({ readonly kind: "later" } & Pause)
  | { readonly kind: "unread"; readonly reason: RunReason; readonly remoteText: string | null };

/**
 * Reads back the next batch that is due, of this upload or (null) of any: looks up its unconfirmed debtors
 * one after the other and settles each by what it finds. An interrupted read-back goes on where it was; one
 * that loses its lease settles nothing more (decision 9).
 * `given`: a place at the gate for its first call. Returns whether another batch could be read back now:
 * false also if none is due.
 */
export async function readBackNext(
  run: SendingRun,
  uploadId: string | null,
  control: SliceControl,
  given: TakenPlace | null = null,
): Promise<boolean> {
  const { tenantId, connectionVersion } = run;
  const claim = await withTransaction(tenantId, (tx) => claimReadBack(tx, tenantId, uploadId, connectionVersion));
  if (claim === null) return false;
  const pause = { seconds: 0, reason: null, isForAll: true };
  const reading: Reading = { after: claim.after, begunAt: performance.now(), pause, given };
  const end = await readDebtors(run, claim, reading, readBackCalls(run, control, claim, reading));
  await withTransaction(tenantId, (tx) => release(tx, claim, end, reading.after));
  return end.kind !== "later" || !end.isForAll;
}

async function release(tx: Transaction, claim: ClaimedReadBack, end: End, after: number | null): Promise<void> {
  const { tenantId, uploadId } = claim;
  await lockUpload(tx, tenantId, uploadId);
  if (end.kind === "later") {
    const until = new Date(Date.now() + end.seconds * 1_000);
    if (end.reason !== null) await holdUpload(tx, tenantId, uploadId, end.reason, until);
    await releaseReadBack(tx, claim, end.seconds, after);
  } else {
    const isLast = end.kind === "unread" || claim.attempts + 1 >= maxAttempts;
    const isOurs = await releaseReadBack(tx, claim, isLast ? null : againSeconds, "whole");
    if (isOurs && end.kind === "unread") await noteUnread(tx, claim, after, end);
  }
  await endRun(tx, tenantId, uploadId);
}

async function readDebtors(
  run: SendingRun,
  claim: ClaimedReadBack,
  reading: Reading,
  make: MakeQuestion,
): Promise<End> {
  if (claim.isElsewhere) return { kind: "unread", reason: "read_back_elsewhere", remoteText: null };
  const { longestCallSeconds } = paceLimits();
  const { begunAt } = reading;
  let silent = 0;
  for (const { ordinal, identification, payload } of await selectUnconfirmed(tenantDatabase(claim.tenantId), claim)) {
    if (payload === null) continue;
    const earlier = {
      possibleBefore: () => selectPossibleBefore(tenantDatabase(claim.tenantId), claim, ordinal),
      removes: run.obligations === "replaces",
    };
    const found = await readBackDebtor(run.client, payload, earlier, make);
    if (found.kind === "interrupted") return { kind: "later", ...reading.pause };
    // A request that was cut off may still be carried out, so a debtor that is missing now may still appear.
    const tooSoonSeconds = longestCallSeconds - claim.sentSecondsAgo - (reading.begunAt - begunAt) / 1_000;
    if (found.kind === "absent" && tooSoonSeconds > 0)
      return { kind: "later", seconds: tooSoonSeconds, reason: null, isForAll: false };
    if (found.kind === "unanswered") {
      const { kind, remoteText } = found.verdict;
      if (kind === "stop") return { kind: "unread", reason: "read_back_refused", remoteText };
      // Nothing was learnt about this debtor, and the next lookup would learn no more.
      if (kind === "throttled" || kind === "not_arrived") return { kind: "later", ...reading.pause };
      silent++;
      if (silent === maxSilent) return { kind: "whole" };
    } else {
      silent = 0;
      const outcome = outcomeOf(identification, found);
      if (!(await withTransaction(claim.tenantId, (tx) => settleUnconfirmed(tx, claim, ordinal, outcome))))
        return { kind: "later", seconds: 0, reason: null, isForAll: false };
    }
    reading.after = ordinal;
  }
  return { kind: "whole" };
}

function outcomeOf(
  identification: string,
  found: Exclude<ReadBack, { kind: "unanswered" | "interrupted" }>,
): RecordOutcome {
  const known = { identification, remoteText: null };
  const open = { ...known, state: "unconfirmed", evidence: null } as const;
  switch (found.kind) {
    case "found":
      return { ...known, state: "accepted", evidence: "read_back", reason: null };
    case "absent":
      return { ...known, state: "rejected", evidence: "read_back", reason: "not_in_crm" };
    case "several":
      return { ...open, reason: "read_back_several" };
    case "differs":
      return { ...open, reason: "read_back_differs", remoteText: found.fields.join(", ") };
    case "not_shown":
      return { ...open, reason: "read_back_not_shown", remoteText: found.fields.join(", ") || null };
  }
}
