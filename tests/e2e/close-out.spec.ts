import { readFile } from "node:fs/promises";
import { database } from "#lib/database/client.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible } from "#tests/support/browser/wizard-page.ts";
import { idOf, sentPortfolio, without } from "#tests/support/close-outs/gone-world.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

let world: Awaited<ReturnType<typeof sentPortfolio>>;
let loadId: string;

test.beforeAll(async () => {
  const { host, sandbox } = joinBrowserStack();
  await sandbox.reset();
  world = await sentPortfolio(host);
  await database().portfolio.update({
    where: { id: world.portfolioId },
    data: { name: "Banco Andino", thresholds: { closeOutDebtors: 1 } },
  });
  loadId = await world.send(without(world.rows, 3, 4));
});

test.afterAll(() => closeAll());

test("who is gone is closed out, by keyboard and on a phone", async ({ page }) => {
  const { supervisor, portfolioId, tenantId } = world;
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.setViewportSize({ width: 390, height: 844 });
  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${loadId}`);
  await page.getByRole("link", { name: "Quién salió" }).click();
  await expect(page.getByRole("heading", { name: "Quién salió de Banco Andino" })).toBeVisible();
  await expect(page.getByRole("rowheader", { name: idOf(3) })).toBeVisible();
  await expect(page.getByText("2 clientes con 3 obligaciones")).toBeVisible();
  await expectAccessible(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  for (const format of ["xlsx", "csv"] as const) {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Descargar la lista" }).click();
    await page.getByRole("menuitem", { name: format === "csv" ? "CSV" : "Excel" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`Banco Andino - quién salió.${format}`);
    if (format === "xlsx") continue;
    // Amounts have a comma, and are quoted for it.
    const lines = (await readFile(await file.path(), "utf8")).replaceAll('"', "").trimEnd().split("\r\n");
    expect(lines.map((line) => line.split(";").slice(0, 4))).toEqual([
      expect.arrayContaining(["Nombre", "Obligaciones", "Saldo"]),
      [idOf(3), "Cliente Número 3", "2", "2006,06"],
      [idOf(4), "Cliente Número 4", "1", "1004,04"],
    ]);
  }

  const open = page.getByRole("button", { name: "Preparar cierre de 2 clientes" });
  const dialog = page.getByRole("dialog", { name: "Cerrar a quienes salieron" });
  // Where a guard holds, the dialog says so and offers nothing.
  await database().tenant.update({ where: { id: tenantId }, data: { repeatBehaviour: "unknown" } });
  await open.click();
  await expect(dialog.getByText("No se sabe si el CRM actualiza")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Preparar el cierre" })).toHaveCount(0);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();
  await database().tenant.update({ where: { id: tenantId }, data: { repeatBehaviour: "updates" } });

  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Salieron del todo: 2 clientes, 3 obligaciones")).toBeVisible();
  await expectAccessible(page);
  const typed = dialog.getByRole("textbox", { name: "Escriba cuántos clientes se cierran (2)" });
  await typed.focus();
  await page.keyboard.type("3");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("No es ese número: son 2.")).toBeVisible();
  await expect(typed).toBeFocused();
  await page.keyboard.press("Backspace");
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Cierre de Banco Andino/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  const { id } = await database().upload.findFirstOrThrow({ where: { closesOutId: loadId }, select: { id: true } });
  await waitForUpload(supervisor, id, ["finished"]);
  await page.goto(`/portfolios/${portfolioId}/gone`);
  await expect(page.getByText("No falta nadie")).toBeVisible();
  await expectAccessible(page);
});
