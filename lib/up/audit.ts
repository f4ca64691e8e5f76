import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readEnds, tellEnd } from "#prisma/audit/kept-ends.ts";
import { type ChainFault, verifyChains } from "#prisma/audit/verify-chains.ts";
import { withCommandDatabase } from "./command-database.ts";
import { failCommand } from "./fail-command.ts";
import { givenEnvironment, projectRoot } from "./settings.ts";
import { counted } from "./table-progress.ts";

// Verifies the audit trail: prints the end of each tenant's chain, names what is wrong, and exits with 1 if anything is.
const usage = `Usage: npm run audit [-- KEPT]
KEPT is what an earlier run printed: it finds a trail that was cut at its end or written anew since.`;

const whats: Readonly<Record<ChainFault["what"], string>> = {
  entry_changed: "is not as it was written, or not where",
  time_wrong: "is dated otherwise than when it was put there",
  entry_gone: "is gone",
  link_gone: "is gone, with its link",
  entry_without_link: "was put there past the portal",
  end_moved: "should be the next one: entries after the last are gone, or the end was moved",
  shorter_than_kept: "should be the next one: the chain was longer when its end was kept",
  other_than_kept: "is another one than when the chain's end was kept",
};

try {
  const [path, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || path?.startsWith("-")) throw new Error(usage);
  const kept = path === undefined ? [] : readEnds(readFileSync(path, "utf8"));
  const { chains, faults } = await withCommandDatabase(givenEnvironment(), join(projectRoot, ".data"), true, (url) =>
    verifyChains(url, kept),
  );
  for (const chain of chains) console.log(tellEnd(chain));
  for (const { chain, what, number, entryId } of faults) {
    const tenant = chains.find((one) => one.chain === chain)?.tenant ?? "(no tenant)";
    const named = [number === null ? "an entry" : `entry ${number}`, entryId].filter(Boolean).join(" ");
    console.error(`WRONG in ${chain} ${tenant}: ${named} ${whats[what]}.`);
  }
  const entries = chains.reduce((sum, one) => sum + one.entries, 0);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(`Every chain is whole: ${counted(entries, "entry", "entries")}.`);
} catch (error) {
  failCommand(error);
}
