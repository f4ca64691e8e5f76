import { mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { failedTest, runBiome, runTypes } from "#tests/support/running/test-steps.ts";
import { expectWarnings } from "#tests/support/warnings/reported-warnings.ts";

const folder = mkdtempSync(join(tmpdir(), "portal-steps-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ["lint", runBiome, "format and lint"],
  ["types", runTypes, "type check"],
] as const)("%s counts as one test, which is said in words", async (step, run, name) => {
  // Nothing is installed there.
  const result = await run(folder, { output: openSync(join(folder, step), "w"), tell: () => undefined });
  expectWarnings(/Cannot find module/);
  expect(result).toMatchObject({ passed: 0, failed: [{ step, target: step, name }] });
});

test("what failed is run again by its line, its file, or all that was to run", () => {
  const target = (files: readonly string[], file: string, line: number | null) =>
    failedTest("unit", files, { file, line, name: "", text: "" }).target;
  const files = ["tests/unit/a.test.ts", "tests/unit/b.test.ts:7"];
  expect(target(files, "tests/unit/a.test.ts", 3)).toBe("tests/unit/a.test.ts:3");
  expect(target(files, "tests/unit/a.test.ts", null)).toBe("tests/unit/a.test.ts");
  expect(target(files, "", null)).toBe("tests/unit/a.test.ts tests/unit/b.test.ts:7");
  expect(target([], "", null)).toBe("unit");
});
