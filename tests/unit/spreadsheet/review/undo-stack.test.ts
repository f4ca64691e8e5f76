import { describe, expect, test } from "vitest";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { CellChanges } from "#lib/spreadsheet/review/cell-changes.ts";
import { CellStep, type WriteChanges } from "#lib/spreadsheet/review/cell-step.ts";
import { EditedRows } from "#lib/spreadsheet/review/edited-rows.ts";
import { type Step, UndoStack } from "#lib/spreadsheet/review/undo-stack.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";

const cell = (row: number, text: string): CellEdit => ({ row, column: 0, text });

/** Ten rows of one column with the texts "0" to "9", and two actions: one wrote a cell, the next wrote two. */
function twoDeeds() {
  const builder = new GridBuilder();
  for (let row = 0; row < 10; row++) builder.addRow([String(row)], null, row + 1);
  const rows = new EditedRows(tableOf(builder.finish(), { headerRow: -1, endRow: 10 }));
  const write: WriteChanges = function* (changes, side) {
    yield 0;
    changes.write(rows, side, 0, changes.count);
  };
  const stack = new UndoStack();
  const deed = (...edits: CellEdit[]) => {
    const changes = CellChanges.of(edits, rows);
    inOneGo(write(changes, "after"));
    stack.push(new CellStep(changes, write));
  };
  deed(cell(0, "b"));
  deed(cell(0, "d"), cell(1, "e"));
  const texts = () => [rows.text(0, 0), rows.text(1, 0)];
  return { stack, rows, deed, texts };
}

const undo = (stack: UndoStack) => inOneGo(stack.travel("undo"));
const redo = (stack: UndoStack) => inOneGo(stack.travel("redo"));

describe("the stack of the user's actions", () => {
  test("undo goes back in order, redo forward again", () => {
    const { stack, rows, texts } = twoDeeds();
    expect(undo(stack)).toEqual({ row: 0, column: 0 });
    expect(texts()).toEqual(["b", "1"]);
    undo(stack);
    expect([texts(), rows.count, stack.canUndo, stack.canRedo]).toEqual([["0", "1"], 0, false, true]);
    redo(stack);
    expect(texts()).toEqual(["b", "1"]);
    redo(stack);
    expect([texts(), rows.count, stack.canUndo, stack.canRedo]).toEqual([["d", "e"], 2, true, false]);
  });

  test("a new action discards what was undone", () => {
    const { stack, rows, deed } = twoDeeds();
    undo(stack);
    deed(cell(5, "y"));
    expect(redo(stack)).toBeNull();
    undo(stack);
    expect(rows.text(5, 0)).toBe("5");
  });

  test("at either end there is nothing to do", () => {
    const stack = new UndoStack();
    expect([undo(stack), redo(stack)]).toEqual([null, null]);
  });

  test("a step that is ended early is still to be undone", () => {
    const { stack, texts } = twoDeeds();
    const work = stack.travel("undo");
    work.next();
    work.return(null);
    expect([texts(), stack.canRedo]).toEqual([["d", "e"], false]);
    undo(stack);
    expect(texts()).toEqual(["b", "1"]);
  });

  test("takes steps that write no cells", () => {
    const { stack, texts } = twoDeeds();
    const seen: string[] = [];
    const said = function* (word: string) {
      yield 0;
      seen.push(word);
      return null;
    };
    const step: Step = {
      revert: () => said("reverted"),
      apply: () => said("applied"),
      rows: () => [],
      carried: () => step,
    };
    stack.push(step);
    expect(undo(stack)).toBeNull();
    undo(stack);
    redo(stack);
    redo(stack);
    expect([seen, texts()]).toEqual([
      ["reverted", "applied"],
      ["d", "e"],
    ]);
  });

  test("packs what is far back and loses nothing", () => {
    const builder = new GridBuilder();
    for (let row = 0; row < 300; row++) builder.addRow([String(row)], null, row + 1);
    const rows = new EditedRows(tableOf(builder.finish(), { headerRow: -1, endRow: 300 }));
    const write: WriteChanges = function* (changes, side) {
      yield 0;
      changes.write(rows, side, 0, changes.count);
    };
    const stack = new UndoStack([], [], 500);
    const states = [rows.all()];
    const steps: CellStep[] = [];
    for (const word of ["\ud83d", "", "ñandú", '"x\n', "5"]) {
      const edits = Array.from({ length: 300 }, (_, row) =>
        cell(row, row % 7 === 0 ? String(row) : `${word}${row % 3}`),
      );
      const step = new CellStep(CellChanges.of(edits, rows), write);
      inOneGo(step.apply());
      stack.push(step);
      steps.push(step);
      states.push(rows.all());
    }
    expect(steps.map(({ size }) => size)).toEqual([0, 0, 0, 0, 300]);
    for (const state of states.toReversed().slice(1)) {
      undo(stack);
      expect(rows.all()).toEqual(state);
    }
    for (const state of states.slice(1)) {
      redo(stack);
      expect(rows.all()).toEqual(state);
    }
    expect(steps.map(({ size }) => size)).toEqual([0, 0, 0, 0, 300]);
  });

  test("a reread keeps only cells that still exist", () => {
    const { stack, rows } = twoDeeds();
    const carried = stack.carried((edit) => (edit.row === 1 ? { ...edit, row: 7 } : null));
    expect([...carried.rows()]).toEqual([7]);
    expect(undo(carried)).toEqual({ row: 7, column: 0 });
    expect(carried.canUndo).toBe(false);
    redo(carried);
    expect(rows.text(7, 0)).toBe("e");
  });
});
