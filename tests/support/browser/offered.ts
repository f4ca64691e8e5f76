import { expect, type Page, type Route } from "@playwright/test";
import { followRequests } from "./at-rest.ts";

/** The addresses of all files that a page offers, be it in menus. */
export async function downloadsOf(page: Page): Promise<string[]> {
  const files = page.locator('a[href^="/api/"]');
  const found = await files.evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  for (const menu of await page.locator('main button[aria-haspopup="menu"]').all()) {
    await menu.click();
    await expect(page.getByRole("menu")).toBeVisible();
    found.push(...(await files.evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""))));
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toBeHidden();
  }
  return [...new Set(found)];
}

/** The addresses of all pages that a page leads to. */
export function pagesOf(page: Page): Promise<string[]> {
  return page
    .locator('main a[href^="/"]:not([href^="/api/"])')
    .evaluateAll((links) => [...new Set(links.map((link) => link.getAttribute("href") ?? ""))]);
}

/**
 * The codes with which the server refuses actions of the page while something is done on it, until it is at rest and there
 * are `atLeast` of them: a busy page acts late. Answers are read on their way, because a browser may forget them.
 */
export async function refusalsWhile(page: Page, act: () => Promise<void>, { atLeast = 0 } = {}): Promise<string[]> {
  const codes: string[] = [];
  const readAction = async (route: Route) => {
    if (route.request().headers()["next-action"] === undefined) return route.fallback();
    const answer = await route.fetch();
    codes.push(...(/"ok":false,"code":"(\w+)"/.exec(await answer.text())?.slice(1) ?? []));
    await route.fulfill({ response: answer });
  };
  await page.route("**", readAction);
  const { untilAtRest, stop } = followRequests(page);
  await act();
  await expect.poll(() => codes.length).toBeGreaterThanOrEqual(atLeast);
  await untilAtRest();
  stop();
  await page.unroute("**", readAction);
  return codes;
}

/**
 * Presses every button of a page that opens no menu, and the last one of the dialog it opens. Returns those that the
 * server refuses: they should not be there. Opens the page anew for each.
 */
export async function refusedButtonsOf(page: Page, path: string): Promise<string[]> {
  const refused: string[] = [];
  const open = async () => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    return page.locator('main button:visible:enabled:not([aria-haspopup]):not([role="tab"])');
  };
  const names = await (await open()).allTextContents();
  const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
  for (const [at, name] of names.entries()) {
    const button = (await open()).nth(at);
    const codes = await refusalsWhile(page, async () => {
      await button.click();
      if (await dialog.isVisible()) await dialog.getByRole("button").last().click();
    });
    refused.push(...codes.map((code) => `${path}: ${name}: ${code}`));
  }
  return refused;
}
