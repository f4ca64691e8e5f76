import { describe, expect, test } from "vitest";
import {
  countLimits,
  historyQuery,
  listInputOf,
  noPortfolio,
  readHistoryFilter,
} from "#lib/domain/history/history-filter.ts";

// Late in the evening in Bogotá it is tomorrow in Greenwich.
const now = new Date("2026-11-26T02:00:00Z");
const queryOf = (query: string) => Object.fromEntries(new URLSearchParams(query));

describe("history filter", () => {
  test("ignores values it does not understand", () => {
    const filter = readHistoryFilter({
      state: "burnt",
      from: "yesterday",
      to: "2026-13-45",
      scope: ["a"],
      text: ["b"],
      portfolio: "banco-andino",
      last: "2",
    });
    expect(listInputOf(filter, now)).toEqual({});
    expect(historyQuery(filter)).toBe("");
  });

  test("includes both days of a range, in Bogotá", () => {
    const { from, to } = listInputOf(readHistoryFilter({ from: "2026-11-01", to: "2026-11-01" }), now);
    expect(from?.toISOString()).toBe("2026-11-01T05:00:00.000Z");
    expect(to?.toISOString()).toBe("2026-11-02T05:00:00.000Z");
  });

  test("takes no day that does not exist, and two days either way round", () => {
    expect(readHistoryFilter({ from: "2026-02-31" }).from).toBe("");
    expect(readHistoryFilter({ from: "2024-02-29" }).from).toBe("2024-02-29");
    const turned = readHistoryFilter({ from: "2026-05-10", to: "2026-05-01" });
    expect([turned.from, turned.to]).toEqual(["2026-05-01", "2026-05-10"]);
  });

  test("counts the last days from today's in Bogotá, and then no dates", () => {
    const filter = readHistoryFilter({ last: "7", from: "2020-01-01", to: "2020-01-02" });
    expect(listInputOf(filter, now)).toEqual({ from: new Date("2026-11-19T05:00:00Z") });
    expect(listInputOf(readHistoryFilter({ last: "1" }), now)).toEqual({ from: new Date("2026-11-25T05:00:00Z") });
  });

  test("one word covers all the states of a run", () => {
    expect(listInputOf(readHistoryFilter({ state: "moving" }), now).states).toEqual([
      "queued",
      "running",
      "paused",
      "stopped",
    ]);
  });

  test("a portfolio limits the list, a scope does not", () => {
    const portfolio = "0193A8F0-0000-7000-8000-000000000001";
    const filter = readHistoryFilter({ portfolio });
    expect(listInputOf(filter, now)).toEqual({ portfolioId: portfolio.toLowerCase() });
    expect([countLimits(filter), countLimits(readHistoryFilter({ scope: "mine" }))]).toEqual([1, 0]);
  });

  test("no portfolio is a limit of its own", () => {
    const filter = readHistoryFilter({ portfolio: noPortfolio });
    expect(listInputOf(filter, now)).toEqual({ portfolioId: null });
    expect(countLimits(filter)).toBe(1);
  });

  test.each([
    ["", 0],
    ["text=%C3%B1+%26+%3D", 1],
    ["text=a&state=finished&portfolio=none&last=30&scope=mine", 4],
    ["from=2026-11-01&to=2026-11-05", 1],
    ["state=waiting&portfolio=0193a8f0-0000-7000-8000-000000000001&from=2026-11-01", 3],
  ])("%s is read and written as the same text, with %i limits", (query, limits) => {
    const filter = readHistoryFilter(queryOf(query));
    expect(historyQuery(filter)).toBe(query);
    expect(countLimits(filter)).toBe(limits);
  });
});
