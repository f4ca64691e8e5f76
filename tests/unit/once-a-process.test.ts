import { expect, test, vi } from "vitest";

/** A copy of the module, as each bundle has one, and each test file. */
async function evaluated() {
  vi.resetModules();
  return await import("#lib/once-a-process.ts");
}

test("copies of the module share a value", async () => {
  const [first, second] = [await evaluated(), await evaluated()];
  first.onceAProcess("a word").get(() => "kept");
  expect(second.onceAProcess("a word").get(() => "made anew")).toBe("kept");
  expect(second.onceAProcess("a word").forget("another")).toBe("kept");
  expect(first.onceAProcess("a word").peek()).toBe("kept");
  second.onceAProcess("a word").forget("kept");
  expect(first.onceAProcess("a word").peek()).toBeUndefined();
});

test("what still runs of before cannot give its values to what begins anew", async () => {
  const before = await evaluated();
  before.onceAProcess("address").get(() => "of before");
  before.forgetAll();
  const after = await evaluated();
  // A timer of before, say, that asks the database once more.
  before.onceAProcess("address").get(() => "of before");
  expect(after.onceAProcess("address").get(() => "of now")).toBe("of now");
  expect(before.onceAProcess("address").peek()).toBe("of before");
});
