import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { closeQueue } from "#lib/queue/tenant-work.ts";
import { closeDatabase } from "#lib/services/close-database.ts";
import { xlsxFile } from "../support/bad-files/xlsx-file.ts";
import { browserStack } from "../support/browser-stack.ts";
import { expect, test } from "../support/browser-test.ts";
import { makeTeam, testPassword } from "../support/factories.ts";

test.describe.configure({ mode: "serial" });

const workbook = new URL("../support/corpus/files/co-26-clientes-y-obligaciones.workbook.json", import.meta.url);
let team: Awaited<ReturnType<typeof makeTeam>>;

test.beforeAll(async () => {
  const { env, sandboxUrl } = browserStack();
  const { NODE_ENV: _, ...settings } = env;
  Object.assign(process.env, settings);
  team = await makeTeam({ server: new URL(sandboxUrl).host });
});

test.afterAll(async () => {
  await closeQueue(1_000);
  await closeDatabase();
});

test.beforeEach(async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Correo").fill(team.supervisor.actor.email);
  await page.locator("input[name=password]").fill(testPassword);
  await page.locator("button[type=submit]").click();
  await page.waitForURL("**/uploads");
  await page.goto("/uploads/new");
});

/** The workbook under another title, so that its bytes differ from those of the day before. */
async function drop(page: Page, title: string): Promise<void> {
  const content = JSON.parse(readFileSync(workbook, "utf8"));
  content.sheets[0].rows[0] = [title];
  const buffer = Buffer.from(await xlsxFile(content).arrayBuffer());
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await page.locator("input[type=file]").setInputFiles({ name: `${title}.xlsx`, mimeType, buffer });
}

async function join(page: Page, choice: RegExp): Promise<void> {
  await page.getByRole("button", { name: /^Hoja de clientes/ }).click();
  await page.getByRole("combobox", { name: "Hoja de clientes" }).click();
  await page.getByRole("option", { name: choice }).click();
}

async function mapTo(page: Page, header: string, field: string): Promise<void> {
  await page.getByRole("combobox", { name: `Destino de «${header}»` }).click();
  await page.getByRole("searchbox").fill(field);
  await page.keyboard.press("Enter");
}

test("clients and obligations on two sheets are joined, reviewed, sent and accounted for", async ({ page }) => {
  await drop(page, "lunes");
  const chip = page.getByRole("button", { name: /^Hoja de clientes/ });
  await expect(chip).toContainText("Clientes nov-25");
  await expect(page.getByText("Una fila no tiene obligaciones en «Clientes nov-25»", { exact: false })).toBeVisible();
  await chip.click();
  await expect(page.getByText("se encontraron 4 de las 4 identificaciones", { exact: false })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox", { name: "Destino de «Nombre completo»" })).toBeVisible();

  await join(page, /^Sin unir$/);
  await expect(chip).toContainText("sin unir");
  await expect(page.getByRole("combobox", { name: "Destino de «Nombre completo»" })).toHaveCount(0);
  await join(page, /unida a Obligaciones/);
  await expect(page.getByRole("combobox", { name: "Destino de «Nombre completo»" })).toBeVisible();

  await mapTo(page, "Línea de crédito", "Nombre de la obligación");
  await page.getByRole("button", { name: "Revisar las filas" }).click();
  const grid = page.getByRole("grid");
  await expect(grid).toHaveAttribute("aria-rowcount", "8");
  await expect(grid.getByText("Cl. 7", { exact: true })).toBeVisible();
  await expect(grid.getByText("Yolanda Quiñones Arango")).toHaveCount(2);

  await page.getByRole("button", { name: "Preparar la carga" }).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await expect(page.getByRole("button", { name: "Descargar lo que no entró" })).toBeVisible({ timeout: 60_000 });
  const report = await page.request.get(`/api${new URL(page.url()).pathname}/report?group=left_out&format=csv`);
  expect(await report.text()).toContain("Clientes 7");
});

test("the same two sheets the next day ask nothing", async ({ page }) => {
  await drop(page, "martes");
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "8");
  await expect(page.getByText("Columnas como la última vez")).toBeVisible();
});

test("sheets that were left apart are left apart the next day", async ({ page }) => {
  await drop(page, "miércoles");
  await page.getByRole("button", { name: "Ver las columnas" }).click();
  await join(page, /^Sin unir$/);
  await mapTo(page, "Línea de crédito", "Nombre de la obligación");
  const constants = { Nombre: "Sin nombre", "Correo electrónico": "sin@example.com", Teléfono: "3001234567" };
  for (const [field, value] of Object.entries(constants))
    await page.getByRole("textbox", { name: `Un valor para todas las filas de ${field}`, exact: true }).fill(value);
  await page.getByRole("button", { name: "Revisar las filas" }).click();
  await page.getByRole("button", { name: "Preparar la carga" }).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  await page.goto("/uploads/new");
  await drop(page, "jueves");
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "7");
  await page.getByRole("button", { name: "Ver las columnas" }).click();
  await expect(page.getByRole("button", { name: /^Hoja de clientes/ })).toContainText("sin unir");
});
