import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "#lib/up/settings.ts";
import { benches } from "#tests/bench/registry.ts";
import { hasUncommitted } from "#tests/mutants/scratch.ts";
import { npmRun, scripts } from "./npm-run.ts";

/** Played to their end by the tests of this folder. */
const played = [
  "bench",
  "chaos",
  "corruptions",
  "days",
  "mutants",
  "keys",
  "person",
  "backup",
  "restore",
  "audit",
  "migration",
  "up",
  "worker",
];
/** What other steps and tests start: the stack from its sources, and the steps themselves. */
const startedElsewhere = ["dev", "test", "types", "lint"];

test("every command is played here or started elsewhere", () => {
  expect(Object.keys(scripts).toSorted()).toEqual([...played, ...startedElsewhere].toSorted());
});

test.each(benches.map(({ name }) => name))("bench %s measures each of its figures at its smallest", async (name) => {
  const results = join(projectRoot, "tests/bench/RESULTS.md");
  const before = readFileSync(results, "utf8");
  const { out, err, code } = await npmRun("bench", ["--smallest", name]);
  expect({ code, err }).toEqual({ code: 0, err: expect.not.stringContaining("could not be measured") });
  const figures = out.split("\n").filter((line) => line.startsWith(`${name}/`));
  expect(figures.length).toBeGreaterThan(0);
  for (const figure of figures) expect(figure).toMatch(/^\S+ -?[\d.]+ (ratio|ms|s|MB|%|count) - ok$/);
  expect(readFileSync(results, "utf8")).toBe(before);
});

test("bench refuses a name that no bench has", async () => {
  const { err, code } = await npmRun("bench", ["--smallest", "nothing"]);
  expect({ err, code }).toEqual({ err: expect.stringContaining("No bench is called nothing"), code: 2 });
});

test("chaos plays a named scenario and finds nothing lost or doubled", async () => {
  const { out, code } = await npmRun("chaos", ["--seed", "3", "--only", "a retry of failures pressed ten times"]);
  expect(code).toBe(0);
  expect(out).toContain("seed 3: 1 scenarios held, 0 did not");
  expect(out).toMatch(/^debtors +43$/m);
  for (const kind of ["lost", "doubled", "wrongly accepted", "altered", "misremembered"])
    expect(out).toMatch(new RegExp(`^${kind} +0$`, "m"));
});

test("days plays a short history and finds no difference", async () => {
  const { out, code } = await npmRun("days", ["--seed", "3", "--days", "2", "--portfolios", "1", "--coverage"]);
  expect(code).toBe(0);
  expect(out).toContain("1 histories held, 0 did not");
  expect(out).toMatch(/^load +\d/m);
});

test("corruptions plays some cases without a silent wrong", async () => {
  const { out, code } = await npmRun("corruptions", ["--seed", "5", "--cases", "20", "--untouched", "10"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^Untouched: 0 of 10 told anything needless/m);
  expect(out).toMatch(/^Seed 5: 0 silent wrongs in 20 cases/m);
});

test("mutants lists what it would flip, and refuses to begin beside sources that nobody has committed", async () => {
  const isRefused = hasUncommitted(projectRoot, ["lib", "components", "prisma"]);
  const { out, err, code } = await npmRun("mutants", ["--seed", "5", "--count", "3", "--list"]);
  if (isRefused) {
    expect(code).toBe(2);
    expect(err).toContain("Only what is committed can be played");
    return;
  }
  expect({ err, code }).toEqual({ err: "", code: 0 });
  const listed = out.trim().split("\n");
  expect(listed.map((line) => /^(\d) \S+.*: ./.exec(line)?.[1])).toEqual(["1", "2", "3"]);
});
