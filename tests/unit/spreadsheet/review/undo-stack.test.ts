import { describe, expect, test } from "vitest";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { CellChanges } from "#lib/spreadsheet/review/cell-changes.ts";
import { type Changed, ChangeStep } from "#lib/spreadsheet/review/change-step.ts";
import { decisionBetween } from "#lib/spreadsheet/review/decision.ts";
import { EditedRows } from "#lib/spreadsheet/review/edited-rows.ts";
import { type Step, UndoStack } from "#lib/spreadsheet/review/undo-stack.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";

const cell = (row: number, text: string): CellEdit => ({ row, column: 0, text });
const mapping = mappingSchema.parse({ columns: [] });
const out: Mapping = { ...mapping, leftOut: [{ code: "email_slip", field: "debtor.Email" }] };
const filled: Mapping = { ...out, defaults: [{ field: "debtor.Email", value: "sin@correo.co" }] };

/** Rows of one column with the texts "0", "1" and so on, a mapping, and steps that change both. */
function begun(rowCount: number) {
  const builder = new GridBuilder();
  for (let row = 0; row < rowCount; row++) builder.addRow([String(row)], null, row + 1);
  const rows = new EditedRows(tableOf(builder.finish(), { headerRow: -1, endRow: rowCount }));
  const used = { mapping };
  const changed: Changed = {
    mapping: () => used.mapping,
    *write(changes, side, next) {
      yield 0;
      changes.write(rows, side, 0, changes.count);
      used.mapping = next ?? used.mapping;
    },
  };
  const step = (edits: CellEdit[], decided: Mapping = used.mapping) => {
    const made = new ChangeStep(CellChanges.of(edits, rows), decisionBetween(used.mapping, decided), changed);
    inOneGo(made.apply());
    return made;
  };
  return { rows, used, step };
}

/** Ten rows and two actions: one wrote a cell, the next wrote two. */
function twoDeeds() {
  const { rows, used, step } = begun(10);
  const stack = new UndoStack();
  const deed = (...edits: CellEdit[]) => stack.push(step(edits));
  deed(cell(0, "b"));
  deed(cell(0, "d"), cell(1, "e"));
  const texts = () => [rows.text(0, 0), rows.text(1, 0)];
  return { stack, rows, used, step, deed, texts };
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
    const { rows, stack, texts } = twoDeeds();
    const seen: string[] = [];
    const said = function* (word: string) {
      yield 0;
      seen.push(word);
      return null;
    };
    const step: Step = {
      revert: () => said("reverted"),
      apply: () => said("applied"),
      changes: () => CellChanges.of([], rows),
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
    const { rows, step } = begun(300);
    const stack = new UndoStack([], [], 500);
    const states = [rows.all()];
    const steps: ChangeStep[] = [];
    for (const word of ["\ud83d", "", "ñandú", '"x\n', "5"]) {
      const edits = Array.from({ length: 300 }, (_, row) =>
        cell(row, row % 7 === 0 ? String(row) : `${word}${row % 3}`),
      );
      const made = step(edits);
      stack.push(made);
      steps.push(made);
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

describe("decisions on the stack", () => {
  /** Two deeds with cells, then one that leaves rows out, and one that fills cells and writes one. */
  const decided = () => {
    const deeds = twoDeeds();
    deeds.stack.push(deeds.step([], out));
    deeds.stack.push(deeds.step([cell(2, "z")], filled));
    return deeds;
  };

  test("are undone and redone in one order with cells", () => {
    const { stack, used, rows, texts } = decided();
    expect(undo(stack)).toEqual({ row: 2, column: 0 });
    expect([used.mapping, rows.text(2, 0)]).toEqual([out, "2"]);
    expect(undo(stack)).toBeNull();
    expect([used.mapping, texts()]).toEqual([{ ...mapping, leftOut: undefined }, ["d", "e"]]);
    expect(undo(stack)).toEqual({ row: 0, column: 0 });
    expect(texts()).toEqual(["b", "1"]);
    redo(stack);
    expect(redo(stack)).toBeNull();
    expect(used.mapping).toEqual(out);
    redo(stack);
    expect([used.mapping, rows.text(2, 0), stack.canRedo]).toEqual([filled, "z", false]);
  });

  test("are not undone by half when that is ended early", () => {
    const { stack, used, rows } = decided();
    const work = stack.travel("undo");
    work.next();
    work.return(null);
    expect([used.mapping, rows.text(2, 0), stack.canRedo]).toEqual([filled, "z", false]);
    undo(stack);
    expect([used.mapping, rows.text(2, 0)]).toEqual([out, "2"]);
  });

  test("say nothing about parts of the mapping that did not change", () => {
    expect(decisionBetween(out, filled)).toEqual({
      before: { defaults: [] },
      after: { defaults: filled.defaults },
    });
    expect(decisionBetween(out, { ...out, columns: [] })).toBeNull();
  });

  test("are let alone when they were changed elsewhere since, but their cells are not", () => {
    const { stack, used, rows } = decided();
    const elsewhere = { ...filled, defaults: [{ field: "debtor.Email", value: "otro@correo.co" }] };
    used.mapping = elsewhere;
    undo(stack);
    expect([used.mapping, rows.text(2, 0)]).toEqual([elsewhere, "2"]);
    redo(stack);
    expect([used.mapping, rows.text(2, 0)]).toEqual([elsewhere, "z"]);
  });

  test("are skipped and dropped when nothing of them is left", () => {
    const { stack, used, texts } = decided();
    undo(stack);
    used.mapping = mapping;
    expect(undo(stack)).toEqual({ row: 0, column: 0 });
    expect([used.mapping, texts()]).toEqual([mapping, ["b", "1"]]);
    undo(stack);
    expect([texts(), stack.canUndo]).toEqual([["0", "1"], false]);
    redo(stack);
    redo(stack);
    expect([used.mapping, texts()]).toEqual([mapping, ["d", "e"]]);
  });

  test("outlive a reread that loses every cell", () => {
    const { stack, used } = decided();
    const carried = stack.carried(() => null);
    undo(carried);
    expect(used.mapping).toEqual(out);
    undo(carried);
    expect([used.mapping, carried.canUndo]).toEqual([{ ...mapping, leftOut: undefined }, false]);
  });
});
