import { describe, expect, test } from "vitest";
import { keptOf, markOf, withToggled } from "#components/result/selection.ts";

describe("ticking debtors", () => {
  test("a second tick removes the first, without changing the earlier selection", () => {
    const before = new Set([1]);
    const both = withToggled(before, 2);
    expect([...both]).toEqual([1, 2]);
    expect([...withToggled(both, 1)]).toEqual([2]);
    expect([...before]).toEqual([1]);
  });

  test("a page's mark counts only that page's debtors", () => {
    expect(markOf(new Set([9]), [1, 2])).toBe(false);
    expect(markOf(new Set([1, 9]), [1, 2])).toBe("indeterminate");
    expect(markOf(new Set([1, 2]), [1, 2])).toBe(true);
    expect(markOf(new Set([1]), [])).toBe(false);
  });

  test("a debtor that has left the group is dropped", () => {
    expect(keptOf(new Set([1, 2, 3]), [2, 3, 4])).toEqual([2, 3]);
  });
});
