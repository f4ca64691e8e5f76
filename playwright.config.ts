import { defineConfig, devices } from "@playwright/test";
import { browserOptions } from "./tests/support/browser/browser.ts";
import { isDeep } from "./tests/support/depth.ts";

export default defineConfig({
  testDir: "tests/e2e",
  outputDir: "test-results/browser",
  globalSetup: "./tests/support/browser/browser-stack.ts",
  fullyParallel: false,
  // Each with a portal, worker, sandbox and database of its own. Half of the time a test waits, so two cores carry two.
  workers: 2,
  forbidOnly: process.env.CI !== undefined,
  ...(isDeep ? {} : { grepInvert: /@deep/ }),
  // Limits for what never comes, on the slowest machine: no test has one of its own.
  timeout: 600_000,
  expect: { timeout: 120_000, toPass: { timeout: 120_000 } },
  reporter: "list",
  use: {
    actionTimeout: 120_000,
    navigationTimeout: 120_000,
    locale: "es-CO",
    timezoneId: "America/Bogota",
    // Nothing moves: fades and slides cost time and processor in every test.
    contextOptions: { reducedMotion: "reduce" },
    // One browser context for test after test, emptied in between: the portal's scripts need not be compiled anew.
    reuseContext: true,
    screenshot: "only-on-failure",
    // A trace costs every test processor time: ask for one with `--trace retain-on-failure`.
    trace: "off",
    launchOptions: browserOptions(process.env),
  },
  projects: [
    {
      name: "desktop",
      testIgnore: "**/phone*.spec.ts",
      use: { ...devices["Desktop Chrome"], viewport: { width: 1440, height: 900 } },
    },
    {
      name: "phone",
      testMatch: "**/phone*.spec.ts",
      use: { ...devices["Desktop Chrome"], viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
});
