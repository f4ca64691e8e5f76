import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { drop, makeBrowserTeam, mapTo, openNewUpload, review } from "#tests/support/browser/wizard-page.ts";

// A window with a browser's bars on a laptop, a low one, and a phone: the way on stands below what is looked at, never on it.
const windows = [
  { width: 1440, height: 757 },
  { width: 1440, height: 560 },
  { width: 390, height: 844 },
];

/** What of the step the bar with the way on lies over; of the one with the focus, if `isFocused`. */
const covered = (page: Page, selector: string) =>
  page.evaluate((wanted) => {
    const page = document.querySelector("main");
    const bar = page?.querySelector("footer");
    if (page === null || bar === null || bar === undefined) throw new Error("no bar");
    const { top, bottom } = bar.getBoundingClientRect();
    const found = wanted === ":focus" ? [document.activeElement] : [...document.querySelectorAll(wanted)];
    return found.flatMap((element) => {
      // Behind the last place of the page the browser begins anew, with what stands beside it.
      if (element === null || element === page || !page.contains(element) || bar.contains(element)) return [];
      const box = element.getBoundingClientRect();
      const isOver = box.height > 0 && box.bottom > top + 1 && box.top < bottom - 1;
      return isOver ? [element.getAttribute("aria-label") ?? element.textContent?.slice(0, 40) ?? ""] : [];
    });
  }, selector);

/** Goes through so many places with the keyboard, and says which of them the bar lay over. */
async function coveredOnTheWay(page: Page, steps: number): Promise<string[]> {
  const found: string[] = [];
  for (let step = 0; step < steps; step++) {
    await page.keyboard.press("Tab");
    found.push(...(await covered(page, ":focus")));
  }
  return found;
}

for (const size of windows) {
  test(`nothing of the columns and of the rows is behind the bar with the way on at ${size.width} × ${size.height}`, async ({
    page,
  }) => {
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
