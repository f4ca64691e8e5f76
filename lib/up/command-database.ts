import { existsSync } from "node:fs";
import { join } from "node:path";
import { logFileIn } from "./log.ts";
import { startPortalDatabase } from "./portal-database.ts";
import { isStillRunning, readRunning } from "./running-file.ts";
import { type Environment, readSecrets } from "./settings.ts";

/**
 * Runs `work` on the database that a command is about, with the address of who owns its tables: the one of
 * DATABASE_OWNER_URL, of what runs from this folder, or the folder's own PostgreSQL, which is started for it. `mayRun`:
 * whether the portal may be running meanwhile.
 */
export async function withCommandDatabase<T>(
  given: Environment,
  dataFolder: string,
  mayRun: boolean,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const { DATABASE_OWNER_URL = "" } = given;
  if (DATABASE_OWNER_URL !== "") return work(DATABASE_OWNER_URL);
  const running = readRunning(dataFolder);
  if (running !== undefined && isStillRunning(running.up)) {
    if (!mayRun) throw new Error("The portal runs from this folder: stop `npm run up` first.");
    if (running.ownerUrl !== undefined) return work(running.ownerUrl);
  }
  if (mayRun && !existsSync(join(dataFolder, "secrets.json")))
    throw new Error("There is no portal in this folder: set DATABASE_OWNER_URL, or start `npm run up` first.");
  const { databasePassword: password, databasePort: port } = readSecrets(dataFolder);
  const logFile = logFileIn(dataFolder, "postgres");
  const database = await startPortalDatabase({ data: join(dataFolder, "postgres"), logFile, password, port }, (line) =>
    console.error(line),
  );
  try {
    return await work(database.url);
  } finally {
    await database.stop();
  }
}

/**
 * The settings of a command that does what the portal does, with the portal's role: the given ones, or those of what runs
 * from this folder. A portal that runs has the keys that it was started with, also after one was added: what a command
 * notes under another key, it would not find.
 */
export function portalSettings(given: Environment, dataFolder: string): { DATABASE_URL: string; SECRET_KEYS: string } {
  const running = readRunning(dataFolder);
  const isRunning = running !== undefined && isStillRunning(running.up);
  const DATABASE_URL = given.DATABASE_URL || (isRunning ? running.env.DATABASE_URL : undefined);
  if (DATABASE_URL === undefined)
    throw new Error("No database runs from this folder: start `npm run up` first, or set DATABASE_URL.");
  return { DATABASE_URL, SECRET_KEYS: givenKeys(given, dataFolder) ?? readSecrets(dataFolder).secretKeys };
}

/** SECRET_KEYS as they are given, of what runs from this folder, or of the folder; undefined if there are none. */
export function givenKeys(given: Environment, dataFolder: string): string | undefined {
  const running = readRunning(dataFolder);
  const ofRunning = running !== undefined && isStillRunning(running.up) ? running.env.SECRET_KEYS : undefined;
  if (given.SECRET_KEYS || ofRunning) return given.SECRET_KEYS || ofRunning;
  return existsSync(join(dataFolder, "secrets.json")) ? readSecrets(dataFolder).secretKeys : undefined;
}
