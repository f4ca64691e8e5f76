import { readFile } from "node:fs/promises";
import type { Download } from "@playwright/test";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { untilKeysAreHeard } from "#tests/support/browser/heard-keys.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible } from "#tests/support/browser/wizard-page.ts";
import { idOf, sentPortfolio, without } from "#tests/support/close-outs/gone-world.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

let world: Awaited<ReturnType<typeof sentPortfolio>>;
let loadId: string;

test.beforeAll(async () => {
  const { host, sandbox } = joinBrowserStack();
  await sandbox.reset();
  world = await sentPortfolio(host);
  await ownerDatabase().portfolio.update({
    where: { id: world.portfolioId },
    data: { name: "Banco Andino", thresholds: { closeOutDebtors: 1 } },
  });
  loadId = await world.send(without(world.rows, 3, 4).filter((row) => row[5] !== "6-2"));
});

test.afterAll(() => closeAll());

test("who is gone is closed out, by keyboard and on a phone", async ({ page }) => {
  const { supervisor, portfolioId, tenantId } = world;
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
    const lines = await linesOf(file);
    expect(lines.map((line) => line.slice(0, 4))).toEqual([
      expect.arrayContaining(["Nombre", "Obligaciones", "Saldo"]),
      [idOf(3), "Cliente Número 3", "2", "2006,06"],
      [idOf(4), "Cliente Número 4", "1", "1004,04"],
    ]);
    expect(lines.map((line) => line.at(-1))).toEqual(["Números de obligación", "3-1 | 3-2", "'4-1"]);
  }

  // Its obligation is gone, the debtor stays.
  await page.getByRole("link", { name: "Obligaciones de quienes siguen 1" }).click();
  await expect(page.getByRole("rowheader", { name: idOf(6) })).toBeVisible();
  await expect(page.getByText("6-2")).toBeVisible();

  const open = page.getByRole("button", { name: "Preparar cierre según" });
  const dialog = page.getByRole("dialog", { name: "Cerrar a quienes salieron" });
  // Where a guard holds, the dialog says so and offers nothing.
  await ownerDatabase().tenant.update({ where: { id: tenantId }, data: { repeatBehaviour: "unknown" } });
  await open.click();
  await expect(dialog.getByText("La operación no dice que el CRM actualiza")).toBeVisible();
  await expect(dialog.getByRole("button", { name: "Preparar el cierre" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(open).toBeFocused();
  // Asked anew, the page says so before anybody clicks.
  await page.reload();
  await expect(page.getByText("La operación no dice que el CRM actualiza")).toBeVisible();
  await expect(open).toHaveAttribute("aria-disabled", "true");
  await ownerDatabase().tenant.update({ where: { id: tenantId }, data: { repeatBehaviour: "updates" } });
  await page.reload();
  await expect(open).not.toHaveAttribute("aria-disabled");

  await untilKeysAreHeard(page);
  await open.focus();
  await page.keyboard.press("Enter");
  await expect(dialog).toBeVisible();
  await expect(dialog.getByText("Salieron del todo: 2 clientes, 3 obligaciones")).toBeVisible();
  await expect(dialog.getByText("Siguen, pero les faltan obligaciones: 1 cliente, 1 obligación")).toBeVisible();
  await expectAccessible(page);
  const typed = dialog.getByRole("textbox", { name: "Escriba cuántos clientes se cierran (3)" });
  await typed.focus();
  await page.keyboard.type("2");
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("No es ese número: son 3.")).toBeVisible();
  await expect(typed).toBeFocused();
  await page.keyboard.press("Backspace");
  await page.keyboard.type("3");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: /^Cierre de Banco Andino/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  const { id } = await ownerDatabase().upload.findFirstOrThrow({
    where: { closesOutId: loadId },
    select: { id: true },
  });
  await waitForUpload(supervisor, id, ["finished"]);
  await page.goto(`/portfolios/${portfolioId}/gone`);
  await expect(page.getByText("Ahora nadie cuenta como salido")).toBeVisible();
  await untilKeysAreHeard(page);
  await page.getByRole("link", { name: "Cerrados 2" }).click();
  await expect(page.getByRole("rowheader", { name: idOf(3) })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Cierre de Banco Andino/ }).first()).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Descargar la lista" }).click();
  await page.getByRole("menuitem", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toBe("Banco Andino - cerrados.csv");
  const closed = await linesOf(await download);
  expect(closed.map((line) => [line[0], line.at(-1)])).toEqual([
    [expect.stringContaining("Identificación"), "Números de obligación"],
    [idOf(3), "3-1 | 3-2"],
    [idOf(4), "'4-1"],
  ]);
});

/** The cells of a downloaded CSV. Amounts have a comma, and are quoted for it; 4-1 is marked, or it would be a date. */
async function linesOf(file: Download): Promise<string[][]> {
  const text = await readFile(await file.path(), "utf8");
  return text
    .replaceAll('"', "")
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(";"));
}
