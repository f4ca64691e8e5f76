import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { Places } from "#lib/places.ts";

const limits = { ofUser: 2, inAll: 3, bytes: 100, waitingOfUser: 2, waitingInAll: 3, patienceMs: 10_000 };
const busy = { code: "busy", params: { retryAfterSeconds: 2 } };

/** Whether the promise is settled by now. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const open = Symbol();
  return (await Promise.race([promise.catch(() => null), Promise.resolve().then(() => open)])) !== open;
}

describe("places", () => {
  test("a user's next body waits until a place is free", async () => {
    const places = new Places(limits);
    const giveBack = await places.take("a", 1);
    await places.take("a", 1);
    const third = places.take("a", 1);
    expect([await isSettled(third), places.taken, places.waiting]).toEqual([false, 2, 1]);
    await places.take("b", 1);
    giveBack();
    giveBack();
    await third;
    expect([places.taken, places.waiting]).toEqual([3, 0]);
  });

  test("all users share the bytes; small bodies pass large ones", async () => {
    const places = new Places(limits);
    const giveBack = await places.take("a", 60);
    const large = places.take("b", 60);
    await places.take("c", 40);
    expect(await isSettled(large)).toBe(false);
    giveBack();
    await large;
  });

  test("the line is limited and nobody waits for ever", async () => {
    vi.useFakeTimers();
    const places = new Places(limits);
    await places.take("a", 100);
    const [first, second] = [places.take("a", 1), places.take("a", 1)];
    await expect(places.take("a", 1)).rejects.toMatchObject(busy);
    const other = places.take("b", 1);
    await expect(places.take("c", 1)).rejects.toMatchObject(busy);
    const all = Promise.allSettled([first, second, other]);
    await vi.advanceTimersByTimeAsync(limits.patienceMs);
    expect((await all).map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    expect([places.taken, places.waiting]).toEqual([1, 0]);
    vi.useRealTimers();
  });

  test("no limit is exceeded and every place returns", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ user: fc.constantFrom("a", "b", "c"), bytes: fc.integer({ min: 0, max: 100 }) })),
        async (bodies) => {
          const places = new Places({ ...limits, waitingOfUser: 1_000, waitingInAll: 1_000 });
          const reading = new Map<string, number>();
          let bytesRead = 0;
          await Promise.all(
            bodies.map(async ({ user, bytes }) => {
              const giveBack = await places.take(user, bytes);
              reading.set(user, (reading.get(user) ?? 0) + 1);
              bytesRead += bytes;
              expect(reading.get(user)).toBeLessThanOrEqual(limits.ofUser);
              expect(bytesRead).toBeLessThanOrEqual(limits.bytes);
              expect(places.taken).toBeLessThanOrEqual(limits.inAll);
              await Promise.resolve();
              reading.set(user, (reading.get(user) ?? 0) - 1);
              bytesRead -= bytes;
              giveBack();
            }),
          );
          expect([places.taken, places.waiting]).toEqual([0, 0]);
        },
      ),
      { seed: 39, numRuns: 200 },
    );
  });
});
