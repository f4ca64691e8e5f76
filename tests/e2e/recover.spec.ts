import type { Page } from "@playwright/test";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, tab } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeTenant, makeUser, stage } from "#tests/support/factories.ts";
import { forgoReadBacks } from "#tests/support/runs/tenant-run.ts";
import type { SandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";

test.describe.configure({ mode: "serial" });

let sandbox: SandboxControl;
let supervisor: Awaited<ReturnType<typeof makeUser>>;
let pausingTenantId: string;
/**
 * Refused by name and retried, cut off and read back, cut off and settled by hand: each with its own tenant
 * and line.
 */
let uploads: { readonly refused: string; readonly readBack: string; readonly spokenFor: string };

const noReadBack = {
  match: { endpoint: "custom_query" as const },
  action: { do: "status" as const, status: 500, text: "Internal error" },
};
const identification = (index: number) => String(10_000_000 + index);

test.beforeAll(async () => {
  const stack = joinBrowserStack();
  sandbox = stack.sandbox;
  await sandbox.reset();
  await sandbox.setSettings({ latencyMs: 0 });
  const admin = await makeUser("admin");
  const tenant = (batchSize: number) => makeTenant(admin, { server: stack.host, batchSize });
  const [refused, readBack, spokenFor] = [await tenant(20), await tenant(5), await tenant(200)];
  const pausing = await tenant(1);
  pausingTenantId = pausing.tenantId;
  supervisor = await makeUser("supervisor", [
    refused.tenantId,
    readBack.tenantId,
    spokenFor.tenantId,
    pausing.tenantId,
  ]);
  const cutOff = ({ operation }: { operation: string }) => ({
    match: { endpoint: "massive_collections" as const, operation, times: 1 },
    action: { do: "reset" as const, when: "after_applying" as const },
  });
  await sandbox.setFaults([
    {
      match: { operation: refused.operation, identifications: [3, 5, 7].map(identification) },
      action: { do: "refuse_debtors", shape: "objects", message: "Telephone is not valid" },
    },
    cutOff(readBack),
    cutOff(spokenFor),
    noReadBack,
  ]);
  uploads = {
    refused: await stage(supervisor, refused.tenantId, makePortfolio(20), { fileName: "rechazados.csv" }),
    readBack: await stage(supervisor, readBack.tenantId, makePortfolio(5), { fileName: "cortada.csv" }),
    spokenFor: await stage(supervisor, spokenFor.tenantId, makePortfolio(180), { fileName: "sin respuesta.csv" }),
  };
  await forgoReadBacks(uploads.spokenFor);
  // The failing read-back is repeated after half a minute; meanwhile the tests look at the others.
  for (const uploadId of [uploads.readBack, uploads.refused, uploads.spokenFor])
    await confirmUpload(supervisor, { uploadId });
});

test.afterAll(async () => {
  await sandbox.setFaults([]);
  await sandbox.setSettings({ latencyMs: 0 });
  await closeAll();
});

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

test.beforeEach(({ page }) => beginSession(page, supervisor.actor));

test("a person settles ticked debtors, with name and proof shown", async ({ page }) => {
  await page.goto(`/uploads/${uploads.spokenFor}`);
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

test("ticked rejected debtors are retried once and accepted", async ({ page }) => {
  await page.goto(`/uploads/${uploads.refused}`);
  await expect(tab(page, /Rechazados\s*3$/)).toBeVisible();
  await sandbox.setFaults([noReadBack]);
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

  await page.waitForURL((url) => url.pathname.startsWith("/uploads/") && !url.pathname.endsWith(uploads.refused));
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

test("a repeatedly failing run pauses with the CRM's answer and resumes", async ({ page }) => {
  await sandbox.setFaults([
    {
      match: { endpoint: "massive_collections" },
      action: { do: "refuse_batch", status: 412, text: "MODULE COBRANZAS IS LOCKED" },
    },
    noReadBack,
  ]);
  const uploadId = await stage(supervisor, pausingTenantId, makePortfolio(8), { fileName: "iguales.csv" });
  await page.goto(`/uploads/${uploadId}`);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "El envío se puso en pausa solo" });
  await expect(alert).toContainText("MODULE COBRANZAS IS LOCKED");
  await expect(alert).toContainText("Lea la respuesta del CRM");
  await sandbox.setFaults([noReadBack]);
  await page.getByRole("button", { name: "Reanudar" }).click();
  await expect(tab(page, /Aceptados/)).toBeVisible();
});

test("a button names the price of reading back unconfirmed debtors", async ({ page }) => {
  await page.goto(`/uploads/${uploads.readBack}`);
  const button = page.getByRole("button", { name: "Buscar en el CRM" });
  // Its second automatic read-back has to fail first.
  await expect(button).toBeVisible();
  await expect(page.getByText("5 clientes quedaron sin confirmar")).toBeVisible();
  await sandbox.setFaults([
    {
      match: { endpoint: "custom_query", times: 1 },
      action: { do: "status", status: 429, text: "Too many requests", retryAfter: "3" },
    },
  ]);
  await button.click();
  const dialog = page.getByRole("alertdialog", { name: "¿Buscar 5 clientes en el CRM?" });
  // Five debtors with seven obligations.
  await expect(dialog).toContainText("hasta 12");
  await expect(dialog).toContainText("Alcanza para esta búsqueda");
  // Slow enough to watch: half a second per call.
  await sandbox.setSettings({ latencyMs: 500 });
  const followed = page.waitForRequest(`**/api/uploads/${uploads.readBack}/progress`);
  await dialog.getByRole("button", { name: "Buscar ahora" }).dblclick();
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Buscando 5 clientes en el CRM")).toBeVisible();
  await expect(page.getByText(/^La búsqueda está esperando: /)).toBeVisible();
  await followed;
  const asked = requestsFor(page, uploads.readBack);
  // Through events alone: the page is not requested again until the read-back is done, and then once.
  await expect(page.getByRole("link", { name: /^Aceptados\s*[1-4]\D/ })).toBeVisible();
  await expect(page.getByText(/^La búsqueda está esperando: /)).toBeHidden();
  await expect(tab(page, /Aceptados\s*0$/)).toBeVisible();
  expect(asked).toEqual([]);
  await expect(tab(page, /Aceptados\s*5$/)).toBeVisible();
  // Longer than a closed event source takes to reconnect and than any delay before another page request.
  await page.waitForTimeout(4_000);
  expect(asked).toEqual(["page"]);
  await tab(page, /Aceptados\s*5$/).click();
  await expect(page.getByRole("row").filter({ hasText: identification(4) })).toContainText("Consultado en el CRM");
  const ledger = await sandbox.ledger();
  expect(ledger.filter((debtor) => debtor.identification === identification(4)).length).toBeGreaterThan(0);
});
