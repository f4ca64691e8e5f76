import { existsSync, readFileSync, rmSync, writeSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import type { Lane } from "#tests/support/running/progress-line.ts";
import { logOf } from "#tests/support/running/results.ts";
import { runLanes } from "#tests/support/running/run-lanes.ts";
import type { Step } from "#tests/support/running/step.ts";

const good = { passed: 1, failed: [] };
const step = (run: Step["run"]): Step => ({ expectedSeconds: 10, run });
const names = ["test-first", "test-second", "test-beside", "test-broken", "test-next"];
afterEach(() => {
  for (const name of names) rmSync(logOf(name), { force: true });
});

test("lanes run in parallel, a lane's steps in order", async () => {
  const order: string[] = [];
  const other = Promise.withResolvers<void>();
  const noting = (name: string, before?: Promise<void>) =>
    step(async () => {
      await before;
      order.push(name);
      if (name === "beside") other.resolve();
      return good;
    });
  const lanes = [
    { "test-first": noting("first", other.promise), "test-second": noting("second") },
    { "test-beside": noting("beside") },
  ];
  const rows = await runLanes(lanes, () => undefined);
  expect(order).toEqual(["beside", "first", "second"]);
  expect(rows.map(({ name }) => name)).toEqual(["test-first", "test-second", "test-beside"]);
});

test("a step that throws fails with what it printed, and the next runs", async () => {
  const broken = step(async ({ output }) => {
    writeSync(output, "looked for one\n");
    throw new Error("no browser");
  });
  const rows = await runLanes([{ "test-broken": broken, "test-next": step(async () => good) }], () => undefined);
  expect(rows).toMatchObject([
    { name: "test-broken", passed: 0, failed: [{ step: "test-broken", target: "test-broken" }] },
    { name: "test-next", passed: 1, failed: [] },
  ]);
  expect(rows[0]?.failed[0]?.text).toMatch(/^no browser\nlooked for one\n/);
});

test("what a step prints is in its log alone", async () => {
  const saying = (text: string) =>
    step(async ({ output }) => {
      writeSync(output, text);
      return good;
    });
  await runLanes([{ "test-first": saying("of one") }, { "test-beside": saying("of two") }], () => undefined);
  expect(readFileSync(logOf("test-first"), "utf8")).toBe("of one");
  expect(readFileSync(logOf("test-beside"), "utf8")).toBe("of two");
  expect(existsSync(logOf("test-second"))).toBe(false);
});

test("the progress says what waits, runs and is done", async () => {
  const seen: string[] = [];
  const telling = step(async ({ tell }) => {
    tell({ done: 1, total: 4, failed: 1 });
    return good;
  });
  const lanes = [{ "test-first": telling, "test-second": step(async () => good) }];
  await runLanes(lanes, ([lane]: readonly Lane[]) => {
    seen.push((lane ?? []).map(({ state, share }) => `${state}${share ?? ""}`).join(" "));
  });
  expect(seen).toEqual([
    "running0 waiting",
    "running0.25 waiting",
    "done0.25 waiting",
    "done0.25 running0",
    "done0.25 done0",
  ]);
});

test("nothing begins once the run is interrupted, and what ends with it has not failed", async () => {
  const interrupting = new AbortController();
  const cut = step(async () => {
    interrupting.abort();
    throw new Error("interrupted");
  });
  const lanes = [{ "test-first": cut, "test-next": step(async () => good) }];
  const rows = await runLanes(lanes, () => undefined, interrupting.signal);
  expect(rows).toMatchObject([{ name: "test-first", passed: 0, failed: [] }]);
  expect(rows).toHaveLength(1);
});
