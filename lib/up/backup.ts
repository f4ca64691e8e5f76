import { join, resolve } from "node:path";
import { findWrongKeys, readKeys } from "#prisma/backup/given-keys.ts";
import { writeBackup } from "#prisma/backup/write-backup.ts";
import { givenKeys, withCommandDatabase } from "./command-database.ts";
import { failCommand } from "./fail-command.ts";
import { givenEnvironment, projectRoot } from "./settings.ts";
import { counted, printTables, size } from "./table-progress.ts";

// `npm run backup [-- FOLDER]` writes a backup of the portal's database, while the portal may go on.
const dataFolder = join(projectRoot, ".data");
const given = givenEnvironment();
const [name, ...rest] = process.argv.slice(2);
try {
  if (rest.length > 0 || name?.startsWith("-")) throw new Error("Usage: npm run backup [-- FOLDER]");
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(":", "");
  const folder = resolve(name ?? join(dataFolder, "backups", `portal-${stamp}Z`));
  const { tables, keys, sealedWith } = await withCommandDatabase(given, dataFolder, true, async (url) => {
    const secrets = givenKeys(given, dataFolder);
    const [key] = secrets === undefined ? [] : readKeys(secrets);
    if (key === undefined) throw new Error("Set SECRET_KEYS: the backup is sealed with the first of them.");
    if ((await findWrongKeys(url, [key])).length > 0)
      throw new Error(
        `SECRET_KEYS has another key "${key.id}" than the portal: nobody could open the backup with the portal's.`,
      );
    return { ...(await writeBackup(url, folder, key, printTables("Saving"))), sealedWith: key.id };
  });
  const [rows, bytes] = (["rows", "bytes"] as const).map((of) => tables.reduce((sum, table) => sum + table[of], 0));
  console.log(`${folder}\n${counted(tables.length, "table")}, ${counted(rows ?? 0, "row")}, ${size(bytes ?? 0)}.`);
  const needed = new Set([sealedWith, ...keys.map(({ keyId }) => keyId)]);
  console.log(
    `It is encrypted and sealed with the key "${sealedWith}". A restore needs SECRET_KEYS with: ${[...needed].join(", ")}. The keys are ` +
      "not in the backup. Keep them, but keep them apart from it: without them nobody can read it, with them everybody.",
  );
} catch (error) {
  failCommand(error);
}
