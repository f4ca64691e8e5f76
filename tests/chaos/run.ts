import { parseArgs } from "node:util";
import { generateClient, isClientGenerated } from "#lib/up/build-portal.ts";
import type { Counts } from "#tests/support/running/run-counted.ts";
import { onParentGone } from "#tests/support/running/runners.ts";
import { killWorkers } from "#tests/support/runs/worker-process.ts";
import { refuseWarnings, warningsFile } from "#tests/support/warnings/reported-warnings.ts";
import "#tests/support/warnings/report-warnings.mjs";
import { openArena } from "./arena.ts";
import { CleanUp } from "./clean-up.ts";
import { addResults, isSound, noResult, reportLines } from "./report.ts";

// `npm run chaos -- --seed N --minutes M` repeats every scenario, enlarged, until the minutes are over,
// from the round `--round R` on.
// Without minutes it plays each once and small; with --quick only those whose point no other quick test guards, as
// `npm test` does. Scenarios that wait in real time (a maintenance of twenty minutes) are played if the minutes
// suffice or if they are named.
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    minutes: { type: "string", default: "0" },
    round: { type: "string", default: "0" },
    quick: { type: "boolean", default: false },
    only: { type: "string", default: "" },
  },
});
const [seed, minutes, firstRound] = [Number(values.seed), Number(values.minutes), Number(values.round)];
const isRound = Number.isSafeInteger(firstRound) && firstRound >= 0;
if (!Number.isSafeInteger(seed) || !(minutes >= 0) || !isRound || (values.quick && minutes > 0)) {
  console.error("Usage: npm run chaos -- [--seed N] [--minutes M | --quick] [--round R] [--only PART_OF_A_NAME]");
  process.exit(2);
}

// A warning of any of the run's processes fails the scenario in which it comes.
const warnings = warningsFile();
Object.assign(process.env, warnings.env);
const cleanUp = new CleanUp();
cleanUp.add(warnings.discard);
cleanUp.add(killWorkers);
const opening = openArena(cleanUp);
let interrupting: Promise<void> | undefined;

/**
 * Ends everything. Databases, CRMs and portals are in their own process groups, so Ctrl-C in the terminal
 * does not reach them.
 */
async function interrupt(): Promise<void> {
  // Whatever is being started can only be ended once it is there.
  await opening.catch(() => undefined);
  await cleanUp.run();
  killWorkers();
  process.exit(130);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    interrupting ??= interrupt();
  });
}
const forgetParent = onParentGone(() => {
  interrupting ??= interrupt();
});

let result = noResult;
try {
  // Imported only once the Prisma client exists: on a fresh checkout it is generated first.
  if (!isClientGenerated()) await generateClient();
  const { playAll } = await import("./play.ts");
  const options = { seed, minutes, firstRound, isQuick: values.quick, only: values.only };
  for await (const one of playAll(await opening, options)) result = addResults(result, one);
  console.log(`\n${reportLines(seed, result).join("\n")}`);
  refuseWarnings();
  process.exitCode = isSound(result) ? 0 : 1;
} catch (error) {
  if (interrupting === undefined) {
    console.error(error);
    process.exitCode = 1;
  }
} finally {
  // What was found is told whatever came after it.
  if (process.connected) process.send?.({ passed: result.passed, failed: [...result.failed] } satisfies Counts);
  // After an interrupt a scenario fails and `interrupt` is already cleaning up: wait for that instead.
  await (interrupting ?? cleanUp.run());
}
forgetParent();
process.disconnect?.();
