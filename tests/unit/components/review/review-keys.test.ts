import { expect, test } from "vitest";
import { deedOfKey } from "#components/review/use-review-keys.ts";

type Key = Parameters<typeof deedOfKey>[0];

function press(key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>> = {}): Key {
  return { key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held } as Key;
}

test.each([
  ["F8", {}, "onNext"],
  ["F8", { shiftKey: true }, "onPrevious"],
  ["f", { ctrlKey: true }, "onFind"],
  ["f", { metaKey: true }, "onFind"],
  ["z", { ctrlKey: true }, "onUndo"],
  ["Z", { ctrlKey: true, shiftKey: true }, "onRedo"],
  ["y", { ctrlKey: true }, "onRedo"],
  ["?", { shiftKey: true }, "onHelp"],
] as const)("%s with %o does %s", (key, held, deed) => {
  expect(deedOfKey(press(key, held), false)).toBe(deed);
});

test("a text field keeps its undo and its letters", () => {
  expect(deedOfKey(press("z", { ctrlKey: true }), true)).toBeNull();
  expect(deedOfKey(press("?"), true)).toBeNull();
  expect(deedOfKey(press("F8"), true)).toBe("onNext");
  expect(deedOfKey(press("f", { ctrlKey: true }), true)).toBe("onFind");
});

test("keys with Alt and letters alone do nothing", () => {
  expect(deedOfKey(press("F8", { altKey: true }), false)).toBeNull();
  expect(deedOfKey(press("z"), false)).toBeNull();
});
