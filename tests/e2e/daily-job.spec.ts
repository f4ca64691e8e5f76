import type { Locator, Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  allAccepted,
  apply,
  asLastTime,
  batchSize,
  confirm,
  count,
  loadYesterday,
  tellSeconds,
  todaysFile,
  toPrepare,
} from "#tests/support/browser/daily-job.ts";
import { makeBrowserTeam, totals } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { testPassword } from "#tests/support/factories.ts";

test.afterAll(() => closeAll());

test("the daily job takes at most six clicks", async ({ page }, info) => {
  const team = await makeBrowserTeam({ batchSize });
  await loadYesterday(page, team);
  await page.goto("/uploads/new");
  let clicks = 0;
  const click = async (button: Locator) => {
    clicks++;
    await button.click();
  };
  const begun = performance.now();
  // Choosing the file is a click, or the drop.
  clicks++;
  await page.locator("input[type=file]").setInputFiles(todaysFile);
  await expect(page.getByRole("grid")).toBeVisible();
  await click(asLastTime(page));
  await click(apply(page));
  await expect(page.getByText("No se encontró ningún problema")).toBeVisible();
  expect((await totals(page, "Por enviar"))[1]).toBe(`${count}`);
  await click(toPrepare(page));
  await click(confirm(page));
  await expect(confirm(page)).toBeHidden();
  tellSeconds(info, begun, `${clicks} clicks`);
  expect(clicks).toBeLessThanOrEqual(6);
  await expect(allAccepted(page)).toBeVisible();
  await expect(page.getByText("Todo cuadra al centavo")).toBeVisible();
});

/** Presses Tab until the element has the focus; the number of presses. */
async function tabTo(page: Page, element: Locator): Promise<number> {
  await element.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    if (await element.evaluate((found) => found === document.activeElement)) return presses;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${element}`);
}

test("the daily job is done without a mouse", { tag: "@deep" }, async ({ page }, info) => {
  const team = await makeBrowserTeam({ batchSize });
  await loadYesterday(page, team);
  await page.context().clearCookies();

  await page.goto("/sign-in");
  await tabTo(page, page.getByLabel("Correo"));
  await page.keyboard.type(team.supervisor.actor.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(testPassword);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/morning");

  await tabTo(page, page.getByRole("link", { name: "Nueva carga" }).first());
  await page.keyboard.press("Enter");
  await page.waitForURL("**/uploads/new");
  await tabTo(page, page.locator("button", { hasText: "Elegir archivo" }));
  const begun = performance.now();
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(todaysFile);
  await expect(page.getByRole("grid")).toBeVisible();

  await tabTo(page, asLastTime(page));
  await page.keyboard.press("Enter");
  await expect(apply(page)).toBeEnabled();
  await tabTo(page, apply(page));
  await page.keyboard.press("Enter");
  await expect(page.getByText("No se encontró ningún problema")).toBeVisible();
  await tabTo(page, toPrepare(page));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  await expect(confirm(page)).toBeEnabled();
  await tabTo(page, confirm(page));
  await page.keyboard.press("Enter");
  await expect(confirm(page)).toBeHidden();
  tellSeconds(info, begun, "keys alone");
  await expect(allAccepted(page)).toBeVisible();

  await tabTo(page, allAccepted(page));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "Clientes de este grupo" })).toBeVisible();
});
