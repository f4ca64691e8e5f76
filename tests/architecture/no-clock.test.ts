import { describe, expect, it } from "vitest";
import { clockReads } from "./clock.ts";
import { sourceFiles } from "./read-source.ts";

/** What may read the clock, wait for a time or set a limit: a file, or a folder with all that is in it. */
const named: readonly { readonly why: string; readonly places: readonly string[] }[] = [
  {
    why: "measures, paces or gives up by the clock, and is no test",
    places: [
      "tests/attacks",
      "tests/bench",
      "tests/chaos",
      "tests/corruptions",
      "tests/days",
      "tests/mutants",
      "tests/run.ts",
      "tests/support/running",
      "tests/support/wolkvox-sandbox",
      "tests/support/database/no-connection-left.ts",
      "tests/support/runs/tenant-run.ts",
      "tests/support/runs/worker-here.ts",
    ],
  },
  {
    why: "prints how long a person's work took, for the README",
    places: ["tests/support/browser/daily-job.ts", "tests/e2e/daily-job.spec.ts", "tests/e2e/phone-daily-job.spec.ts"],
  },
  {
    why: "makes times to store, or to set a browser's clock to",
    places: ["tests/support/from-now.ts", "tests/e2e/kept.spec.ts", "tests/e2e/palette.spec.ts"],
  },
  {
    why: "asks what was loaded or planned, not when",
    places: [
      "tests/e2e/weight.spec.ts",
      "tests/integration/audit/seen.test.ts",
      "tests/integration/run/stood-still.test.ts",
      "tests/support/browser/page-weight.ts",
    ],
  },
  {
    why: "has a clock of its own put in the place of the real one, or waits for a turn of the event loop",
    places: [
      "tests/integration/run/read-back.test.ts",
      "tests/integration/services/watch-upload.test.ts",
      "tests/support/browser/browser-test.ts",
      "tests/unit/app/page-session.test.ts",
      "tests/unit/components/review/row-windows.test.ts",
      "tests/unit/spreadsheet/blocks/in-slices.test.ts",
      "tests/unit/spreadsheet/kept/kept-cells.test.ts",
    ],
  },
  {
    why: "costs a pattern's attack in time of the processor, which nobody else's work makes longer; limits a checker",
    places: ["tests/unit/patterns"],
  },
  {
    why: "lets the time of a call pass whose process stands still and can tell nothing",
    places: ["tests/integration/wolkvox/standstill.test.ts"],
  },
  {
    why: "has a wait in a text: of a process that stands still until it is killed, or that nobody runs",
    places: [
      "tests/architecture/no-clock.test.ts",
      "tests/integration/backup/backup.test.ts",
      "tests/support/nasty-values.ts",
    ],
  },
];
const places = named.flatMap((group) => group.places);
const isAt = (path: string, place: string) => path === place || path.startsWith(`${place}/`);

const found = sourceFiles("tests").map(({ path, text }) => ({ path, reads: clockReads(path, text) }));

it("no test reads the clock, waits for a time or has a limit of its own", () => {
  expect(found.length).toBeGreaterThan(500);
  const others = found.filter(({ path }) => !places.some((place) => isAt(path, place)));
  // Assert the thing itself, wait for the event, or give the clock as an argument.
  expect(others.flatMap(({ reads }) => reads)).toEqual([]);
});

it.each(places)("%s is named because it does", (place) => {
  expect(found.filter(({ path }) => isAt(path, place)).flatMap(({ reads }) => reads)).not.toEqual([]);
});

describe("the clock is found in", () => {
  it.each([
    "setTimeout(go, 20);",
    "globalThis.setTimeout(go, 20);",
    'window["setTimeout"](go, 20);',
    "const later = globalThis.setTimeout;",
    "const { setTimeout: later } = globalThis;",
    "const later = setInterval;",
    'import { setTimeout as sleep } from "node:timers/promises";',
    'import { scheduler } from "timers/promises";',
    'import * as timers from "node:timers/promises";',
    'import timers from "node:timers";',
    "await page.waitForTimeout(20);",
    "Date.now();",
    "globalThis.Date.now();",
    'Date["now"]();',
    "const clock = Date.now;",
    "const { now } = Date;",
    "const Clock = Date;",
    "const Clock = globalThis.Date;",
    "Date();",
    "new Date();",
    "new Date;",
    "new globalThis.Date();",
    "Temporal.Now.instant();",
    "performance.now();",
    "globalThis.performance.mark('x');",
    "performance.timeOrigin;",
    "const { now } = performance;",
    'import { performance as clock } from "node:perf_hooks";',
    "event.timeStamp;",
    "const { timeStamp } = event;",
    "process.uptime();",
    "process.hrtime.bigint();",
    'import { hrtime } from "node:process";',
    "AbortSignal.timeout(20);",
    "const { timeout } = AbortSignal;",
    "const told = (clock = Date) => clock.now();",
    "told(performance);",
    "class Day extends Date {}",
    "new Date(...[]);",
    "Atomics.wait(cells, 0, 0, 200);",
    'const { scheduler } = await import("node:timers/promises");',
    'await database.query("SELECT pg_sleep(1)");',
    "await database.$executeRaw`SELECT pg_sleep(1)`;",
    'execSync("sleep 1");',
    "vi.getRealSystemTime();",
    "process.cpuUsage();",
  ])("%s", (text) => {
    expect(clockReads("tests/unit/x.test.ts", text)).not.toEqual([]);
  });
});

describe("a limit is found in", () => {
  it.each([
    "await expect.poll(() => x, { timeout: 20 }).toBe(1);",
    "await vi.waitFor(go, { timeout: 2 * limitMs });",
    "const timeout = 20; await expect(row).toBeVisible({ timeout });",
    "await vi.waitFor(go, 20);",
    "await vi.waitUntil(go, 2 * limitMs);",
    "vi.setConfig({ testTimeout: 20 });",
    "options.timeout = 20;",
    'options["timeout"] = 20;',
    'test("x", go, 20);',
    'it.each([1])("x", go, 20);',
    'test("x", { timeout: 20 }, go);',
    "beforeAll(go, 20);",
    "test.setTimeout(20);",
    "test.slow();",
    "test.slow(isOld, why);",
    "page.setDefaultTimeout(20);",
  ])("%s", (text) => {
    expect(clockReads("tests/unit/x.test.ts", text)).not.toEqual([]);
  });
});

it.each([
  "await expect.poll(() => x, { timeout: limitMs }).toBe(1);",
  "await vi.waitFor(go, { timeout: limitMs }); await vi.waitFor(go, limitMs); await vi.waitFor(go);",
  "options.timeout = limitMs; const x = options.timeout;",
  'test("x", go, limitMs);',
  'test("x", { tag: "@deep" }, go);',
  "exchange({ timeoutMs: 20 });",
  'Date.parse("2026-01-01"); Date.UTC(2026, 0); new Date(0); new Date("2026-01-01");',
  'vi.useFakeTimers({ toFake: ["Date", "setTimeout", "performance"] });',
  'vi.spyOn(Date, "now"); vi.spyOn(performance, "now"); vi.spyOn(globalThis, "setTimeout");',
  "x instanceof Date; expect.any(Date); let at: Date; const make = (at = new Date(0)): Date => at;",
  'import { setImmediate } from "node:timers/promises"; clearTimeout(1);',
  "/x/.test(one, two, three); fc.oneof(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);",
])("nothing is found in %s", (text) => {
  expect(clockReads("tests/unit/x.test.ts", text)).toEqual([]);
});
