import { addReckonings, nothing, type Reckoning } from "./ledger-comparison.ts";

/** What a run, or one scenario of it, has come to. */
export interface Result {
  /** Faults injected. */
  readonly faults: number;
  /** Scenarios that held, and that did not. */
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

/** Nothing lost, doubled or wrongly accepted, no scenario failed, and at least one was played. */
export function isSound({ passed, failed, reckoning }: Result): boolean {
  return passed > 0 && failed + reckoning.lost + reckoning.doubled + reckoning.wronglyAccepted === 0;
}

export function reportLines(seed: number, { faults, passed, failed, reckoning }: Result): string[] {
  const { debtors, lost, doubled, wronglyAccepted } = reckoning;
  return [
    `seed ${seed}: ${passed} scenarios held, ${failed} did not`,
    `faults injected   ${faults}`,
    `debtors           ${debtors}`,
    `lost              ${lost}`,
    `doubled           ${doubled}`,
    `wrongly accepted  ${wronglyAccepted}`,
  ];
}
