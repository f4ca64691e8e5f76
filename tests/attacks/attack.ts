import type { LyingProvider } from "#tests/support/people/lying-provider.ts";
import type { TestStack } from "#tests/support/runs/processes.ts";

/** The portal that is attacked, as `npm run up` starts it: with its database, sandbox and people, and this process has its settings. */
export interface Target extends TestStack {
  /** Users may sign in through it. */
  readonly provider: LyingProvider;
}

/** What the attacked portal is set to beside that: an upload may keep so little that the disk is spared. */
export const attackedWith = { UPLOAD_MEGABYTES: "10" } as const;

/** One line of the table of `npm run attacks`. */
export interface Attack {
  /** What somebody tries, in a line. */
  readonly tried: string;
  /** What the portal must answer. */
  readonly expected: string;
  /** Tries it and says what came of it: `expected`, or what got through. */
  play(target: Target): Promise<string>;
}
