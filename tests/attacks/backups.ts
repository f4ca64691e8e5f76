import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { manifestName } from "#prisma/backup/manifest.ts";
import { ask } from "#tests/support/backup/ask.ts";
import { forgeAdmin, readTable } from "#tests/support/backup/forged-backup.ts";
import { ownKey, strangeKey } from "#tests/support/backup/own-key.ts";
import { runCommand } from "#tests/support/backup/run-command.ts";
import type { Attack, Target } from "./attack.ts";

/** What somebody does with the files of a backup who has none of the keys. */
export const backupAttacks: readonly Attack[] = [
  {
    tried: "backup: searched for the people in it",
    expected: "nobody is found",
    play: (target) =>
      withBackup(target, async (folder) => {
        const words = ["User", "Tenant", "Record"].map((table) => readTable(folder, table, ownKey()));
        const people = (await Promise.all(words)).flat().flatMap((line) => line.match(/[\w.@-]{8,}/g) ?? []);
        if (people.length < 10) return `only ${people.length} words to search for`;
        // The manifest names columns, which are words of rows too.
        const files = readdirSync(folder)
          .filter((file) => file !== manifestName)
          .map((file) => readFileSync(join(folder, file), "latin1"));
        const found = people.filter((person) => files.some((file) => file.includes(person)));
        return found.length === 0 ? "nobody is found" : `${found.length} words of ${people.length} are found`;
      }),
  },
  {
    tried: "backup: a row of an admin added, every sum and the seal written anew with another key",
    expected: "refused, the portal's admins as before",
    play: (target) =>
      withBackup(target, async (folder) => {
        const admins = () => ask(target.ownerUrl, `SELECT id FROM "User" WHERE role = 'admin' ORDER BY id`);
        const before = await admins();
        const key = ownKey();
        const forged = await forgeAdmin(folder, { opens: key, seals: strangeKey(key.id), encrypts: key });
        const { code, err } = await runCommand("restore", target.ownerUrl, [forged, "--replace"], target.env);
        const isRefused = code === 1 && err.includes("it is not what the key");
        const isSame = JSON.stringify(await admins()) === JSON.stringify(before);
        return `${isRefused ? "refused" : err || "restored"}, the portal's admins ${isSame ? "as before" : "others"}`;
      }),
  },
];

/** Has a backup of the portal in a folder that goes afterwards. */
async function withBackup(target: Target, work: (folder: string) => Promise<string>): Promise<string> {
  const parent = mkdtempSync(join(tmpdir(), "portal-stolen-"));
  try {
    const folder = join(parent, "backup");
    const { code, err } = await runCommand("backup", target.ownerUrl, [folder], target.env);
    return code === 0 ? await work(folder) : err;
  } finally {
    rmSync(parent, { recursive: true });
  }
}
