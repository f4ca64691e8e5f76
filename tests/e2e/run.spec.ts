import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, expectNoOverflow, makeBrowserTeam, tab } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import type { SandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import type { FaultInput } from "#tests/support/wolkvox-sandbox/faults.ts";

let sandbox: SandboxControl;

test.beforeAll(async () => {
  ({ sandbox } = joinBrowserStack());
  await sandbox.setSettings({ latencyMs: 0 });
});

test.afterAll(async () => {
  await sandbox.setFaults([]);
  await closeAll();
});

/** A team's upload, open in the page of its supervisor. */
async function openStaged(page: Page, rows: string[][], fileName: string, batchSize = 20) {
  const team = await makeBrowserTeam({ batchSize });
  const { supervisor, tenantId, operation } = team;
  const uploadId = await stage(supervisor, tenantId, rows, { fileName });
  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${uploadId}`);
  /** Calls of this upload that have come to the CRM. */
  const calls = async () =>
    (await sandbox.requests()).filter(
      (seen) => seen.endpoint === "massive_collections" && seen.operation === operation,
    );
  /** Which of these calls a fault is for. */
  const call = (more: FaultInput["match"] = {}) => ({ endpoint: "massive_collections" as const, operation, ...more });
  return { ...team, uploadId, calls, call };
}

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

const bar = (page: Page) => page.getByRole("progressbar", { name: "Clientes con resultado" });

test("a double click makes one run, shown live to its end, whose failures are downloaded and found", async ({
  page,
}) => {
  const rows = makePortfolio(200).map((row, index) => (index === 10 ? row.with(2, "=1+1") : row));
  const { operation, calls, call } = await openStaged(page, rows, "Cartera año.csv");
  const faults: FaultInput[] = [
    {
      match: call({ identifications: [identification(3)] }),
      action: { do: "refuse_debtors", shape: "objects", message: "Telephone is not valid" },
    },
    { match: call({ identifications: [identification(45)] }), action: { do: "reset", when: "after_applying" } },
    // Reading back fails too, so what was cut off stays unconfirmed.
    { match: { endpoint: "custom_query", operation }, action: { do: "status", status: 500, text: "Internal error" } },
  ];
  const holding = (nthRequest: number): FaultInput => ({ match: call({ nthRequest }), action: { do: "hold" } });
  await sandbox.setFaults([holding(2), ...faults]);
  await expect(page.getByText("Todo cuadra al centavo")).toBeVisible();
  await expect(page.getByText("Alcanza para esta carga")).toBeVisible();
  await page.getByRole("button", { name: "Confirmar y enviar" }).dblclick();

  await expect(bar(page)).toHaveAttribute("aria-valuenow", "20");
  await sandbox.setFaults([holding(4), ...faults]);
  const value = async () => Number(await bar(page).getAttribute("aria-valuenow"));
  await expect.poll(value).toBeGreaterThan(60);
  await sandbox.setFaults(faults);

  await expect(page.getByRole("button", { name: "Descargar lo que no entró" })).toBeVisible();
  await expect(tab(page, /Rechazados\s*1$/)).toBeVisible();
  await expect(tab(page, /Sin confirmar\s*20$/)).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: identification(3) })).toContainText("Telephone is not valid");
  expect(await calls()).toHaveLength(10);
  await page.reload();
  await expect(tab(page, /Rechazados\s*1$/)).toBeVisible();
  await expectAccessible(page);

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

  // However its number is written.
  await page.goto("/debtors");
  await page.getByRole("searchbox").fill("CC 10.000.003");
  await page.getByRole("searchbox").press("Enter");
  await expect(page.getByRole("heading", { name: "10000003 se preparó para enviar en 1 carga" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Cartera año.csv" })).toContainText("Rechazado");
  await page.setViewportSize({ width: 390, height: 844 });
  expect(decodeURIComponent(page.url())).not.toMatch(/10.?000.?003/);
  for (const path of [page.url(), "/uploads"]) {
    await page.goto(path);
    await expectNoOverflow(page);
  }
});

test("a screen reader hears every tenth of a run's progress, and its end", { tag: "@deep" }, async ({ page }) => {
  const { call } = await openStaged(page, makePortfolio(200), "anunciada.csv", 10);
  const holding: FaultInput[] = [{ match: call({ times: 1 }), action: { do: "hold" } }];
  await sandbox.setFaults(holding);
  await page.evaluate(noteAnnouncements);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await expect(bar(page)).toBeVisible();
  // Call by call, each once the page has shown all before it.
  for (let done = 0; done < 190; done += 10) {
    await expect(bar(page)).toHaveAttribute("aria-valuenow", String(done));
    await sandbox.setFaults(holding);
  }
  await expect(bar(page)).toHaveAttribute("aria-valuenow", "190");
  await sandbox.setFaults([]);
  await expect(tab(page, /Aceptados\s*200$/)).toBeVisible();

  const { regions, said, shown } = await page.evaluate(() => globalThis.announcements);
  expect(regions).toBe(1);
  const tenths = Array.from(
    { length: 9 },
    (_, index) => `Al menos el ${(index + 1) * 10}% de los clientes por enviar tiene resultado`,
  );
  const words = said.filter((each) => each !== "");
  // The last one only if the run is not over with it.
  expect(words.slice(0, 9)).toEqual(tenths);
  expect(words.slice(9).every((each) => each === "Todos los clientes por enviar tienen resultado")).toBe(true);
  expect(shown.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, calls) => String(calls * 10)));
  // At the end the region announces the outcome; it stays empty for somebody who opens the page afterwards.
  await expect(page.locator("main [aria-live=polite]").first()).toHaveText(
    "Terminada. Clientes: 200 aceptados, 0 rechazados, 0 sin confirmar, 0 no enviados, 0 excluidos antes de enviar.",
  );
  await page.reload();
  await expect(tab(page, /Aceptados\s*200$/)).toBeVisible();
  await expect(page.locator("main [aria-live=polite]").first()).toHaveText("");
});

test("a wrong token stops after one call, and resuming works", { tag: "@deep" }, async ({ page }) => {
  const { calls, call } = await openStaged(page, makePortfolio(60), "detenida.csv");
  await sandbox.setFaults([{ match: call({ times: 1 }), action: { do: "refuse_known", refusal: "bad_token" } }]);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "El envío se detuvo" });
  await expect(alert).toContainText("el CRM no aceptó el token");
  await expect(alert).toContainText("PLEASE VALIDATE TOKEN");
  expect(await calls()).toHaveLength(1);
  await page.getByRole("button", { name: "Reanudar" }).click();
  await expect(tab(page, /Aceptados\s*60$/)).toBeVisible();
});

test("cancelling says what becomes of the rest and does it", async ({ page }) => {
  const { supervisor, tenantId, call } = await openStaged(page, makePortfolio(60), "cancelada.csv");
  await stage(supervisor, tenantId, makePortfolio(3), { fileName: "otra.csv" });
  await sandbox.setFaults([{ match: call(), action: { do: "hold" } }]);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await page.getByRole("button", { name: "Cancelar la carga" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("no se enviarán");
  await dialog.getByRole("button", { name: "Cancelar la carga" }).click();
  await expect(page.getByText("Cancelada", { exact: true }).first()).toBeVisible();
  await sandbox.setFaults([]);
  await expect(page.getByText("Todo cuadra al centavo")).toBeVisible();
  await page.goto("/uploads?state=cancelled");
  await expect(page.getByRole("row").filter({ hasText: "cancelada.csv" })).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "otra.csv" })).toHaveCount(0);
});

test("shows what halving a refused batch costs, during and after", { tag: "@deep" }, async ({ page }) => {
  const { calls, call } = await openStaged(page, makePortfolio(40), "un lote.csv");
  const refusing: FaultInput = {
    match: call({ identifications: [identification(7)] }),
    action: { do: "refuse_batch" },
  };
  await sandbox.setFaults([{ match: call({ nthRequest: 6 }), action: { do: "hold" } }, refusing]);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  const line = /^El CRM rechazó 1 lote entero\..* (\d+) llamadas? adicional(es)?, de 38 como máximo\.$/;
  await expect(page.getByText(line)).toBeVisible();
  await expect(bar(page)).toBeVisible();
  await sandbox.setFaults([refusing]);
  await expect(tab(page, /Rechazados\s*1$/)).toBeVisible();
  await expect(page.getByText(line)).toHaveCount(0);
  await tab(page, /Llamadas/).click();
  await expect(page.getByText(line)).toContainText(` ${(await calls()).length - 2} llamadas adicionales`);
  await expectAccessible(page);
});
