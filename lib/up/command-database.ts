import { existsSync } from "node:fs";
import { join } from "node:path";
import { startPortalDatabase } from "./portal-database.ts";
import { isStillRunning, readRunning } from "./running-file.ts";
import { type Environment, readSecrets } from "./settings.ts";

/**
 * Runs `work` on the database that a command is about, with the address of who owns its tables: the one of DATABASE_URL,
 * of what runs from this folder, or the folder's own PostgreSQL, which is started for it. `mayRun`: whether the portal
 * may be running meanwhile.
 */
export async function withCommandDatabase<T>(
  given: Environment,
  dataFolder: string,
  mayRun: boolean,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const { DATABASE_URL = "" } = given;
  if (DATABASE_URL !== "") return work(DATABASE_URL);
  const running = readRunning(dataFolder);
  if (running !== undefined && isStillRunning(running.up)) {
    if (!mayRun) throw new Error("The portal runs from this folder: stop `npm run up` first.");
    const url = running.env.DATABASE_URL;
    if (url !== undefined) return work(url);
  }
  if (mayRun && !existsSync(join(dataFolder, "secrets.json")))
    throw new Error("There is no portal in this folder: set DATABASE_URL, or start `npm run up` first.");
  const { databasePassword: password, databasePort: port } = readSecrets(dataFolder);
  const log = join(dataFolder, "logs", "postgres.log");
  const database = await startPortalDatabase(
    { data: join(dataFolder, "postgres"), logFile: log, password, port },
    (line) => console.error(line),
  );
  try {
    return await work(database.url);
  } finally {
    await database.stop();
  }
}
