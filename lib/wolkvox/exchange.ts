import type { lookup as systemLookup } from "node:dns";
import http from "node:http";
import https from "node:https";
import { codeOf, type FailureCode } from "./failure-code.ts";
import { guardedLookup } from "./guarded-lookup.ts";
import { keptText } from "./kept-text.ts";
import { decoded } from "./reply-encoding.ts";
import { stopwatch } from "./stopwatch.ts";

/** A whole answer. `text` has at most 1 MB, `excerpt` the 64 KB that are kept. */
export interface Reply {
  readonly kind: "reply";
  readonly status: number;
  readonly headers: {
    readonly contentType: string | null;
    readonly retryAfter: string | null;
    readonly date: string | null;
  };
  readonly text: string;
  /** The answer was longer than what was read. */
  readonly isCut: boolean;
  readonly excerpt: string;
  readonly durationMs: number;
}

/**
 * No whole answer. `before_sent`: not one byte of the request left this machine. `maybe_arrived`: some bytes may
 * have, and the remote may have done what they ask. `excerpt` is what arrived of an answer, mostly nothing.
 */
export interface Failure {
  readonly kind: "failure";
  readonly code: FailureCode;
  readonly phase: "before_sent" | "maybe_arrived";
  readonly excerpt: string;
  readonly durationMs: number;
}

export type Exchange = Reply | Failure;

export interface ExchangeRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Named in the deployment's settings: may resolve to a private address. */
  readonly isExtraHost: boolean;
  /** The system's resolver unless a test passes another. */
  readonly lookup?: typeof systemLookup;
}

/** How much of an answer is read; the load's own has a few hundred bytes. */
const readCapBytes = 1_048_576;

/**
 * Longest time for connecting, taken from the call's own. The CRM may work on a load for 60 s after it was
 * written, so one written later could still be carried out when its 90 s are over and it is read back.
 */
const connectMs = 30_000;

/**
 * Makes one request and returns its result; never throws for anything the remote does.
 *
 * Uses node:http instead of fetch, because only there can one tell whether the request left: nothing is
 * written before the connection is open (for https: before the certificate is checked), so every failure
 * until then is `before_sent`. Opens a new connection for every call: on a kept one the remote may hang up
 * just as we write, which looks the same as a request that arrived. Redirects are never followed and no
 * cookie is kept: node:http does neither.
 *
 * After a standstill (a stopped process, a suspended machine) network events are handled before the overdue
 * timer. So the clock is checked before each write: before the first byte, and before the last one, without
 * which there is no request (decision 15).
 */
export function exchange(request: ExchangeRequest): Promise<Exchange> {
  const startedAt = performance.now();
  const elapsedMs = stopwatch();
  const { promise, resolve } = Promise.withResolvers<Exchange>();
  const chunks: Buffer[] = [];
  let contentType: string | null = null;
  let isSent = false;
  let isAnswering = false;

  const durationMs = (): number => Math.round(performance.now() - startedAt);
  const fail = (code: FailureCode): void => {
    resolve({
      kind: "failure",
      code,
      phase: isSent ? "maybe_arrived" : "before_sent",
      excerpt: keptText(decoded(Buffer.concat(chunks), contentType)),
      durationMs: durationMs(),
    });
    outgoing.destroy();
  };

  const leftMs = (): number => (isSent ? request.timeoutMs : Math.min(request.timeoutMs, connectMs)) - elapsedMs();
  const isTls = request.url.protocol === "https:";
  const body = request.body === undefined ? null : Buffer.from(request.body);
  const outgoing = (isTls ? https : http).request(request.url, {
    method: request.method,
    headers: {
      ...request.headers,
      "Accept-Encoding": "identity",
      ...(body === null ? {} : { "Content-Length": String(body.length) }),
    },
    agent: false,
    lookup: guardedLookup(request.isExtraHost, request.lookup),
  });

  outgoing.once("socket", (socket) => {
    socket.once(isTls ? "secureConnect" : "connect", () => {
      if (leftMs() <= 0) return fail("timeout");
      isSent = true;
      clearTimeout(timer);
      timer = setTimeout(() => fail("timeout"), leftMs());
      if (body === null) return void outgoing.end();
      outgoing.write(body.subarray(0, -1), (error) => {
        // The event that ended the connection has already reported it.
        if (error) return;
        if (leftMs() <= 0) return fail("timeout");
        outgoing.end(body.subarray(-1));
      });
    });
  });
  outgoing.once("response", (response) => {
    isAnswering = true;
    contentType = response.headers["content-type"] ?? null;
    const reply = (isCut: boolean): void => {
      const text = decoded(Buffer.concat(chunks), contentType);
      const { headers } = response;
      const kept = { contentType, retryAfter: headers["retry-after"] ?? null, date: headers.date ?? null };
      resolve({
        kind: "reply",
        status: response.statusCode ?? 0,
        headers: kept,
        text,
        isCut,
        excerpt: keptText(text),
        durationMs: durationMs(),
      });
      outgoing.destroy();
    };
    let bytes = 0;
    response.on("data", (chunk: Buffer) => {
      chunks.push(chunk.subarray(0, readCapBytes - bytes));
      bytes += chunk.length;
      if (bytes > readCapBytes) reply(true);
    });
    response.once("end", () => (response.complete ? reply(false) : fail("reply_cut")));
    response.on("error", () => fail("reply_cut"));
  });
  outgoing.on("error", (error) => {
    const code = codeOf(error, isTls, isSent);
    fail(isAnswering && code === "connection_lost" ? "reply_cut" : code);
  });
  // The connection ended without any of the events above, for instance by an upgrade that nobody requested.
  outgoing.once("close", () => fail(isAnswering ? "reply_cut" : "connection_lost"));

  let timer = setTimeout(() => fail("timeout"), leftMs());
  const onAbort = (): void => fail("aborted");
  request.signal?.addEventListener("abort", onAbort, { once: true });
  if (request.signal?.aborted === true) onAbort();
  return promise.finally(() => {
    clearTimeout(timer);
    request.signal?.removeEventListener("abort", onAbort);
  });
}
