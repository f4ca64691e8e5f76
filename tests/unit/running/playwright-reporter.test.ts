import { once } from "node:events";
import { mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectRoot } from "#lib/up/settings.ts";
import { startRunner } from "#tests/support/running/runners.ts";
import { type Told, toldSchema } from "#tests/support/running/told.ts";

const folder = mkdtempSync(join(tmpdir(), "portal-reporter-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const reporter = join(projectRoot, "tests/support/running/playwright-reporter.ts");
const files = {
  "playwright.config.mjs": `export default { testMatch: "*.spec.ts", workers: 1, projects: [{ name: "desktop" }, { name: "phone" }] };`,
  "good.spec.ts": `import { test } from "@playwright/test";
    test("is fine", () => undefined);`,
  "helper.ts": "export const one = ;",
  "helped.spec.ts": `import { test } from "@playwright/test";
    import { one } from "./helper.ts";
    test("is fine", () => one);`,
  "unreadable.spec.ts": `import { test } from "@playwright/test";
    import "./nowhere.ts";
    test("is fine", () => undefined);`,
};

/** What is said to have failed of these files, or of all. */
async function failed(...targets: string[]) {
  const told: Told[] = [];
  const args = ["node_modules/@playwright/test/cli.js", "test", ...targets, `--reporter=${reporter}`];
  const child = startRunner(folder, openSync(join(folder, "log"), "w"), args);
  child.on("message", (message) => told.push(toldSchema.parse(message)));
  await Promise.all([once(child, "exit"), once(child, "disconnect")]);
  return told.flatMap((one) => ("failed" in one ? [one.failed] : []));
}

beforeAll(() => {
  symlinkSync(join(projectRoot, "node_modules"), join(folder, "node_modules"));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
});

const unreadable = {
  file: "unreadable.spec.ts",
  line: null,
  name: "unreadable.spec.ts",
  text: expect.stringContaining("nowhere.ts"),
};
const helper = { file: "", line: null, name: "helper.ts", text: expect.stringContaining("Unexpected token") };

test("a file that cannot be loaded is said once, by its path", async () => {
  expect(await failed("unreadable.spec.ts")).toEqual([unreadable]);
});

test("what did not run because of it is said as well", async () => {
  expect(await failed("unreadable.spec.ts", "good.spec.ts")).toEqual([
    unreadable,
    { file: "", line: null, name: "the other files did not run", text: "None runs while one cannot be loaded." },
  ]);
});

test("what is wrong in a file that tests import is of no test alone", async () => {
  expect(await failed()).toEqual([helper, unreadable]);
});
