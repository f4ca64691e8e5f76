import { randomInt } from "node:crypto";
import pg from "pg";
import { browserStack, joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession, signIn } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, expectNoOverflow } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTenant, makeUser, stage, type UserCtx } from "#tests/support/factories.ts";
import { fillMornings, usualHealths } from "#tests/support/morning/fill-mornings.ts";

const portfolios = 30;
let supervisor: UserCtx;
const tenants: { readonly tenantId: string; readonly name: string }[] = [];

test.beforeAll(async () => {
  const { host } = joinBrowserStack();
  const admin = await makeUser("admin");
  // Short names of one length in every run: how many lines fit on a phone depends on them.
  for (const place of ["Norte", "Sur", "Centro"]) {
    const { tenantId } = await makeTenant(admin, { server: host });
    const { name } = await ownerDatabase().tenant.update({
      where: { id: tenantId },
      data: { name: `${place} ${randomInt(1_000, 10_000)}` },
    });
    tenants.push({ tenantId, name });
  }
  supervisor = await makeUser(
    "supervisor",
    tenants.map(({ tenantId }) => tenantId),
  );
  const client = new pg.Client({ connectionString: browserStack().databaseUrl });
  await client.connect();
  await fillMornings(client, {
    tenantIds: tenants.map(({ tenantId }) => tenantId),
    userId: supervisor.actor.userId,
    portfoliosPerTenant: portfolios / 3,
    uploadsPerPortfolio: 7,
    healths: usualHealths,
  });
  await client.end();
});

test.afterAll(() => closeAll());

test("signing in shows the worst portfolios first", async ({ page }) => {
  await signIn(page, supervisor.actor);
  await expect(page.getByRole("heading", { level: 1, name: "Hoy" })).toBeVisible();
  const rows = page.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(portfolios + 1);
  for (const [index, word] of ["Atrasada", "Inusual", "Detenida", "Por confirmar"].entries())
    await expect(rows.nth(index + 1)).toContainText(word);
  await page.getByRole("navigation", { name: "Navegación principal" }).getByRole("link", { name: "Cargas" }).click();
  await expect(page).toHaveURL(/\/uploads$/);
});

test("keys go from line to line and open one", async ({ page }) => {
  await beginSession(page, supervisor.actor);
  await page.goto("/morning");
  const actions = page.getByRole("table").getByRole("link", { name: /^(Cargar|Revisar|Atender|Confirmar) / });
  await expect(actions.first()).toBeVisible();
  // The list may come alive after the page around it: a key that it did not hear has moved nothing.
  const pressed = async () => {
    await page.keyboard.press("j");
    return actions.evaluateAll((links) => links.map((link) => link === document.activeElement).indexOf(true));
  };
  await expect.poll(pressed).toBe(0);
  await page.keyboard.press("j");
  await expect(actions.nth(1)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(actions.nth(2)).toBeFocused();
  await page.keyboard.press("k");
  await expect(actions.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/uploads\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Por confirmar").first()).toBeVisible();
});

test("a late line loads for its own tenant", async ({ page }) => {
  await beginSession(page, supervisor.actor);
  await page.goto("/morning");
  const late = page.getByRole("row").filter({ hasText: "Atrasada" }).first();
  const [portfolio] = await ownerDatabase().portfolio.findMany({
    where: {
      tenantId: { in: tenants.map(({ tenantId }) => tenantId) },
      name: (await late.getByRole("rowheader").getByRole("link").textContent()) ?? "",
    },
    select: { tenant: { select: { name: true } } },
  });
  await late.getByRole("link", { name: /^Cargar / }).click();
  await expect(page).toHaveURL(/\/uploads\/new\?/);
  await expect(page.getByRole("button", { name: `Operación: ${portfolio?.tenant.name}` })).toBeVisible();
});

test("tenant and order stay as they were left", { tag: "@deep" }, async ({ page }) => {
  await beginSession(page, supervisor.actor);
  await page.goto("/morning");
  const choose = async (label: string, option: string) => {
    await page.getByRole("combobox", { name: label }).click();
    await page.getByRole("option", { name: option }).click();
  };
  await choose("Operación", tenants[1]?.name ?? "");
  await expect(page.getByRole("row")).toHaveCount(portfolios / 3 + 1);
  await choose("Orden", "Por nombre");
  const names = page.getByRole("table").getByRole("rowheader").getByRole("link");
  const byName = (texts: readonly string[]) => texts.toSorted((a, b) => a.localeCompare(b));
  await expect
    .poll(async () => (await names.allTextContents()).join())
    .toBe(byName(await names.allTextContents()).join());
  await expect
    .poll(async () => (await ownerDatabase().user.findUnique({ where: { id: supervisor.actor.userId } }))?.morning)
    .toEqual({ tenantId: tenants[1]?.tenantId, order: "name" });
  await page.reload();
  await expect(page.getByRole("row")).toHaveCount(portfolios / 3 + 1);
  await expect(page.getByRole("combobox", { name: "Orden" })).toContainText("Por nombre");
  await choose("Operación", "Todas las operaciones");
  await choose("Orden", "Lo urgente primero");
  await expect(page.getByRole("row")).toHaveCount(portfolios + 1);
});

for (const scheme of ["light", "dark"] as const) {
  test(`the odd ones of thirty lead on a phone in ${scheme}`, { tag: "@deep" }, async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: scheme });
    await beginSession(page, supervisor.actor);
    await page.goto("/morning");
    const rows = page.getByRole("table").getByRole("row");
    await expect(rows).toHaveCount(portfolios + 1);
    const words = ["Atrasada", "Inusual", "Detenida", "Por confirmar", "Por confirmar"];
    for (const [index, word] of words.entries()) {
      await expect(rows.nth(index + 1)).toContainText(word);
      await expect(rows.nth(index + 1)).toBeInViewport({ ratio: 1 });
      const balance = rows
        .nth(index + 1)
        .getByRole("cell")
        .filter({ hasText: "COP" });
      await expect(balance).toBeVisible();
      // A file that is not confirmed yet has no balance here: that of the one before says its day.
      const label =
        word === "Inusual" || word === "Por confirmar" ? /^"Saldo al \d+ de [a-z]+"$/ : /^"Saldo del archivo"$/;
      expect(await balance.evaluate((cell) => getComputedStyle(cell, "::before").content)).toMatch(label);
    }
    // Nothing is cut, and a phone has no keys.
    const cut = await rows.evaluateAll((all) =>
      all
        .flatMap((row) =>
          [...row.querySelectorAll("*")].filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1),
        )
        .map((one) => one.outerHTML.slice(0, 80)),
    );
    expect(cut).toEqual([]);
    await expect(page.getByText("Teclas: J y K")).toBeHidden();
    await expectNoOverflow(page);
    await expectAccessible(page);
  });
}

test("balance and button are in view at every width", { tag: "@deep" }, async ({ page }) => {
  await beginSession(page, supervisor.actor);
  await page.goto("/morning");
  const table = page.getByRole("table");
  await expect(table.getByRole("row")).toHaveCount(portfolios + 1);
  // 720 is a window of 1440 at 200 %.
  for (const width of [390, 640, 720, 800, 900, 1023, 1024, 1100, 1180, 1200, 1216, 1232, 1280, 1366, 1440]) {
    await page.setViewportSize({ width, height: 450 });
    const outside = await page.evaluate(() => {
      const shown = document.documentElement.clientWidth;
      const scrolled = document.querySelector("table")?.parentElement;
      return {
        // A scroll bar beside the page counts as less than nothing.
        page: Math.max(0, document.documentElement.scrollWidth - shown),
        table: (scrolled?.scrollWidth ?? 0) - (scrolled?.clientWidth ?? 0),
        links: [...document.querySelectorAll("table a")].filter((link) => link.getBoundingClientRect().right > shown)
          .length,
      };
    });
    expect([width, outside]).toEqual([width, { page: 0, table: 0, links: 0 }]);
  }
});

test("without portfolios it explains them beside the uploads", { tag: "@deep" }, async ({ page }) => {
  const { tenantId } = await makeTenant(await makeUser("admin"), { server: joinBrowserStack().host });
  const newcomer = await makeUser("supervisor", [tenantId]);
  await stage(newcomer, tenantId, makePortfolio(3), { fileName: "cartera de ayer.csv" });
  await beginSession(page, newcomer.actor);
  await page.goto("/morning");
  await expect(page.getByRole("heading", { name: "Todavía no hay carteras" })).toBeVisible();
  await expect(page.getByRole("link", { name: /cartera de ayer\.csv/ })).toBeVisible();
  await expectAccessible(page);
});
