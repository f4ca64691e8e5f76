export const suiteNames = ["types", "architecture", "unit", "integration", "e2e"] as const;
export type SuiteName = (typeof suiteNames)[number];

export interface Played {
  readonly verdict: "killed" | "survived" | "not reached";
  /** The test that failed first, or the first words of what else went wrong. */
  readonly by?: string;
}

/** A run without a mutant: how long each test file takes, and which ones fail all the same. */
export interface FileResult {
  /** Path in the project. */
  readonly file: string;
  readonly ms: number;
  /** The first test that failed. */
  readonly failed?: string;
}

export interface SuiteRun {
  readonly files: readonly FileResult[];
  /** What is wrong with a run that did not pass although no test failed. */
  readonly failure?: string;
}

/** What a run says of the mutant in its sources. */
export function playedOf({ files, failure }: SuiteRun): Played {
  const failed = files.find((one) => one.failed !== undefined);
  if (failed !== undefined) return { verdict: "killed", by: `${failed.file}: ${failed.failed}` };
  return failure === undefined ? { verdict: "survived" } : { verdict: "killed", by: failure };
}
