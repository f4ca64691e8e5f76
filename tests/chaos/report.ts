import type { FailedOne } from "#tests/support/running/run-counted.ts";
import { addReckonings, nothing, type Reckoning } from "./ledger-comparison.ts";

/** The result of a run, or of one scenario. */
export interface Result {
  /** How many faults were injected. */
  readonly faults: number;
  /** Scenarios that held, and those that did not. */
  readonly passed: number;
  readonly failed: readonly FailedOne[];
  readonly reckoning: Reckoning;
}

export const noResult: Result = { faults: 0, passed: 0, failed: [], reckoning: nothing };

export function addResults(a: Result, b: Result): Result {
  return {
    faults: a.faults + b.faults,
    passed: a.passed + b.passed,
    failed: [...a.failed, ...b.failed],
    reckoning: addReckonings(a.reckoning, b.reckoning),
  };
}

/** Nothing lost, doubled, wrongly accepted, altered or misremembered, no scenario failed, and at least one was played. */
export function isSound({ passed, failed, reckoning }: Result): boolean {
  const { lost, doubled, wronglyAccepted, altered, misremembered } = reckoning;
  return passed > 0 && failed.length + lost + doubled + wronglyAccepted + altered + misremembered === 0;
}

/** Plays a scenario that failed in that round again, with the same draws and of the same size. */
export function againCommand(
  name: string,
  { seed, round, minutes }: { seed: number; round: number; minutes: number },
): string {
  const length = minutes > 0 ? ` --minutes ${minutes}` : "";
  const from = round > 0 ? ` --round ${round}` : "";
  return `npm run chaos -- --seed ${seed}${length}${from} --only "${name}"`;
}

export function reportLines(seed: number, { faults, passed, failed, reckoning }: Result): string[] {
  const { debtors, lost, doubled, wronglyAccepted, altered, misremembered } = reckoning;
  return [
    `seed ${seed}: ${passed} scenarios held, ${failed.length} did not`,
    `faults injected   ${faults}`,
    `debtors           ${debtors}`,
    `lost              ${lost}`,
    `doubled           ${doubled}`,
    `wrongly accepted  ${wronglyAccepted}`,
    `altered           ${altered}`,
    `misremembered     ${misremembered}`,
  ];
}
