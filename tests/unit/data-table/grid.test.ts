import { describe, expect, it } from "vitest";
import { cellAfterKey, isToRowStart } from "#components/data-table/grid-keys.ts";
import { offsetToReveal, scrollScale } from "#components/data-table/scroll-scale.ts";
import { typedText } from "#components/data-table/typed-text.ts";

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

  it("show the row's first columns when they go to its start", () => {
    const pressed = ["Home", "End", "ArrowLeft", "ArrowRight"].flatMap((key) => [
      { key, isControl: false },
      { key, isControl: true },
    ]);
    const toStart = pressed.filter(
      ({ key, isControl }) => cellAfterKey(key, isControl, { row: 7, column: 4 }, extent)?.column === 0,
    );
    expect(pressed.filter(isToRowStart)).toEqual(toStart);
  });

  it("ignore other keys and empty tables", () => {
    expect(cellAfterKey("F8", false, { row: 0, column: 0 }, extent)).toBeNull();
    expect(cellAfterKey("ArrowDown", false, { row: 0, column: 0 }, { ...extent, rowCount: 0 })).toBeNull();
  });
});

describe("typing on a cell", () => {
  const alone = { ctrlKey: false, metaKey: false, altKey: false, isComposing: false };

  it("takes every character, and those of AltGr", () => {
    for (const key of ["a", "Ñ", "5", ".", " ", "😀"]) expect(typedText({ ...alone, key })).toBe(key);
    expect(typedText({ ...alone, key: "@", ctrlKey: true, altKey: true })).toBe("@");
  });

  it("takes no shortcut, no other key, and nothing that is being composed", () => {
    for (const held of ["ctrlKey", "metaKey", "altKey", "isComposing"])
      expect(typedText({ ...alone, key: "a", [held]: true })).toBeNull();
    for (const key of ["Enter", "F2", "Dead", "Process", "Tab", "Shift"])
      expect(typedText({ ...alone, key })).toBeNull();
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
