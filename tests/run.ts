import { join } from "node:path";
import { buildPortal, generateClient, isClientGenerated, isPortalBuilt } from "#lib/up/build-portal.ts";
import { printProgress } from "#lib/up/progress.ts";
import { definedOnly } from "#lib/up/settings.ts";
import { runChaos } from "./chaos/chaos-step.ts";
import { findOrInstallBrowser } from "./support/browser/browser.ts";
import { runBiome, runPlaywright, runTypes, runVitest, type StepResult } from "./support/test-steps.ts";

// `npm test` runs everything; `npm test -- unit architecture` some of it.
const root = join(import.meta.dirname, "..");
const progress = printProgress();
const steps: Readonly<Record<string, () => Promise<StepResult>>> = {
  build: async () => {
    if (isPortalBuilt()) progress.say("The production build is up to date.");
    else {
      const env = { ...definedOnly(process.env), NODE_ENV: "production" as const };
      await progress.step("Building the portal", () => buildPortal(env));
    }
    return { passed: 1, failed: 0 };
  },
  types: () => runTypes(root),
  lint: () => runBiome(root),
  architecture: () => runVitest(root, "architecture"),
  unit: () => runVitest(root, "unit"),
  integration: () => runVitest(root, "integration"),
  chaos: runChaos,
  e2e: async () => {
    const browser = findOrInstallBrowser(process.env);
    progress.say(`Browser: ${browser}`);
    return runPlaywright(root, browser);
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`No such tests: ${unknown.join(", ")}. There are: ${Object.keys(steps).join(", ")}.`);
  process.exit(2);
}
// The build also writes the types of routes and styles that the type check reads.
const needed = wanted.some((name) => name === "types" || name === "e2e") ? ["build", ...wanted] : wanted;
const chosen = Object.entries(steps).filter(([name]) => wanted.length === 0 || needed.includes(name));

if (!isClientGenerated()) await progress.step("Generating the database client", generateClient);

const rows: { name: string; seconds: number; result: StepResult }[] = [];
for (const [name, run] of chosen) {
  console.log(`\n── ${name} ${"─".repeat(60 - name.length)}`);
  const started = performance.now();
  const result = await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  rows.push({ name, seconds: (performance.now() - started) / 1000, result });
}

console.log(`\n${"".padEnd(16)}${"passed".padStart(8)}${"failed".padStart(8)}${"seconds".padStart(10)}`);
for (const { name, seconds, result } of rows) {
  console.log(
    name.padEnd(16) +
      String(result.passed).padStart(8) +
      String(result.failed).padStart(8) +
      seconds.toFixed(1).padStart(10),
  );
}
const passed = rows.reduce((sum, { result }) => sum + result.passed, 0);
const failed = rows.reduce((sum, { result }) => sum + result.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
