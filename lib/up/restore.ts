import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findWrongKeys } from "#prisma/backup/find-wrong-keys.ts";
import { readBackup } from "#prisma/backup/read-backup.ts";
import { doubtRestoredAt, type Restored, restoreBackup } from "#prisma/backup/restore-backup.ts";
import { withCommandDatabase } from "./command-database.ts";
import { failCommand } from "./fail-command.ts";
import { readKeyIds } from "./secret-keys.ts";
import { givenEnvironment, projectRoot, readSecrets } from "./settings.ts";
import { counted, printTables } from "./table-progress.ts";

// `npm run restore -- FOLDER` puts a backup into an empty database. After a restore by other means (pg_dump, a base
// backup, a copy of a disk) `npm run restore -- --doubt` says of the database what the first says of its own.
const usage = `Usage: npm run restore -- FOLDER [--replace]
       npm run restore -- --doubt [--taken-at 2026-05-12T10:00:00Z]`;

const dataFolder = join(projectRoot, ".data");
const given = givenEnvironment();
try {
  const { values, positionals } = parseArgs({
    options: { replace: { type: "boolean" }, doubt: { type: "boolean" }, "taken-at": { type: "string" } },
    allowPositionals: true,
  });
  const [folder, ...rest] = positionals;
  if (values.doubt === true && folder === undefined) await doubt(values["taken-at"]);
  else if (values.doubt !== true && folder !== undefined && rest.length === 0 && values["taken-at"] === undefined)
    await restore(resolve(folder), values.replace === true);
  else throw new Error(usage);
} catch (error) {
  failCommand(error);
}

async function restore(folder: string, isReplacing: boolean): Promise<void> {
  const backup = await readBackup(folder, printTables("Checking"));
  console.log(`The backup of ${backup.manifest.takenAt} is whole.`);
  const keys = given.SECRET_KEYS || readSecrets(dataFolder).secretKeys;
  const { restored, wrong } = await withCommandDatabase(given, dataFolder, false, async (url) => {
    const restored = await restoreBackup(url, backup, { isReplacing, progress: printTables("Loading") });
    return { restored, wrong: restored.kind === "restored" ? await findWrongKeys(url, keys) : [] };
  });
  if (restored.kind === "occupied") {
    const { tenants, users, uploads, debtors } = restored;
    throw new Error(
      `Nothing was changed: this database has a portal with ${counted(tenants, "operation")}, ${counted(users, "user")}, ` +
        `${counted(uploads, "upload")} and ${counted(debtors, "debtor")} in them. With --replace all of that is deleted for good.`,
    );
  }
  console.log("The database is as it was then. Everybody signs in again.");
  tell(restored);
  const known = readKeyIds(keys);
  const missing = backup.manifest.keys.filter(({ keyId }) => !known.includes(keyId)).map(({ keyId }) => keyId);
  if (missing.length > 0)
    console.log(`SECRET_KEYS lacks ${missing.join(", ")}: until it is there nobody can open tokens sealed with it.`);
  for (const name of wrong)
    console.log(`SECRET_KEYS has another key "${name}" than the portal of the backup had: no portal starts with it.`);
}

async function doubt(takenAt: string | undefined): Promise<void> {
  const time = takenAt === undefined ? null : new Date(takenAt);
  if (time !== null && Number.isNaN(time.getTime())) throw new Error(usage);
  tell(await withCommandDatabase(given, dataFolder, false, (url) => doubtRestoredAt(url, time)));
}

function tell({
  takenAt,
  uploads,
  debtors,
}: Pick<Extract<Restored, { kind: "restored" }>, "takenAt" | "uploads" | "debtors">) {
  console.log(
    (debtors === 0
      ? ""
      : `${counted(debtors, "debtor")} of ${counted(uploads, "upload")} may have been sent since: unconfirmed now, and the runs ` +
        "paused. Resume each run, which sends nothing, and look them up in the CRM.\n") +
      `What was confirmed after ${takenAt.toISOString()} is not known here. Pages say so until an admin has reviewed it.`,
  );
}
