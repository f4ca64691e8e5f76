import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "#lib/domain/app-error.ts";
import { isBeyond, type JsonLimits } from "#lib/domain/staging/json-limits.ts";
import { Places } from "#lib/places.ts";
import { networkOf } from "#lib/services/sessions/sign-in-throttle.ts";
import { hasBody, refuse } from "./refuse.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface BodyRule {
  /** For senders with a cookie signed by this portal. */
  readonly maxBytes: number;
  /** For anybody. */
  readonly openBytes: number;
  /** Seconds until the whole body must have arrived. */
  readonly seconds: number;
  /** Its route has its own places, for bodies of signed-in users only (lib/server/read-body.ts). */
  readonly hasOwnPlaces?: true;
  /** Next parses it before it asks who sends it, so it is read and judged here. */
  readonly isAction?: true;
}

const kilobyte = 1_024;
const megabyte = 1_024 * kilobyte;

/** Limits of a body by its path. Routes check the sender again before they read (lib/server/read-body.ts). */
export const bodyRules: readonly (BodyRule & { readonly path: RegExp })[] = [
  // An email and a password; read by next-auth, which has no limit.
  { path: /^\/api\/auth\//, maxBytes: 16 * kilobyte, openBytes: 16 * kilobyte, seconds: 15 },
  // 16 MB at 450 kbit/s; a usual chunk has 150 KB.
  {
    path: /^\/api\/uploads\/[^/]+\/(?:chunks|lists)$/,
    maxBytes: 16 * megabyte,
    openBytes: 16 * megabyte,
    seconds: 300,
    hasOwnPlaces: true,
  },
  { path: /^\/api\/uploads$/, maxBytes: megabyte, openBytes: megabyte, seconds: 60, hasOwnPlaces: true },
  { path: /^\/api\//, maxBytes: megabyte, openBytes: megabyte, seconds: 60 },
  // Without a session actions are a few words.
  { path: /^/, maxBytes: megabyte, openBytes: 64 * kilobyte, seconds: 60, isAction: true },
];

/**
 * Bodies under way at once, per sender and in total. A page sends one or two; a surplus one waits unread for
 * a second before it is refused.
 */
const few = { ofUser: 8, waitingOfUser: 24, waitingInAll: 256, patienceMs: 1_000 };
export const ofSessions = { ...few, inAll: 64, bytes: 64 * megabyte };
/** Separate, so that senders without a session cannot block those with one; their bodies have at most 64 KB. */
export const ofNobody = { ...few, inAll: 512, bytes: 32 * megabyte };

export interface BodyGateOptions {
  /** The session id in a cookie signed here, whether or not the session is still good; null if not signed here. */
  readonly sessionOf: (cookie: string | undefined) => Promise<string | null>;
}

/**
 * Refuses a body by its request's head, before a byte is read: one without a length, one too long for its
 * path or for a sender without a session, and one above the limits of bodies under way (429). A body that
 * does not arrive in time loses its connection. The body of an action is judged before Next parses it.
 */
export function bodyGate(handle: Handle, { sessionOf }: BodyGateOptions): Handle {
  const places = { ofSessions: new Places(ofSessions), ofNobody: new Places(ofNobody) };
  return async (request, response) => {
    const { headers } = request;
    if (!hasBody(request)) return handle(request, response);
    if (headers["transfer-encoding"] !== undefined) return refuse(response, 411, "invalid");
    const bytes = Number(headers["content-length"]);
    const { maxBytes, openBytes, seconds, hasOwnPlaces, isAction } = ruleOf(request.url ?? "");
    endWhenLate(request, seconds);
    if (bytes > maxBytes) return refuse(response, 413, "too_large", { maxBytes });
    if (hasOwnPlaces) return handle(request, response);
    const session = await sessionOf(headers.cookie);
    if (bytes > openBytes && session === null) return refuse(response, 401, "signed_out");
    try {
      const giveBack =
        session === null
          ? await places.ofNobody.take(networkOf(String(headers["x-forwarded-for"])), bytes)
          : await places.ofSessions.take(session, bytes);
      // The body was read, discarded, or lost with its connection, perhaps already while it waited.
      request.once("end", giveBack);
      response.once("close", giveBack);
      if (response.destroyed) return giveBack();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return refuse(response, 429, error.code, error.params);
    }
    if (isAction) {
      const problem = await problemOfAction(request, bytes);
      if (problem !== null) return refuse(response, problem === "content_type" ? 415 : 400, "invalid");
      if (response.destroyed) return;
    }
    return handle(request, response);
  };
}

export function ruleOf(url: string): BodyRule {
  const path = url.split("?", 1)[0] ?? "";
  return bodyRules.find((rule) => rule.path.test(path)) ?? { maxBytes: 0, openBytes: 0, seconds: 0 };
}

function endWhenLate(request: IncomingMessage, seconds: number): void {
  const { socket } = request;
  const timer = setTimeout(() => request.complete || socket.destroy(), seconds * 1_000).unref();
  request.once("end", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
}

/** More than any input of an action; React parses value by value what it may then throw away. */
export const ofAction: JsonLimits = { levels: 32, values: 50_000 };
/** Pages send the arguments of an action as text. Next takes forms too, which none of ours is. */
const ofArguments = "text/plain";

/** Why the body cannot be one of our actions' arguments; null if it can, or if its sender is gone. */
async function problemOfAction(request: IncomingMessage, bytes: number): Promise<"content_type" | "size" | null> {
  if (!request.headers["content-type"]?.startsWith(ofArguments)) return "content_type";
  const body = await readAhead(request, bytes);
  return body !== null && isBeyond(body, ofAction) ? "size" : null;
}

/**
 * Reads a body of so many bytes and puts it back, for who reads it next; null if it was cut off. It must be put back
 * before the last piece's "end" is told, which is why nothing here waits between the two.
 */
function readAhead(request: IncomingMessage, bytes: number): Promise<Buffer | null> {
  const { promise, resolve } = Promise.withResolvers<Buffer | null>();
  const parts: Buffer[] = [];
  let missing = bytes;
  const read = () => {
    while (missing > 0) {
      const part: Buffer | null = request.read();
      if (part === null) return;
      parts.push(part);
      missing -= part.length;
    }
    const body = Buffer.concat(parts);
    request.off("readable", read).unshift(body);
    resolve(body);
  };
  request.on("readable", read).once("close", () => resolve(null));
  return promise;
}
