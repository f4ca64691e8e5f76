import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  cell,
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

const count = 60;
const rows = Array.from(
  { length: count },
  (_, index) =>
    `${10_234_561 + index};Ana Peña ${index};3001234567;p${index}@buzon.example;CR-${index};Consumo;2.000,0${index % 10}`,
);

test.beforeEach(async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openNewUpload(page, await makeBrowserTeam());
  await dropLines(page, "bloques.csv", [
    "Cédula;Nombre;Celular;Correo;Número de crédito;Producto;Saldo total",
    ...rows,
  ]);
  await mapTo(page, "Saldo total", "Saldo total");
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
});

const [nameColumn, productColumn, balanceColumn] = [2, 6, 7];
const texts = async (page: Page, column: number, from: number, to: number) => {
  const found = [];
  for (let row = from; row <= to; row++) found.push(await cell(page, row, column).textContent());
  return found;
};
const selected = (page: Page) => page.locator("[role=gridcell][aria-selected=true]");
const line = (page: Page) => page.getByRole("status").filter({ hasText: /celdas?/ });
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** As if a block had been copied in Excel. */
const copyFromExcel = (page: Page, text: string) =>
  page.evaluate((block) => navigator.clipboard.writeText(block), text);

test("selects with mouse and keys, and says what is selected", async ({ page }) => {
  await cell(page, 0, balanceColumn).hover();
  await page.mouse.down();
  await cell(page, 4, balanceColumn).hover();
  await page.mouse.up();
  await expect(selected(page)).toHaveCount(5);
  // 2.000,00 to 2.000,04.
  await expect(line(page)).toHaveText("5 × 1: 5 celdas · 5 con dato · 5 distintos · suma 10.000,10");
  await expect(cell(page, 4, balanceColumn)).toBeFocused();
  await page.keyboard.press("Shift+ArrowUp");
  await page.keyboard.press("Shift+ArrowLeft");
  await expect(line(page)).toContainText("4 × 2: 8 celdas · 8 con dato · 5 distintos · suma 8.000,06");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(selected(page)).toHaveCount(1);
  await page.keyboard.press("Control+a");
  await expect(line(page)).toContainText(`${count} × 7: ${count * 7} celdas`);
  await cell(page, 2, 0).click();
  await expect(line(page)).toContainText("1 × 7: 7 celdas");
});

test("types into the selected cell, which is brought into view", async ({ page }) => {
  const grid = page.getByRole("grid");
  const left = () => grid.evaluate(({ scrollLeft }) => scrollLeft);
  const editor = grid.getByRole("textbox");
  await page.setViewportSize({ width: 900, height: 800 });
  await cell(page, 1, nameColumn).click();
  await page.keyboard.type("Luz");
  await expect(editor).toHaveValue("Luz");
  await page.keyboard.press("Enter");
  await expect(cell(page, 1, nameColumn)).toHaveText("Luz");
  await page.keyboard.press("ArrowUp");
  for (const key of ["F2", "Enter"]) {
    await page.keyboard.press(key);
    await page.keyboard.type("X");
    await expect(editor).toHaveValue("LuzX");
    await page.keyboard.press("Escape");
  }
  await expect(cell(page, 1, nameColumn)).toHaveText("Luz");

  // A space begins a correction and moves nothing; in the line's cell it does nothing.
  await grid.evaluate((element) => element.scrollTo(0, 1_000));
  await expect(cell(page, 1, nameColumn)).not.toBeInViewport();
  await page.keyboard.press("Space");
  await expect(editor).toHaveValue(" ");
  await expect(editor).toBeInViewport();
  await page.keyboard.press("Escape");
  await page.keyboard.press("End");
  await expect.poll(left).toBeGreaterThan(100);
  await page.keyboard.press("Home");
  await expect.poll(left).toBe(0);
  await page.keyboard.press("Control+End");
  await expect.poll(left).toBeGreaterThan(100);
  await page.keyboard.press("Control+Home");
  await expect.poll(left).toBe(0);
  await expect(cell(page, 0, 0)).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.type("5");
  await expect(editor).toHaveCount(0);
  expect(await grid.evaluate(({ scrollTop }) => scrollTop)).toBe(0);
});

test("undoes by a toast only what the toast names", { tag: "@deep" }, async ({ page }) => {
  const toast = page.getByText("Cambiaron 2 celdas al pegar");
  await copyFromExcel(page, "Luz\r\nSol\r\n");
  await cell(page, 4, nameColumn).click();
  await page.keyboard.press("Control+v");
  await expect(toast).toBeVisible();
  await cell(page, 7, nameColumn).click();
  await page.keyboard.type("Mar");
  await page.keyboard.press("Enter");
  await expect(cell(page, 7, nameColumn)).toHaveText("Mar");
  await expect(toast).toHaveCount(0);
  await cell(page, 8, nameColumn).click();
  await page.keyboard.press("Control+v");
  await expect(toast).toBeVisible();
  await page.getByRole("listitem").filter({ has: toast }).getByRole("button", { name: "Deshacer" }).click();
  await expect.poll(() => texts(page, nameColumn, 7, 9)).toEqual(["Mar", "Ana Peña 8", "Ana Peña 9"]);
  await expect(toast).toHaveCount(0);
});

test("copies, pastes, fills, clears and undoes", async ({ page }) => {
  const before = await totals(page, "Por enviar");
  await cell(page, 0, nameColumn).click();
  await cell(page, 1, nameColumn + 1).click({ modifiers: ["Shift"] });
  await page.keyboard.press("Control+c");
  await expect(page.getByText("Se copiaron 4 celdas")).toBeVisible();
  expect(await copied(page)).toBe("Ana Peña 0\t3001234567\r\nAna Peña 1\t3001234567\r\n");

  await copyFromExcel(page, '"Peña ""La Toña"""\t3009999999\r\nLuz\t3008888888\r\n');
  await cell(page, 4, nameColumn).click();
  await page.keyboard.press("Control+v");
  await expect(page.getByText("Cambiaron 4 celdas al pegar")).toBeVisible();
  await expect.poll(() => texts(page, nameColumn, 4, 6)).toEqual(['Peña "La Toña"', "Luz", "Ana Peña 6"]);
  expect(await texts(page, nameColumn + 1, 4, 5)).toEqual(["3009999999", "3008888888"]);
  await expect(selected(page)).toHaveCount(4);

  await cell(page, 6, productColumn).click();
  await page.keyboard.type("Libranza");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowUp");
  for (let step = 0; step < 3; step++) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+d");
  await expect(page.getByText("Cambiaron 3 celdas al rellenar")).toBeVisible();
  await expect.poll(() => texts(page, productColumn, 6, 10)).toEqual([...Array(4).fill("Libranza"), "Consumo"]);

  await cell(page, 8, balanceColumn).click();
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Delete");
  await expect(page.getByText("Se vaciaron 2 celdas")).toBeVisible();
  // Toasts are beside the page and cover nothing of it.
  const toast = await page.locator("[data-sonner-toast]").last().boundingBox();
  expect((toast?.x ?? 0) + (toast?.width ?? 0)).toBeLessThanOrEqual(
    (await page.getByRole("main").boundingBox())?.x ?? 0,
  );
  await expect.poll(() => totals(page, "Por enviar")).not.toEqual(before);

  // The clearing, the fill, the edit and the paste are one step each.
  for (let step = 0; step < 4; step++) await page.keyboard.press("Control+z");
  await expect.poll(() => totals(page, "Por enviar")).toEqual(before);
  await expect.poll(() => texts(page, nameColumn, 4, 5)).toEqual(["Ana Peña 4", "Ana Peña 5"]);
  await expect(page.getByRole("button", { name: "Deshacer (Ctrl+Z)" })).toBeDisabled();
  for (let step = 0; step < 3; step++) await page.keyboard.press("Control+Shift+z");
  await expect.poll(() => texts(page, productColumn, 6, 10)).toEqual([...Array(4).fill("Libranza"), "Consumo"]);
  await expect.poll(() => totals(page, "Por enviar")).toEqual(before);
  await sendAll(page, count);
});

test("says what a paste that overruns does before it counts", { tag: "@deep" }, async ({ page }) => {
  await copyFromExcel(page, "1,00\tx\r\n2,00\ty\r\n3,00\tz\r\n");
  await cell(page, 0, balanceColumn).click();
  await page.keyboard.press("Control+ArrowDown");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Control+v");
  const dialog = page.getByRole("alertdialog", { name: "¿Pegar de todas formas?" });
  await expect(dialog).toContainText("Se pegan 2 filas de 1 columna; cambian 2 celdas.");
  await expect(dialog).toContainText("1 fila copiada no cabe hasta el final de la tabla y se pierde.");
  await expect(dialog).toContainText("1 columna copiada no cabe a la derecha y se pierde.");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Cancelar" }).click();
  expect(await texts(page, balanceColumn, count - 2, count - 1)).toEqual(["2.000,08", "2.000,09"]);
  await page.keyboard.press("Control+v");
  await dialog.getByRole("button", { name: "Pegar y cambiar 2 celdas" }).click();
  await expect.poll(() => texts(page, balanceColumn, count - 2, count - 1)).toEqual(["1,00", "2,00"]);
});

test("works on the rows that the filter shows", { tag: "@deep" }, async ({ page }) => {
  await copyFromExcel(page, "nadie\r\n");
  await cell(page, 5, nameColumn + 1).click();
  await page.keyboard.press("Control+v");
  await cell(page, 8, nameColumn + 1).click();
  await page.keyboard.press("Control+v");
  await page.getByRole("combobox", { name: "Filas que se muestran" }).click();
  await page.getByRole("option", { name: /Corregidas/ }).click();
  await expect(cell(page, 1, nameColumn)).toHaveText("Ana Peña 8");
  await copyFromExcel(page, "3001112233\r\n3004445566\r\n");
  await cell(page, 0, nameColumn + 1).click();
  await page.keyboard.press("Control+v");
  await expect(page.getByText("Cambiaron 2 celdas al pegar")).toBeVisible();
  await expect.poll(() => texts(page, nameColumn + 1, 0, 1)).toEqual(["3001112233", "3004445566"]);
  // The rows are still those that were pasted into.
  await expect(selected(page)).toHaveCount(2);
});

test("values typed down a filtered list land in the order shown, until it is filtered again", { tag: "@deep" }, async ({
  page,
}) => {
  await copyFromExcel(page, "malo\r\nmalo\r\nmalo\r\nmalo\r\n");
  await cell(page, 3, balanceColumn).click();
  await page.keyboard.press("Control+v");
  const filter = page.getByRole("combobox", { name: "Filas que se muestran" });
  await filter.click();
  await page.getByRole("option", { name: "Con errores (4)" }).click();
  await expect(page.getByText(`4 de ${count} filas`)).toBeVisible();
  await cell(page, 0, balanceColumn).click();
  for (const amount of ["1,00", "2,00", "3,00"]) {
    await page.keyboard.type(amount);
    await page.keyboard.press("Enter");
  }
  await expect(cell(page, 3, balanceColumn)).toBeFocused();
  await expect.poll(() => texts(page, balanceColumn, 0, 3)).toEqual(["1,00", "2,00", "3,00", "malo"]);
  await expect(page.getByText("3 ya no cumplen")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Volver a filtrar" }).click();
  await expect.poll(() => texts(page, balanceColumn, 0, 0)).toEqual(["malo"]);
  await expect(page.getByText(`1 de ${count} filas`)).toBeVisible();
  await filter.click();
  await page.getByRole("option", { name: /Todas las filas/ }).click();
  await expect.poll(() => texts(page, balanceColumn, 3, 6)).toEqual(["1,00", "2,00", "3,00", "malo"]);
});
