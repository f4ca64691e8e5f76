import fc from "fast-check";
import { expect, test } from "vitest";
import { indentJson } from "#components/review/debtors/indent-json.ts";

test("any JSON is indented as JSON is, and nothing else of it is changed", () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const compact = JSON.stringify(JSON.parse(text));
      expect(indentJson(compact)).toBe(JSON.stringify(JSON.parse(compact), null, 2));
    }),
    { numRuns: 500 },
  );
});

test("numbers and doubled keys stay as they are written", () => {
  expect(indentJson('{"b":1.50,"1":"a\\"{","1":[]}')).toBe('{\n  "b": 1.50,\n  "1": "a\\"{",\n  "1": []\n}');
});
