import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { BegunMigration } from "#lib/database/operations/migrations.ts";
import type { SchemaState } from "#lib/domain/views/health.ts";

let shipped: Promise<readonly string[]> | undefined;

/** The names of the migrations that this build brings, read once. Throws where its folder cannot be read. */
export function shippedMigrations(): Promise<readonly string[]> {
  shipped ??= readFolders().catch((error: unknown) => {
    shipped = undefined;
    throw error;
  });
  return shipped;
}

async function readFolders(): Promise<readonly string[]> {
  // From the project's folder, as the thread of ask-staging-thread.ts is.
  const folder = join(/* turbopackIgnore: true */ process.cwd(), "prisma/migrations");
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** How what was begun on a database stands to what a build brings. What keeps the build from working goes first. */
export function compareMigrations(ships: readonly string[], begun: readonly BegunMigration[]): SchemaState {
  // What a later build left rolled back is no business of this one: going back to it is how such a failure is answered.
  const concerning = begun.filter(({ name, state }) => state !== "rolled_back" || ships.includes(name));
  if (concerning.some(({ state }) => state !== "applied")) return "failed";
  const applied = new Set(concerning.map(({ name }) => name));
  if (ships.some((name) => !applied.has(name))) return "pending";
  return applied.size > ships.length ? "newer" : "current";
}
