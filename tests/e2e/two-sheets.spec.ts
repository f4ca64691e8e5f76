import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  drop,
  makeBrowserTeam,
  mapTo,
  openNewUpload,
  prepare,
  review,
  sendAll,
  target,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

const workbook = new URL("../support/corpus/files/co-26-clientes-y-obligaciones.workbook.json", import.meta.url);
test.afterAll(() => closeAll());

// A team of its own: another test's sheets would be known, and ask nothing.
test.beforeEach(async ({ page }) => openNewUpload(page, await makeBrowserTeam()));

/** The workbook with another title, so that its bytes differ from the previous day's. */
async function dropTitled(page: Page, title: string): Promise<void> {
  const content = JSON.parse(readFileSync(workbook, "utf8"));
  content.sheets[0].rows[0] = [title];
  const buffer = Buffer.from(await xlsxFile(content).arrayBuffer());
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await drop(page, { name: `${title}.xlsx`, mimeType, buffer });
}

async function join(page: Page, choice: RegExp): Promise<void> {
  await page.getByRole("button", { name: /^Hoja de clientes/ }).click();
  await page.getByRole("combobox", { name: "Hoja de clientes" }).click();
  await page.getByRole("option", { name: choice }).click();
}

test("joins debtors and obligations of two sheets, sends them, and asks nothing about them next day", {
  tag: "@deep",
}, async ({ page }) => {
  await dropTitled(page, "lunes");
  const chip = page.getByRole("button", { name: /^Hoja de clientes/ });
  await expect(chip).toContainText("Clientes nov-25");
  await expect(page.getByText("Una fila de «Clientes nov-25» no tiene obligaciones", { exact: false })).toBeVisible();
  await chip.click();
  await expect(page.getByText("se encontraron 4 de las 4 identificaciones", { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(target(page, "Nombre completo")).toBeVisible();

  await join(page, /^Sin unir$/);
  await expect(chip).toContainText("sin unir");
  await expect(target(page, "Nombre completo")).toHaveCount(0);
  await join(page, /unida a Obligaciones/);
  await expect(target(page, "Nombre completo")).toBeVisible();

  await mapTo(page, "Línea de crédito", "Nombre de la obligación");
  await review(page);
  const grid = page.getByRole("grid");
  await expect(grid).toHaveAttribute("aria-rowcount", "8");
  await expect(grid.getByText("Cl. 7", { exact: true })).toBeVisible();
  await expect(grid.getByText("Yolanda Quiñones Arango")).toHaveCount(2);

  await sendAll(page, 4);
  await expect(page.getByRole("button", { name: "Descargar lo que no entró" })).toBeVisible();
  const report = await page.request.get(`/api${new URL(page.url()).pathname}/report?group=left_out&format=csv`);
  expect(await report.text()).toContain("Clientes 7");

  await page.goto("/uploads/new");
  await dropTitled(page, "martes");
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "8");
  await expect(page.getByText("Columnas como la última vez")).toBeVisible();
});

test("keeps sheets apart that were left apart before", { tag: "@deep" }, async ({ page }) => {
  await dropTitled(page, "miércoles");
  await join(page, /^Sin unir$/);
  await mapTo(page, "Línea de crédito", "Nombre de la obligación");
  const constants = { Nombre: "Sin nombre", "Correo electrónico": "sin@example.com", Teléfono: "3001234567" };
  for (const [field, value] of Object.entries(constants))
    await page.getByRole("textbox", { name: `Un valor para todas las filas de ${field}`, exact: true }).fill(value);
  await review(page);
  await prepare(page);
  await page.goto("/uploads/new");
  await dropTitled(page, "jueves");
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "7");
  await page.getByRole("button", { name: "Ver las columnas" }).click();
  await expect(page.getByRole("button", { name: /^Hoja de clientes/ })).toContainText("sin unir");
});
