import type { Locator, Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  dropLines,
  expectAccessible,
  makeBrowserTeam,
  openNewUpload,
  review,
  type Team,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

let team: Team;

test.beforeAll(async () => {
  team = await makeBrowserTeam();
});

test.afterAll(() => closeAll());

const header =
  "Cédula;Nombre;Celular;Correo;Dirección;Número de crédito;Producto;Saldo total;Zona;Gestor;Nota uno;Nota dos";
const lines = Array.from(
  { length: 60 },
  (_, index) =>
    `${10_234_561 + index};Ana María Peña Rojas;3001234567;ana${index}@buzon.example;Calle ${index} 10-20;CR-${index};Consumo;2.000,00;Norte;Luz;algo;más`,
);

async function openReview(page: Page): Promise<void> {
  await openNewUpload(page, team);
  await dropLines(page, "ancha.csv", [header, ...lines]);
  await review(page);
  await expect(page.getByRole("gridcell", { name: "10234561", exact: true })).toBeVisible();
}

/** A classic scroll bar; the browser of the tests has none. */
const scrollBarPx = 15;

/** How many rows of the grid are seen whole, below its head and above a scroll bar. */
function wholeRows(page: Page): Promise<number> {
  return page.getByRole("grid").evaluate((grid, bar) => {
    const top = grid.querySelector("[role=columnheader]")?.getBoundingClientRect().bottom ?? 0;
    const bottom = Math.min(grid.getBoundingClientRect().bottom, window.innerHeight) - 1 - bar;
    return [...grid.querySelectorAll("[aria-rowindex]:not(:has([role=columnheader]))")]
      .map((row) => row.getBoundingClientRect())
      .filter((row) => row.top >= top - 0.5 && row.bottom <= bottom + 0.5).length;
  }, scrollBarPx);
}

const heads = (page: Page) => page.getByRole("grid").getByRole("columnheader");
const head = (page: Page, name: string) => heads(page).filter({ hasText: name });
const leftOf = async (cell: Locator) => (await cell.boundingBox())?.x ?? Number.NaN;
const widthOf = async (cell: Locator) => (await cell.boundingBox())?.width ?? Number.NaN;
/** The names in the heads, without what the columns hold: that is counted after the page is there. */
const headers = (page: Page) =>
  heads(page).evaluateAll((all) =>
    all.map((each) => {
      const summary = each.querySelector("[data-head-summary]")?.textContent ?? "";
      return (each.textContent ?? "").slice(0, -summary.length || undefined);
    }),
  );

test("the grid gets the window: twenty rows at 1440 x 900", { tag: "@deep" }, async ({ page }) => {
  await openReview(page);
  expect(await wholeRows(page)).toBeGreaterThanOrEqual(20);
  expect(await page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)).toBe(true);

  // Higher rows: fewer of them, from the same first one on, and so they stay after a reload.
  await page.getByRole("button", { name: "Altura de las filas" }).click();
  await page.getByRole("menuitemradio", { name: "Amplia" }).click();
  await expect.poll(() => wholeRows(page)).toBeLessThan(20);
  await openReview(page);
  expect(await wholeRows(page)).toBeLessThan(20);
  await page.getByRole("button", { name: "Altura de las filas" }).click();
  await page.getByRole("menuitemradio", { name: "Compacta" }).click();
  await expect.poll(() => wholeRows(page)).toBeGreaterThanOrEqual(20);

  await page.getByRole("button", { name: "Ver todos los totales" }).click();
  await expect(page.getByRole("table", { name: "Totales de control" }).getByText("Filas")).toBeVisible();
  await page.getByRole("button", { name: "Dejar los totales en una línea" }).click();
});

test("the problems panel is narrowed and hidden by keyboard, and stays so", { tag: "@deep" }, async ({ page }) => {
  await openReview(page);
  const panel = page.getByRole("complementary", { name: "Problemas por motivo" });
  const edge = page.getByRole("separator", { name: "Ancho del panel de problemas" });
  const before = await widthOf(panel);
  await edge.focus();
  await page.keyboard.press("ArrowLeft");
  await expect.poll(() => widthOf(panel)).toBe(before - 16);
  await page.keyboard.press("Home");
  await expect(edge).toHaveAttribute("aria-valuenow", "208");
  await page.keyboard.press("Enter");
  await expect.poll(() => widthOf(panel)).toBe(before);

  await page.getByRole("button", { name: "Ocultar los problemas" }).press("Enter");
  await expect(panel).toHaveCount(0);
  const show = page.getByRole("button", { name: /motivos?$/ });
  await expect(show).toBeFocused();
  await openReview(page);
  await expect(panel).toHaveCount(0);
  await show.press("Enter");
  await expect(panel).toBeVisible();
  await expect(page.getByRole("button", { name: "Ocultar los problemas" })).toBeFocused();
});

test("line, identification and name stay when the rest scrolls", async ({ page }) => {
  await openReview(page);
  const cells = page.locator("[data-row='0']");
  const before = await Promise.all([0, 1, 2].map((column) => leftOf(cells.nth(column))));
  await page.getByRole("gridcell", { name: "10234561", exact: true }).click();
  await page.keyboard.press("End");
  await expect(page.locator("[data-row='0'][data-column='12']")).toBeFocused();
  const after = await Promise.all([0, 1, 2].map((column) => leftOf(cells.nth(column))));
  expect(after).toEqual(before);
  // The last cell is whole in view, right of what stays.
  const last = await page.locator("[data-row='0'][data-column='12']").boundingBox();
  const name = await cells.nth(2).boundingBox();
  expect(last?.x).toBeGreaterThanOrEqual((name?.x ?? 0) + (name?.width ?? 0) - 1);
  for (const heading of ["Identificación", "Nombre"]) await expect(head(page, heading).first()).toBeInViewport();
});

test("columns are resized by mouse and keyboard, and fit their content", { tag: "@deep" }, async ({ page }) => {
  await openReview(page);
  const name = head(page, "Cédula");
  const edge = page.getByRole("separator", { name: "Ancho de la columna «Identificación»" });
  const before = await widthOf(name);
  const box = await edge.boundingBox();
  if (box === null) throw new Error("the edge is not on the page");
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => widthOf(name)).toBe(before + 60);
  await edge.focus();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  await expect.poll(() => widthOf(name)).toBe(before + 43);
  await edge.dblclick();
  const fitted = await widthOf(name);
  expect(fitted).toBeLessThan(before + 43);
  const cut = await page
    .locator("[data-column='1'] .truncate")
    .evaluateAll((texts) => texts.filter((text) => text.scrollWidth > text.clientWidth).length);
  expect(cut).toBe(0);
  await openReview(page);
  expect(await widthOf(name)).toBe(fitted);
});

test("columns are hidden, moved and pinned by keyboard, remembered for this shape alone", { tag: "@deep" }, async ({
  page,
}) => {
  await openReview(page);
  const usual = await headers(page);
  await page.getByRole("button", { name: "Columnas de la tabla" }).press("Enter");
  const menu = page.getByRole("dialog", { name: "Columnas de la tabla" });
  await expectAccessible(page);
  const item = (name: string) => menu.getByRole("listitem").filter({ hasText: name });

  await expect(head(page, "Celular")).toHaveCount(1);
  await item("Celular").getByRole("checkbox").press("Space");
  await expect(head(page, "Celular")).toHaveCount(0);
  await item("Correo")
    .getByRole("button", { name: /^Dejar/ })
    .press("Enter");
  await expect.poll(async () => (await headers(page))[3]).toContain("Correo");
  // Alt with the arrows moves the column, and the focus goes along, to the end of its group and no further.
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(async () => (await headers(page))[1]).toContain("Correo");
  await page.keyboard.press("Alt+ArrowDown");
  await expect.poll(async () => (await headers(page))[2]).toContain("Correo");
  await expect(item("Correo").getByRole("button", { name: /^Dejar/ })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(
    item("Nombre")
      .first()
      .getByRole("button", { name: /^Dejar/ }),
  ).toBeFocused();
  await page.keyboard.press("Escape");
  const arranged = await headers(page);

  await openReview(page);
  expect(await headers(page)).toEqual(arranged);
  await openNewUpload(page, team);
  await dropLines(page, "otra.csv", [`${header};Otra`, ...lines.map((line) => `${line};x`)]);
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  expect((await headers(page)).slice(0, 4)).toEqual(usual.slice(0, 4));

  await openReview(page);
  await page.getByRole("button", { name: "Columnas de la tabla" }).click();
  await menu.getByRole("button", { name: "Como al principio" }).click();
  await page.keyboard.press("Escape");
  expect(await headers(page)).toEqual(usual);
});
