import { join, resolve } from "node:path";
import { writeBackup } from "#prisma/backup/write-backup.ts";
import { withCommandDatabase } from "./command-database.ts";
import { failCommand } from "./fail-command.ts";
import { givenEnvironment, projectRoot } from "./settings.ts";
import { counted, printTables, size } from "./table-progress.ts";

// `npm run backup [-- FOLDER]` writes a backup of the portal's database, while the portal may go on.
const dataFolder = join(projectRoot, ".data");
const [given, ...rest] = process.argv.slice(2);
try {
  if (rest.length > 0 || given?.startsWith("-")) throw new Error("Usage: npm run backup [-- FOLDER]");
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "");
  const folder = resolve(given ?? join(dataFolder, "backups", `portal-${stamp}Z`));
  const { tables, keys } = await withCommandDatabase(givenEnvironment(), dataFolder, true, (url) =>
    writeBackup(url, folder, printTables("Saving")),
  );
  const [rows, bytes] = (["rows", "bytes"] as const).map((of) => tables.reduce((sum, table) => sum + table[of], 0));
  console.log(`${folder}\n${counted(tables.length, "table")}, ${counted(rows ?? 0, "row")}, ${size(bytes ?? 0)}.`);
  console.log("It has personal data of debtors: keep it where only those may read it who may see them.");
  if (keys.length > 0)
    console.log(
      `The CRM's tokens in it are sealed. To open them a restore needs SECRET_KEYS with: ${keys.map(({ keyId }) => keyId).join(", ")}. ` +
        "The keys are not in the backup. Keep them, but keep them apart from it.",
    );
} catch (error) {
  failCommand(error);
}
