import { describe, expect, it } from "vitest";
import { cellAfterKey } from "#components/data-table/grid-keys.ts";
import { offsetToReveal, scrollScale } from "#components/data-table/scroll-scale.ts";

const extent = { rowCount: 100, columnCount: 5, pageRows: 20 };

describe("the keys of a grid", () => {
  it("stop at the edges", () => {
    expect(cellAfterKey("ArrowUp", false, { row: 0, column: 2 }, extent)).toEqual({ row: 0, column: 2 });
    expect(cellAfterKey("PageDown", false, { row: 95, column: 2 }, extent)).toEqual({ row: 99, column: 2 });
    expect(cellAfterKey("ArrowRight", false, { row: 3, column: 4 }, extent)).toEqual({ row: 3, column: 4 });
  });

  it("go to the row's ends or, with Control, the corners", () => {
    expect(cellAfterKey("End", false, { row: 7, column: 1 }, extent)).toEqual({ row: 7, column: 4 });
    expect(cellAfterKey("Home", true, { row: 7, column: 1 }, extent)).toEqual({ row: 0, column: 0 });
    expect(cellAfterKey("End", true, { row: 7, column: 1 }, extent)).toEqual({ row: 99, column: 4 });
  });

  it("ignore other keys and empty tables", () => {
    expect(cellAfterKey("F8", false, { row: 0, column: 0 }, extent)).toBeNull();
    expect(cellAfterKey("ArrowDown", false, { row: 0, column: 0 }, { ...extent, rowCount: 0 })).toBeNull();
  });
});

describe("the scroll bar of a tall table", () => {
  it("is not compressed while the rows fit", () => {
    const scale = scrollScale(32_000, 600);
    expect(scale.canvasPx).toBe(32_000);
    expect(scale.toContent(1234)).toBe(1234);
  });

  it("reaches the last of a million rows", () => {
    const contentPx = 1_000_000 * 32;
    const scale = scrollScale(contentPx, 600);
    expect(scale.canvasPx).toBeLessThan(17_000_000);
    expect(scale.toContent(scale.canvasPx - 600)).toBeCloseTo(contentPx - 600, 3);
    expect(scale.toContent(scale.toCanvas(20_000_000))).toBeCloseTo(20_000_000, 3);
  });
});

describe("revealing", () => {
  it("moves no more than needed", () => {
    expect(offsetToReveal(100, 132, 90, 600)).toBe(90);
    expect(offsetToReveal(10, 42, 90, 600)).toBe(10);
    expect(offsetToReveal(700, 732, 90, 600)).toBe(132);
  });
});
