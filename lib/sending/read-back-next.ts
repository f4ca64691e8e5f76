import { database, type Transaction, withTransaction } from "#lib/database/client.ts";
import {
  type ClaimedReadBack,
  claimReadBack,
  noteRefusal,
  releaseReadBack,
  selectUnconfirmed,
  settleUnconfirmed,
} from "#lib/database/records/read-backs.ts";
import type { RecordOutcome } from "#lib/database/records/records.ts";
import { endRun, holdUpload, lockUpload } from "#lib/database/uploads/runs.ts";
import { type MakeQuestion, type ReadBack, readBackDebtor } from "#lib/wolkvox/read-back.ts";
import { paceLimits, type TakenPlace } from "./gate.ts";
import { type Pause, type Reading, readBackCalls } from "./read-back-calls.ts";
import type { SendingRun } from "./send-batch.ts";
import type { SliceControl } from "./slice.ts";

/** A read-back that left something open is tried once more after so long; then it waits to be asked for. */
const againSeconds = 30;
const maxAttempts = 2;

/** After so many debtors in a row of whom the CRM said nothing, the others are not asked after in this read-back. */
const maxSilent = 3;

/** Why a read-back ended: it came to its end, goes on after a while, or the CRM does not let itself be asked. */
type End =
  | { readonly kind: "whole" }
  | ({ readonly kind: "later" } & Pause)
  | { readonly kind: "refused"; readonly remoteText: string | null };

/**
 * Reads the next batch back that is due, of this upload or of any: its unconfirmed debtors, one after the other, each settled by what is
 * found. One that is interrupted goes on where it was; one that loses its lease settles nothing more. `given` is a place at the gate for its
 * first call. Answers whether another one could be read now: false also when none is due.
 */
export async function readBackNext(
  run: SendingRun,
  uploadId: string | null,
  control: SliceControl,
  given: TakenPlace | null = null,
): Promise<boolean> {
  const { tenantId, connectionVersion } = run;
  const claim = await withTransaction((tx) => claimReadBack(tx, tenantId, uploadId, connectionVersion));
  if (claim === null) return false;
  const pause = { seconds: 0, reason: null, isForAll: true };
  const reading: Reading = { after: claim.after, begunAt: performance.now(), pause, given };
  const end = await readDebtors(run, claim, reading, readBackCalls(run, control, claim, reading));
  await withTransaction((tx) => release(tx, tenantId, claim, end, reading.after));
  return end.kind !== "later" || !end.isForAll;
}

async function release(
  tx: Transaction,
  tenantId: string,
  { batchId, uploadId, fence, attempts }: ClaimedReadBack,
  end: End,
  after: number | null,
): Promise<void> {
  const batch = { tenantId, batchId, fence };
  await lockUpload(tx, tenantId, uploadId);
  if (end.kind === "later") {
    const until = new Date(Date.now() + end.seconds * 1_000);
    if (end.reason !== null) await holdUpload(tx, tenantId, uploadId, end.reason, until);
    await releaseReadBack(tx, batch, end.seconds, after);
  } else {
    const isLast = end.kind === "refused" || attempts + 1 >= maxAttempts;
    const isOurs = await releaseReadBack(tx, batch, isLast ? null : againSeconds, "whole");
    if (isOurs && end.kind === "refused") await noteRefusal(tx, tenantId, batchId, after, end.remoteText);
  }
  await endRun(tx, tenantId, uploadId);
}

async function readDebtors(
  run: SendingRun,
  claim: ClaimedReadBack,
  reading: Reading,
  make: MakeQuestion,
): Promise<End> {
  const { tenantId } = run;
  const { batchId } = claim;
  const { longestCallSeconds } = paceLimits();
  const { begunAt } = reading;
  let silent = 0;
  for (const { ordinal, identification, payload } of await selectUnconfirmed(
    database(),
    tenantId,
    batchId,
    claim.after,
  )) {
    if (payload === null) continue;
    const found = await readBackDebtor(run.client, payload, make);
    if (found.kind === "interrupted") return { kind: "later", ...reading.pause };
    // A request that was cut off may still be carried out: who is not there yet may come.
    const tooSoonSeconds = longestCallSeconds - claim.sentSecondsAgo - (reading.begunAt - begunAt) / 1_000;
    if (found.kind === "absent" && tooSoonSeconds > 0)
      return { kind: "later", seconds: tooSoonSeconds, reason: null, isForAll: false };
    if (found.kind === "unanswered") {
      const { kind, remoteText } = found.verdict;
      if (kind === "stop") return { kind: "refused", remoteText };
      // Nothing was learnt of the debtor, and the next one would learn no more.
      if (kind === "throttled" || kind === "not_arrived") return { kind: "later", ...reading.pause };
      silent++;
      if (silent === maxSilent) return { kind: "whole" };
    } else {
      silent = 0;
      if (!(await settle(run, claim, ordinal, outcomeOf(identification, found))))
        return { kind: "later", seconds: 0, reason: null, isForAll: false };
    }
    reading.after = ordinal;
  }
  return { kind: "whole" };
}

/** False when the batch is somebody else's by now. */
function settle(
  { tenantId }: SendingRun,
  { batchId, uploadId, fence }: ClaimedReadBack,
  ordinal: number,
  outcome: RecordOutcome,
): Promise<boolean> {
  return withTransaction(async (tx) => {
    await lockUpload(tx, tenantId, uploadId);
    return settleUnconfirmed(tx, { tenantId, batchId, fence }, ordinal, outcome);
  });
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
      return { ...open, reason: "read_back_not_shown", remoteText: found.fields.join(", ") };
  }
}
