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
