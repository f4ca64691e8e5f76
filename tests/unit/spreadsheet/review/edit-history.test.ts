import { describe, expect, test } from "vitest";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { decidedBetween, EditHistory } from "#lib/spreadsheet/review/edit-history.ts";

const cell = (row: number, text: string): CellEdit => ({ row, column: 0, text });
const mapping = mappingSchema.parse({ columns: [] });
const out: Mapping = { ...mapping, leftOut: [{ code: "email_slip", field: "debtor.Email" }] };
const filled: Mapping = { ...out, defaults: [{ field: "debtor.Email", value: "sin@correo.co" }] };
const nothing = { edits: [], decided: null };
const written = (...edits: CellEdit[]) => ({ edits, decided: null });

function twoSteps(): EditHistory {
  const history = new EditHistory();
  history.record({ before: [cell(0, "a")], after: [cell(0, "b")], decided: null });
  history.record({
    before: [cell(0, "b"), cell(1, "c")],
    after: [cell(0, "d"), cell(1, "e")],
    decided: null,
  });
  return history;
}

describe("the history of corrections", () => {
  test("undo goes back in order, redo forward again", () => {
    const history = twoSteps();
    expect(history.undo(mapping)).toEqual(written(cell(0, "b"), cell(1, "c")));
    expect(history.undo(mapping)).toEqual(written(cell(0, "a")));
    expect([history.canUndo, history.canRedo]).toEqual([false, true]);
    expect(history.redo(mapping)).toEqual(written(cell(0, "b")));
    expect(history.redo(mapping)).toEqual(written(cell(0, "d"), cell(1, "e")));
    expect([history.canUndo, history.canRedo]).toEqual([true, false]);
  });

  test("a new correction discards what was undone", () => {
    const history = twoSteps();
    history.undo(mapping);
    history.record({ before: [cell(5, "x")], after: [cell(5, "y")], decided: null });
    expect(history.redo(mapping)).toEqual(nothing);
    expect(history.undo(mapping)).toEqual(written(cell(5, "x")));
  });

  test("at either end there is nothing to do", () => {
    const history = new EditHistory();
    expect([history.undo(mapping), history.redo(mapping)]).toEqual([nothing, nothing]);
  });

  test("a reread keeps only cells that still exist", () => {
    const history = twoSteps().carried((edit) => (edit.row === 1 ? { ...edit, row: 7 } : null));
    expect(history.undo(mapping)).toEqual(written(cell(7, "c")));
    expect(history.canUndo).toBe(false);
    expect(history.redo(mapping)).toEqual(written(cell(7, "e")));
  });
});

describe("decisions in the history", () => {
  const decided = () => {
    const history = twoSteps();
    history.record({ before: [], after: [], decided: decidedBetween(mapping, out) });
    history.record({ before: [], after: [], decided: decidedBetween(out, filled) });
    return history;
  };

  test("are undone and redone in one order with cells", () => {
    const history = decided();
    const { decided: first } = history.undo(filled);
    expect({ ...filled, ...first }).toEqual(out);
    const { decided: second } = history.undo(out);
    expect({ ...out, ...second }).toEqual({ ...mapping, leftOut: undefined });
    expect(history.undo(mapping)).toEqual(written(cell(0, "b"), cell(1, "c")));
    history.redo(mapping);
    const { decided: again } = history.redo(mapping);
    expect({ ...mapping, ...again }).toEqual(out);
  });

  test("say nothing about parts of the mapping that did not change", () => {
    expect(decidedBetween(out, filled)).toEqual({
      before: { defaults: [] },
      after: { defaults: filled.defaults },
    });
    expect(decidedBetween(out, { ...out, columns: [] })).toBeNull();
  });

  test("are skipped when they were changed elsewhere since", () => {
    const elsewhere = { ...filled, defaults: [{ field: "debtor.Email", value: "otro@correo.co" }] };
    const { decided: undone } = decided().undo(elsewhere);
    expect(undone).toEqual({ leftOut: undefined });
  });

  test("outlive a reread that loses every cell", () => {
    const history = decided().carried(() => null);
    expect({ ...filled, ...history.undo(filled).decided }).toEqual(out);
    history.undo(out);
    expect(history.canUndo).toBe(false);
  });
});
