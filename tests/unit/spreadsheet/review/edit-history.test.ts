import { describe, expect, test } from "vitest";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { EditHistory } from "#lib/spreadsheet/review/edit-history.ts";

const cell = (row: number, text: string): CellEdit => ({ row, column: 0, text });

function twoDeeds(): EditHistory {
  const history = new EditHistory();
  history.record([cell(0, "a")], [cell(0, "b")]);
  history.record([cell(0, "b"), cell(1, "c")], [cell(0, "d"), cell(1, "e")]);
  return history;
}

describe("the history of corrections", () => {
  test("undo goes back in order, redo forward again", () => {
    const history = twoDeeds();
    expect(history.undo()).toEqual([cell(0, "b"), cell(1, "c")]);
    expect(history.undo()).toEqual([cell(0, "a")]);
    expect([history.canUndo, history.canRedo]).toEqual([false, true]);
    expect(history.redo()).toEqual([cell(0, "b")]);
    expect(history.redo()).toEqual([cell(0, "d"), cell(1, "e")]);
    expect([history.canUndo, history.canRedo]).toEqual([true, false]);
  });

  test("a new correction discards what was undone", () => {
    const history = twoDeeds();
    history.undo();
    history.record([cell(5, "x")], [cell(5, "y")]);
    expect(history.redo()).toEqual([]);
    expect(history.undo()).toEqual([cell(5, "x")]);
  });

  test("at either end there is nothing to do", () => {
    const history = new EditHistory();
    expect([history.undo(), history.redo()]).toEqual([[], []]);
  });

  test("a reread keeps only cells that still exist", () => {
    const history = twoDeeds().carried((edit) => (edit.row === 1 ? { ...edit, row: 7 } : null));
    expect(history.undo()).toEqual([cell(7, "c")]);
    expect(history.canUndo).toBe(false);
    expect(history.redo()).toEqual([cell(7, "e")]);
  });
});
