import { z } from "zod";
import type { ActionResult } from "#lib/server/action-result.ts";
import { pageUserHeader } from "#lib/server/page-user.ts";
import { PageSession, type SessionAnswer, type SessionState } from "./page-session.ts";

const lifeSchema = z.union([
  z.object({ userId: z.null() }),
  z.object({ userId: z.string(), endsInSeconds: z.number() }),
]);

/** A request that is refused although the portal says that its user is signed in is not repeated for ever. */
const mostRounds = 3;

let current: PageSession | null = null;

export function newPageSession(userId: string): PageSession {
  return new PageSession(userId, {
    ask: () => answerOf({}),
    // Still sent when the input is what leaves the page.
    tell: () => answerOf({ method: "POST", keepalive: true, headers: { [pageUserHeader]: userId } }),
    nowMs: () => performance.now(),
  });
}

/** Makes it the session that this page's requests are of, actions too, which Next sends. Returns how to let it go. */
export function adopt(session: PageSession): () => void {
  current = session;
  const sendPlainly = globalThis.fetch;
  globalThis.fetch = (address, init) => sendPlainly(address, isAction(init) ? named(init, session.userId) : init);
  session.open();
  return () => {
    session.close();
    globalThis.fetch = sendPlainly;
    if (current === session) current = null;
  };
}

/** What is known of the page's session; for timers, which leave a page alone that nobody is signed in for. */
export function sessionState(): SessionState {
  return current?.state ?? "good";
}

/** Resolves once the page's user is signed in (again). */
export async function whenSignedIn(signal?: AbortSignal): Promise<void> {
  await current?.signedIn(signal);
}

/** `fetch` of the portal in the name of the page's user. Refused because their session is over, it waits for them and asks again. */
export async function portalFetch(address: string, init: RequestInit = {}): Promise<Response> {
  const sent = current === null ? init : named(init, current.userId);
  for (let round = 1; ; round++) {
    const response = await fetch(address, sent);
    if (response.status !== 401 || round === mostRounds) return response;
    await whenSignedIn(init.signal ?? undefined);
  }
}

/** The same for a server action. */
export async function asSignedIn<T>(ask: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  for (let round = 1; ; round++) {
    const result = await ask();
    if (result.ok || result.code !== "signed_out" || round === mostRounds) return result;
    await whenSignedIn();
  }
}

function isAction(init: RequestInit | undefined): init is RequestInit {
  return new Headers(init?.headers).has("next-action");
}

function named(init: RequestInit, userId: string): RequestInit {
  const headers = new Headers(init.headers);
  headers.set(pageUserHeader, userId);
  return { ...init, headers };
}

async function answerOf(init: RequestInit): Promise<SessionAnswer> {
  try {
    const response = await fetch("/api/session", { ...init, cache: "no-store" });
    if (response.status === 401) return { kind: "nobody" };
    if (!response.ok) return null;
    const life = lifeSchema.parse(await response.json());
    return life.userId === null ? { kind: "nobody" } : { kind: "somebody", ...life };
  } catch {
    // The portal is away; that is no end of a session.
    return null;
  }
}
