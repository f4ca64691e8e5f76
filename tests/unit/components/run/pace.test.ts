import { expect, test } from "vitest";
import { debtorsDone, paceOf, runLeftMs, timeLeftMs } from "#components/run/pace.ts";
import { groupOf, uploadViewOf } from "#tests/support/upload-view.ts";

test("the pace comes from the last minutes of calls", () => {
  expect(paceOf({ debtors: 600, seconds: 120 })).toBe(300);
});

test("too few seconds or no debtors give no pace", () => {
  expect(paceOf({ debtors: 100, seconds: 1 })).toBeNull();
  expect(paceOf({ debtors: 0, seconds: 100 })).toBeNull();
  expect(paceOf(undefined)).toBeNull();
});

test("time left is pending debtors at that pace", () => {
  expect(timeLeftMs(300, 100)).toBe(180_000);
  expect(timeLeftMs(300, 0)).toBeNull();
  expect(timeLeftMs(300, null)).toBeNull();
});

const at = Date.parse("2026-11-26T12:00:00.000Z");
const { groups } = uploadViewOf();
const lookup = { startsAt: "2026-11-26T12:00:25.000Z", seconds: 4 };
const looking = uploadViewOf({
  groups: { ...groups, accepted: groupOf(7, "700.00"), unconfirmed: groupOf(3, "300.00") },
  isReadingBack: true,
  lookup,
});

test("a run that only looks debtors up ends with the lookup", () => {
  expect(runLeftMs(looking, 600, at)).toBe(29_000);
  expect(runLeftMs({ ...looking, lookup: { ...lookup, startsAt: null } }, 600, at)).toBe(4_000);
  expect(runLeftMs(looking, null, at + 60_000)).toBe(4_000);
  const sending = { ...looking, groups: { ...looking.groups, pending: groupOf(600, "0.00") } };
  expect(runLeftMs(sending, 600, at)).toBe(64_000);
  expect(runLeftMs(sending, null, at)).toBeNull();
  expect(runLeftMs(uploadViewOf(), 600, at)).toBeNull();
});

test("debtors being looked up do not count as done", () => {
  expect(debtorsDone(looking)).toBe(7);
  expect(debtorsDone({ ...looking, isReadingBack: false })).toBe(10);
});
