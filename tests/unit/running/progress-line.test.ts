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

test("nothing is left when all is done", () => {
  expect(secondsToGo([[step("unit", 100, "done")]], 90_000)).toBe(0);
});
