import { expect, it } from "vitest";
import { judge } from "./judge.ts";
import { readSource, sourceFiles } from "./read-source.ts";

// Parses every source file: some seconds on an idle machine.
it("every source file imports only what the table allows", () => {
  const files = sourceFiles();
  expect(files.length).toBeGreaterThan(100);
  expect(judge(files.map(({ path, text }) => readSource(path, text)))).toEqual([]);
});
