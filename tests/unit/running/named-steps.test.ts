import { expect, test } from "vitest";
import { namedSteps } from "#tests/support/running/named-steps.ts";
import type { Step } from "#tests/support/running/step.ts";

const step = (expectedSeconds: number): Step => ({
  expectedSeconds,
  run: async () => ({ passed: 1, failed: [] }),
});
const all = [
  { lint: step(1), integration: step(1) },
  { unit: step(1), build: step(1), e2e: step(1), commands: step(1) },
];
const files: string[][] = [];
const ofFiles = Object.fromEntries(
  ["unit", "integration", "e2e", "commands"].map((name) => [
    name,
    (own: readonly string[]) => {
      files.push([...own]);
      return step(2);
    },
  ]),
);
const chosen = (...names: string[]) => {
  files.length = 0;
  return namedSteps(all, ofFiles, names).map((lane) =>
    Object.entries(lane).map(([name, { expectedSeconds }]) => (expectedSeconds === 1 ? name : `files of ${name}`)),
  );
};

test("steps run in their lanes, files in that of their step", () => {
  expect(chosen("unit", "lint")).toEqual([["lint"], ["unit"]]);
  expect(chosen("tests/unit/a.test.ts:3", "tests/integration/b.test.ts", "tests/unit/c.test.ts")).toEqual([
    ["files of integration"],
    ["files of unit"],
  ]);
  expect(files).toEqual([["tests/integration/b.test.ts"], ["tests/unit/a.test.ts:3", "tests/unit/c.test.ts"]]);
});

test.each([
  [["e2e"], ["build", "e2e"]],
  [["commands"], ["build", "commands"]],
  [["tests/e2e/a.spec.ts"], ["build", "files of e2e"]],
  [["tests/commands/a.test.ts"], ["build", "files of commands"]],
  [
    ["commands", "tests/e2e/a.spec.ts"],
    ["build", "files of e2e", "commands"],
  ],
])("one build comes before what needs a portal: %s", (names, lane) => {
  expect(chosen(...names)).toEqual([lane]);
});

test("a step that is named runs whole, whatever files of it are named as well", () => {
  expect(chosen("unit", "tests/unit/a.test.ts")).toEqual([["unit"]]);
});

test.each(["units", "tests/support/a.ts", "tests/lint/a.ts"])("%s is no test", (name) => {
  expect(() => chosen(name)).toThrow(
    `No such tests: ${name}. There are: lint, integration, unit, build, e2e, commands`,
  );
});
