import type { Page } from "@playwright/test";
import { searchHeader } from "#lib/domain/search/search-header.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { untilKeysAreHeard } from "#tests/support/browser/heard-keys.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import {
  dropLines,
  expectAccessible,
  makeBrowserTeam,
  review,
  type Team,
  target,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeTenant, makeUser, stage, type UserCtx } from "#tests/support/factories.ts";

// Without a mouse, but for what brings a file.

let team: Team;
let other: { readonly tenantId: string; readonly name: string };
let supervisor: UserCtx;
let uploadId: string;
let portfolioId: string;

test.beforeAll(async () => {
  team = await makeBrowserTeam({ batchSize: 5 });
  other = await makeTenant(team.admin, { server: joinBrowserStack().host });
  supervisor = await makeUser("supervisor", [team.tenantId, other.tenantId]);
  uploadId = await stage(supervisor, team.tenantId, makePortfolio(3), { fileName: "Población de mayo.csv" });
  await stage(supervisor, other.tenantId, makePortfolio(12), { fileName: "Otra operación.csv" });
  ({ portfolioId } = await createPortfolio(supervisor, { tenantId: other.tenantId, name: "Sur hipotecario" }));
});

test.afterAll(() => closeAll());

const box = (page: Page) => page.getByRole("dialog").getByRole("combobox");
const options = (page: Page) => page.getByRole("listbox").getByRole("option");
const active = (page: Page) => page.getByRole("option", { selected: true });

async function openPalette(page: Page): Promise<void> {
  await untilKeysAreHeard(page);
  await page.keyboard.press("Control+k");
  await expect(box(page)).toBeFocused();
}

/** Types what is looked for, goes down to it, and opens it. */
async function goTo(page: Page, text: string, name: string | RegExp): Promise<void> {
  await openPalette(page);
  await page.keyboard.type(text);
  await expect(options(page).filter({ hasText: name })).toHaveCount(1);
  for (let steps = 0; steps < 20 && !(await active(page).filter({ hasText: name }).isVisible()); steps++)
    await page.keyboard.press("ArrowDown");
  await expect(active(page)).toContainText(name);
  await expect(box(page)).toHaveAttribute("aria-activedescendant", (await active(page).getAttribute("id")) ?? "");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("listbox")).toHaveCount(0);
}

async function start(page: Page, path: string, user: Parameters<typeof beginSession>[1] = supervisor.actor) {
  await beginSession(page, user);
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}

test("goes to pages, uploads, portfolios, debtors and tenants", { tag: "@deep" }, async ({ page }) => {
  await start(page, "/uploads");
  await goTo(page, "nvca", "Nueva carga");
  await expect(page).toHaveURL(/\/uploads\/new$/);
  await goTo(page, "POBLACION may", "Población de mayo.csv");
  await expect(page).toHaveURL(new RegExp(`/uploads/${uploadId}$`));
  await goTo(page, uploadId.slice(-10), "Población de mayo.csv");
  await goTo(page, "hipotec", "Sur hipotecario");
  await expect(page).toHaveURL(new RegExp(`/portfolios/${portfolioId}$`));
  // A debtor of the other tenant; its page becomes that tenant's.
  await goTo(page, "10.000.011", "10000011");
  await expect(page.getByRole("heading", { name: /10000011/ })).toBeVisible();
  await expect(page.getByRole("button", { name: `Operación: ${other.name}` })).toBeVisible();
  await goTo(page, team.name, team.name);
  await expect(page.getByRole("button", { name: `Operación: ${team.name}` })).toBeVisible();
  // What was opened from here comes first the next time.
  await openPalette(page);
  await expect(options(page).first()).toContainText("10000011");
});

test("a role is offered its own pages only", { tag: "@deep" }, async ({ page }) => {
  await start(page, "/uploads");
  await openPalette(page);
  await page.keyboard.type("auditoría");
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText("Nada coincide");
  await page.keyboard.press("Escape");
  await page.context().clearCookies();
  await start(page, "/uploads", team.admin.actor);
  await goTo(page, "auditoria", "Auditoría");
  await expect(page).toHaveURL(/\/admin\/audit$/);
  await goTo(page, `ajustes ${other.name}`, `Ajustes de ${other.name}`);
  await expect(page).toHaveURL(new RegExp(`/admin/tenants/${other.tenantId}$`));
});

test("does what the page's buttons do, while they can", async ({ page }) => {
  const { sandbox } = joinBrowserStack();
  await sandbox.setSettings({ latencyMs: 1_500 });
  const id = await stage(supervisor, team.tenantId, makePortfolio(40), { fileName: "por enviar.csv" });
  await start(page, `/uploads/${id}`);
  await goTo(page, "confirmar y", "Confirmar y enviar");
  await expect(page.getByRole("button", { name: "Pausar" })).toBeVisible();
  await goTo(page, "pausar", "Pausar");
  await expect(page.getByRole("button", { name: "Reanudar" })).toBeVisible();
  await openPalette(page);
  await page.keyboard.type("pausar");
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText("Nada coincide");
  await page.keyboard.press("Escape");
  // An action with a question asks it.
  await goTo(page, "cancelar", /Cancelar/);
  await expect(page.getByRole("alertdialog")).toBeVisible();
  // With a dialog open, neither key does anything.
  await page.keyboard.press("Control+k");
  await page.keyboard.press("?");
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await sandbox.setSettings({ latencyMs: 0 });
  await goTo(page, "reanudar", "Reanudar");
  await expect(page.getByRole("link", { name: /Aceptados\s*40$/ })).toBeVisible();
  const download = page.waitForEvent("download");
  await goTo(page, "descargar csv", /CSV/);
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
});

test("asks before unsaved work is left, and gives the focus back", { tag: "@deep" }, async ({ page }) => {
  await start(page, "/uploads/new");
  // Nothing can be kept then.
  await page.evaluate(() => {
    StorageManager.prototype.estimate = async () => ({ quota: 1_000, usage: 1_000 });
  });
  await dropLines(page, "corta.csv", ["Cédula;Saldo", "10000001;1.234,50", "10000002;99,10"]);
  await target(page, "Saldo").focus();
  await openPalette(page);
  await page.keyboard.press("Escape");
  await expect(target(page, "Saldo")).toBeFocused();
  await goTo(page, "cartera", /^Carteras/);
  await expect(page.getByRole("alertdialog", { name: "¿Salir sin terminar la carga?" })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(page).toHaveURL(/\/uploads\/new$/);
  await expect(target(page, "Saldo")).toBeVisible();
});

test("works from a cell of the review, whose keys the help lists", { tag: "@deep" }, async ({ page }) => {
  await start(page, "/uploads/new", (await makeBrowserTeam()).supervisor.actor);
  const lines = Array.from(
    { length: 9 },
    (_, n) => `${10_000_001 + n};Ana;300123456${n};${n === 5 ? "sin arroba" : `a${n}@b.co`};C-${n};Consumo;${n}00`,
  );
  await dropLines(page, "saldos.csv", [
    "Cédula;Nombre;Celular;Correo;Número de crédito;Producto;Saldo total",
    ...lines,
  ]);
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  await goTo(page, "problema sig", "Problema siguiente");
  const cell = page.locator("[role=gridcell]:focus");
  await expect(cell).toHaveCount(1);
  const before = await cell.textContent();
  await page.keyboard.press("Enter");
  await page.keyboard.type("¿?");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await openPalette(page);
  await page.keyboard.press("Escape");
  // What was typed is kept, and the cell has the focus again.
  await expect(cell).toContainText("¿?");
  await goTo(page, "deshacer", "Deshacer");
  await expect(page.getByText(before ?? "").first()).toBeVisible();

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Atajos de teclado" });
  for (const name of ["Revisión", "Tabla", "Celdas", "Mientras se corrige una celda", "En todas las páginas"])
    await expect(help.getByRole("heading", { name, exact: true })).toBeVisible();
  await expect(help.locator("kbd").first()).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(help).toHaveCount(0);
  await page.keyboard.press("F8");
  await expect(cell).toHaveCount(1);
});

test("every page lists its keys", { tag: "@deep" }, async ({ page }) => {
  await start(page, "/uploads");
  for (const path of ["/uploads", "/morning", "/uploads/new", "/portfolios", "/debtors", `/uploads/${uploadId}`]) {
    await page.goto(path);
    // The search box of a page may have the focus; there `?` is text.
    await page.getByRole("main").focus();
    const help = page.getByRole("dialog", { name: "Atajos de teclado" });
    await untilKeysAreHeard(page);
    await page.keyboard.press("?");
    await expect(help).toBeVisible();
    await expect(help.getByText("Ir a una página o hacer algo")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(help).toHaveCount(0);
  }
});

test("fast typing asks less often, and an overtaken search is dropped", { tag: "@deep" }, async ({ page }) => {
  await page.clock.install();
  await start(page, "/uploads");
  await openPalette(page);
  await expect(options(page).filter({ hasText: "Población" })).toBeVisible();
  const asked: string[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === "/api/search") asked.push(request.headers()[searchHeader] ?? "");
  });
  const overtaken = Promise.withResolvers<void>();
  await page.route("**/api/search", async (route) => {
    if (route.request().headers()[searchHeader] === "pob") await overtaken.promise;
    await route.continue().catch(() => undefined);
  });
  // As if nobody ever paused between two characters of a word.
  await page.clock.pauseAt(Date.now() + 60_000);
  for (const part of ["pob", "lacion"]) {
    await page.keyboard.type(part);
    await page.clock.runFor(1_000);
    await expect.poll(() => asked.at(-1)).toContain(part);
  }
  expect(asked).toEqual(["pob", "poblacion"]);
  await page.clock.resume();
  await expect(active(page)).toContainText("Población de mayo.csv");
  overtaken.resolve();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("otra op");
  await expect(active(page)).toContainText("Otra operación.csv");
});

for (const scheme of ["light", "dark"] as const) {
  test(`the open palette is accessible in ${scheme}`, { tag: "@deep" }, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await start(page, `/uploads/${uploadId}`);
    await openPalette(page);
    await page.keyboard.type("1000");
    await expect(options(page).filter({ hasText: "10000000" })).toHaveCount(2);
    await expect(page.getByRole("dialog").getByRole("status")).toHaveText(/^\d+ resultados$/);
    await expectAccessible(page);
    await page.keyboard.type("zz");
    await expect(options(page)).toHaveCount(0);
    await expectAccessible(page);
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.getByRole("button", { name: "Atajos de teclado (?)" }).press("Enter");
    await expect(page.getByRole("dialog", { name: "Atajos de teclado" })).toBeVisible();
    await expectAccessible(page);
  });
}

for (const { locale, page: name, keys } of [
  { locale: "en-US", page: "Portfolios", keys: "Keyboard shortcuts" },
  { locale: "pt-BR", page: "Carteiras", keys: "Atalhos de teclado" },
]) {
  test.describe(locale, () => {
    test.use({ locale });

    test("works in its language", { tag: "@deep" }, async ({ page }) => {
      await start(page, "/uploads");
      await goTo(page, keys.slice(0, 9).toLowerCase(), keys);
      await expect(page.getByRole("dialog", { name: keys })).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toHaveCount(0);
      await goTo(page, name.slice(0, 6), new RegExp(`^${name}`));
      await expect(page).toHaveURL(/\/portfolios$/);
    });
  });
}

test("changes the theme and signs out", { tag: "@deep" }, async ({ page }) => {
  await start(page, "/uploads");
  await openPalette(page);
  // Settings come once they are typed.
  await expect(options(page).filter({ hasText: "Tema" })).toHaveCount(0);
  await page.keyboard.press("Escape");
  await goTo(page, "tema oscuro", "Tema: Oscuro");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await openPalette(page);
  await page.keyboard.type("tema oscuro");
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText("Nada coincide");
  await page.keyboard.press("Escape");
  await goTo(page, "tema del sistema", "Tema: El del sistema");
  await goTo(page, "cerrar sesion", "Cerrar sesión");
  await expect(page).toHaveURL(/\/sign-in(\?|$)/);
});
