import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Progress } from "#lib/up/progress.ts";
import type { Environment } from "#lib/up/settings.ts";
import { type Stack, startStack } from "#lib/up/stack.ts";
import { shortLivedSettings } from "../database/database.ts";
import { roleAddresses } from "../database/role-addresses.ts";

export interface TestStack extends Stack {
  /** Database, secrets and logs of this stack. */
  readonly dataFolder: string;
}

export interface TestStackOptions {
  readonly workers?: number;
  readonly progress?: Progress;
  /** Settings besides those of this process. */
  readonly given?: Environment;
  /** A free port that others must know before the portal starts. */
  readonly port?: number;
  readonly isDemo?: boolean;
  /** With a portfolio that has loads of the last days. */
  readonly hasPast?: boolean;
  /** From the sources, as `npm run dev` does. */
  readonly isDevelopment?: boolean;
}

/** As this process was started: a test file before this one may have taken over the settings of another stack. */
const startedWith: Environment = { ...process.env };

/**
 * The whole portal as `npm run up` starts it, on free ports with its own database: portal (production build),
 * `workers` workers and sandbox. `stop` ends everything and deletes its data.
 */
export async function startTestStack(options: TestStackOptions = {}): Promise<TestStack> {
  const dataFolder = mkdtempSync(join(tmpdir(), "portal-stack-"));
  try {
    const stack = await startStack({
      dataFolder,
      given: { ...withoutDatabase(startedWith), ...options.given },
      port: options.port ?? 0,
      isThrowaway: true,
      isDemo: options.isDemo ?? true,
      hasPast: options.hasPast ?? false,
      isDevelopment: options.isDevelopment ?? false,
      workers: options.workers ?? 1,
      databaseSettings: shortLivedSettings,
      progress: options.progress ?? silent,
    });
    return { ...stack, dataFolder };
  } catch (error) {
    rmSync(dataFolder, { recursive: true, force: true });
    throw error;
  }
}

/** A developer's own database and port are not a test's. */
export function withoutDatabase(given: Environment): Environment {
  const places = Object.keys(roleAddresses("postgresql://nobody@nowhere/none"));
  return { ...given, ...Object.fromEntries([...places, "PORT"].map((name) => [name, undefined])) };
}

const silent: Progress = { say: (line) => console.error(line), step: (_, work) => work() };
