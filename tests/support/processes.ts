import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Progress } from "#lib/up/progress.ts";
import { type Stack, startStack } from "#lib/up/stack.ts";

export interface TestStack extends Stack {
  /** Database, secrets and logs of this stack. */
  readonly dataFolder: string;
}

/**
 * The whole portal as `npm run up` starts it, on free ports with a database of its own: portal (the production build), `workers`
 * workers, sandbox. `stop` ends all of it and throws its data away.
 */
export async function startTestStack(options: { workers?: number; progress?: Progress } = {}): Promise<TestStack> {
  const dataFolder = mkdtempSync(join(tmpdir(), "portal-stack-"));
  // PostgreSQL runs as a user of its own, who must be able to enter.
  chmodSync(dataFolder, 0o755);
  const discard = () => rmSync(dataFolder, { recursive: true, force: true });
  try {
    const stack = await startStack({
      dataFolder,
      // A developer's own database is not for tests.
      given: { ...process.env, DATABASE_URL: undefined, PORT: undefined },
      port: 0,
      isDemo: true,
      workers: options.workers ?? 1,
      databaseSettings: ["fsync=off", "synchronous_commit=off", "full_page_writes=off"],
      progress: options.progress ?? silent,
      onEnd: (why) => console.error(why),
    });
    const stop = async () => {
      await stack.stop();
      discard();
    };
    return { ...stack, dataFolder, stop };
  } catch (error) {
    discard();
    throw error;
  }
}

const silent: Progress = { say: (line) => console.error(line), step: (_, work) => work() };
