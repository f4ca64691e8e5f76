import type { Exchange, Failure, Reply } from "./exchange.ts";
import { judgeFigures } from "./judge-figures.ts";
import { remark } from "./kept-text.ts";
import { readLoadReply } from "./load-reply.ts";
import { meaningOf } from "./patterns.ts";
import type { NotArrivedReason } from "./reasons.ts";
import { alike, refusedWhole, type SentDebtor, unconfirmed, type Verdict } from "./verdict-kinds.ts";

export type { DebtorVerdict, SentDebtor, Verdict } from "./verdict-kinds.ts";

/**
 * Judges what became of the debtors of one call. Pure and total: every exchange gives a verdict, each debtor
 * gets exactly one outcome, and none is accepted without proof.
 */
export function judgeReply(sent: readonly SentDebtor[], exchange: Exchange): Verdict {
  return exchange.kind === "failure" ? judgeFailure(sent, exchange) : judgeWholeReply(sent, exchange);
}

function judgeFailure(sent: readonly SentDebtor[], { code, phase, excerpt }: Failure): Verdict {
  const text = remark(excerpt);
  if (phase === "before_sent") {
    switch (code) {
      case "server_refused":
      case "private_address":
        return { kind: "stop", reason: code, ...alike(sent, "not_sent", null, code, text) };
      case "timeout":
        return notArrived(sent, "connect_timeout");
      case "aborted":
        return notArrived(sent, "aborted_before_sent");
      case "dns_failed":
      case "connection_refused":
      case "unreachable":
      case "tls_failed":
        return notArrived(sent, code);
      default:
        return notArrived(sent, "connect_failed");
    }
  }
  switch (code) {
    case "timeout":
    case "aborted":
    case "reply_cut":
    case "reply_malformed":
      return unconfirmed(sent, code, text);
    default:
      return unconfirmed(sent, "connection_lost", text);
  }
}

function judgeWholeReply(sent: readonly SentDebtor[], reply: Reply): Verdict {
  const load = reply.isCut ? null : readLoadReply(reply.text);
  const text = remark(load?.message ?? reply.excerpt);
  const isInserted = (load?.figures.successfulinserts ?? 0) > 0;
  const { status } = reply;
  if (status >= 400 && status <= 499) {
    // It refuses and yet reports inserts: believe neither.
    return isInserted ? unconfirmed(sent, "counts_inconsistent", text) : judgeRefusal(sent, status, reply, text);
  }
  if (status >= 500) return unconfirmed(sent, "server_error", text);
  if (status >= 300) return unconfirmed(sent, "redirected", text);
  if (status < 200) return unconfirmed(sent, "status_unexpected", text);
  if (reply.isCut) return unconfirmed(sent, "reply_too_long", text);
  if (load === null) return unconfirmed(sent, "reply_not_json", text);
  const { code } = load;
  // The other endpoints report errors in `code` that the HTTP status does not show.
  if (code !== undefined && code >= 400 && code <= 499 && !isInserted) return judgeRefusal(sent, code, reply, text);
  if (code !== 200)
    return unconfirmed(sent, code !== undefined && code >= 500 ? "server_error" : "code_unexpected", text);
  return judgeFigures(sent, load, text);
}

function judgeRefusal(sent: readonly SentDebtor[], status: number, reply: Reply, text: string | null): Verdict {
  // The remote did not get the whole request in time; how much it got is not known.
  if (status === 408) return unconfirmed(sent, "timeout", text);
  const meaning = meaningOf(status, text ?? "");
  if (meaning?.act === "wait") {
    const retryAfterMs = retryAfterOf(reply.headers.retryAfter, reply.headers.date);
    return {
      kind: "throttled",
      reason: meaning.reason,
      retryAfterMs,
      ...alike(sent, "not_sent", null, meaning.reason, text),
    };
  }
  if (meaning?.act === "stop")
    return { kind: "stop", reason: meaning.reason, ...alike(sent, "not_sent", null, meaning.reason, text) };
  return refusedWhole(sent, "refused_whole", text);
}

/**
 * Longest wait that a remote may ask for, a quarter of an hour; then one call tries. The wait closes the server for all
 * its tenants, and a header may name any time.
 */
const maxRetryAfterMs = 900_000;

/**
 * Retry-After in ms, given as seconds or as a date. A date is measured against the reply's own Date, so our
 * clock does not matter. Null if there is none that can be read; a day at most.
 */
function retryAfterOf(value: string | null, date: string | null): number | null {
  const text = value?.trim() ?? "";
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, maxRetryAfterMs);
  const waitMs = text === "" || date === null ? Number.NaN : Date.parse(text) - Date.parse(date);
  return Number.isNaN(waitMs) ? null : Math.min(Math.max(waitMs, 0), maxRetryAfterMs);
}

function notArrived(sent: readonly SentDebtor[], reason: NotArrivedReason): Verdict {
  return { kind: "not_arrived", reason, ...alike(sent, "not_sent", null, reason, null) };
}
