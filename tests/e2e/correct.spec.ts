import { utils } from "@e965/xlsx";
import type { Page } from "@playwright/test";
import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";
import { paramsOfTotals } from "#lib/domain/debtors/differing-totals.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { browserStack, joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { untilNoted } from "#tests/support/browser/noted.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import {
  drop,
  expectAccessible,
  makeBrowserTeam,
  prepare,
  type Team,
  tab,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeTenant, makeUser, stage } from "#tests/support/factories.ts";
import { corrected, downloadFailures, rowsOf } from "#tests/support/reports/failures-report.ts";
import { savedCell } from "#tests/support/reports/spreadsheet-save.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const identification = (index: number) => String(10_000_000 + index);
/** Columns of the report, by their index in the tests' portfolio. */
const columns = { email: 2, telephone: 3 };
/** The page's note about a report it has recognised. */
const noteOf = (page: Page, fileName: string) =>
  page.getByRole("status").filter({ hasText: `Reporte de «${fileName}»` });

test.afterAll(() => closeAll());

interface Loaded extends Team {
  readonly uploadId: string;
}

/** A team whose upload is over: three debtors were refused, and two left out. Its supervisor is signed in. */
async function loadedWithFailures(page: Page, fileName: string): Promise<Loaded> {
  const { sandbox } = joinBrowserStack();
  const team = await makeBrowserTeam({ batchSize: 20 });
  await sandbox.setSettings({ latencyMs: 0 });
  await sandbox.setFaults([
    {
      match: { operation: team.operation, identifications: [3, 4, 5].map(identification) },
      action: { do: "refuse_debtors", shape: "objects", message: "Telephone is not valid" },
    },
  ]);
  const rows = [
    ...makePortfolio(12),
    [identification(50), "Cliente Fuera", "sin arroba", "3001200050", "", "50-1", "Tarjeta", "5,00"],
    ["03800063", "Cliente Con Ceros", "sin arroba", "3001200063", "", "0001200057", "Tarjeta", "5,00"],
  ];
  const uploadId = await stage(team.supervisor, team.tenantId, rows, { fileName });
  await confirmUpload(team.supervisor, { uploadId });
  await waitForUpload(team.supervisor, uploadId, ["finished"]);
  await sandbox.setFaults([]);
  await beginSession(page, team.supervisor.actor);
  return { ...team, uploadId };
}

/** Drops a file while working for a tenant. */
async function dropFor(page: Page, tenantId: string, buffer: Buffer): Promise<void> {
  await page.context().addCookies([{ name: "tenant", value: tenantId, url: browserStack().url }]);
  await page.goto("/uploads/new");
  await drop(page, { name: "corregido.xlsx", mimeType: "", buffer });
}

/** Replaces the text of the selected cell. */
async function typeOver(page: Page, text: string): Promise<void> {
  for (const key of ["Enter", "ControlOrMeta+a"]) await page.keyboard.press(key);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
}

test("keeps a half-written note when the run ends", { tag: "@deep" }, async ({ page }) => {
  const { sandbox } = joinBrowserStack();
  const { supervisor, tenantId, operation } = await makeBrowserTeam({ batchSize: 3 });
  // Its one call is cut off, and while it is read back the run goes on.
  await sandbox.setFaults([
    { match: { endpoint: "massive_collections", operation }, action: { do: "reset", when: "after_applying" } },
    { match: { endpoint: "custom_query", operation }, action: { do: "hold" } },
  ]);
  const uploadId = await stage(supervisor, tenantId, makePortfolio(3), { fileName: "sin respuesta.csv" });
  await confirmUpload(supervisor, { uploadId });
  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${uploadId}`);
  await page.getByRole("button", { name: "Decir qué pasó" }).click();
  const dialog = page.getByRole("dialog", { name: "¿Qué pasó con 3 clientes?" });
  await dialog.getByRole("radio", { name: /Están cargados/ }).click();
  await dialog.getByLabel("Cómo lo comprobó").fill("Los estoy buscando uno por uno");
  await sandbox.setFaults([]);
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await expect(page.getByText("Terminada", { exact: true })).toBeVisible();
  await expect(dialog.getByLabel("Cómo lo comprobó")).toHaveValue("Los estoy buscando uno por uno");
  await expect(dialog.getByRole("radio", { name: /Están cargados/ })).toBeChecked();
  await dialog.getByRole("button", { name: "Cancelar" }).click();
  await expect(dialog).toBeHidden();
});

test("recognises a dropped corrected report and sends only changes", async ({ page }) => {
  const { sandbox } = joinBrowserStack();
  await sandbox.reset();
  const { tenantId, uploadId } = await loadedWithFailures(page, "cartera del banco.csv");
  await page.goto(`/uploads/${uploadId}`);
  await expect(tab(page, /Rechazados\s*3$/)).toBeVisible();
  const report = await downloadFailures(page, "Excel (.xlsx)");
  const file = corrected(report, [
    { of: identification(3), column: columns.telephone, text: "3009990003" },
    { of: identification(50), column: columns.email, text: "fuera@example.com" },
  ]);
  await dropFor(page, tenantId, file);

  const note = noteOf(page, "cartera del banco.csv");
  await expect(note).toContainText("Se enviarán 2 clientes.");
  await expect(note).toContainText("2 clientes sin cambios.");
  const everybody = note.getByRole("checkbox", { name: "Enviar también a los 2 clientes sin cambios" });
  await everybody.check();
  await expect(note).toContainText("Se enviarán 4 clientes.");
  await everybody.uncheck();
  await expect(note).toContainText("Se enviarán 2 clientes.");
  const inspector = page.getByRole("region", { name: "Celda elegida" });
  await page.keyboard.press("F8");
  await expect(inspector).toContainText("Telephone is not valid");
  await expect(inspector).toContainText("Se enviaría lo mismo que en la carga");
  await expectAccessible(page);

  await prepare(page);
  await expect(page.getByText("Corrección de otra carga")).toBeVisible();
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await expect(tab(page, /Aceptados\s*2$/)).toBeVisible();
  await page.getByRole("link", { name: "otra carga" }).click();
  await expect(page.getByText("1 cliente de esta carga pasó a un reintento o una corrección")).toBeVisible();
  await expect(page.getByRole("link", { name: "Corrección con 2 clientes" })).toBeVisible();

  await dropFor(page, tenantId, file);
  await expect(note).toContainText("Ninguno se enviaría así.");
  await expect(note).toContainText("2 clientes ya aceptados.");
  await expect(page.getByRole("button", { name: "Nadie por enviar" })).toBeDisabled();
  expect((await sandbox.summary()).writtenAgain).toBe(0);
});

test("warns of a lost row in a report, then sends it", { tag: "@deep" }, async ({ page }) => {
  const { tenantId, uploadId } = await loadedWithFailures(page, "en la página.csv");
  await page.goto(`/uploads/${uploadId}`);
  const book = await downloadFailures(page, "CSV");
  const rows = rowsOf(book);
  // The second obligation of debtor 3. The quote guards it: a spreadsheet would turn it into a date.
  const kept = rows.filter((row) => row[5] !== "'3-2");
  expect(kept.length).toBe(rows.length - 1);
  const saved = kept.map((row, index) => (index === 0 ? row : row.map(savedCell)));
  expect(saved.map(([first]) => first)).toContain("3800063");
  const csv = utils.sheet_to_csv(utils.aoa_to_sheet(saved), { FS: ";" });
  await dropFor(page, tenantId, Buffer.from(csv, "latin1"));
  const note = noteOf(page, "en la página.csv");
  await expect(note).toContainText("Ninguno se enviaría así.");
  await expect(note).toContainText("4 números o fechas perdieron ceros o centavos o cambiaron de forma");
  await expect(page.getByRole("gridcell", { name: "03800063" })).toBeVisible();
  await note.getByRole("checkbox", { name: "Enviar también 1 cliente que va con menos que antes" }).check();
  await expect(note).toContainText("Se enviará 1 cliente.");
});

test("corrects ticked failures in the page, showing the CRM's reason", { tag: "@deep" }, async ({ page }) => {
  const { uploadId } = await loadedWithFailures(page, "en la página.csv");
  await page.goto(`/uploads/${uploadId}`);
  for (const index of [3, 5]) await page.getByRole("checkbox", { name: identification(index), exact: true }).check();
  await page.getByRole("link", { name: "Corregir 2 seleccionados" }).click();
  const note = noteOf(page, "en la página.csv");
  await expect(note).toContainText("Ninguno se enviaría así.");
  await expect(page.getByRole("combobox", { name: "Filas que se muestran" })).toHaveText("Todas las filas (3)");
  const cell = page.getByRole("gridcell", { name: "3001200005" });
  await cell.click();
  const inspector = page.getByRole("region", { name: "Celda elegida" });
  await expect(inspector).toContainText("El CRM lo nombró entre los fallidos");
  await typeOver(page, "3009990005");
  await expect(note).toContainText("Se enviará 1 cliente.");
  await page.getByRole("button", { name: "Preparar la carga" }).click();
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await expect(tab(page, /Aceptados\s*1$/)).toBeVisible();

  await page.goto(`/uploads/${uploadId}`);
  await page.getByRole("link", { name: "Corregir y reintentar" }).click();
  await expect(note).toContainText("2 clientes sin cambios.");
  await expect(note).not.toContainText("ya aceptado");
});

test("a reload of a correction goes on with it", { tag: "@deep" }, async ({ page }) => {
  const { uploadId } = await loadedWithFailures(page, "cartera del banco.csv");
  await page.goto(`/uploads/${uploadId}`);
  await page.getByRole("link", { name: "Corregir y reintentar" }).click();
  const unsent = page.getByRole("gridcell", { name: "3001200004" });
  await unsent.click();
  await typeOver(page, "3009990004");
  const corrected = page.getByRole("gridcell", { name: "3009990004" });
  await expect(corrected).toBeVisible();
  await expect(page.getByText("Se guarda en este navegador, por un día")).toBeVisible();
  await untilNoted(page, '"3009990004"', '"edits":1');
  for (let reloads = 0; reloads < 2; reloads++) {
    await page.reload();
    await expect(corrected).toBeVisible();
    await expect(unsent).toHaveCount(0);
  }
  await page.goto("/uploads/new");
  const list = page.getByRole("region", { name: /sin terminar/ }).getByRole("listitem");
  await expect(list).toHaveCount(1);
  await expect(list).toContainText("1 celda corregida");
  await list.getByRole("button", { name: /^Desechar/ }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Desechar" }).click();
  await expect(list).toHaveCount(0);
});

test.describe("debtors that another retry took over meanwhile", () => {
  test.use({ allowedErrors: [/409/] });

  test("are not sent twice, and the page shows what remains", { tag: "@deep" }, async ({ page }) => {
    const { supervisor, uploadId } = await loadedWithFailures(page, "en la página.csv");
    await page.goto(`/uploads/new?correct=${uploadId}`);
    const note = noteOf(page, "en la página.csv");
    await expect(note).toContainText("3 clientes sin cambios.");
    await page.getByRole("gridcell", { name: "3001200004" }).click();
    await typeOver(page, "3009990004");
    await expect(note).toContainText("Se enviará 1 cliente.");
    await retryFailures(supervisor, { uploadId });
    await page.getByRole("button", { name: "Preparar la carga" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Los clientes de este reporte cambiaron" })).toBeVisible();
    await page.getByRole("button", { name: "Volver a la revisión", exact: true }).click();
    await expect(note).toContainText("3 clientes en otro envío.");
    await expect(page.getByRole("gridcell", { name: "3009990004" })).toBeVisible();
  });
});

test.describe("totals that differ from the server's", () => {
  test.use({ allowedErrors: [/409/] });

  test("are shown beside the server's, which can be staged instead", { tag: "@deep" }, async ({ page }) => {
    const { uploadId } = await loadedWithFailures(page, "cartera del banco.csv");
    await page.goto(`/uploads/new?correct=${uploadId}`);
    const note = noteOf(page, "cartera del banco.csv");
    await note.getByRole("checkbox", { name: "Enviar también a los 3 clientes sin cambios" }).check();
    await expect(note).toContainText("Se enviarán 3 clientes.");
    let told: unknown = null;
    page.on("request", (request) => {
      if (request.method() === "POST" && new URL(request.url()).pathname === "/api/uploads")
        told = request.postDataJSON();
    });
    await page.route(
      "**/finish",
      (route) => {
        const server = (told as { totals: ControlTotals }).totals;
        const staged = { ...server.staged, rows: 27, debtors: 25, obligations: 27, balance: "27104.00" };
        const params = paramsOfTotals({ page: { ...server, staged }, server });
        return route.fulfill({ status: 409, json: { code: "totals_differ", params } });
      },
      { times: 1 },
    );
    await page.getByRole("button", { name: "Preparar la carga" }).click();
    const table = page.getByRole("table", { name: "Las cuentas de esta página y del servidor" });
    await expect(table.getByRole("row", { name: /Por enviar, según esta página/ })).toContainText("25");
    await expect(table.getByRole("row", { name: /Por enviar, según el servidor/ })).toContainText("3");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Preparar 3 clientes, según el servidor" }).click();
    await expect(page.getByRole("button", { name: "Confirmar y enviar" })).toBeVisible();
  });
});

test.describe("a report of another operation", () => {
  test.use({ allowedErrors: [/404/] });

  test("is read like any other file, with a notice", { tag: "@deep" }, async ({ page }) => {
    const { admin, tenantId, uploadId } = await loadedWithFailures(page, "en la página.csv");
    const other = await makeTenant(admin, { server: joinBrowserStack().host });
    const { actor } = await makeUser("supervisor", [tenantId, other.tenantId]);
    await beginSession(page, actor);
    await page.goto(`/uploads/${uploadId}`);
    const book = await downloadFailures(page, "Excel (.xlsx)");
    await dropFor(page, other.tenantId, corrected(book, []));
    await expect(page.getByRole("status").filter({ hasText: "no de una carga de esta operación" })).toBeVisible();
    await expect(page.getByText("Reporte de «")).toBeHidden();
  });
});
