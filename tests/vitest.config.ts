import { defineConfig } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;

export default defineConfig({
  root,
  test: {
    projects: [
      { root, test: { name: "architecture", include: ["tests/architecture/**/*.test.ts"] } },
      { root, test: { name: "unit", include: ["tests/unit/**/*.test.{ts,tsx}"] } },
      {
        root,
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.ts"],
          globalSetup: ["tests/support/database/integration-server.ts"],
          setupFiles: ["tests/support/database/integration-database.ts"],
          // A process for each file: the environment, and so the database, is the file's own.
          pool: "forks",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
