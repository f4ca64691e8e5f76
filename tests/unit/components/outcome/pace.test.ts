import { describe, expect, test } from "vitest";
import { type PaceSample, paceOf, timeLeftMs, withSample } from "#components/outcome/pace.ts";

function watched(doneAt: (second: number) => number, seconds: number): readonly PaceSample[] {
  let samples: readonly PaceSample[] = [];
  for (let second = 0; second <= seconds; second++)
    samples = withSample(samples, { atMs: second * 1000, done: doneAt(second) });
  return samples;
}

describe("pace", () => {
  test("the last minute counts, not the whole run", () => {
    const samples = watched((second) => (second < 300 ? second * 10 : 3000 + (second - 300) * 2), 420);
    expect(paceOf(samples, 0)).toBe(120);
  });

  test("a page just opened takes the pace of the run so far", () => {
    expect(paceOf([{ atMs: 120_000, done: 400 }], 0)).toBe(200);
  });

  test("the first seconds of a run say nothing", () => {
    expect(paceOf([{ atMs: 1_000, done: 100 }], 0)).toBeNull();
    expect(paceOf([], 0)).toBeNull();
    expect(paceOf([{ atMs: 90_000, done: 3 }], null)).toBeNull();
  });

  test("no more than a minute and its beginning is kept", () => {
    expect(watched((second) => second, 600)).toHaveLength(62);
  });

  test("time left is pending clients at that pace", () => {
    expect(timeLeftMs(300, 100)).toBe(180_000);
    expect(timeLeftMs(300, 0)).toBeNull();
    expect(timeLeftMs(300, null)).toBeNull();
  });
});
