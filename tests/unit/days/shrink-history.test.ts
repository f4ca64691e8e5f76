import { expect, test } from "vitest";
import { acts, type History, makeHistory } from "#tests/days/history.ts";
import { shrinkHistory } from "#tests/days/shrink-history.ts";

const size = { days: 3, portfolios: 2, debtors: 30 };

test("the same seed makes the same history", () => {
  expect(makeHistory(7, size)).toEqual(makeHistory(7, size));
  expect(makeHistory(8, size)).not.toEqual(makeHistory(7, size));
});

test("long histories have every act", () => {
  const { moves } = makeHistory(1, { ...size, days: 200 });
  const played = new Set(moves.flatMap(({ act, during = [] }) => [act, ...during.map((one) => one.act)]));
  expect([...played].toSorted()).toEqual(acts.toSorted());
});

test("a history shrinks to the acts that it takes", async () => {
  const history = makeHistory(3, { ...size, days: 10 });
  const needs = (tried: History) => {
    const names = tried.moves.flatMap(({ act, during = [] }) => [act, ...during.map((one) => one.act)]);
    return names.includes("load") && names.includes("kill") && names.lastIndexOf("night") > names.indexOf("load");
  };
  expect(needs(history)).toBe(true);
  const { moves } = await shrinkHistory(
    history,
    async (tried) => needs(tried),
    () => false,
  );
  expect(moves.map(({ act }) => act).toSorted()).toEqual(["load", "night", "work"]);
  expect(moves.flatMap(({ during = [] }) => during.map(({ act }) => act))).toEqual(["kill"]);
});
