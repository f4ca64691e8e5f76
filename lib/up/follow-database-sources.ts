import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import { applyMigrations } from "#prisma/migrate.ts";
import { generateClient, isClientGenerated } from "./build-portal.ts";
import type { Progress } from "./progress.ts";
import { projectRoot } from "./settings.ts";

/** An editor writes a file in several steps, and a new migration is a folder and then its file. */
const settleMs = 500;

/**
 * Follows the schema, the migrations and the functions: applies what is new, and writes the database client again. Portal and worker start again
 * by themselves when that changes. Returns what ends it.
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
      // It is being written: the next change is another try.
      say(error instanceof Error ? error.message : String(error));
    }
  }
  const watcher: FSWatcher = watch(join(projectRoot, "prisma"), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      working = working.then(follow);
    }, settleMs);
  });
  // Unheard, it would end everything.
  watcher.on("error", (error) => say(`Changes in prisma/ are followed no more: ${error.message}`));

  return async () => {
    isEnded = true;
    watcher.close();
    clearTimeout(timer);
    await working;
  };
}
