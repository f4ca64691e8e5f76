import type { NewCall } from "#lib/database/calls/calls.ts";
import { exhaustBudget } from "#lib/database/calls/token-budgets.ts";
import { tenantDatabase } from "#lib/database/client.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { Exchange, Failure } from "#lib/wolkvox/exchange.ts";
import { type Judged, notePace, paceLimits, type TakenPlace, untilPlace } from "./gate.ts";

/** Whose call it is, and the server it is sent to. */
export interface Caller {
  readonly tenantId: TenantId;
  readonly server: string;
}

/** The part of a call's log line that comes from the exchange. */
export type ExchangeLine = Pick<NewCall, "startedAt" | "durationMs" | "httpStatus" | "replyExcerpt">;

/** A call that is over and judged; its outcome is not written yet. */
export interface MadeCall<A extends Judged> {
  readonly answer: A;
  /**
   * Writes the outcome of the call and adjusts its server's pace at the same time; then updates the token's
   * day. `waitSeconds`: how long a throttled answer holds.
   */
  readonly note: <W>(waitSeconds: number, write: (line: ExchangeLine) => Promise<W>) => Promise<Noted<W>>;
}

export interface Noted<W> {
  readonly written: W;
  /** When the token's day begins anew, if the CRM said that it is spent. */
  readonly spentUntil: Date | null;
}

/** The exchange of a call that was given up before it began. */
export const notMade: Failure = { kind: "failure", code: "aborted", phase: "before_sent", excerpt: "", durationMs: 0 };

/**
 * Every call to the CRM goes through here: waits for its place, calls `make`, which also judges the answer,
 * and notes the outcome.
 */
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
      // In parallel, because the next call may wait for both. A call that was not made shows
      // nothing about the server.
      const [written] = await Promise.all([
        write(exchangeLine(startedAt, exchange)),
        exchange === notMade ? undefined : notePace(server, place, answer, waitSeconds),
      ]);
      const isSpent = verdict?.kind === "throttled" && verdict.reason === "quota_spent";
      if (!isSpent) return { written, spentUntil: null };
      return {
        written,
        spentUntil: await exhaustBudget(tenantDatabase(tenantId), tenantId, paceLimits().quotaRecheckSeconds),
      };
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
