import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { strFromU8, unzipSync } from "fflate";
import type { Receipt } from "#lib/domain/portfolio/receipt.ts";
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
import { explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { headers, makePortfolio, portfolioMapping } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

test.afterAll(() => closeAll());

/** Three debtors of 1.288.500,75, one without an e-mail; the footer says ten pesos more and one debtor fewer. */
const lines = [
  "BANCO DE PRUEBA S.A. - CORTE 25/11/2026",
  "Cédula;Nombre completo;Celular;Correo;Número de crédito;Producto;Saldo total",
  "10234561;Ana Rojas;3001234567;ana@buzon.example;CR-1;Libre;291.000,50",
  "20345672;Luis Paz;3009876543;nadie;CR-2;Tarjeta;85.500,25",
  "30456783;Rosa Gil;3011112233;rosa@buzon.example;CR-3;Libre;912.000,00",
  "TOTAL REGISTROS;3;;;;;1.288.510,75",
  "Clientes en mora: 2",
];

const panel = (page: Page) => page.getByRole("region", { name: "Lo que declara el banco" });

async function savedText(page: Page, name: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name, exact: true }).click(),
  ]);
  return readFile(await download.path());
}

test("declared totals are explained, and the receipt tells the bank", async ({ page }) => {
  const team = await makeBrowserTeam();
  await openNewUpload(page, team);
  await dropLines(page, "cartera.csv", lines);
  await review(page);
  await expect(panel(page)).toContainText("Registros: 3, igual al archivo · línea 6");
  await expect(panel(page)).toContainText(/Saldo: el banco declara 1\.288\.510,75 COP .* \(-10,00 COP\) · línea 6/);
  await expect(panel(page)).toContainText("Línea 7: ¿declara Clientes 2?");
  await expectAccessible(page);

  await panel(page).getByRole("button", { name: "Corregir" }).click();
  const form = page.getByRole("dialog", { name: "Lo que declara el banco" });
  await form.getByLabel("Obligaciones").fill("tres");
  await form.getByRole("button", { name: "Guardar" }).click();
  await expect(form).toContainText("Escriba un número entero.");
  await expectAccessible(page);
  await form.getByLabel("Obligaciones").fill("3");
  await form.getByRole("button", { name: "Guardar" }).click();
  await expect(panel(page)).toContainText("Obligaciones: 3, igual al archivo · escrito por una persona");

  await prepare(page);
  const confirm = page.getByRole("button", { name: "Confirmar y enviar" });
  await expect(confirm).toBeDisabled();
  await expect(panel(page)).toContainText("El archivo no es lo que el banco declara");
  await expectAccessible(page);
  await panel(page).getByLabel("Por qué difiere").fill("El pie del banco suma un abono de hoy");
  await panel(page).getByRole("button", { name: "Guardar la explicación" }).click();
  await expect(panel(page)).toContainText("Explicación: El pie del banco suma un abono de hoy");
  await confirm.click();

  await page.getByRole("link", { name: "Acuse" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Acuse de carga" })).toBeVisible();
  const table = page.getByRole("table", { name: "Qué pasó con cada parte del archivo" });
  const figures = (name: string | RegExp) =>
    table
      .getByRole("row", { name })
      .locator("data")
      .evaluateAll((found) => found.map((cell) => cell.getAttribute("value")));
  expect(await figures(/^Declarado/)).toEqual(["3", "3", "1288510.75"]);
  expect(await figures(/^Leído/)).toEqual(["6", "3", "3", "1288500.75"]);
  expect(await figures(/^Excluido/)).toEqual(["1", "1", "1", "85500.25"]);
  expect(await figures(/^Correo: /)).toEqual(["1", "1", "1", "85500.25"]);
  expect(await figures(/^Aceptado/)).toEqual(["2", "2", "1203000.50"]);
  await expect(page.getByText("El pie del banco suma un abono de hoy")).toBeVisible();
  await expectAccessible(page);

  const json: Receipt = JSON.parse((await savedText(page, "JSON")).toString());
  expect(json).toMatchObject({
    cutOff: null,
    declared: { rows: 3, obligations: 3, balance: "1288510.75", cutOff: "2026-11-25" },
    groups: { accepted: { debtors: 2, balance: "1203000.50" } },
    confirmedBy: team.supervisor.actor.name,
  });
  const sheet = strFromU8(unzipSync(await savedText(page, "Excel"))["xl/worksheets/sheet1.xml"] ?? new Uint8Array());
  expect(sheet).toContain("<v>1203000.50</v>");
  expect(sheet).not.toContain("10234561");

  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("button", { name: "Imprimir" })).toBeHidden();
  await expect(table).toBeVisible();
});

test("what is kept of the last load is told before confirming and in the receipt", async ({ page }) => {
  const { supervisor, tenantId } = await makeBrowserTeam();
  const portfolioId = await makePortfolioOf(tenantId);
  const rows = makePortfolio(12);
  const send = async (uploadId: string) => {
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
  };
  await send(await stageLoad(supervisor, tenantId, portfolioId, rows));
  const defaults = [{ field: "debtor.Email", value: "sincorreo@example.com" }];
  const emptied = rows.map((row, at) => row.with(2, "").with(7, `${at + 1},00`));
  const uploadId = await stageLoad(supervisor, tenantId, portfolioId, emptied, {
    shape: { headers, mapping: { ...portfolioMapping, defaults } },
  });
  await explainStops(supervisor, uploadId);
  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${uploadId}`);
  const told = "Se conserva de la última carga lo que el archivo trae vacío: Correo electrónico (12).";
  await expect(page.getByText(told)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await page.getByRole("link", { name: "Acuse" }).click();
  await expect(page.getByText("Conservado de la última carga")).toBeVisible();
  await expect(page.getByText("Correo electrónico (12)")).toBeVisible();
});
