import { globSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { selectionAfterKey } from "#components/data-table/grid-selection.ts";
import { moveKeys, selectKeys } from "#components/data-table/use-listed-keys.ts";
import { shownGroups } from "#components/shell/palette/keys-help.tsx";
import { type PageAction, PageActions } from "#components/ui/actions/page-actions.ts";
import { arrows, isStroke, partsOf, type Stroke, withArrowsAsOne } from "#components/ui/actions/stroke.ts";

type Held = Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>>;

/** An event with that key in an element that matches some of these selectors. */
function press(key: string, held: Held = {}, place: "page" | "text" | "picker" = "page"): KeyboardEvent {
  const target = { matches: () => place === "text", closest: () => (place === "picker" ? {} : null) };
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held, target } as never;
}

const typed = (stroke: Stroke, isApple: boolean) => {
  const { key, isMod, isShift } = partsOf(stroke);
  return press(key, { [isApple ? "metaKey" : "ctrlKey"]: isMod, shiftKey: isShift });
};

const stroke = fc
  .tuple(
    fc.constantFrom("", "mod+", "shift+", "mod+shift+"),
    fc.constantFrom("F8", "k", "z", "y", "Enter", "Escape", "ArrowUp", " ", "Delete", "j"),
  )
  .map(([held, key]) => held + key);

describe("strokes", () => {
  test("each is itself only, with Ctrl or on a Mac with Cmd", () => {
    fc.assert(
      fc.property(stroke, stroke, fc.boolean(), (one, other, isApple) => {
        expect(isStroke(one, typed(other, isApple), isApple)).toBe(one === other);
        if (partsOf(one).isMod) expect(isStroke(one, typed(one, !isApple), isApple)).toBe(false);
      }),
    );
  });

  test("a sign is taken as typed, a letter in any case", () => {
    for (const held of [{}, { shiftKey: true }, { ctrlKey: true, altKey: true }])
      expect(isStroke("?", press("?", held), false)).toBe(true);
    expect(isStroke("?", press("?", { ctrlKey: true }), false)).toBe(false);
    expect(isStroke("mod+shift+z", press("Z", { ctrlKey: true, shiftKey: true }), false)).toBe(true);
    expect(isStroke("F8", press("F8", { altKey: true }), false)).toBe(false);
  });
});

function declared(actions: readonly PageAction[], kind: "page" | "element" = "page"): PageActions {
  const all = new PageActions();
  all.declare(() => ({ title: "", kind, actions }));
  return all;
}

describe("the action of a key", () => {
  const run = vi.fn();
  const action = { id: "a", label: "A", strokes: ["j"], run };

  test("is the one with its stroke, while it is enabled", () => {
    expect(declared([action]).actionFor(press("j"), false)).toBe(action);
    expect(declared([{ ...action, isEnabled: false }]).actionFor(press("j"), false)).toBeNull();
    expect(declared([action]).actionFor(press("k"), false)).toBeNull();
    expect(declared([action], "element").actionFor(press("j"), false)).toBeNull();
  });

  test("is none in a text field, unless it says so, and never a character", () => {
    const find = { ...action, strokes: ["mod+f", "f"], isInText: true };
    expect(declared([action]).actionFor(press("j", {}, "text"), false)).toBeNull();
    expect(declared([find]).actionFor(press("f", { ctrlKey: true }, "text"), false)).toBe(find);
    expect(declared([find]).actionFor(press("f", {}, "text"), false)).toBeNull();
  });

  test("is none for a letter in an open list", () => {
    const undo = { ...action, strokes: ["mod+z"] };
    expect(declared([action]).actionFor(press("j", {}, "picker"), false)).toBeNull();
    expect(declared([undo]).actionFor(press("z", { ctrlKey: true }, "picker"), false)).toBe(undo);
  });

  test("is that of what was declared last, and gone with it", () => {
    const all = declared([action]);
    const inner = { ...action, id: "b" };
    const withdraw = all.declare(() => ({ actions: [inner] }));
    expect(all.actionFor(press("j"), false)).toBe(inner);
    withdraw();
    expect(all.actionFor(press("j"), false)).toBe(action);
  });
});

test("who watches hears of every change", () => {
  const all = new PageActions();
  const heard = vi.fn();
  const stop = all.subscribe(heard);
  const before = all.version();
  const withdraw = all.declare(() => ({ actions: [] }));
  withdraw();
  expect(heard).toHaveBeenCalledTimes(2);
  expect(all.version()).not.toBe(before);
  stop();
  all.changed();
  expect(heard).toHaveBeenCalledTimes(2);
});

test.each([...moveKeys, ...selectKeys])("the table's keys for %s all do something", (_id, strokes) => {
  const middle = { row: 5, column: 3 };
  const range = { anchor: { row: 4, column: 2 }, head: middle, hasAllColumns: false, hasAllRows: false };
  for (const one of strokes) {
    const { key, isMod, isShift } = partsOf(one);
    const after = selectionAfterKey({ key, isControl: isMod, isShift }, range, {
      rowCount: 100,
      columnCount: 9,
      pageRows: 10,
    });
    expect(after).not.toBeNull();
    expect(after).not.toEqual(range);
  }
});

test("the help shows keys only, joined by title and by what they do, those of every page last", () => {
  const key = (id: string, stroke = "F8", label = id) => ({ id, label, strokes: [stroke] });
  const groups = [
    { title: "Portal", kind: "portal" as const, actions: [key("a")] },
    { title: "Página", actions: [key("b"), key("f", "j", "b"), { id: "c", label: "c" }] },
    { actions: [{ id: "d", label: "d" }] },
    { title: "Página", kind: "element" as const, actions: [key("e")] },
  ];
  expect(shownGroups(groups).map(({ title, actions }) => [title, ...actions.map(({ id }) => id)])).toEqual([
    ["Página", "b", "e"],
    ["Portal", "a"],
  ]);
  expect(shownGroups(groups)[0]?.actions[0]?.strokes).toEqual(["F8", "j"]);
});

test("four arrows are shown as one, whatever else does the same", () => {
  for (const held of ["", "mod+", "shift+"]) {
    expect(withArrowsAsOne(["F2", ...arrows(held)])).toEqual([`${held}arrows`, "F2"]);
    expect(withArrowsAsOne(arrows(held).slice(1))).toEqual(arrows(held).slice(1));
  }
});

test("nothing else listens to the keys of the whole page", () => {
  const listeners = globSync("{app,components}/**/*.{ts,tsx}").filter((file) =>
    /addEventListener\(\s*"key(down|up|press)"/.test(readFileSync(file, "utf8")),
  );
  expect(listeners).toEqual(["components/ui/actions/page-actions.ts"]);
});
