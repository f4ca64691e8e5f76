import { expect, test } from "vitest";
import { markSites } from "#tests/mutants/reach/mark-sites.ts";

const tell = (number: number) => `tell(${number})`;

test("a marked expression tells first, and has its value", () => {
  expect(markSites("f(a < b);", [{ number: 1, start: 2, end: 7 }], tell)).toBe("f((tell(1), a < b));");
});

test("expressions in each other, and side by side, each tell", () => {
  const marks = [
    { number: 1, start: 0, end: 1 },
    { number: 2, start: 0, end: 6 },
    { number: 3, start: 5, end: 6 },
    { number: 4, start: 0, end: 6 },
  ];
  const text = markSites("a && b;", marks, tell);
  const told: number[] = [];
  const run = new Function("tell", "a", "b", `return ${text}`);
  expect(run((number: number) => told.push(number), true, "b")).toBe("b");
  expect(told).toEqual([2, 4, 1, 3]);
});
