import { expect, test } from "vitest";
import { type Lane, progressLine, type StepState, secondsToGo } from "#tests/support/running/progress-line.ts";

const step = (name: string, expectedSeconds: number, state: StepState["state"], share?: number): StepState => ({
  name,
  expectedSeconds,
  state,
  startedAt: 0,
  ...(share === undefined ? {} : { share }),
});
const begun: readonly Lane[] = [
  [step("unit", 100, "done"), step("integration", 400, "running", 0.25)],
  [step("build", 50, "done"), step("e2e", 400, "running", 0.375)],
];

test("the slower lane decides how long it takes yet", () => {
  // 200 s of both lanes were expected and took 200 s; 300 s of integration are left.
  expect(Math.round(secondsToGo(begun, 200_000))).toBe(300);
});

test("a machine at half the pace takes twice as long for the rest", () => {
  expect(Math.round(secondsToGo(begun, 400_000))).toBe(600);
});

test("the line says what runs, how far it is and what failed", () => {
  expect(progressLine(begun, 200_000)).toBe("3:20  integration 25 %, e2e 37 %; about 5 min to go");
  const failed = begun.map((lane) => lane.map((one) => ({ ...one, failed: 1 })));
  expect(progressLine(failed, 200_000)).toBe("3:20  integration 25 %, e2e 37 %; 4 failed; about 5 min to go");
});

test("a step that counts nothing is never ready before it says so", () => {
  const silent: readonly Lane[] = [[step("types", 10, "running")]];
  expect(progressLine(silent, 1_000_000)).toContain("types 95 %");
});

test("few expected seconds do not hide a slow machine's pace", () => {
  // Half of what was to take 20 s took 50 s.
  expect(secondsToGo([[step("unit", 20, "running", 0.5)]], 50_000)).toBe(50);
});

test("a lane that is done does not count as slow from then on", () => {
  const lanes: readonly Lane[] = [
    [{ ...step("lint", 5, "done"), tookSeconds: 5 }],
    [step("unit", 100, "running", 0.45)],
  ];
  expect(secondsToGo(lanes, 45_000)).toBeCloseTo(55);
});

test("how long a step takes that counts nothing is not known beyond its time", () => {
  const silent = step("types", 10, "running");
  expect(progressLine([[silent]], 30_000)).toBe("0:30  types 95 %");
  expect(progressLine([[silent, step("unit", 60, "waiting")]], 20_000)).toBe("0:20  types 95 %; about 2 min to go");
});

test("between two steps the next is said", () => {
  expect(progressLine([[step("build", 60, "done"), step("e2e", 60, "waiting")]], 60_000)).toBe(
    "1:00  e2e 0 %; about 60 s to go",
  );
  expect(progressLine([[step("build", 60, "done")]], 60_000)).toBe("1:00  done");
});

test("nothing is left when all is done", () => {
  expect(secondsToGo([[step("unit", 100, "done")]], 90_000)).toBe(0);
});
