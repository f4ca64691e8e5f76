import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import base from "../../../playwright.config.ts";

// The settings of playwright.config.ts, and with REACHED_FILE a trace of every test that has what its pages say on
// their consoles, but no pictures.
const root = join(import.meta.dirname, "../../..");
const isReach = process.env.REACHED_FILE !== undefined;

export default defineConfig({
  ...base,
  testDir: join(root, "tests/e2e"),
  outputDir: join(root, "test-results/browser"),
  globalSetup: join(root, "tests/support/browser/browser-stack.ts"),
  use: {
    ...base.use,
    screenshot: "off",
    trace: isReach ? { mode: "on", screenshots: false, snapshots: false, sources: false } : "off",
  },
});
