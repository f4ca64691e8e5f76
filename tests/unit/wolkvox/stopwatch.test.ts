import { afterEach, expect, test, vi } from "vitest";
import { stopwatch } from "#lib/wolkvox/stopwatch.ts";

afterEach(() => vi.restoreAllMocks());

test.each([
  ["both clocks went on alike", 5_000, 5_000, 5_000],
  ["the machine was suspended, which stops the steady clock", 60_000, 20, 60_000],
  ["the time was set back meanwhile", -3_600_000, 5_000, 5_000],
])("where %s, the longer time counts", (_, wallMs, steadyMs, expected) => {
  const wall = vi.spyOn(Date, "now").mockReturnValue(1_800_000_000_000);
  const steady = vi.spyOn(performance, "now").mockReturnValue(700);
  const elapsedMs = stopwatch();
  expect(elapsedMs()).toBe(0);
  wall.mockReturnValue(1_800_000_000_000 + wallMs);
  steady.mockReturnValue(700 + steadyMs);
  expect(elapsedMs()).toBe(expected);
});
