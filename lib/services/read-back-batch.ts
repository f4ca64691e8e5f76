import { insertCall } from "#lib/database/calls.ts";
import { database, withTransaction } from "#lib/database/client.ts";
import {
  type ClaimedReadBack,
  releaseReadBack,
  renewReadBack,
  selectUnconfirmed,
  settleUnconfirmed,
} from "#lib/database/read-backs.ts";
import type { RecordOutcome } from "#lib/database/records.ts";
import { countProgress, endRun, lockUpload } from "#lib/database/runs.ts";
import { isConnectionCurrent } from "#lib/database/tenants.ts";
import { budgetSpentUntil, spendCalls } from "#lib/database/token-budgets.ts";
import type { WolkvoxClient } from "#lib/wolkvox/client.ts";
import { type ReadBack, type ReadCall, readBackDebtor } from "#lib/wolkvox/read-back.ts";
import { type AnswerPace, notePace, paceLimits } from "./pace-of.ts";
import { askForPlace, untilNearly, untilPlace } from "./take-call.ts";

export interface ReadingRun {
  readonly tenantId: string;
  readonly server: string;
  readonly client: WolkvoxClient;
  /** That of `server` and `client`: no call is begun once the tenant's is another. */
  readonly connectionVersion: number;
  /** When to end, in ms of Date.now(); and whether to end before. */
  readonly until: number;
  readonly isOpen: () => boolean;
}

/** A read-back that left something open is tried once more after so long; then it waits to be asked for. */
const againSeconds = 30;
const maxAttempts = 2;

/** Why a read-back ended: all of the batch was read, or in how many seconds it goes on. */
type End = { readonly kind: "whole" } | { readonly kind: "later"; readonly seconds: number };

/**
 * Reads the unconfirmed debtors of a batch back from the CRM, one after the other, and settles each by what is found. Every call passes
 * the gate, is counted against the day and renews the lease; a read-back that loses its lease settles nothing more.
 */
export async function readBackBatch(run: ReadingRun, claim: ClaimedReadBack): Promise<void> {
  const { tenantId } = run;
  const { batchId, uploadId, fence } = claim;
  const end = await readDebtors(run, claim);
  await withTransaction(async (tx) => {
    await lockUpload(tx, tenantId, uploadId);
    const isLast = claim.attempts + 1 >= maxAttempts;
    const again = end.kind === "later" ? end.seconds : isLast ? null : againSeconds;
    await releaseReadBack(tx, { tenantId, batchId, fence }, again, end.kind === "whole");
    await endRun(tx, tenantId, uploadId);
  });
}

async function readDebtors(run: ReadingRun, claim: ClaimedReadBack): Promise<End> {
  const { tenantId } = run;
  const { batchId, uploadId, fence } = claim;
  const { longestCallSeconds } = paceLimits();
  const begunAt = performance.now();
  let pause: number | null = null;
  let taken: AnswerPace["place"] = { at: claim.sentAt, isAtBest: false };

  async function beforeCall(): Promise<boolean> {
    if (!run.isOpen()) return false;
    const place = await askForPlace(run.server, run.until);
    if (place.kind === "closed") pause = place.waitMs / 1_000;
    if (place.kind !== "granted") return false;
    taken = place;
    await untilNearly(place);
    const isMine = await withTransaction(async (tx) => {
      const spentUntil = await budgetSpentUntil(tx, tenantId);
      if (spentUntil !== null) {
        pause = Math.max(1, (spentUntil.getTime() - Date.now()) / 1_000);
        return false;
      }
      if (!(await isConnectionCurrent(tx, tenantId, run.connectionVersion))) return false;
      if (!(await renewReadBack(tx, { tenantId, batchId, fence }))) return false;
      await spendCalls(tx, tenantId, 1);
      return true;
    });
    if (isMine) await untilPlace(place);
    return isMine;
  }

  async function afterCall({ endpoint, startedAt, exchange, isAnswered }: ReadCall): Promise<void> {
    const { durationMs, excerpt } = exchange;
    await withTransaction(async (tx) => {
      await insertCall(tx, {
        tenantId,
        uploadId,
        batchId,
        endpoint,
        startedAt,
        durationMs,
        httpStatus: exchange.kind === "reply" ? exchange.status : null,
        verdict: isAnswered ? "answered" : exchange.kind === "failure" ? exchange.code : "unconfirmed",
        isSettling: true,
        debtors: 1,
        replyExcerpt: excerpt,
      });
      await countProgress(tx, tenantId, uploadId, 1, 0);
    });
    await notePace({
      server: run.server,
      place: taken,
      durationMs,
      came: { kind: exchange.kind === "reply" ? "answered" : "lost" },
    });
  }

  for (const { identification, payload } of await selectUnconfirmed(database(), tenantId, batchId)) {
    if (payload === null) continue;
    const found = await readBackDebtor(run.client, payload, { beforeCall, afterCall });
    if (found.kind === "interrupted") return { kind: "later", seconds: pause ?? 0 };
    // A request that was cut off may still be carried out: who is not there yet may come.
    const tooSoonSeconds = longestCallSeconds - claim.sentSecondsAgo - (performance.now() - begunAt) / 1_000;
    if (found.kind === "absent" && tooSoonSeconds > 0) return { kind: "later", seconds: tooSoonSeconds };
    if (found.kind === "unanswered") {
      if (found.retryAfterMs !== null || waits.has(found.problem))
        return { kind: "later", seconds: (found.retryAfterMs ?? 30_000) / 1_000 };
      continue;
    }
    const outcome = outcomeOf(identification, found);
    const isOurs = await withTransaction(async (tx) => {
      await lockUpload(tx, tenantId, uploadId);
      if (!(await renewReadBack(tx, { tenantId, batchId, fence }))) return false;
      await settleUnconfirmed(tx, tenantId, batchId, outcome);
      return true;
    });
    if (!isOurs) return { kind: "later", seconds: 0 };
  }
  return { kind: "whole" };
}

/** The remote is busy with itself: nothing was learnt of the debtor, and the next one would learn no more. */
const waits: ReadonlySet<string> = new Set(["rate_limited", "simultaneous_limit", "quota_spent", "maintenance"]);

function outcomeOf(
  identification: string,
  found: Exclude<ReadBack, { kind: "unanswered" | "interrupted" }>,
): RecordOutcome {
  const known = { identification, remoteText: null };
  switch (found.kind) {
    case "found":
      return { ...known, state: "accepted", evidence: "read_back", reason: null };
    case "absent":
      return { ...known, state: "rejected", evidence: "read_back", reason: "not_in_crm" };
    case "several":
      return { ...known, state: "unconfirmed", evidence: null, reason: "read_back_several" };
    case "differs":
      return {
        ...known,
        state: "unconfirmed",
        evidence: null,
        reason: "read_back_differs",
        remoteText: found.fields.join(", "),
      };
  }
}
