import { expect, type Page, type Response } from "@playwright/test";

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
 * Presses every button of a page that opens no menu, and the last one of the dialog it opens. Returns the refusals that
 * came back: a button that the server refuses should not be there. Opens the page anew for each.
 */
export async function refusedButtonsOf(page: Page, path: string): Promise<string[]> {
  const refused: string[] = [];
  const open = async () => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    return page.locator('main button:visible:enabled:not([aria-haspopup]):not([role="tab"])');
  };
  const names = await (await open()).allTextContents();
  for (const [at, name] of names.entries()) {
    const button = (await open()).nth(at);
    const answers: Promise<string>[] = [];
    const note = (response: Response) => {
      if (response.request().headers()["next-action"] !== undefined) answers.push(response.text().catch(() => ""));
    };
    page.on("response", note);
    await button.click();
    const dialog = page.getByRole("alertdialog").or(page.getByRole("dialog"));
    if (await dialog.isVisible()) await dialog.getByRole("button").last().click();
    await page.waitForLoadState("networkidle");
    page.off("response", note);
    for (const answer of await Promise.all(answers)) {
      const code = /"ok":false,"code":"(\w+)"/.exec(answer)?.[1];
      if (code !== undefined) refused.push(`${path}: ${name}: ${code}`);
    }
  }
  return refused;
}
