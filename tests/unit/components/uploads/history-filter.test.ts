import { describe, expect, test } from "vitest";
import { isLimited, listInputOf, readHistoryFilter } from "#components/uploads/history-filter.ts";

describe("history filter", () => {
  test("ignores values it does not understand", () => {
    const filter = readHistoryFilter({
      state: "burnt",
      from: "yesterday",
      to: "2026-13-45",
      scope: ["a"],
      text: ["b"],
      portfolio: "banco-andino",
    });
    expect(listInputOf(filter)).toEqual({});
  });

  test("includes both days of a range, in Bogotá", () => {
    const { from, to } = listInputOf(readHistoryFilter({ from: "2026-11-01", to: "2026-11-01" }));
    expect(from?.toISOString()).toBe("2026-11-01T05:00:00.000Z");
    expect(to?.toISOString()).toBe("2026-11-02T05:00:00.000Z");
  });

  test("one word covers all the states of a run", () => {
    expect(listInputOf(readHistoryFilter({ state: "moving" })).states).toEqual([
      "queued",
      "running",
      "paused",
      "stopped",
    ]);
  });

  test("a portfolio limits the list, a scope does not", () => {
    const portfolio = "0193A8F0-0000-7000-8000-000000000001";
    const filter = readHistoryFilter({ portfolio });
    expect(listInputOf(filter)).toEqual({ portfolioId: portfolio.toLowerCase() });
    expect([isLimited(filter), isLimited(readHistoryFilter({ scope: "mine" }))]).toEqual([true, false]);
  });
});
