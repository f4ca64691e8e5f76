import { insertCall } from "#lib/database/calls/calls.ts";
import { budgetSpentUntil, exhaustBudget, spendCalls } from "#lib/database/calls/token-budgets.ts";
import { database, withTransaction } from "#lib/database/client.ts";
import { type ClaimedReadBack, renewReadBack } from "#lib/database/records/read-backs.ts";
import { isConnectionCurrent } from "#lib/database/tenants/tenants.ts";
import { countProgress } from "#lib/database/uploads/runs.ts";
import type { WolkvoxClient } from "#lib/wolkvox/client.ts";
import type { ReadBackSteps, ReadCall } from "#lib/wolkvox/read-back.ts";
import type { Verdict } from "#lib/wolkvox/verdict.ts";
import { type AnswerPace, notePace, paceLimits } from "./pace-of.ts";
import { askForPlace, type TakenPlace, untilNearly, untilPlace } from "./take-call.ts";

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

/** Nothing more is learnt now. `reason` is what is waited for, where it is more than the worker's next turn. */
export interface Pause {
  readonly seconds: number;
  readonly reason: string | null;
  /** The tenant's other read-backs would not get further. */
  readonly isForAll: boolean;
}

/** A remote that is busy with itself and does not say for how long. */
const busySeconds = 30;

/**
 * The calls of one read-back. Each passes the gate, is counted against the day, renews the lease and leaves its row in the call log; what the
 * CRM says of itself in an answer holds for its pace and its day as it does in the answer to a load.
 */
export class ReadBackCalls implements ReadBackSteps {
  readonly #run: ReadingRun;
  readonly #claim: ClaimedReadBack;
  #given: TakenPlace | null;
  #taken: AnswerPace["place"];
  #pause: Pause = { seconds: 0, reason: null, isForAll: false };
  /** The record that was gone through last. */
  after: number | null;
  /** When the last call was begun, ms of performance.now(): what it found was true then, however late the answer came. */
  begunAt = performance.now();

  /** `given`: a place that was taken already. A closed gate gives no second one for a while. */
  constructor(run: ReadingRun, claim: ClaimedReadBack, given: TakenPlace | null) {
    this.#run = run;
    this.#claim = claim;
    this.#given = given;
    this.#taken = { at: claim.sentAt, isAtBest: false };
    this.after = claim.after;
  }

  /** Why the last call was not made, or learnt nothing. */
  get pause(): Pause {
    return this.#pause;
  }

  readonly beforeCall = async (): Promise<boolean> => {
    const { server, until, isOpen } = this.#run;
    if (!isOpen()) return false;
    const place = this.#given ?? (await askForPlace(server, until));
    this.#given = null;
    if (place.kind === "closed") this.#waitFor(place.waitMs / 1_000, place.reason);
    // The place would come after this slice, and so would the next one asked for.
    if (place.kind === "late") this.#waitFor(1, null);
    if (place.kind !== "granted") return false;
    this.#taken = place;
    await untilNearly(place);
    const isMine = await this.#isStillOurs();
    if (isMine) await untilPlace(place);
    this.begunAt = performance.now();
    return isMine;
  };

  readonly afterCall = async ({ endpoint, startedAt, exchange, verdict }: ReadCall): Promise<void> => {
    const { tenantId, server } = this.#run;
    const { uploadId, batchId } = this.#claim;
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
        verdict: verdictWord(verdict),
        isSettling: true,
        debtors: 1,
        replyExcerpt: excerpt,
      });
      await countProgress(tx, tenantId, uploadId, 1, 0);
    });
    if (verdict !== null) await this.#hear(verdict);
    await notePace({ server, place: this.#taken, durationMs, came: this.#cameOf(verdict, exchange.kind) });
  };

  /** Keeps lease and place, and counts the call that is about to be made; false when the day is spent or the batch is somebody else's. */
  #isStillOurs(): Promise<boolean> {
    const { tenantId, connectionVersion } = this.#run;
    const { batchId, fence } = this.#claim;
    return withTransaction(async (tx) => {
      const spentUntil = await budgetSpentUntil(tx, tenantId);
      if (spentUntil !== null) {
        this.#waitFor(Math.max(1, secondsTo(spentUntil)), "quota_spent");
        return false;
      }
      if (!(await isConnectionCurrent(tx, tenantId, connectionVersion))) return false;
      if (!(await renewReadBack(tx, { tenantId, batchId, fence }, this.after))) return false;
      await spendCalls(tx, tenantId, 1);
      return true;
    });
  }

  async #hear(verdict: Verdict): Promise<void> {
    const { quotaRecheckSeconds, probeSeconds } = paceLimits();
    if (verdict.kind === "throttled" && verdict.reason === "quota_spent") {
      const until = await exhaustBudget(database(), this.#run.tenantId, quotaRecheckSeconds);
      this.#waitFor(secondsTo(until), verdict.reason);
    } else if (verdict.kind === "throttled") {
      const own = verdict.reason === "maintenance" ? probeSeconds : busySeconds;
      this.#waitFor(verdict.retryAfterMs === null ? own : verdict.retryAfterMs / 1_000, verdict.reason);
    } else if (verdict.kind === "not_arrived") this.#waitFor(busySeconds, verdict.reason);
  }

  #waitFor(seconds: number, reason: string | null): void {
    this.#pause = { seconds, reason, isForAll: true };
  }

  #cameOf(verdict: Verdict | null, kind: ReadCall["exchange"]["kind"]): AnswerPace["came"] {
    if (verdict?.kind === "throttled")
      return { kind: "throttled", reason: verdict.reason, seconds: this.#pause.seconds };
    return { kind: kind === "reply" ? "answered" : "lost" };
  }
}

/** For the call log: why nothing was learnt. What a load's verdict is called would say that something became of a batch. */
function verdictWord(verdict: Verdict | null): string {
  if (verdict === null) return "answered";
  return "reason" in verdict ? verdict.reason : "unconfirmed";
}

function secondsTo(moment: Date): number {
  return (moment.getTime() - Date.now()) / 1_000;
}
