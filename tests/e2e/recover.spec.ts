import type { Page } from "@playwright/test";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, makeBrowserTeam, type Team, tab } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { forgoReadBacks, waitForUpload } from "#tests/support/runs/tenant-run.ts";
import type { SandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";

const identification = (index: number) => String(10_000_000 + index);
const refusedIndexes = [3, 5, 7];

let sandbox: SandboxControl;

test.beforeAll(async () => {
  ({ sandbox } = joinBrowserStack());
  await sandbox.setSettings({ latencyMs: 0 });
});

test.afterAll(async () => {
  await sandbox.setFaults([]);
  await sandbox.setSettings({ latencyMs: 0 });
  await closeAll();
});

/** A team's staged upload; its supervisor is signed in. */
async function stagedUpload(page: Page, debtors: number, batchSize: number): Promise<Team & { uploadId: string }> {
  const team = await makeBrowserTeam({ batchSize });
  const uploadId = await stage(team.supervisor, team.tenantId, makePortfolio(debtors), { fileName: "cartera.csv" });
  await beginSession(page, team.supervisor.actor);
  return { ...team, uploadId };
}

/** An upload whose one call was applied and cut off, and that is not read back by itself any more. */
async function cutOffUpload(page: Page, debtors: number) {
  const { supervisor, operation, uploadId } = await stagedUpload(page, debtors, 200);
  await sandbox.setFaults([
    { match: { endpoint: "massive_collections", operation }, action: { do: "reset", when: "after_applying" } },
  ]);
  await forgoReadBacks(uploadId);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await sandbox.setFaults([]);
  return { supervisor, operation, uploadId };
}

/**
 * What the page requests from now on: itself again, or the events of its upload. Prefetches for links count
 * as neither.
 */
function requestsFor(page: Page, uploadId: string): ("page" | "events")[] {
  const asked: ("page" | "events")[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname === `/api/uploads/${uploadId}/progress`) asked.push("events");
    const { rsc, "next-router-prefetch": prefetch } = request.headers();
    if (pathname === `/uploads/${uploadId}` && rsc === "1" && prefetch === undefined) asked.push("page");
  });
  return asked;
}

test("a person settles ticked debtors, with name and proof shown", async ({ page }) => {
  const { supervisor, uploadId } = await cutOffUpload(page, 180);
  await page.goto(`/uploads/${uploadId}`);
  await expect(page.getByText("180 clientes quedaron sin confirmar")).toBeVisible();
  for (const index of [0, 4]) await page.getByRole("checkbox", { name: identification(index), exact: true }).check();
  await page.getByRole("button", { name: "Decir qué pasó con 2 seleccionados" }).click();
  const dialog = page.getByRole("dialog", { name: "¿Qué pasó con 2 clientes?" });
  await dialog.getByRole("button", { name: "Guardar" }).click();
  await expect(dialog.getByText("Elija qué encontró en el CRM.")).toBeVisible();
  await expect(dialog.getByText("Escriba cómo lo comprobó.")).toBeVisible();
  await dialog.getByRole("radio", { name: /Están cargados/ }).click();
  await dialog.getByLabel("Cómo lo comprobó").fill("Los busqué en Cobranzas uno por uno");
  await dialog.getByRole("button", { name: "Guardar" }).dblclick();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("178 clientes quedaron sin confirmar")).toBeVisible();

  await tab(page, /Aceptados\s*2$/).click();
  const row = page.getByRole("row").filter({ hasText: identification(4) });
  await expect(row).toContainText(`${supervisor.actor.name} dijo:`);
  await expect(row).toContainText("Los busqué en Cobranzas uno por uno");
  await expect(page.getByText("Todo cuadra al centavo")).toBeVisible();
});

test("ticked rejected debtors are retried once and accepted", { tag: "@deep" }, async ({ page }) => {
  const { supervisor, operation, uploadId } = await stagedUpload(page, 20, 20);
  await sandbox.setFaults([
    {
      match: { operation, identifications: refusedIndexes.map(identification) },
      action: { do: "refuse_debtors", shape: "objects", message: "Telephone is not valid" },
    },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await sandbox.setFaults([]);
  await page.goto(`/uploads/${uploadId}`);
  await expect(tab(page, /Rechazados\s*3$/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Reintentar los 3 fallidos de toda la carga" })).toBeVisible();
  for (const index of [3, 7]) await page.getByRole("checkbox", { name: identification(index), exact: true }).check();
  const button = page.getByRole("button", { name: "Reintentar 2 seleccionados" });
  await button.click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("Nada se envía hasta que la revise y la confirme");
  await dialog.getByRole("button", { name: "Cancelar" }).click();
  await expect(button).toBeFocused();
  await button.click();
  await dialog.getByRole("button", { name: "Preparar el reintento" }).dblclick();

  await page.waitForURL((url) => url.pathname.startsWith("/uploads/") && !url.pathname.endsWith(uploadId));
  await expect(page.getByText("Reintento de otra carga")).toBeVisible();
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await expect(tab(page, /Aceptados\s*2$/)).toBeVisible();

  await page.getByRole("link", { name: "otra carga" }).click();
  await expect(page.getByText("2 clientes de esta carga pasaron a un reintento")).toBeVisible();
  await expect(page.getByRole("link", { name: "Reintento con 2 clientes" })).toHaveCount(1);
  await expect(page.getByRole("row").filter({ hasText: identification(3) })).toContainText(
    "Aceptado después, en un reintento",
  );
  await expect(page.getByRole("button", { name: "Reintentar 1 fallido de toda la carga" })).toBeVisible();
  await expectAccessible(page);
});

test("a repeatedly failing run pauses with the CRM's answer and resumes", { tag: "@deep" }, async ({ page }) => {
  const { operation, uploadId } = await stagedUpload(page, 8, 1);
  await sandbox.setFaults([
    {
      match: { endpoint: "massive_collections", operation },
      action: { do: "refuse_batch", status: 412, text: "MODULE COBRANZAS IS LOCKED" },
    },
  ]);
  await page.goto(`/uploads/${uploadId}`);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "El envío se puso en pausa solo" });
  await expect(alert).toContainText("MODULE COBRANZAS IS LOCKED");
  await expect(alert).toContainText("Lea la respuesta del CRM");
  await sandbox.setFaults([]);
  await page.getByRole("button", { name: "Reanudar" }).click();
  await expect(tab(page, /Aceptados/)).toBeVisible();
});

test("a button names the price of reading back unconfirmed debtors", { tag: "@deep" }, async ({ page }) => {
  const { operation, uploadId } = await cutOffUpload(page, 5);
  await page.goto(`/uploads/${uploadId}`);
  const button = page.getByRole("button", { name: "Buscar en el CRM" });
  await expect(page.getByText("5 clientes quedaron sin confirmar")).toBeVisible();
  const query = { endpoint: "custom_query" as const, operation };
  await sandbox.setFaults([
    {
      match: { ...query, times: 1 },
      action: { do: "status", status: 429, text: "Too many requests", retryAfter: "10" },
    },
    { match: { ...query, nthRequest: 3 }, action: { do: "hold" } },
  ]);
  await button.click();
  const dialog = page.getByRole("alertdialog", { name: "¿Buscar 5 clientes en el CRM?" });
  // Five debtors with seven obligations.
  await expect(dialog).toContainText("hasta 12");
  await expect(dialog).toContainText("Alcanza para esta búsqueda");
  const followed = page.waitForRequest(`**/api/uploads/${uploadId}/progress`);
  await dialog.getByRole("button", { name: "Buscar ahora" }).dblclick();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Buscando 5 clientes en el CRM")).toBeVisible();
  await expect(page.getByText(/^La búsqueda está esperando: /)).toBeVisible();
  await followed;
  const asked = requestsFor(page, uploadId);
  // Through events alone: the page is not requested again until the read-back is done, and then once.
  await expect(page.getByRole("link", { name: /^Aceptados\s*[1-4]\D/ })).toBeVisible();
  await expect(page.getByText(/^La búsqueda está esperando: /)).toBeHidden();
  await expect(tab(page, /Aceptados\s*0$/)).toBeVisible();
  expect(asked).toEqual([]);
  await sandbox.setFaults([]);
  await expect(tab(page, /Aceptados\s*5$/)).toBeVisible();
  await tab(page, /Aceptados\s*5$/).click();
  await expect(page.getByRole("row").filter({ hasText: identification(4) })).toContainText("Consultado en el CRM");
  // Once for the end of the read-back and once for the list, which has come since then.
  expect(asked).toEqual(["page", "page"]);
  const ledger = await sandbox.ledger();
  expect(ledger.filter((debtor) => debtor.identification === identification(4)).length).toBeGreaterThan(0);
});
