import { tenantDatabase } from "#lib/database/client.ts";
import { beginLookup, type ClaimedReadBack } from "#lib/database/records/read-backs.ts";
import { countProgress } from "#lib/database/uploads/runs.ts";
import type { MakeQuestion } from "#lib/wolkvox/read-back.ts";
import { type Asked, askCrm, busySeconds, type Unasked } from "./ask-crm.ts";
import type { TakenPlace } from "./gate.ts";
import type { SendingRun } from "./send-batch.ts";
import { isOpen, type SliceControl } from "./slice.ts";

/** Why no more can be learnt now. `reason`: what it waits for, null if only for the worker's next turn. */
export interface Pause {
  readonly seconds: number;
  readonly reason: string | null;
  /** Whether the tenant's other read-backs would not get further either. */
  readonly isForAll: boolean;
}

/** How far a read-back is. */
export interface Reading {
  /** Ordinal of the last record that was looked up; null for none. */
  after: number | null;
  /** When the last call began, in ms of performance.now(): its answer was true then, however late it came. */
  begunAt: number;
  /** Why the last call was not made, or brought nothing. */
  pause: Pause;
  /** A place at the gate that is already taken for the next call. */
  given: TakenPlace | null;
}

/** Makes the calls of one read-back. Each renews the lease and counts against the day and in the upload's progress. */
export function readBackCalls(
  { tenantId, server, connectionVersion }: SendingRun,
  control: SliceControl,
  claim: ClaimedReadBack,
  reading: Reading,
): MakeQuestion {
  const { uploadId, batchId } = claim;

  const begin = async (): Promise<boolean> => {
    const begun = await beginLookup(tenantDatabase(claim.tenantId), claim, connectionVersion, reading.after);
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

/** Null if the next call could be made. */
function pauseAfter(asked: Asked<unknown, unknown> | Unasked): Pause | null {
  if (asked.kind === "closed") return pauseOf(asked.waitMs / 1_000, asked.reason);
  // This place would come after the slice, and so would the next one.
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
