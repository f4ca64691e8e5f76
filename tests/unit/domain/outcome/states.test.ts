import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { everyState, spelledLists, spelledStates } from "../../../support/state-lists.ts";

const root = join(import.meta.dirname, "../../../..");
const tables = /^(lib\/domain\/(outcome|portfolio)\/([\w-]+-state|outcome))\.ts$/;
const sources = globSync("{lib,app,components}/**/*.{ts,tsx}", { cwd: root })
  .filter((file) => !file.includes("generated") && !tables.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") }));

describe("the states of uploads, batches and records", () => {
  it("are listed in their tables alone", () => {
    const spelled = sources.flatMap(({ file, text }) => spelledLists(text).map((list) => `${file}: ${list}`));
    expect(spelled, "name the list in lib/domain/outcome/*-state.ts and take it from there").toEqual([]);
  });

  it("are spelled correctly in every query", () => {
    // Jobs and migrations have other states.
    const queries = sources.filter(({ file }) => /^lib\/database\/(?!.*(migrations|read-queue-depth)\.ts$)/.test(file));
    const spelled = queries.flatMap(({ file, text }) => spelledStates(text).map((state) => ({ file, state })));
    expect(spelled.filter(({ state }) => !everyState.has(state))).toEqual([]);
    expect(spelled.length).toBeGreaterThan(40);
  });
});

describe("a list of states is found", () => {
  it.each([
    [`state IN ('pending', 'sending')`, ["pending, sending"]],
    [`state = ANY (ARRAY['finished'::"UploadState", 'cancelled'::"UploadState"])`, ["cancelled, finished"]],
    [`const from = [\n  "paused",\n  "stopped",\n] as const`, ["paused, stopped"]],
    [`moveUpload(tx, id, ["staged"], "cancelled")`, []],
    [`["left_out", "rejected"]`, []],
    [`f('finished', 'cancelled')`, ["cancelled, finished"]],
  ])("or not: %s", (text, lists) => {
    expect(spelledLists(text)).toEqual(lists);
  });
});
