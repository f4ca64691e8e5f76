import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "#lib/domain/app-error.ts";
import { type PlaceLimits, Places } from "#lib/places.ts";
import { networkOf } from "#lib/services/sessions/sign-in-throttle.ts";
import { refuse } from "./refuse.ts";

type Handle = (request: IncomingMessage, response: ServerResponse) => unknown;

const all = { inAll: Number.POSITIVE_INFINITY, waitingInAll: 2_000 };
/** Pages, actions and questions of one session at once: a browser opens six connections, and they pass in turn. */
export const ofPages: PlaceLimits = { ...all, ofUser: 2, waitingOfUser: 60, patienceMs: 10_000 };
/** Files made as they are sent. A browser that asks for more of them waits, as it does for a slow disk. */
export const ofDownloads: PlaceLimits = { ...all, ofUser: 2, waitingOfUser: 10, patienceMs: 120_000 };

/** What costs next to nothing, what has places of its own (the body gate's, or its route's), and what lasts: progress. */
const ungated = /^\/(?:_next\/|api\/(?:health|metrics|uploads$|uploads\/[^/]+\/(?:chunks|lists|progress)$))/;
const downloads = /^\/api\/(?:history|audit|portfolios\/[^/]+\/gone|uploads\/[^/]+\/(?:correction|report(?:\/.*)?))$/;

/**
 * Lets few requests of one session be worked on at once, so that whoever opens two hundred pages waits for them alone;
 * the others share what is left. Without a session the network counts. Beyond the line: 429.
 */
export function requestGate(
  handle: Handle,
  { sessionOf }: { readonly sessionOf: (cookies: string | undefined) => Promise<string | null> },
): Handle {
  const places = { pages: new Places(ofPages), downloads: new Places(ofDownloads) };
  return async (request, response) => {
    const path = request.url?.split("?", 1)[0] ?? "";
    if (ungated.test(path)) return handle(request, response);
    const whose = (await sessionOf(request.headers.cookie)) ?? networkOf(String(request.headers["x-forwarded-for"]));
    try {
      const giveBack = await (downloads.test(path) ? places.downloads : places.pages).take(whose);
      response.once("close", giveBack);
      if (response.destroyed) return giveBack();
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return refuse(response, 429, error.code, error.params);
    }
    return handle(request, response);
  };
}
