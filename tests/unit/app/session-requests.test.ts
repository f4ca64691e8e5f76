import { afterEach, beforeEach, expect, test, vi } from "vitest";
import {
  adopt,
  askedAsSignedIn,
  asSignedIn,
  newPageSession,
  portalFetch,
  sessionState,
} from "#app/(portal)/session-requests.ts";
import type { ActionResult } from "#lib/server/action-result.ts";

/** A portal with one cookie for all tabs: who is signed in, and which requests came for which user. */
const portal = { signedIn: "ana" as string | null, asked: [] as string[], isAbsurd: false, isBarred: false };

beforeEach(() => {
  Object.assign(portal, { signedIn: "ana", asked: [], isAbsurd: false, isBarred: false });
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
    const pageUser = new Headers(init.headers).get("x-page-user");
    if (address !== "/api/session") portal.asked.push(`${address} of ${pageUser}`);
    const isRefused = portal.signedIn === null || (pageUser !== null && pageUser !== portal.signedIn);
    if (isRefused && address === "/api/session" && init.method === undefined) return Response.json({ userId: null });
    if (isRefused || (portal.isAbsurd && address !== "/api/session"))
      return Response.json({ code: "signed_out", params: {} }, { status: 401 });
    if (portal.isBarred && address !== "/api/session")
      return Response.json({ code: "not_found", params: {} }, { status: 404 });
    const hasTenant = !portal.isBarred || new Headers(init.headers).get("x-page-tenant") === null;
    return Response.json({ userId: portal.signedIn, endsInSeconds: 1_800, hasTenant });
  });
});
afterEach(() => vi.unstubAllGlobals());

function page() {
  const session = newPageSession("ana");
  return { session, letGo: adopt(session) };
}

const refused: ActionResult<string> = { ok: false, code: "signed_out", params: {} };
const done: ActionResult<string> = { ok: true, value: "done" };

test("sends its page's user and waits when refused", async () => {
  const { session, letGo } = page();
  portal.signedIn = null;
  const waiting = portalFetch("/api/x", { method: "POST", body: "rows" });
  await expect.poll(() => sessionState()).toBe("ended");
  portal.signedIn = "luis";
  await session.check();
  expect([sessionState(), portal.asked]).toEqual(["taken", ["/api/x of ana"]]);
  portal.signedIn = "ana";
  await session.check();
  expect((await waiting).status).toBe(200);
  expect(portal.asked).toEqual(["/api/x of ana", "/api/x of ana"]);
  letGo();
});

test("does not resend an aborted request", async () => {
  const { session, letGo } = page();
  portal.signedIn = null;
  const gone = new AbortController();
  const waiting = portalFetch("/api/x", { signal: gone.signal });
  await expect.poll(() => sessionState()).toBe("ended");
  gone.abort(new Error("cancelled"));
  await expect(waiting).rejects.toThrow("cancelled");
  portal.signedIn = "ana";
  await session.check();
  expect(portal.asked).toEqual(["/api/x of ana"]);
  letGo();
});

test("repeats an action after sign-in, returns other refusals", async () => {
  const { session, letGo } = page();
  portal.signedIn = null;
  const ask = vi.fn().mockResolvedValueOnce(refused).mockResolvedValueOnce(done);
  const waiting = asSignedIn(ask);
  await expect.poll(() => sessionState()).toBe("ended");
  expect(ask).toHaveBeenCalledTimes(1);
  portal.signedIn = "ana";
  await session.check();
  expect(await waiting).toEqual(done);
  const forbidden: ActionResult<string> = { ok: false, code: "forbidden", params: {} };
  expect(await asSignedIn(async () => forbidden)).toEqual(forbidden);
  letGo();
});

test("gives up after three refusals while signed in", async () => {
  const { letGo } = page();
  portal.isAbsurd = true;
  expect((await portalFetch("/api/x")).status).toBe(401);
  const ask = vi.fn().mockResolvedValue(refused);
  expect(await asSignedIn(ask)).toEqual(refused);
  expect([portal.asked.length, ask.mock.calls.length]).toEqual([3, 3]);
  letGo();
});

test("adds the page's user only to Next's actions", async () => {
  const before = globalThis.fetch;
  const { letGo } = page();
  await fetch("/uploads", { method: "POST", headers: { Accept: "text/x-component", "next-action": "40" } });
  await fetch("/uploads?_rsc=1", { headers: { rsc: "1" } });
  await fetch("/api/y");
  expect(portal.asked).toEqual(["/uploads of ana", "/uploads?_rsc=1 of null", "/api/y of null"]);
  letGo();
  expect(globalThis.fetch).toBe(before);
});

test("sends nothing by itself once a lost tenant is back", async () => {
  const { session, letGo } = page();
  session.tenants.claim({ id: "demo", name: "Demo" });
  portal.isBarred = true;
  const waiting = portalFetch("/api/x", { method: "POST", body: "rows" });
  const notFound: ActionResult<string> = { ok: false, code: "not_found", params: {} };
  const refusedOnce = vi.fn().mockResolvedValueOnce(notFound).mockResolvedValue(done);
  const pressed = asSignedIn(refusedOnce);
  await expect.poll(() => sessionState()).toBe("barred");
  await expect.poll(() => refusedOnce.mock.calls.length).toBe(1);
  const next = portalFetch("/api/y");
  const ask = vi.fn().mockResolvedValue(done);
  const [later, staged] = [asSignedIn(ask), askedAsSignedIn(ask)];
  await session.check();
  expect(portal.asked).toEqual(["/api/x of ana"]);
  portal.isBarred = false;
  await session.check();
  const lost = { ok: false, code: "access_lost", params: {} };
  expect([await pressed, await later, await staged]).toEqual([lost, lost, lost]);
  for (const response of [await waiting, await next]) {
    expect([response.status, await response.json()]).toEqual([409, { code: "access_lost", params: {} }]);
  }
  expect([portal.asked, refusedOnce.mock.calls.length, ask.mock.calls.length]).toEqual([["/api/x of ana"], 1, 0]);
  // Whoever still wants it asks for it again.
  expect([(await portalFetch("/api/x")).status, await asSignedIn(refusedOnce)]).toEqual([200, done]);
  letGo();
});

test("returns a 404 at once where no tenant is claimed", async () => {
  const { letGo } = page();
  portal.isBarred = true;
  expect((await portalFetch("/api/x")).status).toBe(404);
  expect(portal.asked).toEqual(["/api/x of ana"]);
  letGo();
});

test("tries an action three times when the portal is full", async () => {
  vi.useFakeTimers();
  const asked: string[] = [];
  let full = 1;
  vi.stubGlobal("fetch", async (address: string) => {
    asked.push(address);
    return full-- > 0 ? new Response("{}", { status: 429, headers: { "retry-after": "2" } }) : new Response("{}");
  });
  const { letGo } = page();
  asked.length = 0;
  full = 1;
  const action = { method: "POST", body: "[]", headers: { "next-action": "40" } };
  const sent = fetch("/uploads", action);
  await vi.advanceTimersByTimeAsync(1_999);
  expect(asked).toEqual(["/uploads"]);
  await vi.advanceTimersByTimeAsync(1);
  expect((await sent).status).toBe(200);
  full = 9;
  const lost = fetch("/full", action);
  await vi.advanceTimersByTimeAsync(4_000);
  expect((await lost).status).toBe(429);
  expect((await fetch("/api/x")).status).toBe(429);
  expect(asked).toEqual(["/uploads", "/uploads", "/full", "/full", "/full", "/api/x"]);
  letGo();
  vi.useRealTimers();
});

test("reports an unanswered action as an unexpected error", async () => {
  const lost = async () => Promise.reject(new Error("An unexpected response was received from the server."));
  expect(await asSignedIn(lost)).toEqual({ ok: false, code: "unexpected", params: {} });
  await expect(askedAsSignedIn(lost)).rejects.toThrow();
});
