import { describe, expect, it } from "vitest";
import { isNamed, isNode, parse, sourceFiles, walk } from "./read-source.ts";

/** Where a page would be opened whose errors nobody hears: `elsewhere` of browser-test.ts opens one that is heard. */
function unwatchedPages(path: string, text: string): string[] {
  const { module, program } = parse(path, text);
  const imported = module.staticImports
    .filter(({ moduleRequest }) => moduleRequest.value === "@playwright/test")
    .flatMap(({ entries }) => entries.filter(({ isType }) => !isType))
    .map(({ importName }) => importName.name ?? "all of it");
  const found = imported.filter((name) => ["all of it", "test", "chromium", "firefox", "webkit"].includes(name));
  walk(program, (node) => {
    for (const name of ["newContext", "launchPersistentContext"]) if (isNamed(node, name)) found.push(name);
    const { type, object, property } = node;
    const isWatched = isNode(object) && object.type === "Identifier" && isNamed(object, "context");
    if (type === "MemberExpression" && isNamed(property, "newPage") && !isWatched) found.push("newPage");
  });
  return found.map((what) => `${path}: ${what}`);
}

describe("a page that nobody watches", () => {
  it.each([
    "browser.newPage();",
    "(await browser.newContext()).newPage();",
    "const { newContext } = browser;",
    'browser["newContext"]();',
    "page.context().browser().newPage();",
    'import { chromium } from "@playwright/test";',
    'import { test as base } from "@playwright/test";',
    'import * as playwright from "@playwright/test";',
    'import playwright from "@playwright/test";',
  ])("is found in %s", (text) => {
    expect(unwatchedPages("tests/e2e/x.spec.ts", text)).not.toEqual([]);
  });

  it("is not one of the test's own context", () => {
    const text = `import { devices, expect, type Page } from "@playwright/test";
      const other: Page = await context.newPage();
      const there = await elsewhere(devices["Desktop Safari"]);`;
    expect(unwatchedPages("tests/e2e/x.spec.ts", text)).toEqual([]);
  });

  it("is opened by no test", () => {
    const files = ["tests/e2e", "tests/support", "tests/integration", "tests/unit"].flatMap(sourceFiles);
    expect(files.length).toBeGreaterThan(500);
    const own = ["tests/support/browser/browser-test.ts", "tests/support/browser/lasting-browser.ts"];
    const others = files.filter(({ path }) => !own.includes(path));
    expect(others.flatMap(({ path, text }) => unwatchedPages(path, text))).toEqual([]);
  });
});
