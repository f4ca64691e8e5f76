import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { drillRestore } from "#prisma/backup/drill-restore.ts";
import { findWrongKeys, readKeys } from "#prisma/backup/given-keys.ts";
import { readBackup } from "#prisma/backup/read-backup.ts";
import { doubtRestoredAt, type Restored, restoreBackup } from "#prisma/backup/restore-backup.ts";
import { givenKeys, withCommandDatabase } from "./command-database.ts";
import { failCommand } from "./fail-command.ts";
import { givenEnvironment, projectRoot } from "./settings.ts";
import { counted, printTables, spoken } from "./table-progress.ts";

// `npm run restore -- FOLDER` puts a backup into an empty database. After a restore by other means (pg_dump, a base
// backup, a copy of a disk) `npm run restore -- --doubt` says of the database what the first says of its own.
const usage = `Usage: npm run restore -- FOLDER [--replace | --drill]
       npm run restore -- --doubt [--taken-at 2026-05-12T10:00:00Z]`;

const dataFolder = join(projectRoot, ".data");
const given = givenEnvironment();
try {
  const { values, positionals } = parseArgs({
    options: {
      replace: { type: "boolean" },
      drill: { type: "boolean" },
      doubt: { type: "boolean" },
      "taken-at": { type: "string" },
    },
    allowPositionals: true,
  });
  const { replace = false, drill: isDrill = false, doubt: isDoubt = false, "taken-at": takenAt } = values;
  const [folder, ...rest] = positionals;
  if (
    rest.length > 0 ||
    (isDoubt ? folder !== undefined || replace || isDrill : takenAt !== undefined) ||
    (replace && isDrill)
  )
    throw new Error(usage);
  if (isDoubt) await doubt(takenAt);
  else if (folder === undefined) throw new Error(usage);
  else if (isDrill) await drill(resolve(folder));
  else await restore(resolve(folder), replace);
} catch (error) {
  failCommand(error);
}

/** The backup of a folder, whole, and the keys that may open what is sealed in it. */
async function open(folder: string) {
  const secrets = givenKeys(given, dataFolder);
  if (secrets === undefined) throw new Error("Set SECRET_KEYS: a backup is sealed with one of them.");
  const keys = readKeys(secrets);
  const backup = await readBackup(folder, keys, printTables("Checking"));
  console.log(
    `The backup of ${backup.manifest.takenAt} is whole, ${spoken(Date.now() - Date.parse(backup.manifest.takenAt))} old.`,
  );
  return { backup, keys };
}

async function drill(folder: string): Promise<void> {
  const { backup } = await open(folder);
  const { ms, faults } = await withCommandDatabase(given, dataFolder, true, (url) =>
    drillRestore(url, backup, printTables("Loading")),
  );
  const { tables } = backup.manifest;
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  console.log(
    `Restored into a database of its own in ${spoken(ms)}: ${counted(tables.length, "table")}, ${counted(rows, "row")}, every one as ` +
      "the backup has it. That database is deleted again.",
  );
  if (faults > 0)
    throw new Error(
      `${counted(faults, "chain")} of the audit trail in it ${faults === 1 ? "is" : "are"} not whole: npm run audit says where.`,
    );
  console.log("Its audit trail is whole.");
}

async function restore(folder: string, isReplacing: boolean): Promise<void> {
  const { backup, keys } = await open(folder);
  const { restored, wrong } = await withCommandDatabase(given, dataFolder, false, async (url) => {
    const restored = await restoreBackup(url, backup, {
      isReplacing,
      isCompared: false,
      progress: printTables("Loading"),
    });
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
  const missing = backup.manifest.keys
    .map(({ keyId }) => keyId)
    .filter((keyId) => keys.every(({ id }) => id !== keyId));
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
