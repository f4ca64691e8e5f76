import type { SessionLife } from "#lib/domain/views/session-view.ts";
import type { ActionResult } from "#lib/server/action-result.ts";
import { pageTenantHeader, pageUserHeader } from "#lib/server/page-user.ts";
import { PageSession, type SessionAnswer, type SessionState } from "./page-session.ts";
import { proofIn, proving } from "./proving.ts";

/** Limits how often a request is repeated that is refused although the portal says that its user is signed in. */
const mostRounds = 3;

/** The refusal of what was asked for when the page's tenant was lost. */
const lost = { code: "access_lost", params: {} } as const;

let current: PageSession | null = null;

export function newPageSession(userId: string): PageSession {
  return new PageSession(userId, {
    ask: (tenantId) => answerOf({ headers: ofTenant(tenantId) }),
    // Still sent if the input is what leaves the page.
    tell: (tenantId) =>
      answerOf({ method: "POST", keepalive: true, headers: { [pageUserHeader]: userId, ...ofTenant(tenantId) } }),
    nowMs: () => performance.now(),
    isShown: () => document.visibilityState === "visible",
  });
}

/**
 * Makes this the session of the page's requests, including the actions that Next sends. Returns how to release it.
 */
export function adopt(session: PageSession): () => void {
  current = session;
  const sendPlainly = globalThis.fetch;
  globalThis.fetch = (address, init) =>
    isAction(init)
      ? untilThereIsRoom(() => sendPlainly(address, named(init, session.userId)))
      : sendPlainly(address, init);
  session.open();
  return () => {
    session.close();
    globalThis.fetch = sendPlainly;
    if (current === session) current = null;
  };
}

/** The known state of the page's session; for timers, which do nothing on a page whose user is not signed in. */
export function sessionState(): SessionState {
  return current?.state ?? "good";
}

/** Resolves once the page's user is signed in (again); for what only reads. */
export async function whenSignedIn(signal?: AbortSignal): Promise<void> {
  await current?.signedIn(signal);
}

/**
 * `fetch` of the portal in the name of the page's user. If it is refused because their session is over, it waits for
 * them and tries again; until then nothing is sent. Once the page's tenant was lost nothing is tried again: the answer
 * is `access_lost`, given when the page is shown again.
 */
export async function portalFetch(address: string, init: RequestInit = {}): Promise<Response> {
  const sent = current === null ? init : named(init, current.userId);
  const signal = init.signal ?? undefined;
  if (sessionState() !== "good" && !(await mayRepeat(signal))) return Response.json(lost, { status: 409 });
  for (let round = 1; ; round++) {
    const response = await fetch(address, sent);
    if (round === mostRounds || !(await isTheUsers(response.status === 401, response.status === 404))) return response;
    if (!(await mayRepeat(signal))) return Response.json(lost, { status: 409 });
  }
}

/**
 * The same for a server action. Without an answer the result is `unexpected`: the user is asked to try again,
 * and what was typed is kept.
 */
export async function asSignedIn<T>(ask: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    return await askedAsSignedIn(ask);
  } catch {
    // The portal is down or had no room. Whether it did the work shows on the page as soon as it answers.
    return { ok: false, code: "unexpected", params: {} };
  }
}

/** The same, for callers that retry by themselves: rejects if there is no answer. */
export async function askedAsSignedIn<T>(ask: () => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  if (sessionState() !== "good" && !(await mayRepeat())) return { ok: false, ...lost };
  for (let round = 1; ; round++) {
    const result = await ask();
    if (result.ok || round === mostRounds) return result;
    if (result.code === "reauthentication_needed") {
      if (await proving.ask(proofIn(result.params))) continue;
      return result;
    }
    if (!(await isTheUsers(result.code === "signed_out", result.code === "not_found"))) return result;
    if (!(await mayRepeat())) return { ok: false, ...lost };
  }
}

async function mayRepeat(signal?: AbortSignal): Promise<boolean> {
  return (await current?.mayRepeat(signal)) ?? true;
}

/** Whether a refusal is about the user. Something may be "not found" because its tenant is no longer theirs. */
async function isTheUsers(isSignedOut: boolean, isNotFound: boolean): Promise<boolean> {
  if (isNotFound) await current?.check();
  return isSignedOut || (isNotFound && sessionState() !== "good");
}

/**
 * The front door does not read a request that it has no room for (lib/portal/body-gate.ts), so it is sent
 * again after the time it names.
 */
async function untilThereIsRoom(send: () => Promise<Response>): Promise<Response> {
  for (let round = 1; ; round++) {
    const response = await send();
    if (response.status !== 429 || round === mostRounds) return response;
    const seconds = Number(response.headers.get("retry-after") ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
  }
}

function isAction(init: RequestInit | undefined): init is RequestInit {
  return new Headers(init?.headers).has("next-action");
}

function ofTenant(tenantId: string | null): Record<string, string> {
  return tenantId === null ? {} : { [pageTenantHeader]: tenantId };
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
    return lifeOf(await response.json());
  } catch {
    // The portal is down; that does not end a session.
    return null;
  }
}

/** Checked by hand: a schema would bring zod to every page. Null if the answer is not the portal's. */
function lifeOf(life: Readonly<Partial<Record<keyof SessionLife, unknown>>>): SessionAnswer {
  const { userId, endsInSeconds, hasTenant, retiredAt } = life;
  if (userId === null) return { kind: "nobody" };
  if (typeof userId !== "string" || typeof endsInSeconds !== "number" || typeof hasTenant !== "boolean") return null;
  const isRetired = typeof retiredAt === "string";
  return { kind: "somebody", userId, endsInSeconds, hasTenant, retiredAt: isRetired ? retiredAt : null };
}
