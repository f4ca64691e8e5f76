import { browserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import {
  drop,
  expectAccessible,
  expectNoOverflow,
  makeBrowserTeam,
  mapTo,
  openNewUpload,
  review,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { isDeep } from "../support/depth.ts";

// Runs at 390 px: every page fits, only tables scroll sideways, and both themes have enough contrast.
const pages = [
  "/debtors",
  "/admin/tenants",
  "/admin/tenants/new",
  "/admin/users",
  "/admin/users/new",
  "/account/security",
];
/** Other files look at these with axe, if in a wide window. */
const pagesOfOthers = [
  "/morning",
  "/uploads",
  "/uploads/figures",
  "/uploads/new",
  "/portfolios",
  "/portfolios/new",
  "/admin/audit",
  "/admin/audit/client",
  "/account/sessions",
];

test.afterAll(() => closeAll());
test.beforeEach(({ page }) => beginSession(page, browserStack().admin));

test("pages fit a phone and are accessible", async ({ page }) => {
  for (const path of [...pages, ...pagesOfOthers]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoOverflow(page, path);
    if (isDeep || pages.includes(path)) await expectAccessible(page);
  }
});

test("all steps of a new upload fit a phone accessibly", async ({ page }) => {
  const expectFitting = async (what: string, isAccessible = isDeep) => {
    await expectNoOverflow(page, what);
    if (isAccessible) await expectAccessible(page);
  };
  // An operation of its own: nobody has loaded the sample there.
  await openNewUpload(page, await makeBrowserTeam());
  await drop(page, "public/samples/cartera-de-ejemplo.csv");
  await mapTo(page, "PRODUCTO", "Nombre de la obligación");
  await expectFitting("columns");
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  await expectFitting("review");
  // The identification stays, and line and name scroll, so that most of the window is left to scroll.
  const cell = (column: number) => page.locator(`[data-row='0'][data-column='${column}']`);
  const leftOf = async (column: number) => (await cell(column).boundingBox())?.x ?? Number.NaN;
  const [line, name] = [await leftOf(0), await leftOf(2)];
  await page.getByRole("grid").evaluate((grid) => {
    grid.scrollLeft = 90;
  });
  await expect.poll(() => leftOf(2)).toBe(name - 90);
  expect(await leftOf(1)).toBe(line);
  await page.getByRole("button", { name: "Buscar y reemplazar (Ctrl+F)" }).click();
  await page.keyboard.type("libre");
  await expect(page.getByRole("search").getByRole("status")).toHaveText(/^1 de/);
  await expectFitting("find");
  await page.getByRole("button", { name: /motivos$/ }).click();
  await expect(page.getByRole("dialog", { name: "Problemas por motivo" })).toBeVisible();
  await expectFitting("reasons", true);
});

test("the palette opens by its button, fits and is accessible", { tag: "@deep" }, async ({ page }) => {
  await page.goto("/uploads");
  await page.getByRole("button", { name: "Ir a…" }).tap();
  await expect(page.getByRole("option").first()).toBeVisible();
  await expectNoOverflow(page);
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("combobox").fill("auditoria");
  await page.getByRole("option", { name: "Auditoría" }).tap();
  await expect(page).toHaveURL(/\/admin\/audit$/);
});

test("navigation folds into a sheet and follows the language", { tag: "@deep" }, async ({ page }) => {
  await page.goto("/morning");
  await page.getByRole("button", { name: "Abrir el menú" }).click();
  await page.getByRole("link", { name: "Operaciones" }).click();
  await expect(page).toHaveURL(/\/admin\/tenants$/);
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.getByRole("button", { name: "Abrir el menú" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Administra/ })
    .click();
  await page.getByRole("menuitemradio", { name: "English" }).click();
  await expect(page.getByRole("dialog").getByRole("link", { name: "Operations" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("heading", { level: 1, name: "Operations" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Operations" })).toBeVisible();
  // The language is stored for the user in every browser, so set it back.
  await page.getByRole("button", { name: "Open the menu" }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /Administra/ })
    .click();
  await page.getByRole("menuitemradio", { name: "Español" }).click();
  await expect(page.getByRole("dialog").getByRole("link", { name: "Operaciones" })).toBeVisible();
});
