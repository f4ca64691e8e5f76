import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Entry, Ledger } from "#tests/mutants/ledger.ts";
import { mutantsTable } from "#tests/mutants/mutants-table.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ledger-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const mutants = [1, 2, 3].map((number) => ({ number, name: `a.ts:${number} < to <=`, site: undefined }));
const entry = (number: number, suite: Entry["suite"], changes: Partial<Entry> = {}): Entry => ({
  number,
  site: `a.ts:${number} < to <=`,
  tests: "now",
  suite,
  verdict: "killed",
  seconds: 1,
  ...changes,
});

test("the table says what each suite kills alone, and what only the tests of before kill", () => {
  const ledger = new Ledger(join(folder, "played.jsonl"));
  ledger.add(entry(1, "unit", { by: "the | test" }));
  ledger.add(entry(1, "integration"));
  ledger.add(entry(2, "unit", { verdict: "survived" }));
  ledger.add(entry(2, "integration", { by: "time" }));
  ledger.add(entry(3, "unit", { verdict: "not reached" }));
  ledger.add(entry(3, "unit", { tests: "before", by: "old.test.ts: is whole" }));
  expect(mutantsTable(ledger, mutants, ["unit", "integration"])).toEqual([
    "|  | mutant | unit | integration | first killed by | before |",
    "| --- | --- | --- | --- | --- | --- |",
    "| 1 | a.ts:1 < to <= | killed | killed | the \\| test |  |",
    "| 2 | a.ts:2 < to <= | – | time | time |  |",
    "| 3 | a.ts:3 < to <= |  |  |  | unit: old.test.ts: is whole |",
    "",
    "unit: 1 killed, 0 alone",
    "integration: 2 killed, 1 alone (2)",
    "2 of 3 killed; survived: 3",
    "killed only by the tests of before: 3",
  ]);
});

test("a run goes on behind what an interrupted one has written whole", () => {
  const file = join(folder, "played.jsonl");
  writeFileSync(file, `${JSON.stringify(entry(1, "unit"))}\n{"number":2,"si`);
  new Ledger(file).add(entry(3, "unit"));
  expect(new Ledger(file).entries).toEqual([entry(1, "unit"), entry(3, "unit")]);
});
