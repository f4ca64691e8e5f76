import { database } from "#lib/database/client.ts";
import { beginLookup, type ClaimedReadBack } from "#lib/database/records/read-backs.ts";
import { countProgress } from "#lib/database/uploads/runs.ts";
import type { MakeQuestion } from "#lib/wolkvox/read-back.ts";
import { type Asked, askCrm, busySeconds, type Unasked } from "./ask-crm.ts";
import type { TakenPlace } from "./gate.ts";
import type { SendingRun } from "./send-batch.ts";
import { isOpen, type SliceControl } from "./slice.ts";

/** Nothing more is learnt now. `reason` is what is waited for, where it is more than the worker's next turn. */
export interface Pause {
  readonly seconds: number;
  readonly reason: string | null;
  /** The tenant's other read-backs would not get further. */
  readonly isForAll: boolean;
}

/** How far a read-back is. */
export interface Reading {
  /** The record that was gone through last. */
  after: number | null;
  /** When the last call was begun, ms of performance.now(): what it found was true then, however late the answer came. */
  begunAt: number;
  /** Why the last call was not made, or learnt nothing. */
  pause: Pause;
  /** A place at the gate for the next call, where one was taken already. */
  given: TakenPlace | null;
}

/** The calls of one read-back: each renews the lease and is counted against the day and the upload's progress. */
export function readBackCalls(
  { tenantId, server, connectionVersion }: SendingRun,
  control: SliceControl,
  claim: ClaimedReadBack,
  reading: Reading,
): MakeQuestion {
  const { uploadId, batchId, fence } = claim;

  const begin = async (): Promise<boolean> => {
    const begun = await beginLookup(database(), { tenantId, batchId, fence }, connectionVersion, reading.after);
    if (begun.spentUntil !== null) reading.pause = pauseOf(Math.max(1, secondsTo(begun.spentUntil)), "quota_spent");
    return begun.isOurs;
  };

  return async (endpoint, ask) => {
    if (!isOpen(control)) return { kind: "interrupted" };
    const { given } = reading;
    reading.given = null;
    const asked = await askCrm({
      ...{ tenantId, server, uploadId, batchId, endpoint, debtors: 1, until: control.until, given },
      claim: begin,
      ask: () => {
        reading.begunAt = performance.now();
        return ask();
      },
      keep: (tx) => countProgress(tx, tenantId, uploadId, 1, 0),
    });
    reading.pause = pauseAfter(asked) ?? reading.pause;
    return asked.kind === "asked" ? asked.answer : { kind: "interrupted" };
  };
}

/** Null where the next call could be made. */
function pauseAfter(asked: Asked<unknown, unknown> | Unasked): Pause | null {
  if (asked.kind === "closed") return pauseOf(asked.waitMs / 1_000, asked.reason);
  // The place would come after this slice, and so would the next one asked for.
  if (asked.kind === "late") return pauseOf(1, null);
  if (asked.kind === "unclaimed") return null;
  const { waitSeconds, spentUntil } = asked;
  const { verdict } = asked.answer;
  if (spentUntil !== null) return pauseOf(secondsTo(spentUntil), "quota_spent");
  if (verdict?.kind === "throttled") return pauseOf(waitSeconds, verdict.reason);
  return verdict?.kind === "not_arrived" ? pauseOf(busySeconds, verdict.reason) : null;
}

function pauseOf(seconds: number, reason: string | null): Pause {
  return { seconds, reason, isForAll: true };
}

function secondsTo(moment: Date): number {
  return (moment.getTime() - Date.now()) / 1_000;
}
