import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  dropLines,
  expectAccessible,
  makeBrowserTeam,
  openNewUpload,
  review,
  totals,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

test.afterAll(() => closeAll());

/**
 * Balances in thousands whose mark nothing decides, dates that a spreadsheet program swapped, and a title
 * with another date.
 */
const lines = [
  "CARTERA CON CORTE 25/11/2026",
  "Cédula;Nombre completo;Celular;Correo;Número de crédito;Producto;Saldo total;Tasa;Fecha vencimiento;Días mora",
  "10234561;Ana Rojas;3001234567;ana@buzon.example;CR-1;Consumo;291.000;1.5;25/03/2026;200",
  "20345672;Luis Díaz;3009876543;luis@buzon.example;CR-2;Tarjeta;85.500;2.25;2026-05-03;222",
  "30456783;Rosa Gil;3011112233;rosa@buzon.example;CR-3;Libre;912.000;1.75;2026-11-01;287",
];

test("asks about ambiguous balances and swapped dates, and keeps answers", async ({ page }) => {
  await openNewUpload(page, await makeBrowserTeam());
  await dropLines(page, "saldos.csv", lines);
  const mark = page.getByRole("radiogroup", { name: "¿Qué separa los decimales en esta columna?" });
  await expect(mark.getByText("La columna suma 1.288.500,00 COP")).toBeVisible();
  await expect(mark.getByText("La columna suma 1.288,50 COP")).toBeVisible();
  const dated = page.getByRole("radiogroup", { name: /¿traen el día y el mes al revés\?/ });
  await expect(dated.getByText("2026-05-03 sería 5 de marzo de 2026")).toBeVisible();
  await expectAccessible(page);
  await review(page);
  await expect(page.getByText("Falta resolver 2 cosas")).toBeVisible();
  await mark.getByRole("radio", { name: /La coma/ }).check();
  await dated.getByRole("radio", { name: /Sí: intercambiar día y mes/ }).check();
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  expect(await totals(page, "Por enviar")).toEqual(["3", "3", "3", "1288500.00"]);
  const cutOff = page.getByRole("region", { name: "Corte del archivo" });
  await expect(cutOff).toContainText("25/11/2026");
  await expect(cutOff).toContainText("La línea 1 del archivo dice «CARTERA CON CORTE 25/11/2026».");
});
