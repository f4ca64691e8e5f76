import fc from "fast-check";
import { expect, test } from "vitest";
import { keptOf } from "#app/(portal)/uploads/new/beginning.ts";
import { markOf } from "#components/upload/kept/begun-with.ts";
import type { KeptUpload } from "#components/upload/kept/kept-uploads.ts";

const some = fc.constantFrom(null, "1", "2");
const failures = fc.record({
  uploadId: fc.constantFrom("a", "b"),
  fileName: fc.constant("banco.csv"),
  debtors: some,
  reason: some,
  leftOut: some,
});

/** What a browser keeps: `corrects` is the upload that the open file corrects. */
const kept = fc.record({
  begunWith: fc.option(failures),
  corrects: fc.constantFrom("a", "b", null),
  tenantId: fc.constantFrom("north", "south"),
  isOpen: fc.boolean(),
  isReadable: fc.boolean(),
});

const chosen = ["uploadId", "debtors", "reason", "leftOut"] as const;

test("only a free correction of the very same failures goes on, the first listed", () => {
  fc.assert(
    fc.property(failures, fc.array(kept), (asked, all) => {
      const uploads = all.map(
        ({ begunWith, corrects, tenantId, isOpen, isReadable }, index) =>
          ({
            name: String(index),
            tenantId,
            isOpen,
            head: begunWith === null ? {} : { begunWith: markOf(begunWith) },
            state: isReadable ? { correction: corrects === null ? null : { uploadId: corrects } } : null,
          }) as unknown as KeptUpload,
      );
      const fits = all.findIndex(
        ({ begunWith, corrects, tenantId, isOpen, isReadable }) =>
          begunWith !== null &&
          chosen.every((part) => begunWith[part] === asked[part]) &&
          corrects === asked.uploadId &&
          tenantId === "north" &&
          !isOpen &&
          isReadable,
      );
      expect(keptOf(asked, "north", uploads)).toBe(uploads[fits] ?? null);
    }),
    { numRuns: 500 },
  );
});
