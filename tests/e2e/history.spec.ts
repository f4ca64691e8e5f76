import type { Page } from "@playwright/test";
import { addDays, dayAt } from "#lib/domain/history/history-days.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, makeBrowserTeam, type Team } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

// Another language than the user's: a date field of the browser's would write days as 11/25/2026.
test.use({ locale: "en-US" });

let team: Team;
const written = (day: string) => day.split("-").toReversed().join("/");

test.beforeAll(async () => {
  const { sandbox } = joinBrowserStack();
  await sandbox.setSettings({ latencyMs: 0 });
  team = await makeBrowserTeam();
  const { supervisor, tenantId } = team;
  await ownerDatabase().user.update({ where: { id: supervisor.actor.userId }, data: { locale: "es" } });
  const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: "Andino consumo" });
  await sandbox.setFaults([
    {
      match: { operation: team.operation, identifications: ["10000001", "10000002"] },
      action: { do: "refuse_debtors", shape: "objects", message: "Telephone is not valid" },
    },
  ]);
  const of = { portfolioId, load: { kind: "whole" } } as const;
  for (const [fileName, debtors, own] of [
    ["andino.csv", 8, { of }],
    ["suelto.csv", 4, {}],
  ] as const) {
    const uploadId = await stage(supervisor, tenantId, makePortfolio(debtors), { fileName, ...own });
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
  }
  const old = await stage(supervisor, tenantId, makePortfolio(3), { fileName: "viejo.csv" });
  await ownerDatabase().upload.update({
    where: { id: old },
    data: { createdAt: fromNow(-40 * 86_400_000) },
  });
  await sandbox.setFaults([]);
});

test.afterAll(() => closeAll());

test.beforeEach(({ page }) => beginSession(page, team.supervisor.actor));

const file = (page: Page, name: string) => page.getByRole("link", { name: new RegExp(`^${name}`) });

async function choose(page: Page, box: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: box }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

test("dates are typed and chosen in the user's language, whatever the browser's is", async ({ page }) => {
  const today = dayAt(fromNow());
  await page.goto("/uploads");
  await expect(file(page, "viejo.csv")).toBeVisible();
  await choose(page, "Período", "Entre dos fechas");
  const from = page.getByRole("textbox", { name: "Desde" });
  await expect(from).toHaveAttribute("placeholder", "dd/mm/aaaa");
  await from.fill("31/02/2026");
  await page.getByRole("button", { name: "Filtrar" }).click();
  await expect(page.getByText("Ese día no existe en el calendario.")).toBeVisible();
  await from.fill("31 de febrero");
  await page.getByRole("button", { name: "Filtrar" }).click();
  await expect(page.getByText("Escriba la fecha así: dd/mm/aaaa.")).toBeVisible();
  await expect(page).not.toHaveURL(/from/);
  await from.fill(written(today));
  await page.getByRole("textbox", { name: "Hasta" }).fill(written(addDays(today, -7)));
  await page.getByRole("button", { name: "Filtrar" }).click();
  await expect(page.getByText(`No puede ser antes del ${written(today)}.`)).toBeVisible();
  await expect(page).not.toHaveURL(/from/);
  await page.getByRole("textbox", { name: "Hasta" }).fill("");
  await from.fill(written(addDays(today, -5)));

  // By keyboard: the calendar opens on today, one week back, and Enter takes it.
  await openCalendar(page);
  await expectAccessible(page);
  const month = await page.getByRole("grid").getAttribute("aria-labelledby");
  const shown = await page.locator(`[id="${month}"]`).textContent();
  await page.getByRole("button", { name: "Mes anterior" }).click();
  await expect(page.locator(`[id="${month}"]`)).not.toHaveText(shown ?? "");
  await page.getByRole("button", { name: "Mes siguiente" }).click();
  await expect(page.locator(`[id="${month}"]`)).toHaveText(shown ?? "");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("grid")).toBeHidden();
  await openCalendar(page);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Hasta" })).toHaveValue(written(addDays(today, -1)));
  await expect(page.getByRole("grid")).toBeHidden();
  await openCalendar(page);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Filtrar" }).click();

  await expect(page).toHaveURL(new RegExp(`from=${addDays(today, -5)}&to=${today}`));
  await expect(file(page, "viejo.csv")).toBeHidden();
  await expect(file(page, "andino.csv")).toBeVisible();
  await expect(from).toHaveValue(written(addDays(today, -5)));
});

/** Its keys are heard once a day has the focus, which a calendar that closes gives back to its button. */
async function openCalendar(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Hasta: abrir el calendario" }).press("Enter");
  await expect(page.getByRole("grid").locator("button:focus")).toBeVisible();
}

test("a filter is kept by name and comes back with everything", { tag: "@deep" }, async ({ page }) => {
  await page.goto("/uploads");
  await page.getByRole("combobox", { name: "Cartera" }).click();
  await page.getByRole("option", { name: "Sin cartera" }).click();
  await expect(file(page, "andino.csv")).toBeHidden();
  await choose(page, "Período", "Últimos 7 días");
  await expect(file(page, "viejo.csv")).toBeHidden();
  await page.getByRole("button", { name: "Filtros guardados" }).click();
  await page.getByRole("textbox", { name: "Nombre para este filtro" }).fill("Sueltas de la semana");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByText("Filtro «Sueltas de la semana» guardado")).toBeVisible();

  await page.goto("/uploads");
  await page.getByRole("button", { name: "Filtros guardados" }).click();
  await page.getByRole("link", { name: "Sueltas de la semana" }).click();
  await expect(page).toHaveURL(/portfolio=none&last=7$/);
  await expect(file(page, "suelto.csv")).toBeVisible();
  await expect(file(page, "andino.csv")).toBeHidden();

  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Descargar lista" }).click();
  await page.getByRole("menuitem", { name: "CSV" }).click();
  expect((await download).suggestedFilename()).toBe("Historial de cargas.csv");
  const text = await streamText(await (await download).createReadStream());
  expect(text.trimEnd().split("\r\n")).toHaveLength(2);
  expect(text).toContain("suelto.csv;");

  await page.getByRole("button", { name: "Sueltas de la semana" }).click();
  await page.getByRole("button", { name: "Quitar «Sueltas de la semana»" }).click();
  await expect(page.getByText("Todavía no ha guardado ningún filtro.")).toBeVisible();
});

async function streamText(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  for await (const piece of stream) text += piece.toString();
  return text;
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`charts have their figures behind them, in ${colorScheme}`, { tag: "@deep" }, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await page.goto("/uploads?text=andino");
    await page.getByRole("link", { name: "Cifras" }).click();
    await expect(page).toHaveURL(/\/uploads\/figures\?text=andino$/);
    for (const title of ["Cargas por día", "Clientes por resultado y día", "Ritmo por día", "Por cartera"])
      await expect(
        page
          .getByRole("img", { name: `Gráfico: ${title}` })
          .locator("svg")
          .first(),
      ).toBeVisible();

    const reasons = page.getByRole("region", { name: "Motivos de rechazo más comunes" });
    await reasons.getByText("Ver las cifras en una tabla").press("Enter");
    await expect(reasons.getByRole("row", { name: /Telephone is not valid.*2.*1/ })).toBeVisible();
    const byDay = page.getByRole("region", { name: "Clientes por resultado y día" });
    await byDay.getByText("Ver las cifras en una tabla").press("Enter");
    await expect(byDay.getByRole("row")).toHaveCount(31);
    // The only day with loads, which may have ended since.
    const busy = byDay.getByRole("row").filter({ has: page.getByRole("cell", { name: "6", exact: true }) });
    await expect(busy).toContainText(/6.*2.*0.*0/);
    await expectAccessible(page);

    await reasons.getByRole("link").click();
    await expect(page).toHaveURL(/tab=rejected&reason=/);
    await expect(page.getByText("Abajo están solo los clientes de este motivo.")).toBeVisible();
  });
}

test("on a phone the filters are one line that says how many there are", { tag: "@deep" }, async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/uploads?state=finished&last=7");
  const fold = page.getByRole("button", { name: "Filtros (2)" });
  await expect(fold).toHaveAttribute("aria-expanded", "false");
  await expect(page.getByRole("combobox", { name: "Período" })).toBeHidden();
  await fold.click();
  await expect(page.getByRole("combobox", { name: "Período" })).toBeVisible();
  await expectAccessible(page);
  for (const path of ["/uploads", "/uploads/figures"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});
