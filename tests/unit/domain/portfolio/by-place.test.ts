import fc from "fast-check";
import { expect, test } from "vitest";
import { byPlace, type PlacedUpload } from "#lib/domain/portfolio/morning/by-place.ts";

const minute = fc.integer({ min: 1, max: 40 }).map((at) => new Date(at * 60_000));
const upload: fc.Arbitrary<PlacedUpload> = fc
  .record({
    state: fc.constantFrom("staged" as const, "finished" as const, "running" as const, "cancelled" as const),
    begun: minute,
    after: minute,
    loadKind: fc.constantFrom("whole" as const, "whole" as const, "whole" as const, "part" as const),
    isFollowUp: fc.boolean(),
  })
  .map(({ begun, after, ...of }) => ({
    ...of,
    createdAt: begun,
    confirmedAt: of.state === "staged" ? null : new Date(begun.getTime() + after.getTime()),
  }));

test("whole loads come as they were confirmed, after drafts that none has overtaken; others as begun", () => {
  fc.assert(
    fc.property(fc.array(upload, { maxLength: 8 }), (uploads) => {
      const placed = byPlace(uploads);
      expect(new Set(placed)).toEqual(new Set(uploads));
      if (uploads.some(({ isFollowUp, loadKind }) => !isFollowUp && loadKind !== "whole")) {
        const begun = placed.map(({ createdAt }) => createdAt.getTime());
        expect(begun).toEqual(begun.toSorted((a, b) => b - a));
        return;
      }
      const times = placed.flatMap(({ confirmedAt }) => (confirmedAt === null ? [] : [confirmedAt.getTime()]));
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      const isOvertaken = (draft: PlacedUpload) =>
        uploads.some(
          ({ state, isFollowUp, loadKind, createdAt }) =>
            state !== "staged" && !isFollowUp && loadKind === "whole" && createdAt >= draft.createdAt,
        );
      const firstWhole = placed.findIndex(
        ({ state, isFollowUp, loadKind }) => state !== "staged" && !isFollowUp && loadKind === "whole",
      );
      for (const [at, draft] of placed.entries())
        if (draft.state === "staged") expect(firstWhole !== -1 && at > firstWhole).toBe(isOvertaken(draft));
    }),
  );
});
