import type { Page } from "@playwright/test";
import { listPortfolios } from "#lib/services/portfolios/list-portfolios.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  dropLines,
  expectAccessible,
  expectNoOverflow,
  makeBrowserTeam,
  openNewUpload,
  prepare,
  review,
  sendAll,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

test.afterAll(() => closeAll());

/** One day's file: the balances grow by a day's interest. */
const linesOf = (day: number) => [
  `BANCO ANDINO - CORTE ${day}/11/2026`,
  "Cédula;Nombre completo;Celular;Correo;Número de crédito;Producto;Saldo total",
  `10234561;Ana Rojas;3001234567;ana@buzon.example;CR-1;Libre;291.0${day},50`,
  `20345672;Luis Peña;3009876543;luis@buzon.example;CR-2;Tarjeta;85.5${day},25`,
  `30456783;Rosa Gil;3011112233;rosa@buzon.example;CR-3;Libre;912.0${day},00`,
];

const line = (page: Page) => page.getByRole("region", { name: "Cartera del archivo" });
const portfolio = (page: Page) => line(page).getByRole("combobox", { name: /^Cartera/ });
const load = (page: Page) => line(page).getByRole("combobox", { name: "Este archivo trae" });

test("names a portfolio once and recognises its next file", async ({ page }) => {
  const team = await makeBrowserTeam();
  const { supervisor, tenantId } = team;
  const uploadOfPage = () => showUpload(supervisor, { uploadId: page.url().split("/").at(-1) ?? "" });

  await openNewUpload(page, team);
  await dropLines(page, "cartera_20261125.csv", linesOf(25));
  await expect(portfolio(page)).toContainText("Ninguna");
  await expect(line(page)).toContainText("Escriba un nombre");
  await portfolio(page).press("Enter");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("Banco Andino");
  await expect(page.getByRole("option", { name: "Crear «Banco Andino»" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(line(page)).toContainText("Se creará al preparar esta carga.");
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  await expect(portfolio(page)).toContainText("Banco Andino");
  expect(await listPortfolios(supervisor, { tenantId })).toEqual([]);
  await sendAll(page, 3);
  const [created] = await listPortfolios(supervisor, { tenantId });
  expect(created).toMatchObject({ name: "Banco Andino", lastLoad: { file: { debtors: 3 } } });
  expect(await uploadOfPage()).toMatchObject({ portfolio: { id: created?.id }, load: { kind: "whole" } });

  // The next day its columns are remembered, so the review comes at once.
  await page.goto("/uploads/new");
  await dropLines(page, "Cartera 26-11-2026.csv", linesOf(26));
  await expect(page.getByRole("grid")).toBeVisible();
  await expect(portfolio(page)).toContainText("Banco Andino");
  await expect(line(page)).toContainText(
    "La reconocemos por las mismas columnas, el mismo nombre salvo fechas y números, el mismo título",
  );
  // In one line with the lists, so that the grid keeps its rows.
  expect((await line(page).boundingBox())?.height).toBeLessThan(40);
  await load(page).press("Enter");
  await page.getByRole("option", { name: "Una parte" }).press("Enter");
  await expect(line(page).getByRole("combobox", { name: "Parte", exact: true })).toHaveText("Parte 1");
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoOverflow(page);
  await expectAccessible(page);
  await prepare(page);
  expect(await uploadOfPage()).toMatchObject({
    portfolio: { id: created?.id },
    load: { kind: "part", number: 1, of: 2 },
  });
});

test("a file that fits two portfolios takes the columns of the chosen one", { tag: "@deep" }, async ({ page }) => {
  const team = await makeBrowserTeam();
  const { supervisor, tenantId } = team;
  await openNewUpload(page, team);
  for (const [index, name] of ["Fondo Uno", "Fondo Dos"].entries()) {
    await page.goto("/uploads/new");
    await dropLines(page, "fondos_20261125.csv", linesOf(20 + index));
    if (index > 0) await page.getByRole("button", { name: "Ver las columnas" }).click();
    await portfolio(page).click();
    await expect(page.getByRole("searchbox")).toBeFocused();
    await page.keyboard.type(name);
    await page.getByRole("option", { name: `Crear «${name}»` }).click();
    await review(page);
    await sendAll(page, 3);
  }
  await page.goto("/uploads/new");
  await dropLines(page, "fondos_20261126.csv", linesOf(26));
  await expect(line(page)).toContainText("Encajan Fondo Dos y Fondo Uno");
  await portfolio(page).click();
  await page.getByRole("option", { name: /^Fondo Uno/ }).click();
  await expect(line(page)).toContainText("Elegida por usted.");
  await review(page);
  await prepare(page);
  const { portfolio: of } = await showUpload(supervisor, { uploadId: page.url().split("/").at(-1) ?? "" });
  expect(of?.name).toBe("Fondo Uno");
  expect((await listPortfolios(supervisor, { tenantId })).map(({ name }) => name)).toEqual(["Fondo Dos", "Fondo Uno"]);
});
