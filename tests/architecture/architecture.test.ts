import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { judge } from "./judge.ts";
import { readSource } from "./read-source.ts";

const root = join(import.meta.dirname, "../..");
const notOurs = [
  "node_modules",
  ".next",
  ".data",
  ".git",
  "test-results",
  "playwright-report",
  "lib/database/generated",
];

const paths = globSync("**/*.{ts,tsx,js,jsx,mjs,cjs,mts,cts}", {
  cwd: root,
  exclude: (path) => notOurs.includes(path),
}).sort();

// Parses every source file: some seconds on an idle machine.
it("every source file imports only what the table allows", () => {
  expect(paths.length).toBeGreaterThan(100);
  const problems = judge(paths.map((path) => readSource(path, readFileSync(join(root, path), "utf8"))));
  expect(problems).toEqual([]);
});
