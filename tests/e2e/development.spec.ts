import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { signIn } from "#tests/support/browser/sign-in.ts";
import { startTestStack, type TestStack } from "#tests/support/runs/processes.ts";
import { refuseWarnings, warningsFile } from "#tests/support/warnings/reported-warnings.ts";

// The other browser tests have the production build, in which React warns of nothing.
const warnings = warningsFile();
let stack: TestStack;

test.beforeAll(async () => {
  stack = await startTestStack({ isDevelopment: true, hasPast: true, given: warnings.env });
});
test.afterAll(async () => {
  await stack?.stop();
  warnings.discard();
});

for (const role of ["admin", "supervisor"])
  test(`nothing is warned of on any page of a ${role} in development`, { tag: "@deep" }, async ({ elsewhere }) => {
    const person = stack.people.find((one) => one.role === role);
    if (person === undefined) throw new Error(`The seed made no ${role}.`);
    const page = await elsewhere({ baseURL: stack.url });
    await signIn(page, person);
    const walked = await walk(page);
    refuseWarnings(warnings.env.PORTAL_TEST_WARNINGS);
    expect([...walked]).toEqual(expect.arrayContaining(["/uploads", "/uploads/[id]", "/portfolios/[id]"]));
  });

/** Opens one page of each kind that the page in view or a later one links to. */
async function walk(page: Page): Promise<ReadonlySet<string>> {
  const kindOf = (path: string) => path.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "[id]");
  const walked = new Set<string>();
  const paths = ["/morning"];
  for (let path = paths.shift(); path !== undefined; path = paths.shift()) {
    if (walked.has(kindOf(path))) continue;
    walked.add(kindOf(path));
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const links = await page
      .locator("a[href^='/']:not([download])")
      .evaluateAll((all) => all.map((link) => new URL(link.getAttribute("href") ?? "", document.baseURI).pathname));
    paths.push(...links.filter((link) => !link.startsWith("/api/") && !/\.\w+$/.test(link)));
  }
  return walked;
}
