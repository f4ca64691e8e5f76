import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { partOf, type Sliced } from "#lib/spreadsheet/sliced.ts";
import { inSlices, Stopped } from "#lib/spreadsheet/workbench/in-slices.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

/** Works for `ms` in steps of one, and notes whether it was put back. */
function* busyFor(ms: number, seen: string[]): Sliced<string> {
  let isDone = false;
  try {
    for (let at = 0; at < ms; at++) {
      vi.advanceTimersByTime(1);
      yield at / ms;
    }
    isDone = true;
    return "done";
  } finally {
    if (!isDone) seen.push("put back");
  }
}

const nothing = () => undefined;

describe("work in slices", () => {
  test("lets other tasks run every 40 ms, tells its share from 200 ms on and returns the result", async () => {
    let turns = 0;
    const told: number[] = [];
    const timer = setInterval(() => turns++);
    const pauses: number[] = [];
    const begun = performance.now();
    const isStopped = () => pauses.push(performance.now() - begun) < 0;
    expect(await inSlices(busyFor(400, []), (share) => told.push(share * 400), isStopped)).toBe("done");
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
    expect(pauses).toEqual([40, 80, 120, 160, 200, 240, 280, 320, 360, 400]);
    expect(told).toEqual([239, 279, 319, 359, 399]);
  });

  test("stops in a pause and is put back", async () => {
    const seen: string[] = [];
    let isStopped = false;
    setTimeout(() => {
      isStopped = true;
    });
    await expect(inSlices(partOf(busyFor(5_000, seen), 0, 0.5), nothing, () => isStopped)).rejects.toThrow(Stopped);
    expect(seen).toEqual(["put back"]);
    expect(performance.now()).toBeLessThan(5_000);
  });

  test("tells its share, also as a part of longer work", () => {
    expect([...partOf(busyFor(2, []), 0.5, 1)]).toEqual([0.5, 0.75]);
  });
});
