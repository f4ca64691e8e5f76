import type { Load } from "#lib/domain/portfolio/load.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import {
  dropLines,
  expectAccessible,
  makeBrowserTeam,
  openNewUpload,
  prepare,
  review,
} from "#tests/support/browser/wizard-page.ts";
import { makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

test.afterAll(() => closeAll());

test("a part that is there already is confirmed only in its dialog", { tag: "@deep" }, async ({ page }) => {
  const { supervisor, tenantId } = await makeBrowserTeam();
  const portfolioId = await makePortfolioOf(tenantId);
  const load: Load = { kind: "part", number: 1, of: 2 };
  const stagePart = (rows: readonly (readonly string[])[], fileName: string) =>
    stageLoad(supervisor, tenantId, portfolioId, rows, { load, fileName });
  const first = await stagePart(makePortfolio(4), "primera.csv");
  await confirmUpload(supervisor, { uploadId: first });
  await waitForUpload(supervisor, first, ["finished"]);
  const again = await stagePart(makePortfolio(8).slice(4), "segunda.csv");

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

test("a file that says it is a part begins as that part, and as a whole load needs a reason", async ({ page }) => {
  const team = await makeBrowserTeam();
  const lines = [
    "BANCO AZUL - CARTERA DE CONSUMO - PARTE 1 DE 2",
    "Cédula;Nombre completo;Celular;Correo;Número de crédito;Producto;Saldo total",
    "10234561;Ana Rojas;3001234567;ana@buzon.example;CR-1;Libre;291.000,50",
    "20345672;Luis Peña;3009876543;luis@buzon.example;CR-2;Tarjeta;85.500,25",
    "30456783;Rosa Gil;3011112233;rosa@buzon.example;CR-3;Libre;912.000,00",
  ];
  await page.setViewportSize({ width: 390, height: 844 });
  await openNewUpload(page, team);
  await dropLines(page, "azul-consumo-2026-11-29 (1 de 2).csv", lines);
  const line = page.getByRole("region", { name: "Cartera del archivo" });
  await line.getByRole("combobox", { name: /^Cartera/ }).press("Enter");
  await page.keyboard.type("Banco Azul");
  await page.keyboard.press("Enter");
  const load = line.getByRole("combobox", { name: "Este archivo trae" });
  await expect(load).toContainText("Una parte");
  await expect(line.getByRole("combobox", { name: "Parte", exact: true })).toContainText("Parte 1");
  await expect(line.getByRole("combobox", { name: "De cuántas partes" })).toContainText("de 2");
  await expect(line).toContainText("El archivo dice «PARTE 1 DE 2».");

  await load.click();
  await page.getByRole("option", { name: "La cartera completa" }).click();
  await expect(line).toContainText("El archivo dice «PARTE 1 DE 2», y aquí no es la parte 1 de 2");
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await review(page);
  await prepare(page);
  await expect(page.getByText("Este archivo dice que es una parte")).toBeVisible();
  await expect(page.getByRole("button", { name: "Confirmar y enviar" })).toHaveAttribute("aria-disabled", "true");
});
