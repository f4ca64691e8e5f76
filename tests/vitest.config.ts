import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;
const cores = availableParallelism();

export default defineConfig({
  root,
  test: {
    // Vitest's default leaves one core free, which is half of a machine with two.
    projects: [
      { root, test: { name: "architecture", include: ["tests/architecture/**/*.test.ts"], maxWorkers: cores } },
      {
        root,
        test: {
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          // A process per file would load the same modules 180 times: a quarter of the whole time.
          isolate: false,
          setupFiles: ["tests/support/leave-nothing-behind.ts"],
          maxWorkers: cores,
          // Tests that promise a time set their own limit; a property test of some seconds may take many on a
          // busy machine.
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
          // One process per file, because each file sets its own environment and with it its own database.
          pool: "forks",
          // The test server has connections for 8 files at once.
          maxWorkers: Math.min(cores, 8),
          sequence: { groupOrder: 1 },
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
