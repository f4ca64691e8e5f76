import { expect, test } from "vitest";
import { endOfRun } from "#tests/support/running/end-of-run.ts";

const rows = [
  { name: "unit", seconds: 61.23, passed: 10, failed: [] },
  {
    name: "e2e",
    seconds: 120,
    passed: 3,
    failed: [{ step: "e2e", target: "tests/e2e/run.spec.ts:12", name: "it runs", text: "AssertionError: 1 is not 2" }],
  },
];

test("a failed test is said once, with what runs it alone", () => {
  const said = endOfRun(rows, 200, null);
  expect(said.split("it runs")).toHaveLength(2);
  expect(said).toContain("\n✗ e2e: it runs\n  AssertionError: 1 is not 2\n  npm test -- tests/e2e/run.spec.ts:12\n");
  expect(said).toContain("npm test -- --failed");
});

test("in a deep run it is run alone as deep, and draws the same", () => {
  expect(endOfRun(rows, 200, 7)).toContain("npm test -- --deep --seed 7 tests/e2e/run.spec.ts:12\n");
});

test("what only another command plays again is said with that", () => {
  const [unit] = rows;
  const again = 'npm run chaos -- --seed 3 --only "it dies"';
  const failed = [{ step: "chaos", target: "chaos", name: "it dies", text: "Error: lost", again }];
  const said = endOfRun([{ ...unit, name: "chaos", seconds: 1, passed: 0, failed }], 200, 7);
  expect(said).toContain(`\n✗ chaos: it dies\n  Error: lost\n  ${again}\n`);
});

test("the last line counts all steps", () => {
  expect(endOfRun(rows, 200, null)).toMatch(/\n13 passed, 1 failed$/);
});
