import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readEnds, tellEnd } from "#prisma/audit/kept-ends.ts";
import { type ReadAnchors, readAnchors } from "#prisma/audit/read-anchors.ts";
import { type ChainFault, verifyChains } from "#prisma/audit/verify-chains.ts";
import { givenKeys, withCommandDatabase } from "./command-database.ts";
import { failCommand } from "./fail-command.ts";
import { givenEnvironment, projectRoot } from "./settings.ts";
import { counted } from "./table-progress.ts";

// Verifies the audit trail: prints the end of each tenant's chain, names what is wrong, and exits with 1 if anything is.
const usage = `Usage: npm run audit [-- KEPT] [-- --anchors FILE]
Both find a trail that was cut at its end or written anew since: FILE is what workers append to (AUDIT_ANCHORS), KEPT what
an earlier run printed.`;

const whats: Readonly<Record<ChainFault["what"], string>> = {
  entry_changed: "is not as it was written, or not where",
  time_wrong: "is dated otherwise than when it was put there",
  entry_gone: "is gone",
  link_gone: "is gone, with its link",
  entry_without_link: "was put there past the portal",
  end_moved: "should be the next one: entries after the last are gone, or the end was moved",
  shorter_than_kept: "should be the next one: the chain was longer",
  other_than_kept: "is another one than",
};

const dataFolder = join(projectRoot, ".data");
const given = givenEnvironment();
try {
  const { values, positionals } = parseArgs({ options: { anchors: { type: "string" } }, allowPositionals: true });
  const [path, ...rest] = positionals;
  if (rest.length > 0) throw new Error(usage);
  const kept = path === undefined ? [] : readEnds(readFileSync(path, "utf8"));
  const anchors = values.anchors === undefined ? null : anchorsIn(values.anchors);
  const { chains, faults } = await withCommandDatabase(given, dataFolder, true, (url) =>
    verifyChains(url, [...kept, ...(anchors?.ends ?? [])]),
  );
  for (const chain of chains) console.log(tellEnd(chain));
  for (const fault of faults) {
    const tenant = chains.find(({ chain }) => chain === fault.chain)?.tenant ?? "(no tenant)";
    console.error(`WRONG in ${fault.chain} ${tenant}: ${tellFault(fault)}`);
  }
  for (const { line, keyId } of anchors?.faults ?? [])
    console.error(
      keyId === null
        ? `WRONG in ${values.anchors}: line ${line} is not as it was signed, or cut.`
        : `WRONG in ${values.anchors}: line ${line} is signed with the key "${keyId}", which SECRET_KEYS lacks.`,
    );
  if (anchors?.last)
    console.log(`Compared with ${counted(anchors.count, "anchor")}, the last of ${anchors.last.toISOString()}.`);
  const entries = chains.reduce((sum, one) => sum + one.entries, 0);
  if (faults.length > 0 || (anchors?.faults.length ?? 0) > 0) process.exitCode = 1;
  else console.log(`Every chain is whole: ${counted(entries, "entry", "entries")}.`);
} catch (error) {
  failCommand(error);
}

function anchorsIn(path: string): ReadAnchors {
  const keys = givenKeys(given, dataFolder);
  if (keys === undefined) throw new Error("Set SECRET_KEYS: the anchors are signed with them.");
  return readAnchors(readFileSync(path, "utf8"), keys);
}

function tellFault({ what, number, entryId, kept, restore }: ChainFault): string {
  const named = [number === null ? "an entry" : `entry ${number}`, entryId].filter(Boolean).join(" ");
  const when =
    kept === undefined
      ? ""
      : kept.at === undefined
        ? " when its end was kept"
        : ` at the anchor of ${kept.at.toISOString()}`;
  const said = `${named} ${whats[what]}${when}.`;
  if (restore === undefined) return said;
  // Whoever rewrote the trail could have written down a restore, too: only a person knows of it.
  return (
    `${said} The database says that it was put back on ${restore.restoredAt.toISOString()} from a backup of ` +
    `${restore.takenAt.toISOString()}: the anchor is newer than that backup, and what was written in between is lost. ` +
    "If nobody put it back then, the trail was changed. If somebody did, take the anchors made between out of the file."
  );
}
