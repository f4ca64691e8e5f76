import { parseArgs } from "node:util";
import { generateClient, isClientGenerated } from "#lib/up/build-portal.ts";
import { killWorkers } from "#tests/support/runs/worker-process.ts";
import { openArena } from "./arena.ts";
import { CleanUp } from "./clean-up.ts";
import { isSound, reportLines } from "./report.ts";

// `npm run chaos -- --seed N --minutes M`: every scenario again and again, grown, until the minutes are over. Without minutes each of
// them once and small, as `npm test` does. Scenarios that wait for real (maintenance of twenty minutes) are played when the minutes
// suffice, or when they are named.
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    minutes: { type: "string", default: "0" },
    only: { type: "string", default: "" },
  },
});
const [seed, minutes] = [Number(values.seed), Number(values.minutes)];
if (!Number.isSafeInteger(seed) || !(minutes >= 0)) {
  console.error("Usage: npm run chaos -- [--seed N] [--minutes M] [--only PART_OF_A_NAME]");
  process.exit(2);
}

const cleanUp = new CleanUp();
cleanUp.add(killWorkers);
const opening = openArena(cleanUp);
let interrupting: Promise<void> | undefined;

/** Databases, CRMs and portals are in process groups of their own, so that a Ctrl-C in the terminal does not reach them. */
async function interrupt(): Promise<void> {
  // What is being started now can be ended once it is there.
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
// As a step of `npm test` it has a parent, without which nobody would read what it says.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) interrupting ??= interrupt();
}, 1_000).unref();

try {
  // Loaded when its database client is sure to be there: on a fresh checkout it is generated first.
  if (!isClientGenerated()) await generateClient();
  const { playAll } = await import("./play.ts");
  const result = await playAll(await opening, { seed, minutes, only: values.only });
  console.log(`\n${reportLines(seed, result).join("\n")}`);
  process.exitCode = isSound(result) ? 0 : 1;
  process.send?.({ passed: result.passed, failed: result.failed });
} catch (error) {
  if (interrupting === undefined) {
    console.error(error);
    process.exitCode = 1;
  }
} finally {
  // An interrupted scenario fails, and the end it has come to is the other one.
  await (interrupting ?? cleanUp.run());
}
process.disconnect?.();
