import type { NewCall } from "#lib/database/calls/calls.ts";
import { exhaustBudget } from "#lib/database/calls/token-budgets.ts";
import { database } from "#lib/database/client.ts";
import type { Exchange, Failure } from "#lib/wolkvox/exchange.ts";
import { type Judged, notePace, paceLimits, type TakenPlace, untilPlace } from "./gate.ts";

/** Whose call it is, and the server it goes to. */
export interface Caller {
  readonly tenantId: string;
  readonly server: string;
}

/** Of a call's line in the log, what the exchange says. */
export type ExchangeLine = Pick<NewCall, "startedAt" | "durationMs" | "httpStatus" | "replyExcerpt">;

/** A call that is over and judged; what came of it is yet to be written. */
export interface MadeCall<A extends Judged> {
  readonly answer: A;
  /**
   * Writes what came of the call, while its server's pace hears of it; then the token's day. `waitSeconds`: how long a throttled answer holds.
   */
  readonly note: <W>(waitSeconds: number, write: (line: ExchangeLine) => Promise<W>) => Promise<Noted<W>>;
}

export interface Noted<W> {
  readonly written: W;
  /** The CRM said that the token's day is spent: when it begins anew. */
  readonly spentUntil: Date | null;
}

/** Stands for a call that was given up before it began. */
export const notMade: Failure = { kind: "failure", code: "aborted", phase: "before_sent", excerpt: "", durationMs: 0 };

/** The one way of every call to the CRM: waits for its place, makes it by `make`, which judges it, and notes what came of it. */
export async function makeCall<A extends Judged>(
  { tenantId, server }: Caller,
  place: TakenPlace,
  make: () => Promise<A>,
): Promise<MadeCall<A>> {
  await untilPlace(place);
  const startedAt = new Date();
  const answer = await make();
  const { exchange, verdict } = answer;
  return {
    answer,
    note: async (waitSeconds, write) => {
      // Side by side: the next call may wait for both. A call that was not made says nothing of the server.
      const [written] = await Promise.all([
        write(exchangeLine(startedAt, exchange)),
        exchange === notMade ? undefined : notePace(server, place, answer, waitSeconds),
      ]);
      const isSpent = verdict?.kind === "throttled" && verdict.reason === "quota_spent";
      if (!isSpent) return { written, spentUntil: null };
      return { written, spentUntil: await exhaustBudget(database(), tenantId, paceLimits().quotaRecheckSeconds) };
    },
  };
}

export function exchangeLine(startedAt: Date, exchange: Exchange): ExchangeLine {
  const { durationMs, excerpt } = exchange;
  return {
    startedAt,
    durationMs,
    httpStatus: exchange.kind === "reply" ? exchange.status : null,
    replyExcerpt: excerpt,
  };
}
