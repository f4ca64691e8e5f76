import { addReckonings, nothing, type Reckoning } from "./ledger-comparison.ts";

/** The result of a run, or of one scenario. */
export interface Result {
  /** How many faults were injected. */
  readonly faults: number;
  /** Scenarios that held, and those that did not. */
  readonly passed: number;
  readonly failed: number;
  readonly reckoning: Reckoning;
}

export const noResult: Result = { faults: 0, passed: 0, failed: 0, reckoning: nothing };

export function addResults(a: Result, b: Result): Result {
  return {
    faults: a.faults + b.faults,
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    reckoning: addReckonings(a.reckoning, b.reckoning),
  };
}

/** Nothing lost, doubled, wrongly accepted, altered or misremembered, no scenario failed, and at least one was played. */
export function isSound({ passed, failed, reckoning }: Result): boolean {
  const { lost, doubled, wronglyAccepted, altered, misremembered } = reckoning;
  return passed > 0 && failed + lost + doubled + wronglyAccepted + altered + misremembered === 0;
}

export function reportLines(seed: number, { faults, passed, failed, reckoning }: Result): string[] {
  const { debtors, lost, doubled, wronglyAccepted, altered, misremembered } = reckoning;
  return [
    `seed ${seed}: ${passed} scenarios held, ${failed} did not`,
    `faults injected   ${faults}`,
    `debtors           ${debtors}`,
    `lost              ${lost}`,
    `doubled           ${doubled}`,
    `wrongly accepted  ${wronglyAccepted}`,
    `altered           ${altered}`,
    `misremembered     ${misremembered}`,
  ];
}
