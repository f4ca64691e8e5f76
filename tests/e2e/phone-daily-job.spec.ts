import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  allAccepted,
  apply,
  asLastTime,
  batchSize,
  confirm,
  loadYesterday,
  tellSeconds,
  todaysFile,
  toPrepare,
} from "#tests/support/browser/daily-job.ts";
import { expectNoOverflow, makeBrowserTeam } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

test.afterAll(() => closeAll());

test("the daily job is done by touch at 390 px", { tag: "@deep" }, async ({ page }, info) => {
  const team = await makeBrowserTeam({ batchSize });
  const phone = page.viewportSize() ?? { width: 390, height: 844 };
  // At the office, yesterday.
  await page.setViewportSize({ width: 1440, height: 900 });
  await loadYesterday(page, team);
  await page.setViewportSize(phone);

  await page.goto("/morning");
  await page.getByRole("link", { name: "Nueva carga" }).first().tap();
  await page.waitForURL("**/uploads/new");
  const begun = performance.now();
  const chooser = page.waitForEvent("filechooser");
  await page.locator("button", { hasText: "Elegir archivo" }).tap();
  await (await chooser).setFiles(todaysFile);
  await page.getByRole("button", { name: /motivos?$/ }).tap();
  await asLastTime(page).tap();
  await apply(page).tap();
  const reasons = page.getByRole("dialog", { name: "Problemas por motivo" });
  await expect(reasons.getByText("No se encontró ningún problema")).toBeVisible();
  await reasons.getByRole("button", { name: "Cerrar" }).tap();
  await toPrepare(page).tap();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  await confirm(page).tap();
  await expect(confirm(page)).toBeHidden();
  tellSeconds(info, begun, "taps");
  await expect(allAccepted(page)).toBeVisible();
  await expect(page.getByText("Todo cuadra al centavo")).toBeVisible();
  await expectNoOverflow(page);
});
