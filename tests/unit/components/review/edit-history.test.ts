import { describe, expect, test } from "vitest";
import { type HistoryEntry, noHistory, record, redo, undo } from "#components/review/edit-history.ts";

const write = (text: string): HistoryEntry => ({
  before: [{ row: 0, column: 0, text: `before ${text}` }],
  deed: { kind: "write", edits: [{ row: 0, column: 0, text }] },
});

function found<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error("There is nothing there.");
  return value;
}

describe("the history of corrections", () => {
  test("undo walks back in order, and redo forth again", () => {
    const two = record(record(noHistory, write("a")), write("b"));
    const once = undo(two);
    expect(once?.deed).toEqual({ kind: "write", edits: [{ row: 0, column: 0, text: "before b" }] });
    const twice = undo(found(once).history);
    expect(twice?.deed).toMatchObject({ edits: [{ text: "before a" }] });
    const again = redo(found(twice).history);
    expect(again?.deed).toMatchObject({ edits: [{ text: "a" }] });
    expect(redo(found(again).history)?.history).toEqual(two);
  });

  test("a group fixed at once is undone cell by cell and redone as the group", () => {
    const entry: HistoryEntry = {
      before: [0, 1].map((row) => ({ row, column: 2, text: "x@gmial.com" })),
      deed: { kind: "fix_group", code: "email_slip", column: 2 },
    };
    const undone = undo(record(noHistory, entry));
    expect(undone?.deed).toEqual({ kind: "write", edits: entry.before });
    expect(redo(found(undone).history)?.deed).toEqual(entry.deed);
  });

  test("something new forgets what had been undone", () => {
    const undone = found(undo(record(noHistory, write("a")))).history;
    expect(redo(record(undone, write("b")))).toBeNull();
  });

  test("at either end there is nothing to do", () => {
    expect(undo(noHistory)).toBeNull();
    expect(redo(noHistory)).toBeNull();
  });
});
