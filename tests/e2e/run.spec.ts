import { readFileSync } from "node:fs";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, makeBrowserTeam, type Team, tab } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import type { SandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";

test.describe.configure({ mode: "serial" });

let sandbox: SandboxControl;
let team: Team;

test.beforeAll(async () => {
  sandbox = joinBrowserStack().sandbox;
  team = await makeBrowserTeam({ batchSize: 20 });
});

test.afterAll(async () => {
  await sandbox.setFaults([]);
  await sandbox.setSettings({ latencyMs: 0 });
  await closeAll();
});

test.beforeEach(async ({ page }) => {
  await sandbox.reset();
  await sandbox.setSettings({ latencyMs: 0 });
  await beginSession(page, team.supervisor.actor);
});

interface Announcements {
  /** How many live regions were seen beside a progress bar. */
  regions: number;
  readonly said: string[];
  /** The values of the bar itself. */
  readonly shown: string[];
}
declare global {
  var announcements: Announcements;
}

/**
 * Runs in the page: records what its progress bar shows from its first appearance, and what the live region
 * beside it announces.
 */
function noteAnnouncements(): void {
  const noted: Announcements = { regions: 0, said: [], shown: [] };
  globalThis.announcements = noted;
  let known: Element | null = null;
  const note = (list: string[], text: string) => void (list.at(-1) === text || list.push(text));
  const look = () => {
    const bar = document.querySelector("main [role=progressbar]");
    if (bar === null) return;
    note(noted.shown, bar.getAttribute("aria-valuenow") ?? "");
    const region = bar.parentElement?.querySelector("[aria-live=polite]") ?? null;
    if (region !== known || region === null) noted.regions += 1;
    known = region;
    note(noted.said, region?.textContent ?? "");
  };
  new MutationObserver(look).observe(document.body, {
    attributes: true,
    characterData: true,
    childList: true,
    subtree: true,
  });
}

const identification = (index: number) => String(10_000_000 + index);

test("a double click makes one run, shown live to its end", async ({ page }) => {
  await sandbox.setSettings({ latencyMs: 300 });
  await sandbox.setFaults([
    {
      match: { identifications: [identification(3)] },
      action: { do: "refuse_debtors", shape: "objects", message: "Telephone is not valid" },
    },
    { match: { identifications: [identification(45)] }, action: { do: "reset", when: "after_applying" } },
    // Reading back fails too, so what was cut off stays unconfirmed.
    { match: { endpoint: "custom_query" }, action: { do: "status", status: 500, text: "Internal error" } },
  ]);
  const rows = makePortfolio(200).map((row, index) => (index === 10 ? row.with(2, "=1+1") : row));
  const uploadId = await stage(team.supervisor, team.tenantId, rows, { fileName: "Cartera año.csv" });

  await page.goto(`/uploads/${uploadId}`);
  await expect(page.getByText("Todo cuadra al centavo")).toBeVisible();
  await expect(page.getByText("Alcanza para esta carga")).toBeVisible();
  await page.getByRole("button", { name: "Confirmar y enviar" }).dblclick();

  const progress = page.getByRole("progressbar", { name: "Clientes con resultado" });
  await expect(progress).toBeVisible();
  const seen: number[] = [];
  while (await progress.isVisible()) {
    seen.push(
      Number((await progress.getAttribute("aria-valuenow").catch(() => null)) ?? seen.at(-1) ?? 0),
    );
    await page.waitForTimeout(50);
  }
  expect(new Set(seen).size).toBeGreaterThan(3);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));

  await expect(page.getByRole("button", { name: "Descargar lo que no entró" })).toBeVisible();
  await expect(tab(page, /Rechazados\s*1$/)).toBeVisible();
  await expect(tab(page, /Sin confirmar\s*20$/)).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: identification(3) })).toContainText("Telephone is not valid");
  const requests = await sandbox.requests();
  expect(requests.filter((request) => request.endpoint === "massive_collections")).toHaveLength(10);

  await page.reload();
  await expect(tab(page, /Rechazados\s*1$/)).toBeVisible();

  await expectAccessible(page);
});

test("a screen reader hears every tenth of a run's progress", async ({ page }) => {
  const { supervisor, tenantId } = await makeBrowserTeam({ batchSize: 5 });
  await page.context().clearCookies();
  await beginSession(page, supervisor.actor);
  // So slow that the page is open before the first tenth is done.
  await sandbox.setSettings({ latencyMs: 1_500 });
  const uploadId = await stage(supervisor, tenantId, makePortfolio(200), { fileName: "anunciada.csv" });
  await page.goto(`/uploads/${uploadId}`);
  await page.evaluate(noteAnnouncements);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await expect(page.getByRole("progressbar", { name: "Clientes con resultado" })).toBeVisible();
  await sandbox.setSettings({ latencyMs: 200 });
  await expect(tab(page, /Aceptados\s*200$/)).toBeVisible();

  const { regions, said, shown } = await page.evaluate(() => globalThis.announcements);
  expect(regions).toBe(1);
  const tenths = Array.from(
    { length: 9 },
    (_, index) => `Al menos el ${(index + 1) * 10}% de los clientes por enviar tiene resultado`,
  );
  const all = "Todos los clientes por enviar tienen resultado";
  const words = said.filter((each) => each !== "");
  expect(words).toEqual([...tenths, all].filter((each) => words.includes(each)));
  expect(words.at(-1)).toBe(all);
  // The run takes eight seconds, so that most tenths are seen, however busy the machine is.
  expect(words.length).toBeGreaterThan(3);
  expect(shown.length).toBeGreaterThan(said.length);
  // At the end the region announces the outcome; it stays empty for somebody who opens the page afterwards.
  await expect(page.locator("main [aria-live=polite]").first()).toHaveText(
    "Terminada. Clientes: 200 aceptados, 0 rechazados, 0 sin confirmar, 0 no enviados, 0 excluidos antes de enviar.",
  );
  await page.reload();
  await expect(tab(page, /Aceptados\s*200$/)).toBeVisible();
  await expect(page.locator("main [aria-live=polite]").first()).toHaveText("");
});

test("failures download as CSV and XLSX, cells unchanged and harmless", async ({ page }) => {
  await page.goto(`/uploads`);
  await page.getByRole("link", { name: "Cartera año.csv" }).click();
  for (const format of ["Excel (.xlsx)", "CSV"]) {
    await page.getByRole("button", { name: "Descargar lo que no entró" }).click();
    const downloading = page.waitForEvent("download");
    await page.getByRole("menuitem", { name: format }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`Cartera año - no entraron.${format === "CSV" ? "csv" : "xlsx"}`);
    const { grid } = await openSpreadsheet(new Blob([readFileSync(await download.path())]));
    expect(grid.cell(0, 0)).toBe("Cédula");
    expect(grid.cell(0, 8)).toBe("Línea del archivo");
    const lines = Array.from({ length: grid.rowCount - 1 }, (_, index) => index + 1);
    const rejected = lines.filter((row) => grid.cell(row, 10) === "Rechazado");
    expect(rejected.map((row) => grid.cell(row, 0))).toEqual([identification(3), identification(3)]);
    expect(grid.cell(rejected[0] ?? 0, 13)).toBe("Telephone is not valid");
    const leftOut = lines.filter((row) => grid.cell(row, 10).startsWith("Excluida"));
    expect(leftOut.map((row) => grid.cell(row, 2))).toContain(format === "CSV" ? "'=1+1" : "=1+1");
  }
});

test("a wrong token stops after one call, and resuming works", async ({ page }) => {
  // A new team: the call cut above may still be carried out for a minute, and the next upload of its
  // operation waits for that.
  const { supervisor, tenantId } = await makeBrowserTeam({ batchSize: 20 });
  await page.context().clearCookies();
  await beginSession(page, supervisor.actor);
  await sandbox.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "refuse_known", refusal: "bad_token" } },
  ]);
  const uploadId = await stage(supervisor, tenantId, makePortfolio(60), { fileName: "detenida.csv" });
  await page.goto(`/uploads/${uploadId}`);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "El envío se detuvo" });
  await expect(alert).toContainText("el CRM no aceptó el token");
  await expect(alert).toContainText("PLEASE VALIDATE TOKEN");
  expect((await sandbox.requests()).filter((request) => request.endpoint === "massive_collections")).toHaveLength(1);
  await page.getByRole("button", { name: "Reanudar" }).click();
  await expect(tab(page, /Aceptados\s*60$/)).toBeVisible();
});

test("cancelling says what becomes of the rest and does it", async ({ page }) => {
  await sandbox.setSettings({ latencyMs: 800 });
  const uploadId = await stage(team.supervisor, team.tenantId, makePortfolio(200), { fileName: "cancelada.csv" });
  await page.goto(`/uploads/${uploadId}`);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await page.getByRole("button", { name: "Cancelar la carga" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("quedarán como no enviados");
  await dialog.getByRole("button", { name: "Cancelar la carga" }).click();
  await expect(page.getByText("Cancelada").first()).toBeVisible();
  await expect(page.getByText("Todo cuadra al centavo")).toBeVisible();
});

test("finds a debtor's uploads however the number is written", async ({ page }) => {
  await page.goto(`/debtors?q=CC 10.000.003`);
  await expect(page.getByRole("heading", { name: "10000003 se preparó para enviar en 2 cargas" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Cartera año.csv" })).toContainText("Rechazado");
});

test("the history filters by its address, and pages fit phones", async ({ page }) => {
  await page.goto(`/uploads?state=cancelled`);
  await expect(page.getByRole("row").filter({ hasText: "cancelada.csv" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "detenida.csv" })).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/uploads", "/debtors?q=10000003"]) {
    await page.goto(path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  }
});

test("shows what halving a refused batch costs, during and after", async ({ page }) => {
  await sandbox.setSettings({ latencyMs: 400 });
  await sandbox.setFaults([{ match: { identifications: [identification(7)] }, action: { do: "refuse_batch" } }]);
  const uploadId = await stage(team.supervisor, team.tenantId, makePortfolio(40), { fileName: "un lote.csv" });
  await page.goto(`/uploads/${uploadId}`);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  const line = /^El CRM rechazó 1 lote entero\..* (\d+) llamadas? adicional(es)?, de 38 como máximo\.$/;
  await expect(page.getByText(line)).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Clientes con resultado" })).toBeVisible();
  await expect(tab(page, /Rechazados\s*1$/)).toBeVisible();
  await expect(page.getByText(line)).toHaveCount(0);
  await tab(page, /Llamadas/).click();
  const calls = (await sandbox.requests()).filter(({ endpoint }) => endpoint === "massive_collections").length;
  await expect(page.getByText(line)).toContainText(` ${calls - 2} llamadas adicionales`);
  await expectAccessible(page);
});
