import { expect, test } from "vitest";
import { paceOf, timeLeftMs } from "#components/outcome/pace.ts";

test("the last minutes of calls are the pace, on a page just opened too", () => {
  expect(paceOf({ debtors: 600, seconds: 120 })).toBe(300);
});

test("the first seconds of a run, and minutes in which nobody got in, say nothing", () => {
  expect(paceOf({ debtors: 100, seconds: 1 })).toBeNull();
  expect(paceOf({ debtors: 0, seconds: 100 })).toBeNull();
  expect(paceOf(undefined)).toBeNull();
});

test("time left is pending clients at that pace", () => {
  expect(timeLeftMs(300, 100)).toBe(180_000);
  expect(timeLeftMs(300, 0)).toBeNull();
  expect(timeLeftMs(300, null)).toBeNull();
});
