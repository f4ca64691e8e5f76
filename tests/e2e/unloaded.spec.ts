import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  dropLines,
  expectAccessible,
  makeBrowserTeam,
  openNewUpload,
  prepare,
  review,
  totals,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

test.afterAll(() => closeAll());

/** Two of five balances are words, dates have six digits, and all amounts are in thousands. */
const lines = [
  "Cifras en miles de pesos",
  "Cédula;Nombre completo;Celular;Correo;Número de crédito;Producto;Saldo total;Fecha vencimiento",
  "10234561;Ana Rojas;3001234567;ana@buzon.example;CR-1;Consumo;1250;010226",
  "20345672;Luis Díaz;3009876543;luis@buzon.example;CR-2;Tarjeta;pendiente;050326",
  "30456783;Rosa Gil;3011112233;rosa@buzon.example;CR-3;Libre;3250;100426",
  "40567894;Juan Paz;3011112234;juan@buzon.example;CR-4;Libre;por definir;020526",
  "50678905;Sara Mora;3011112235;sara@buzon.example;CR-5;Libre;450;120626",
];

async function dropWithoutBalance(page: Page): Promise<void> {
  await openNewUpload(page, await makeBrowserTeam());
  await dropLines(page, "miles.csv", lines);
  await expect(page.getByText("Ninguna columna carga el saldo total")).toBeVisible();
  await expect(page.getByText("3 de 5 valores lo parecen; la línea 4 dice «pendiente».")).toBeVisible();
  const order = page.getByRole("radiogroup", { name: "¿En qué orden están las fechas de esta columna?" });
  await expect(order.getByText("línea 3: 010226 sería 1 de febrero de 2026")).toBeVisible();
  await order.getByRole("radio", { name: /Día, mes, año/ }).check();
  await expectAccessible(page);
  await review(page);
}

test("says that no balance is loaded and shows no zero sum", async ({ page }) => {
  await dropWithoutBalance(page);
  const note = page.getByRole("status").filter({ hasText: "Ninguna columna carga el saldo total" });
  await expect(note).toContainText("«Saldo total» (¿Saldo total?)");
  const sums = page.getByRole("table", { name: "Totales de control" });
  await expect(sums).toContainText("sin saldo");
  await expect(page.getByText("No se encontró ningún problema")).toBeHidden();
  await expectAccessible(page);
  await prepare(page);
  await expect(page.getByText("Se enviaría sin saldo total")).toBeVisible();
  await expect(sums).toContainText("sin saldo");
  await expect(sums).not.toContainText("0,00");
  await expectAccessible(page);
});

test("multiplies a balance placed later by the answered unit", { tag: "@deep" }, async ({ page }) => {
  await dropWithoutBalance(page);
  await page.getByRole("button", { name: "Ver las columnas" }).click();
  const balance = page.getByRole("row", { name: /^Saldo total/ });
  await balance.getByRole("button", { name: "Sí", exact: true }).click();
  await review(page);
  await expect(page.getByText("Diga cómo se leen los valores de Saldo total:")).toBeVisible();
  await balance.getByRole("radio", { name: /En miles: multiplicar por 1\.000/ }).check();
  await review(page);
  await expect(page.getByRole("table", { name: "Totales de control" })).toBeVisible();
  expect((await totals(page, "Archivo")).at(-1)).toBe("4950000.00");

  // The next month's file does not say that its amounts are in thousands.
  await prepare(page);
  await page.goto("/uploads/new");
  await dropLines(page, "sin-unidad.csv", lines.slice(1));
  await expect(balance.getByText(/los valores se multiplicaron por 1\.000/)).toBeVisible();
  await expect(balance.getByText("La columna suma 4.950,00 COP")).toBeVisible();
  await expect(balance.getByText("La columna suma 4.950.000,00 COP")).toBeVisible();
  await review(page);
  await expect(page.getByText("Diga cómo se leen los valores de Saldo total:")).toBeVisible();
  await balance.getByRole("radio", { name: /Tal cual/ }).check();
  await review(page);
  await expect(page.getByRole("table", { name: "Totales de control" })).toBeVisible();
  expect((await totals(page, "Archivo")).at(-1)).toBe("4950.00");
});
