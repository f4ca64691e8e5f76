import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  dropLines,
  expectAccessible,
  makeBrowserTeam,
  openNewUpload,
  review,
  sendAll,
  tab,
  totals,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

test.afterAll(() => closeAll());

/** Two agencies with subtotals, a page break, the total, and the name of whoever made the list. */
const lines = [
  "BANCO DE PRUEBA S.A.",
  "Cédula;Nombre completo;Celular;Correo;Número de crédito;Producto;Saldo total",
  "10234561;Ana Rojas;3001234567;ana@buzon.example;CR-1;TOTAL PLAN;291.000,50",
  "20345672;Total Comunicaciones;3009876543;luis@buzon.example;CR-2;Tarjeta;85.500,25",
  "Subtotal agencia Centro;;;;;;376.500,75",
  "Página 1 de 2",
  "Cédula;Nombre completo;Celular;Correo;Número de crédito;Producto;Saldo total",
  "30456783;Rosa Gil;3011112233;rosa@buzon.example;CR-3;Libre;912.000,00",
  "Subtotal agencia Norte;;;;;;912.000,00",
  "TOTAL GENERAL;;;;;;1.288.500,75",
  "Elaborado por: Juana Pérez",
];

test("lists set-aside rows, restores them and keeps them in totals", async ({ page }) => {
  const team = await makeBrowserTeam();
  await openNewUpload(page, team);
  await dropLines(page, "agencias.csv", lines);
  await expect(page.getByRole("button", { name: /^Apartadas/ })).toContainText("7 filas");
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  expect(await totals(page, "Archivo")).toEqual(["10", "3", "3", "1288500.75"]);
  expect(await totals(page, "Apartado")).toContain("7");
  expect(await totals(page, "Por enviar")).toEqual(["3", "3", "3", "1288500.75"]);

  await page.getByRole("button", { name: "Ver la lista" }).click();
  const list = page.getByRole("dialog", { name: "Filas apartadas" });
  await expect(list.getByRole("listitem")).toHaveCount(7);
  await expect(list.getByRole("listitem").nth(1)).toContainText("Subtotal agencia Centro · 376.500,75");
  await expectAccessible(page);
  await list.getByRole("button", { name: "Tomar como dato la línea 5" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(6);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Ver la lista" })).toBeFocused();
  expect(await totals(page, "Excluido")).toEqual(["1", "0", "1", "376500.75"]);
  await page.getByRole("button", { name: "Ver la lista" }).click();
  await list.getByRole("button", { name: "Volver a apartar" }).click();
  await expect(list.getByRole("listitem")).toHaveCount(7);
  await page.keyboard.press("Escape");
  expect(await totals(page, "Excluido")).toEqual(["0", "0", "0", "0.00"]);

  await sendAll(page, 3);
  expect(await totals(page, "En el archivo")).toEqual(["10", "3", "3", "1288500.75"]);
  expect(await totals(page, "Apartado")).toEqual(["7"]);
  await tab(page, /^Filas apartadas\s*7$/).click();
  await expect(page.getByText("TOTAL GENERAL · 1.288.500,75")).toBeVisible();
  await expectAccessible(page);
});
