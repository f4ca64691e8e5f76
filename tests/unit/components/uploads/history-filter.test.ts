import { describe, expect, test } from "vitest";
import { listInputOf, readHistoryFilter } from "#components/uploads/history-filter.ts";

describe("history filter", () => {
  test("ignores values it does not understand", () => {
    const filter = readHistoryFilter({
      state: "burnt",
      from: "yesterday",
      to: "2026-13-45",
      scope: ["a"],
      text: ["b"],
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
});
