import fc from "fast-check";
import { expect, test } from "vitest";
import { partsMissing } from "#lib/domain/staging/parts-missing.ts";
import { cutLists, lengthsOf, packPart } from "#lib/spreadsheet/workbench/list-parts.ts";
import { itemsOf } from "#lib/staging/list-items.ts";
import { unpackChunk } from "#lib/staging/unpack-chunk.ts";
import { cases } from "#tests/support/depth.ts";

const text = fc.oneof(fc.string(), fc.constant("x".repeat(200_000)), fc.constant('"[\\\u2028\n'));
const edit = fc.record({
  row: fc.nat(),
  column: fc.nat({ max: 1_999 }),
  text: text.map((long) => long.slice(0, 32_767)),
});
const aside = fc.record({
  line: fc.integer({ min: 1, max: 2_147_483_647 }),
  cells: fc.array(text, { maxLength: 3 }),
  kinds: fc.constant(null),
  reason: fc.constantFrom("title" as const, "hidden" as const),
});
const listed = fc.record({
  edits: fc.array(edit, { maxLength: 60 }),
  setAside: fc.array(aside, { maxLength: 10 }),
  correction: fc.constant(null),
});

test("lists cut into packed parts come out unchanged", async () => {
  await fc.assert(
    fc.asyncProperty(listed, async (plan) => {
      const parts = cutLists(plan);
      const packed = await Promise.all(parts.map((part) => packPart(plan, part)));
      const items = (list: "edits" | "set_aside") =>
        packed
          .filter((part) => part.list === list)
          .flatMap((part) => [...itemsOf(list, unpackChunk(new Uint8Array(part.body), part.sha256, part.items))]);
      expect(items("edits")).toEqual(plan.edits);
      expect(items("set_aside")).toEqual(plan.setAside);
      expect(partsMissing(lengthsOf(parts), packed)).toEqual([]);
    }),
    { seed: 39, numRuns: cases(60) },
  );
});

test("a million corrections of 60 characters make 200 parts", () => {
  const edits = Array.from({ length: 1_000_000 }, (_, row) => ({ row, column: 3, text: "x".repeat(60) }));
  const parts = cutLists({ edits, setAside: [], correction: null });
  expect(parts).toHaveLength(200);
  expect(lengthsOf(parts).edits).toEqual({ items: 1_000_000, parts: 200 });
});

test("missing parts are named, also if item counts differ", () => {
  const none = { items: 0, parts: 0 };
  const lists = { edits: { items: 9, parts: 3 }, set_aside: { items: 2, parts: 1 }, renumbered: none, renamed: none };
  const stored = [
    { list: "edits", sequence: 0, items: 3 },
    { list: "edits", sequence: 2, items: 3 },
    { list: "set_aside", sequence: 0, items: 1 },
  ];
  expect(partsMissing(lists, stored)).toEqual(["edits:1", "set_aside:0"]);
  expect(partsMissing({}, [])).toEqual([]);
});
