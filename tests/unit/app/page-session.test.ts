import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PageSession, type SessionAnswer } from "#app/(portal)/page-session.ts";

const own = (endsInSeconds = 1_800): SessionAnswer => ({
  kind: "somebody",
  userId: "ana",
  endsInSeconds,
  hasTenant: true,
  retiredAt: null,
});
const another: SessionAnswer = {
  kind: "somebody",
  userId: "luis",
  endsInSeconds: 1_800,
  hasTenant: true,
  retiredAt: null,
};
const nobody: SessionAnswer = { kind: "nobody" };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/**
 * A page of Ana's and a fake portal. `said` is the portal's answer, `barred` the tenants she may not use,
 * `asked`, `told` and `about` record what it received.
 */
function page() {
  const portal = {
    said: own(),
    asked: 0,
    told: 0,
    isShown: false,
    barred: new Set<string | null>(),
    about: [] as (string | null)[],
  };
  const answer = (tenantId: string | null): SessionAnswer => {
    portal.about.push(tenantId);
    return portal.said?.kind === "somebody" ? { ...portal.said, hasTenant: !portal.barred.has(tenantId) } : portal.said;
  };
  const session = new PageSession("ana", {
    ask: async (tenantId) => {
      portal.asked++;
      return answer(tenantId);
    },
    tell: async (tenantId) => {
      portal.told++;
      return portal.said?.kind === "somebody" && portal.said.userId !== "ana" ? nobody : answer(tenantId);
    },
    nowMs: () => Date.now(),
    isShown: () => portal.isShown,
  });
  session.open();
  return { session, portal };
}

/** Whether the promise is resolved by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let is = false;
  void promise.then(() => {
    is = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return is;
}

test("reports input at once, then once a minute", async () => {
  const { session, portal } = page();
  for (let second = 0; second < 300; second++) {
    await session.noteInput();
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(portal.told).toBe(5);
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  expect(portal.told).toBe(5);
});

test("asks the portal only when the session should end", async () => {
  const { session, portal } = page();
  await vi.advanceTimersByTimeAsync(1_799_000);
  expect([portal.asked, session.state]).toEqual([1, "good"]);
  portal.said = nobody;
  await vi.advanceTimersByTimeAsync(4_000);
  expect([portal.asked, session.state]).toEqual([2, "ended"]);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(portal.asked, "who is away is not asked after").toBe(2);
});

test("stays good while another tab works", async () => {
  const { session, portal } = page();
  await vi.advanceTimersByTimeAsync(1_802_000);
  expect([portal.asked, session.state]).toEqual([2, "good"]);
});

test("asks again when the portal does not answer", async () => {
  const { session, portal } = page();
  await vi.advanceTimersByTimeAsync(0);
  portal.said = null;
  await session.check();
  expect(session.state).toBe("good");
  portal.said = nobody;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(session.state).toBe("ended");
});

test("holds refused work until the same user returns", async () => {
  const { session, portal } = page();
  portal.said = nobody;
  const waiting = session.mayRepeat();
  expect(await isSettled(waiting)).toBe(false);
  expect(session.hasWaiting).toBe(true);
  portal.said = another;
  await session.check();
  expect(session.state).toBe("taken");
  expect(await isSettled(waiting)).toBe(false);
  portal.said = own();
  await session.check();
  expect([session.state, session.isResumed, session.hasWaiting]).toEqual(["good", true, false]);
  expect(await waiting).toBe(true);
  await session.mayRepeat();
  portal.said = nobody;
  await session.check();
  portal.said = own();
  await session.check();
  expect(session.isResumed, "nothing waited").toBe(false);
});

test("does not count input while another user is signed in", async () => {
  const { session, portal } = page();
  portal.said = another;
  await session.noteInput();
  expect(session.state).toBe("taken");
  await vi.advanceTimersByTimeAsync(120_000);
  await session.noteInput();
  expect(portal.told).toBe(1);
});

test("lets a caller abort its waiting", async () => {
  const { session, portal } = page();
  portal.said = nobody;
  const gone = new AbortController();
  const waiting = session.mayRepeat(gone.signal);
  await vi.advanceTimersByTimeAsync(0);
  gone.abort(new Error("left"));
  await expect(waiting).rejects.toThrow("left");
  expect(session.hasWaiting).toBe(false);
  await expect(session.signedIn(gone.signal), "before it began").rejects.toThrow("left");
});

test("asks nothing more once the page is closed", async () => {
  const { session, portal } = page();
  await vi.advanceTimersByTimeAsync(0);
  session.close();
  await vi.advanceTimersByTimeAsync(7_200_000);
  expect(portal.asked).toBe(1);
});

test("ignores an answer older than the last", async () => {
  const answers: ((answer: SessionAnswer) => void)[] = [];
  const ask = () => new Promise<SessionAnswer>((resolve) => answers.push(resolve));
  const session = new PageSession("ana", { ask, tell: ask, nowMs: () => Date.now(), isShown: () => true });
  const checks = [session.check(), session.check()];
  answers[1]?.(nobody);
  answers[0]?.(own());
  await Promise.all(checks);
  expect(session.state).toBe("ended");
});

test("asks every minute while shown, not while hidden", async () => {
  const { session, portal } = page();
  portal.isShown = true;
  await vi.advanceTimersByTimeAsync(10 * 60_000 + 1_000);
  expect([portal.asked, portal.told]).toEqual([11, 0]);
  portal.isShown = false;
  await vi.advanceTimersByTimeAsync(10 * 60_000);
  expect(portal.asked).toBe(11);
  portal.isShown = true;
  portal.said = nobody;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(session.state).toBe("ended");
});

test("drops what was asked for once its tenant was lost", async () => {
  const { session, portal } = page();
  session.tenants.claim({ id: "demo", name: "Demo" });
  await session.check();
  expect([session.state, portal.about.at(-1)]).toEqual(["good", "demo"]);
  portal.said = nobody;
  const asked = session.mayRepeat();
  const stream = session.signedIn();
  await vi.advanceTimersByTimeAsync(0);
  expect([session.state, session.hasWaiting]).toEqual(["ended", true]);
  portal.said = own();
  portal.barred.add("demo");
  await session.check();
  expect([session.state, session.tenants.current?.name]).toEqual(["barred", "Demo"]);
  expect(await isSettled(asked)).toBe(false);
  portal.isShown = true;
  portal.barred.clear();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([session.state, session.isResumed, session.hasWaiting]).toEqual(["good", false, false]);
  expect(await asked).toBe(false);
  await stream;
});

test("drops it even if the tenant is back before it waits", async () => {
  const { session, portal } = page();
  session.tenants.claim({ id: "demo", name: "Demo" });
  portal.barred.add("demo");
  await session.check();
  expect(session.state).toBe("barred");
  portal.barred.clear();
  expect(await session.mayRepeat()).toBe(false);
  expect(await session.mayRepeat(), "what is asked for from then on").toBe(true);
});

test("drops what was asked for in a tenant that the page has left", async () => {
  const { session, portal } = page();
  const leave = session.tenants.claim({ id: "demo", name: "Demo" });
  portal.barred.add("demo");
  const asked = session.mayRepeat();
  await vi.advanceTimersByTimeAsync(0);
  leave();
  expect(await asked).toBe(false);
  expect(session.state).toBe("good");
});

test("knows that a lost tenant is retired, and for how long", async () => {
  const { session, portal } = page();
  session.tenants.claim({ id: "demo", name: "Demo" });
  portal.barred.add("demo");
  const retiredAt = "2026-11-27T10:00:00.000Z";
  portal.said = { ...own(), retiredAt } as SessionAnswer;
  await session.check();
  expect([session.state, session.retiredAt]).toEqual(["barred", retiredAt]);
  // Reopened, but meanwhile the user was taken off it.
  portal.said = own();
  await session.check();
  expect([session.state, session.retiredAt]).toEqual(["barred", null]);
});

test("notices a lost tenant when reporting input", async () => {
  const { session, portal } = page();
  session.tenants.claim({ id: "demo", name: "Demo" });
  await session.check();
  portal.barred.add("demo");
  await session.noteInput();
  expect(session.state).toBe("barred");
});

test("keeps work in the tenant it began in", async () => {
  const { session, portal } = page();
  const frame = session.tenants.claim({ id: "demo", name: "Demo" });
  const work = session.tenants.claim({ id: "demo", name: "Demo" });
  frame();
  session.tenants.claim({ id: "other", name: "Other" });
  expect(session.tenants.current?.id).toBe("demo");
  portal.barred.add("demo");
  await session.check();
  expect(session.state).toBe("barred");
  work();
  await vi.advanceTimersByTimeAsync(0);
  expect([session.state, session.tenants.current?.id]).toEqual(["good", "other"]);
});

test("ignores an answer about another page's tenant", async () => {
  const { session, portal } = page();
  portal.barred.add("demo");
  const leave = session.tenants.claim({ id: "demo", name: "Demo" });
  const asking = session.check();
  leave();
  await asking;
  expect([session.state, portal.about.at(-1)]).toEqual(["good", null]);
});
