import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PageSession, type SessionAnswer } from "#app/(portal)/page-session.ts";

const own = (endsInSeconds = 1_800): SessionAnswer => ({ kind: "somebody", userId: "ana", endsInSeconds });
const another: SessionAnswer = { kind: "somebody", userId: "luis", endsInSeconds: 1_800 };
const nobody: SessionAnswer = { kind: "nobody" };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page of Ana's, and what the portal is asked and told. `said` is what it answers. */
function page() {
  const portal = { said: own(), asked: 0, told: 0 };
  const session = new PageSession("ana", {
    ask: async () => {
      portal.asked++;
      return portal.said;
    },
    tell: async () => {
      portal.told++;
      return portal.said?.kind === "somebody" && portal.said.userId !== "ana" ? nobody : portal.said;
    },
    nowMs: () => Date.now(),
  });
  session.open();
  return { session, portal };
}

/** Whether it has been resolved by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let is = false;
  void promise.then(() => {
    is = true;
  });
  await vi.advanceTimersByTimeAsync(0);
  return is;
}

test("input is told at once and then once a minute; no input, nothing told", async () => {
  const { session, portal } = page();
  for (let second = 0; second < 300; second++) {
    await session.noteInput();
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect(portal.told).toBe(5);
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  expect(portal.told).toBe(5);
});

test("the portal is asked when the session should have ended, not before, and the page knows", async () => {
  const { session, portal } = page();
  await vi.advanceTimersByTimeAsync(1_799_000);
  expect([portal.asked, session.state]).toEqual([1, "good"]);
  portal.said = nobody;
  await vi.advanceTimersByTimeAsync(4_000);
  expect([portal.asked, session.state]).toEqual([2, "ended"]);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(portal.asked, "who is away is not asked after").toBe(2);
});

test("work in another tab keeps it good", async () => {
  const { session, portal } = page();
  await vi.advanceTimersByTimeAsync(1_802_000);
  expect([portal.asked, session.state]).toEqual([2, "good"]);
});

test("a portal that is away ends nothing and is asked again", async () => {
  const { session, portal } = page();
  await vi.advanceTimersByTimeAsync(0);
  portal.said = null;
  await session.check();
  expect(session.state).toBe("good");
  portal.said = nobody;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(session.state).toBe("ended");
});

test("what was refused waits for the same user, and for nobody else", async () => {
  const { session, portal } = page();
  portal.said = nobody;
  const waiting = session.signedIn();
  expect(await isSettled(waiting)).toBe(false);
  portal.said = another;
  await session.check();
  expect(session.state).toBe("taken");
  expect(await isSettled(waiting)).toBe(false);
  portal.said = own();
  await session.check();
  expect(session.state).toBe("good");
  expect(await isSettled(waiting)).toBe(true);
  await session.signedIn();
});

test("input in a page whose user somebody else has taken the place of is no work in that session", async () => {
  const { session, portal } = page();
  portal.said = another;
  await session.noteInput();
  expect(session.state).toBe("taken");
  await vi.advanceTimersByTimeAsync(120_000);
  await session.noteInput();
  expect(portal.told).toBe(1);
});

test("waiting can be given up", async () => {
  const { session, portal } = page();
  portal.said = nobody;
  const gone = new AbortController();
  const waiting = session.signedIn(gone.signal);
  await vi.advanceTimersByTimeAsync(0);
  gone.abort(new Error("left"));
  await expect(waiting).rejects.toThrow("left");
});

test("a page that is left asks no more", async () => {
  const { session, portal } = page();
  await vi.advanceTimersByTimeAsync(0);
  session.close();
  await vi.advanceTimersByTimeAsync(7_200_000);
  expect(portal.asked).toBe(1);
});

test("an answer that comes late does not take back a younger one", async () => {
  const answers: ((answer: SessionAnswer) => void)[] = [];
  const ask = () => new Promise<SessionAnswer>((resolve) => answers.push(resolve));
  const session = new PageSession("ana", { ask, tell: ask, nowMs: () => Date.now() });
  const checks = [session.check(), session.check()];
  answers[1]?.(nobody);
  answers[0]?.(own());
  await Promise.all(checks);
  expect(session.state).toBe("ended");
});
