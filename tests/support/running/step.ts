/** A test that failed, as the end of a run says it. */
export interface FailedTest {
  /** Of the run: "unit", "e2e". */
  readonly step: string;
  /** What runs it alone after `npm test --`: a file with the test's line, files, or the step's name. */
  readonly target: string;
  readonly name: string;
  /** What was wrong, with its place. */
  readonly text: string;
  /** The command that runs it alone, if `npm test` has none. */
  readonly again?: string;
}

export interface StepResult {
  readonly passed: number;
  readonly failed: readonly FailedTest[];
}

/** How far a step is, in whatever it counts. */
export interface StepProgress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
}

/** What the runner hands to a step. */
export interface StepRun {
  /** The open file that its processes write to. */
  readonly output: number;
  tell(progress: StepProgress): void;
}

export interface Step {
  /** On an idle machine of two cores with the other lane beside it. */
  readonly expectedSeconds: number;
  run(run: StepRun): Promise<StepResult>;
}

export type Steps = Readonly<Record<string, Step>>;
