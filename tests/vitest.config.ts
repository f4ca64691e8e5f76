import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { defineConfig } from "vitest/config";
import { isDeep } from "./support/depth.ts";
import { limitMs } from "./support/limit.ts";

const root = dirname(import.meta.dirname);
const warningsAreErrors = "tests/support/warnings/warnings-are-errors.ts";
const notNow = isDeep ? [] : ["**/*.deep.test.{ts,tsx}"];

const common = {
  // Vitest's default leaves one core free, which is half of a machine with two.
  maxWorkers: availableParallelism(),
  testTimeout: limitMs,
  hookTimeout: limitMs,
  // A database with much in it takes a while to shut down.
  teardownTimeout: limitMs,
  // A test that asserts nothing could not fail.
  expect: { requireAssertions: true, poll: { timeout: limitMs, interval: 50 } },
  // So that a failed test can be named by its line.
  includeTaskLocation: true,
};

const integration = {
  ...common,
  globalSetup: ["tests/support/database/integration-server.ts"],
  setupFiles: [
    // Before pg is loaded, which looks up once how it warns.
    "tests/support/warnings/report-warnings.mjs",
    "tests/support/leave-nothing-behind.ts",
    "tests/support/database/integration-database.ts",
    warningsAreErrors,
  ],
  // Files set their environment and with it their database, which threads would share.
  pool: "forks" as const,
  isolate: false,
  // What a file has V8 optimise ends with it, and much dies young: a tenth of the processor's time.
  execArgv: isDeep ? [] : ["--no-opt", "--max-semi-space-size=64"],
  // The test server has connections for 8 files at once.
  maxWorkers: Math.min(availableParallelism(), 8),
  sequence: { groupOrder: 1 },
};

export default defineConfig({
  root,
  test: {
    projects: [
      { root, test: { ...common, name: "architecture", include: ["tests/architecture/**/*.test.ts"] } },
      {
        root,
        test: {
          ...common,
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          exclude: notNow,
          // A process per file would load the same modules 180 times: a quarter of the whole time.
          isolate: false,
          setupFiles: ["tests/support/leave-nothing-behind.ts", warningsAreErrors],
        },
      },
      {
        root,
        test: { ...integration, name: "integration", include: ["tests/integration/**/*.test.ts"], exclude: notNow },
      },
      // Each is a command as a person gives it.
      { root, test: { ...integration, name: "commands", include: ["tests/commands/**/*.test.ts"] } },
    ],
  },
});
