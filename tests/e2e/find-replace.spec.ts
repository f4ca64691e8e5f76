import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  dropLines,
  expectAccessible,
  makeBrowserTeam,
  mapTo,
  openNewUpload,
  review,
  sendAll,
  totals,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

test.afterAll(() => closeAll());

// 40 debtors whose balances were typed with the letter O, and 80 without a mistake.
const count = 120;
const rows = Array.from({ length: count }, (_, index) => {
  const balance = index % 3 === 0 ? "1.5OO,25" : "2.000,00";
  return `${10_234_561 + index};Ána Peña ${index};3001234567;p${index}@buzon.example;CR-${index};Consumo;${balance}`;
});

test.beforeEach(async ({ page }) => {
  // A new team per test: the first test sends the file, and its tenant remembers it.
  await openNewUpload(page, await makeBrowserTeam());
  await dropLines(page, "letras.csv", ["Cédula;Nombre;Celular;Correo;Número de crédito;Producto;Saldo total", ...rows]);
  // With a third of it unreadable, only a person can map the column as the balance.
  await mapTo(page, "Saldo total", "Saldo total");
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
});

const bar = (page: Page) => page.getByRole("search", { name: "Buscar y reemplazar" });
const counted = (page: Page) => bar(page).getByRole("status");

test("counts, visits and replaces matches, and undoes each step", async ({ page }) => {
  const before = await totals(page, "Por enviar");
  expect(before).toEqual(["80", "80", "80", "160000.00"]);
  await page.keyboard.press("Control+f");
  await page.keyboard.type("oo,");
  await expect(counted(page)).toHaveText("1 de 40");
  await page.keyboard.press("Enter");
  await expect(counted(page)).toHaveText("2 de 40");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.press("Shift+Enter");
  await expect(counted(page)).toHaveText("40 de 40");
  await expectAccessible(page);

  // Replaces the current match and moves to the next, which is the first again.
  await bar(page).getByLabel("Reemplazar con").fill("00,");
  await bar(page).getByRole("button", { name: "Reemplazar", exact: true }).click();
  await expect(counted(page)).toHaveText("1 de 39");
  await expect.poll(() => totals(page, "Por enviar")).toEqual(["81", "81", "81", "161500.25"]);

  await bar(page).getByRole("button", { name: "Reemplazar todo (39)" }).click();
  await expect(page.getByText("Se reemplazaron 39 celdas")).toBeVisible();
  await expect(counted(page)).toHaveText("nada");
  await expect.poll(() => totals(page, "Por enviar")).toEqual(["120", "120", "120", "220010.00"]);

  // Escape closes the bar and returns the focus to the table; from there each replacement is undone.
  await bar(page).getByLabel("Buscar", { exact: true }).press("Escape");
  await expect(bar(page)).toHaveCount(0);
  await expect(page.locator("[role=gridcell]:focus")).toHaveCount(1);
  await page.keyboard.press("Control+z");
  await expect.poll(() => totals(page, "Por enviar")).toEqual(["81", "81", "81", "161500.25"]);
  await page.keyboard.press("Control+z");
  await expect.poll(() => totals(page, "Por enviar")).toEqual(before);
  await page.keyboard.press("Control+y");
  await page.keyboard.press("Control+y");
  await expect.poll(() => totals(page, "Por enviar")).toEqual(["120", "120", "120", "220010.00"]);
  await sendAll(page, 120);
});

test("narrows a search by case, accents, whole cells, column and filter", { tag: "@deep" }, async ({ page }) => {
  await page.getByRole("button", { name: "Buscar y reemplazar (Ctrl+F)" }).click();
  await page.keyboard.type("ana pena 1");
  await expect(counted(page)).toHaveText("1 de 31");
  await bar(page).getByRole("button", { name: "Celda completa" }).click();
  await expect(counted(page)).toHaveText("1 de 1");
  await bar(page).getByRole("button", { name: "Distinguir mayúsculas y tildes" }).click();
  await expect(counted(page)).toHaveText("nada");
  await bar(page).getByRole("button", { name: "Celda completa" }).click();
  await bar(page).getByRole("button", { name: "Distinguir mayúsculas y tildes" }).click();
  await bar(page).getByRole("combobox", { name: "Dónde buscar" }).click();
  await page.getByRole("option", { name: "Correo" }).click();
  await expect(counted(page)).toHaveText("nada");
  await bar(page).getByLabel("Buscar", { exact: true }).fill("buzon");
  await expect(counted(page)).toHaveText("2 de 120");
  await page.getByRole("combobox", { name: "Filas que se muestran" }).click();
  await page.getByRole("option", { name: /Con errores/ }).click();
  await expect(counted(page)).toHaveText(/de 40$/);
});

test("each key of several pressed at once is a step", async ({ page }) => {
  const focused = page.locator("[role=gridcell]:focus");
  for (let step = 0; step < 5; step++) await page.keyboard.press("F8");
  // Every third row has a problem: the fifth is in row 13.
  const rowOf = page.getByRole("row").filter({ has: focused });
  await expect(rowOf).toContainText("CR-12");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+f");
  await page.keyboard.type("oo,");
  for (let step = 0; step < 4; step++) await page.keyboard.press("Enter");
  await expect(counted(page)).toHaveText("5 de 40");
  for (let step = 0; step < 6; step++) await page.keyboard.press("Shift+Enter");
  await expect(counted(page)).toHaveText("39 de 40");
});

test("a message behind a newer one shows no text", { tag: "@deep" }, async ({ page }) => {
  await page.keyboard.press("F8");
  await page.keyboard.press("Shift+F8");
  await page.keyboard.press("F8");
  const messages = page.locator("[data-sonner-toast]");
  await expect(messages).toHaveCount(2);
  await expect(messages.and(page.locator("[data-front=false]")).locator("[data-content]")).toHaveCSS("opacity", "0");
  const newest = messages.and(page.locator("[data-front=true]")).locator("[data-content]");
  await expect(newest).toHaveCSS("opacity", "1");
  // With the pointer on them, all are read.
  await newest.hover();
  for (const content of await messages.locator("[data-content]").all()) await expect(content).toHaveCSS("opacity", "1");
});

test("reaches problems, corrections and the key list by keyboard", { tag: "@deep" }, async ({ page }) => {
  await page.keyboard.press("F8");
  const focused = page.locator("[role=gridcell]:focus");
  await expect(focused).toContainText("1.5OO,25");
  await page.keyboard.type("1.500,25");
  // F8 in the middle of a correction moves to the next problem and keeps what was typed.
  await page.keyboard.press("F8");
  await expect(focused).toContainText("1.5OO,25");
  await expect.poll(() => totals(page, "Por enviar")).toEqual(["81", "81", "81", "161500.25"]);
  await page.keyboard.press("Shift+F8");
  await expect(focused).toContainText("1.5OO,25");
  await page.keyboard.press("?");
  await expect(page.getByRole("heading", { name: "Atajos de teclado" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { name: "Atajos de teclado" })).toHaveCount(0);
});
