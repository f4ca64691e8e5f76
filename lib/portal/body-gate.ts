import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "#lib/domain/app-error.ts";
import { BodyPlaces } from "#lib/server/body-places.ts";
import { networkOf } from "#lib/services/sessions/sign-in-throttle.ts";
import { hasBody, refuse } from "./refuse.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

export interface BodyRule {
  /** Of somebody whose cookie this portal has signed. */
  readonly maxBytes: number;
  /** Of anybody. */
  readonly openBytes: number;
  /** Until all of it has come. */
  readonly seconds: number;
  /** Its route has places of its own, for bodies of somebody alone (lib/server/read-body.ts). */
  readonly hasOwnPlaces?: true;
}

const kilobyte = 1_024;
const megabyte = 1_024 * kilobyte;

/** What a body may be, by where it goes. Routes look again, at who sends it, before they read (lib/server/read-body.ts). */
const rules: readonly (BodyRule & { readonly path: RegExp })[] = [
  // An e-mail and a password; read by next-auth, which has no limit.
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
  // Actions, which Next reads and parses before it calls them. Nobody's own are a few words.
  { path: /^/, maxBytes: megabyte, openBytes: 64 * kilobyte, seconds: 60 },
];

/** Bodies of one sender under way at once, and of everybody. A page sends one or two; a burst waits unread for a second before it is sent away. */
const few = { ofUser: 8, waitingOfUser: 24, waitingInAll: 256, patienceMs: 1_000 };
const ofSessions = { ...few, inAll: 64, bytes: 64 * megabyte };
/** Apart, so that nobody's bodies keep no session's out; these have 64 KB at the most. */
const ofNobody = { ...few, inAll: 512, bytes: 32 * megabyte };

export interface BodyGateOptions {
  /** The session that a cookie signed here names, whether or not it is still good; null: it was not signed here. */
  readonly sessionOf: (cookie: string | undefined) => Promise<string | null>;
}

/**
 * Refuses a body by what its head says, before a byte of it is read: one without a length, one that is too long for where it goes or for nobody,
 * and one too many of its sender's or of all. One that does not come in time loses its connection.
 */
export function bodyGate(handle: Handle, { sessionOf }: BodyGateOptions): Handle {
  const places = { ofSessions: new BodyPlaces(ofSessions), ofNobody: new BodyPlaces(ofNobody) };
  return async (request, response) => {
    const { headers } = request;
    if (!hasBody(request)) return handle(request, response);
    if (headers["transfer-encoding"] !== undefined) return refuse(response, 411, "invalid");
    const bytes = Number(headers["content-length"]);
    const { maxBytes, openBytes, seconds, hasOwnPlaces } = ruleOf(request.url ?? "");
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
      // Whole, let go by, or gone with its connection, which may be while it waited.
      request.once("end", giveBack);
      response.once("close", giveBack);
      if (response.destroyed) return giveBack();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return refuse(response, 429, error.code, error.params);
    }
    return handle(request, response);
  };
}

export function ruleOf(url: string): BodyRule {
  const path = url.split("?", 1)[0] ?? "";
  return rules.find((rule) => rule.path.test(path)) ?? { maxBytes: 0, openBytes: 0, seconds: 0 };
}

function endWhenLate(request: IncomingMessage, seconds: number): void {
  const { socket } = request;
  const timer = setTimeout(() => request.complete || socket.destroy(), seconds * 1_000).unref();
  request.once("end", () => clearTimeout(timer)).once("close", () => clearTimeout(timer));
}
