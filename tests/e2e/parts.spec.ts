import type { Load } from "#lib/domain/portfolio/load.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, makeBrowserTeam } from "#tests/support/browser/wizard-page.ts";
import { makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

test.afterAll(() => closeAll());

test("a part that is there already is confirmed only in its dialog", async ({ page }) => {
  const { supervisor, tenantId } = await makeBrowserTeam();
  const portfolioId = await makePortfolioOf(tenantId);
  const load: Load = { kind: "part", number: 1, of: 2 };
  const stagePart = (rows: readonly (readonly string[])[], fileName: string) =>
    stageLoad(supervisor, tenantId, portfolioId, rows, { load, fileName });
  const first = await stagePart(makePortfolio(4), "primera.csv");
  await confirmUpload(supervisor, { uploadId: first });
  await waitForUpload(supervisor, first, ["finished"]);
  const again = await stagePart(makePortfolio(8).slice(4), "segunda.csv");

  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.setViewportSize({ width: 390, height: 844 });
  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${again}`);
  await expect(page.getByText("Ya hay una parte 1 de 2 en el juego que espera las demás:")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);

  const confirm = page.getByRole("button", { name: "Confirmar y enviar" });
  const dialog = page.getByRole("alertdialog", { name: "Esta parte empieza otro juego de partes" });
  await confirm.click();
  await expect(dialog.getByRole("link", { name: "primera.csv" })).toHaveAttribute("href", `/uploads/${first}`);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(confirm).toBeFocused();
  await page.keyboard.press("Enter");
  await dialog.getByRole("button", { name: "Confirmar como otro juego" }).click();
  await waitForUpload(supervisor, again, ["finished"]);
});
