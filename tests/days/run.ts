import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { generateClient, isClientGenerated } from "#lib/up/build-portal.ts";
import type { Counts, FailedOne } from "#tests/support/running/run-counted.ts";
import { onParentGone } from "#tests/support/running/runners.ts";
import { Arena } from "./arena.ts";
import { Coverage } from "./coverage.ts";
import { type History, makeHistory } from "./history.ts";

// `npm run days -- --seed N` plays random histories of two tenants against a CRM that keeps a ledger, and compares what
// the portal says with it. One history is played, or with `--histories` several, of the next seeds; with `--seconds` as many
// as are begun within them. A difference is printed with the shortest history that shows it, which `--play FILE` plays again.
// `--shrink S` looks so long for it, 0 not at all.
// `--trace` prints each move, and
// `--coverage` how often each act met an upload in each state.
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    days: { type: "string", default: "3" },
    portfolios: { type: "string", default: "2" },
    debtors: { type: "string", default: "30" },
    histories: { type: "string", default: "1" },
    seconds: { type: "string", default: "0" },
    shrink: { type: "string" },
    play: { type: "string" },
    coverage: { type: "boolean", default: false },
    trace: { type: "boolean", default: false },
  },
});
const { seed: from, histories: least } = values;
// Of a history that is played again the difference is known.
const shrink = values.shrink ?? (values.play === undefined ? "120" : "0");
const numbers = [from, values.days, values.portfolios, values.debtors, least, values.seconds, shrink].map(Number);
if (!numbers.every((number) => Number.isSafeInteger(number) && number >= 0)) {
  console.error(
    "Usage: npm run days -- [--seed N] [--days D] [--portfolios P] [--debtors M] [--histories H] [--seconds S] [--shrink S] [--play FILE] [--trace] [--coverage]",
  );
  process.exit(2);
}
const [seed = 1, days = 3, portfolios = 2, debtors = 30, histories = 1, seconds = 0, shrinkSeconds = 120] = numbers;
/** In three histories of 25 days (decision 77). */
const oftenMet = 20;
const folder = join(import.meta.dirname, "../../.data/days");

if (!isClientGenerated()) await generateClient();
const arena = await Arena.open();
const interrupt = () => process.exit(130);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
const forgetParent = onParentGone(interrupt);
// Imported once the settings are there and the Prisma client exists.
const { playHistory } = await import("./play-history.ts");
const { shrinkHistory } = await import("./shrink-history.ts");
const coverage = new Coverage();
let passed = 0;
const failed: FailedOne[] = [];

try {
  if (values.play !== undefined) await playOne(JSON.parse(readFileSync(values.play, "utf8")) as History, "played");
  else {
    const until = performance.now() + seconds * 1_000;
    for (let at = seed; at < seed + histories || performance.now() < until; at++)
      await playOne(makeHistory(at, { days, portfolios, debtors }), `seed ${at}`);
  }
  if (values.coverage) {
    console.log(`\n${coverage.table().join("\n")}`);
    const rare = coverage.rare(oftenMet);
    if (rare.length > 0) console.log(`Less often than ${oftenMet} times: ${rare.join(", ")}`);
  }
  console.log(`${passed} histories held, ${failed.length} did not`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} finally {
  // What was found is told whatever came after it.
  process.send?.({ passed, failed } satisfies Counts);
  await arena.close();
}
forgetParent();
process.disconnect?.();

async function playOne(history: History, name: string): Promise<boolean> {
  const started = performance.now();
  const trace = values.trace ? console.log : undefined;
  const isShort = values.play !== undefined && shrinkSeconds === 0;
  const path = isShort ? String(values.play) : join(folder, `${name.replace(" ", "-")}.json`);
  const again = `npm run days -- --play ${path}`;
  const keep = (kept: History) => {
    if (isShort) return;
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `${JSON.stringify(kept, null, 1)}\n`);
  };
  const { differences, moves, calls } = await playHistory(arena, history, coverage, trace);
  const took = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(
    `${differences.length === 0 ? "ok    " : "DIFFERS"} ${took.padStart(6)} s  ${name}: ${moves} moves, ${calls} calls`,
  );
  if (differences.length === 0) {
    passed++;
    return true;
  }
  const [first] = differences;
  const text = differences
    .slice(0, 5)
    .map((difference) => `${difference.rule}: ${difference.text}`)
    .join("\n");
  console.log(text.replaceAll(/^/gm, "  "));
  const cut = { ...history, moves: history.moves.slice(0, moves) };
  // Before it is named: it may never get shorter.
  keep(cut);
  failed.push({ name, text, again });
  if (first === undefined || isShort) return false;
  const until = performance.now() + shrinkSeconds * 1_000;
  const unplayable = new Set<string>();
  const shows = async (tried: History) => {
    try {
      return (await playHistory(arena, tried, new Coverage())).differences.some(({ rule }) => rule === first.rule);
    } catch (error) {
      unplayable.add(String(error));
      return false;
    }
  };
  const shortest = await shrinkHistory(cut, shows, () => performance.now() > until);
  for (const error of unplayable) console.log(`  A shorter history could not be played: ${error}`);
  keep(shortest);
  console.log(
    `  ${shortest.moves.length} of ${moves} moves show it: ${shortest.moves.map(({ act }) => act).join(", ")}`,
  );
  console.log(`  Again: ${again}`);
  return false;
}
