import { parseArgs } from "node:util";
import { generateClient, isClientGenerated } from "#lib/up/build-portal.ts";
import { definedOnly } from "#lib/up/settings.ts";
import { startLyingProvider } from "#tests/support/people/lying-provider.ts";
import type { Counts, FailedOne } from "#tests/support/running/run-counted.ts";
import { onParentGone } from "#tests/support/running/runners.ts";
import { startTestStack } from "#tests/support/runs/processes.ts";
import { attackedWith } from "./attack.ts";

// `npm run attacks` starts a portal, tries each attack on it and prints what was expected and what came of it; 1 if one
// got through. `--only WORDS` tries those that have these words.
const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });

if (!isClientGenerated()) await generateClient();
const provider = await startLyingProvider();
const stack = await startTestStack({ given: { ...provider.settings, ...attackedWith } });
const target = {
  ...stack,
  provider,
  stop: async () => {
    await stack.stop();
    await provider.stop();
  },
};
// The use cases of this process work on its database.
const { NODE_ENV: _, ...settings } = definedOnly(target.env);
Object.assign(process.env, settings, { DATABASE_OWNER_URL: target.ownerUrl });
const interrupt = () => void target.stop().finally(() => process.exit(130));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
const forgetParent = onParentGone(interrupt);

let passed = 0;
const failed: FailedOne[] = [];
try {
  // Imported once the settings are there and the Prisma client exists.
  const { allAttacks } = await import("./all-attacks.ts");
  const { closeAll } = await import("#tests/support/database/close-all.ts");
  console.log("| | attack | expected | got |\n| --- | --- | --- | --- |");
  for (const [at, { tried, expected, play }] of allAttacks.entries()) {
    if (!tried.includes(values.only)) continue;
    const got = await play(target).catch((error: unknown) => `throws ${error instanceof Error ? error.stack : error}`);
    const has = got === expected;
    console.log(`| ${at + 1}${has ? "" : " **through**"} | ${tried} | ${expected} | ${got} |`);
    if (has) passed++;
    else
      failed.push({
        name: tried,
        text: `expected ${expected}, got ${got}`,
        again: `npm run attacks -- --only "${tried}"`,
      });
  }
  console.log(`\n${passed} held, ${failed.length} got through`);
  process.exitCode = failed.length === 0 && passed > 0 ? 0 : 1;
  await closeAll();
} finally {
  // What was found is told whatever came after it.
  process.send?.({ passed, failed } satisfies Counts);
  await target.stop();
}
forgetParent();
process.disconnect?.();
