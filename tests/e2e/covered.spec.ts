import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { drop, makeBrowserTeam, mapTo, openNewUpload, review } from "#tests/support/browser/wizard-page.ts";

// A low window, one on a laptop and a phone: the bar with the next button stays below the
// content, never on top of it.
const windows = [
  { width: 1440, height: 560 },
  { width: 1440, height: 757, tag: "@deep" },
  { width: 390, height: 844, tag: "@deep" },
];

/** The elements of the step that the bar covers; for ":focus" only the focused one. */
const covered = (page: Page, selector: string) =>
  page.evaluate((wanted) => {
    const page = document.querySelector("main");
    const bar = page?.querySelector("footer");
    if (page === null || bar === null || bar === undefined) throw new Error("no bar");
    const { top, bottom } = bar.getBoundingClientRect();
    const found = wanted === ":focus" ? [document.activeElement] : [...document.querySelectorAll(wanted)];
    return found.flatMap((element) => {
      // After the last focusable element the browser starts over, with its own controls.
      if (element === null || element === page || !page.contains(element) || bar.contains(element)) return [];
      const box = element.getBoundingClientRect();
      const isOver = box.height > 0 && box.bottom > top + 1 && box.top < bottom - 1;
      return isOver ? [element.getAttribute("aria-label") ?? element.textContent?.slice(0, 40) ?? ""] : [];
    });
  }, selector);

/** Presses Tab so many times; returns the focused elements that the bar covered. */
async function coveredOnTheWay(page: Page, steps: number): Promise<string[]> {
  const found: string[] = [];
  for (let step = 0; step < steps; step++) {
    await page.keyboard.press("Tab");
    found.push(...(await covered(page, ":focus")));
  }
  return found;
}

for (const { tag = [], ...size } of windows) {
  test(`the bottom bar covers no column or row at ${size.width} × ${size.height}`, { tag }, async ({ page }) => {
    await page.setViewportSize(size);
    await openNewUpload(page, await makeBrowserTeam());
    await drop(page, "public/samples/cartera-de-ejemplo.csv");
    await mapTo(page, "PRODUCTO", "Nombre de la obligación");
    await page.locator("main").focus();
    expect(await coveredOnTheWay(page, 50)).toEqual([]);

    await review(page);
    await expect(page.getByRole("grid")).toBeVisible();
    const parts = "main [role=grid], main section, main aside, main [role=status]:not(footer *)";
    expect(await covered(page, parts)).toEqual([]);
    await page.evaluate(() => window.scrollTo(0, 120));
    expect(await covered(page, parts)).toEqual([]);
    await page.locator("main").focus();
    expect(await coveredOnTheWay(page, 40)).toEqual([]);
  });
}
