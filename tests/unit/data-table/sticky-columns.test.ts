import fc from "fast-check";
import { expect, it } from "vitest";
import { leavingPx, stickyColumns } from "#components/data-table/sticky-columns.ts";

it("a desktop keeps line, identification and name in view, a phone line and identification", () => {
  const widths = [84, 140, 240, 200, 200];
  expect(stickyColumns(widths, 3, 836)).toBe(3);
  expect(stickyColumns(widths, 3, 356)).toBe(2);
});

it("as many pinned columns stay as leave a third of the window", () => {
  const sizes = fc.array(fc.integer({ min: 64, max: 960 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(sizes, fc.nat(8), fc.integer({ min: 200, max: 3000 }), (widths, extra, windowPx) => {
      const pinnedCount = Math.min(widths.length, 1 + extra);
      const count = stickyColumns(widths, pinnedCount, windowPx);
      const takes = (columns: number) => widths.slice(0, columns).reduce((sum, px) => sum + px, 0);
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count).toBeLessThanOrEqual(pinnedCount);
      if (count > 1) expect(takes(count) * 3).toBeLessThanOrEqual(windowPx * 2);
      if (count < pinnedCount) expect(takes(count + 1) * 3).toBeGreaterThan(windowPx * 2);
    }),
  );
});

it("the line leaves a phone's window, so that half of it is there to scroll", () => {
  const widths = [84, 140, 240, 200, 200];
  expect(leavingPx(widths, 2, 356)).toBe(84);
  expect(leavingPx(widths, 3, 1_100)).toBe(0);
  // A desktop that shows two panels beside the table.
  expect(leavingPx(widths, 3, 700)).toBe(0);
  expect(leavingPx(widths, 1, 120)).toBe(0);
});
