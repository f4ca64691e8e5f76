import { type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from "@playwright/test";
import { isDeep } from "../depth.ts";
import { sandboxControl } from "../wolkvox-sandbox/control.ts";
import { settingsSchema } from "../wolkvox-sandbox/settings.ts";
import "../warnings/report-warnings.mjs";
import { refuseWarnings } from "../warnings/reported-warnings.ts";
import { browserStack } from "./browser-stack.ts";
import { noteHearing } from "./heard-keys.ts";

export type Elsewhere = (options?: BrowserContextOptions) => Promise<Page>;

/**
 * Playwright's test with the running stack as base URL; a warning or an uncaught error, in a page or in a process
 * of the stack, fails its test.
 */
export const test = base.extend<{
  complaints: string[];
  quietConsole: undefined;
  /** A page in a browser context of its own, as of another person. */
  elsewhere: Elsewhere;
  cleanCrm: undefined;
  allowedErrors: RegExp[];
}>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright finds a function's fixtures by its destructuring pattern.
  baseURL: async ({}, use) => use(browserStack().url),
  // A test of a refusal may allow the browser's own message about the status (`test.use({ allowedErrors:
  // [/401/] })`).
  allowedErrors: [[], { option: true }],
  complaints: async ({ allowedErrors }, use) => {
    const complaints: string[] = [];
    await use(complaints);
    expect(complaints.filter((text) => !allowedErrors.some((allowed) => allowed.test(text)))).toEqual([]);
  },
  quietConsole: [
    async ({ context, complaints }, use) => {
      await context.addInitScript(noteHearing);
      if (isDeep) await context.addInitScript(putOff);
      const { PORTAL_TEST_WARNINGS: warnings } = browserStack().env;
      // The use cases that a test calls in its own process report where the stack's processes do.
      Object.assign(process.env, { PORTAL_TEST_WARNINGS: warnings });
      watch(context, complaints);
      let hasPages = context.pages().length > 0;
      context.once("page", () => {
        hasPages = true;
      });
      await use(undefined);
      if (hasPages) await freeFiles(context);
      refuseWarnings(warnings);
    },
    { auto: true },
  ],
  elsewhere: async ({ browser, complaints }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      watch(context, complaints);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
  cleanCrm: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use, info) => {
      await use(undefined);
      if (info.status === info.expectedStatus) return;
      // What a failed test had the CRM do must not fail those after it.
      const crm = sandboxControl(browserStack().sandboxUrl);
      await crm.setFaults([]);
      await crm.setSettings(settingsSchema.parse({}));
    },
    { auto: true },
  ],
});

/** Notes what a page of the context warns of, and each error that nobody caught there. */
export function watch(context: BrowserContext, complaints: string[]): void {
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning")
      complaints.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => complaints.push(String(error.error())));
}

/** What a page puts off to the next task comes up to 120 ms late, as on a slow machine: behind the next key or click. */
function putOff(): void {
  const later = window.setTimeout;
  let count = 0;
  Object.assign(window, {
    setTimeout: (handler: TimerHandler, delay = 0, ...given: unknown[]) =>
      later(handler, delay > 1 ? delay : (37 * count++) % 120, ...given),
  });
}

/**
 * Leaves the portal's pages, and waits until their workers have let go of the browser's private files: the next test
 * gets the same context, with these erased.
 */
async function freeFiles(context: BrowserContext): Promise<void> {
  const [page = await context.newPage(), ...others] = context.pages();
  for (const other of others) await other.close();
  await page.goto(`${browserStack().url}/icon.svg`);
  const erase = async () => {
    const root = await navigator.storage.getDirectory();
    for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
    return "free";
  };
  await expect.poll(() => page.evaluate(erase).catch(String)).toBe("free");
}

export { expect };
