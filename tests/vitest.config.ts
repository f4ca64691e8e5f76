import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;
const cores = availableParallelism();

export default defineConfig({
  root,
  test: {
    // By itself Vitest leaves one core free, which of two is half of the machine.
    projects: [
      { root, test: { name: "architecture", include: ["tests/architecture/**/*.test.ts"], maxWorkers: cores } },
      {
        root,
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          maxWorkers: cores,
          // A test that promises a time names it; a property of some seconds may take many on a busy machine.
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        root,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/database/integration-server.ts"],
          setupFiles: ["tests/support/database/integration-database.ts"],
          // A process for each file: the environment, and so the database, is the file's own.
          pool: "forks",
          // The test server has connections for so many files at once.
          maxWorkers: Math.min(cores, 8),
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
