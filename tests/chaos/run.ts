import { parseArgs } from "node:util";
import { killWorkers } from "#tests/support/worker-process.ts";
import { openArena } from "./arena.ts";
import { playAll, type Result } from "./play.ts";

// `npm run chaos -- --seed N --minutes M`: every scenario again and again, grown, until the minutes are over. Without minutes each of
// them once and small, as `npm test` does.
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

const arena = await openArena();
// The database is in a process group of its own: a Ctrl-C in the terminal does not reach it.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    killWorkers();
    void arena.close().finally(() => process.exit(130));
  });
}
let result: Result;
try {
  result = await playAll(arena, { seed, minutes, only: values.only });
} finally {
  await arena.close();
}
const { faults, passed, failed, reckoning } = result;
const { debtors, lost, doubled, wronglyAccepted } = reckoning;
console.log(`\nseed ${seed}: ${passed} scenarios held, ${failed} did not`);
console.log(`faults injected   ${faults}`);
console.log(`debtors           ${debtors}`);
console.log(`lost              ${lost}`);
console.log(`doubled           ${doubled}`);
console.log(`wrongly accepted  ${wronglyAccepted}`);
process.exitCode = passed > 0 && failed + lost + doubled + wronglyAccepted === 0 ? 0 : 1;
// As a step of `npm test` it has a parent to tell.
process.send?.({ passed, failed });
process.disconnect?.();
