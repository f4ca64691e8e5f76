import { expect, test } from "vitest";
import { betweenQuestions } from "#lib/spreadsheet/workbench/between-questions.ts";

/** Work that only something else can end. */
function* until(isOver: () => boolean): Generator<void, string> {
  while (!isOver()) yield;
  return "done";
}

test("others get their turn while work goes on", async () => {
  let isOver = false;
  const done = betweenQuestions(
    until(() => isOver),
    () => true,
  );
  setImmediate(() => {
    isOver = true;
  });
  expect(await done).toBe("done");
});

test("work that nobody wants any more ends", async () => {
  let isWanted = true;
  const done = betweenQuestions(
    until(() => false),
    () => isWanted,
  );
  setImmediate(() => {
    isWanted = false;
  });
  expect(await done).toBeNull();
});
