import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import { applyMigrations } from "#prisma/migrate.ts";
import { generateClient, isClientGenerated } from "./build-portal.ts";
import type { Progress } from "./progress.ts";
import { projectRoot } from "./settings.ts";

/** An editor writes a file in several steps, and a new migration is first a folder and then a file. */
const settleMs = 500;

/**
 * Watches schema, migrations and functions: applies what is new and generates the database client again;
 * portal and worker then restart by themselves. Returns a function that stops it.
 */
export function followDatabaseSources(databaseUrl: string, { say }: Pick<Progress, "say">): () => Promise<void> {
  let isEnded = false;
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();

  async function follow(): Promise<void> {
    if (isEnded) return;
    try {
      const applied = await applyMigrations(databaseUrl);
      if (applied.length > 0) say(`Applied to the database: ${applied.join(", ")}.`);
      if (isClientGenerated()) return;
      await generateClient();
      say("The database client was written again.");
    } catch (error) {
      // The file is probably half written: the next change tries again.
      say(error instanceof Error ? error.message : String(error));
    }
  }
  const watcher: FSWatcher = watch(join(projectRoot, "prisma"), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      working = working.then(follow);
    }, settleMs);
  });
  // Unhandled, an error event would end the process.
  watcher.on("error", (error) => say(`Changes in prisma/ are followed no more: ${error.message}`));

  return async () => {
    isEnded = true;
    watcher.close();
    clearTimeout(timer);
    await working;
  };
}
