import AxeBuilder from "@axe-core/playwright";
import { read, utils, type WorkBook, write } from "@e965/xlsx";
import type { Page } from "@playwright/test";
import { closeQueue } from "#lib/queue/tenant-work.ts";
import { closeDatabase } from "#lib/services/close-database.ts";
import { confirmUpload } from "#lib/services/confirm-upload.ts";
import { retryFailures } from "#lib/services/retry-failures.ts";
import { browserStack } from "#tests/support/browser-stack.ts";
import { expect, test } from "#tests/support/browser-test.ts";
import { makePortfolio, makeTenant, makeUser, stage, testPassword } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/tenant-run.ts";
import { type SandboxControl, sandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";

test.describe.configure({ mode: "serial" });

let sandbox: SandboxControl;
let supervisor: Awaited<ReturnType<typeof makeUser>>;
/** One to correct in a spreadsheet, one in the page; each in a line of its own. */
let uploads: { readonly inFile: string; readonly inPage: string };
let tenants: { readonly inFile: string; readonly inPage: string };
/** Cut off after it was applied, and not to be read back before the test says so. */
let cutOff: string;

const noReadBack = {
  match: { endpoint: "custom_query" as const },
  action: { do: "status" as const, status: 500, text: "Internal error" },
};

const identification = (index: number) => String(10_000_000 + index);
const tab = (page: Page, name: RegExp) =>
  page.getByRole("navigation", { name: "Detalle de la carga" }).getByRole("link", { name });
/** Column of the report by its place in the portfolio of the tests. */
const columns = { identification: 0, email: 2, telephone: 3 };

test.beforeAll(async () => {
  const { env, sandboxUrl } = browserStack();
  const { NODE_ENV: _, ...settings } = env;
  Object.assign(process.env, settings);
  sandbox = sandboxControl(sandboxUrl);
  await sandbox.reset();
  await sandbox.setSettings({ latencyMs: 0 });
  const admin = await makeUser("admin");
  const tenant = () => makeTenant(admin, { server: new URL(sandboxUrl).host, batchSize: 20 });
  const [inFile, inPage, silent] = [await tenant(), await tenant(), await tenant()];
  tenants = { inFile: inFile.tenantId, inPage: inPage.tenantId };
  supervisor = await makeUser("supervisor", [inFile.tenantId, inPage.tenantId, silent.tenantId]);
  await sandbox.setFaults([
    {
      match: { identifications: [3, 4, 5].map(identification) },
      action: { do: "refuse_debtors", shape: "objects", message: "Telephone is not valid" },
    },
  ]);
  const rows = [
    ...makePortfolio(12),
    [identification(50), "Cliente Fuera", "sin arroba", "3001200050", "", "50-1", "Tarjeta", "5,00"],
  ];
  uploads = {
    inFile: await stage(supervisor, inFile.tenantId, rows, { fileName: "cartera del banco.csv" }),
    inPage: await stage(supervisor, inPage.tenantId, rows, { fileName: "en la página.csv" }),
  };
  for (const uploadId of [uploads.inFile, uploads.inPage]) {
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
  }
  await sandbox.setFaults([
    {
      match: { endpoint: "massive_collections", operation: silent.operation, times: 1 },
      action: { do: "reset", when: "after_applying" },
    },
    noReadBack,
  ]);
  cutOff = await stage(supervisor, silent.tenantId, makePortfolio(3), { fileName: "sin respuesta.csv" });
  await confirmUpload(supervisor, { uploadId: cutOff });
});

test.afterAll(async () => {
  await closeQueue(1_000);
  await closeDatabase();
});

test.beforeEach(async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Correo").fill(supervisor.actor.email);
  await page.locator("input[name=password]").fill(testPassword);
  await page.locator("button[type=submit]").click();
  await page.waitForURL("**/uploads");
});

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa"]).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

/** The report of what did not get in, as the browser saves it. */
async function downloadFailures(page: Page, format: "Excel (.xlsx)" | "CSV"): Promise<WorkBook> {
  await page.getByRole("button", { name: "Descargar lo que no entró" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: format }).click(),
  ]);
  return read(await streamed(await download.createReadStream()), { raw: true });
}

async function streamed(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}

/** What somebody does in a spreadsheet: some cells typed over, the rows the other way round, and saved. */
function corrected(book: WorkBook, cells: readonly { of: string; column: number; text: string }[]): Buffer {
  const rows = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] ?? ""] ?? {}, {
    header: 1,
    raw: true,
    defval: "",
  });
  for (const { of, column, text } of cells) {
    const own = rows.filter((row) => row[columns.identification] === of);
    if (own.length === 0) throw new Error(`${of} is not in the report`);
    for (const row of own) row[column] = text;
  }
  const [head = [], ...rest] = rows;
  const sheet = utils.aoa_to_sheet([head, ...rest.reverse()]);
  return write({ SheetNames: ["Hoja1"], Sheets: { Hoja1: sheet } }, { type: "buffer", bookType: "xlsx" });
}

/** Drops a file while working for a tenant. */
async function drop(page: Page, tenantId: string, buffer: Buffer): Promise<void> {
  await page.context().addCookies([{ name: "tenant", value: tenantId, url: browserStack().url }]);
  await page.goto("/uploads/new");
  await page.locator("input[type=file]").setInputFiles({ name: "corregido.xlsx", mimeType: "", buffer });
}

test("a note about unconfirmed clients is still there when the run ends while it is written", async ({ page }) => {
  await page.goto(`/uploads/${cutOff}`);
  await page.getByRole("button", { name: "Decir qué pasó" }).click();
  const dialog = page.getByRole("dialog", { name: "¿Qué pasó con 3 clientes?" });
  await dialog.getByRole("radio", { name: /Están cargados/ }).click();
  await dialog.getByLabel("Cómo lo comprobó").fill("Los estoy buscando uno por uno");
  await sandbox.setFaults([]);
  // Its second read-back, half a minute after the first, ends the run.
  await waitForUpload(supervisor, cutOff, ["finished"], 60_000);
  await expect(page.getByText("Terminada")).toBeVisible({ timeout: 20_000 });
  await expect(dialog.getByLabel("Cómo lo comprobó")).toHaveValue("Los estoy buscando uno por uno");
  await expect(dialog.getByRole("radio", { name: /Están cargados/ })).toBeChecked();
  await dialog.getByRole("button", { name: "Cancelar" }).click();
  await expect(dialog).toBeHidden();
});

test("a corrected report is recognised when it is dropped, and only what changed is sent", async ({ page }) => {
  await page.goto(`/uploads/${uploads.inFile}`);
  await expect(tab(page, /Rechazados\s*3$/)).toBeVisible();
  const report = await downloadFailures(page, "Excel (.xlsx)");
  const file = corrected(report, [
    { of: identification(3), column: columns.telephone, text: "3009990003" },
    { of: identification(50), column: columns.email, text: "fuera@example.com" },
  ]);
  await drop(page, tenants.inFile, file);

  const note = page.getByRole("status").filter({ hasText: "Reporte de «cartera del banco.csv»" });
  await expect(note).toContainText("Se enviarán 2 clientes.");
  await expect(note).toContainText("2 sin cambios.");
  const inspector = page.getByRole("region", { name: "Celda elegida" });
  await page.keyboard.press("F8");
  await expect(inspector).toContainText("Telephone is not valid");
  await expect(inspector).toContainText("Se enviaría lo mismo que en la carga");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Preparar la carga" }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/uploads/") && !url.pathname.endsWith("/new"));
  await expect(page.getByText("Corrección de otra carga")).toBeVisible();
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await expect(tab(page, /Aceptados\s*2$/)).toBeVisible({ timeout: 20_000 });
  await page.getByRole("link", { name: "otra carga" }).click();
  await expect(page.getByText("2 clientes de esta carga pasaron a un reintento")).toBeVisible();
  await expect(page.getByRole("link", { name: "Corrección con 2 clientes" })).toBeVisible();

  await drop(page, tenants.inFile, file);
  await expect(note).toContainText("Ninguno se enviaría así.");
  await expect(note).toContainText("2 ya aceptados.");
  await expect(page.getByRole("button", { name: "Preparar la carga" })).toBeDisabled();
  expect((await sandbox.summary()).writtenAgain).toBe(0);
});

test("a report that lost a row says so, and goes when it is told to", async ({ page }) => {
  await page.goto(`/uploads/${uploads.inPage}`);
  const book = await downloadFailures(page, "CSV");
  const sheet = book.Sheets[book.SheetNames[0] ?? ""] ?? {};
  const rows = utils.sheet_to_json<string[]>(sheet, { header: 1, raw: true, defval: "" });
  // The second obligation of client 3.
  const kept = rows.filter((row) => row[5] !== "3-2");
  expect(kept.length).toBe(rows.length - 1);
  const csv = utils.sheet_to_csv(utils.aoa_to_sheet(kept), { FS: ";" });
  await drop(page, tenants.inPage, Buffer.from(csv, "latin1"));
  const note = page.getByRole("status").filter({ hasText: "Reporte de «en la página.csv»" });
  await expect(note).toContainText("Ninguno se enviaría así.");
  await note.getByRole("checkbox", { name: "Enviar también 1 cliente que va con menos que antes" }).check();
  await expect(note).toContainText("Se enviará 1 cliente.");
});

test("failures that are ticked are corrected in the page, with the CRM's reason beside them", async ({ page }) => {
  await page.goto(`/uploads/${uploads.inPage}`);
  for (const index of [3, 5]) await page.getByRole("checkbox", { name: identification(index), exact: true }).check();
  await page.getByRole("link", { name: "Corregir 2 seleccionados" }).click();
  const note = page.getByRole("status").filter({ hasText: "Reporte de «en la página.csv»" });
  await expect(note).toContainText("Ninguno se enviaría así.");
  await expect(page.getByRole("combobox", { name: "Filas que se muestran" })).toHaveText("Todas las filas (3)");
  const cell = page.getByRole("gridcell", { name: "3001200005" });
  await cell.click();
  const inspector = page.getByRole("region", { name: "Celda elegida" });
  await expect(inspector).toContainText("El CRM lo nombró entre los fallidos");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("3009990005");
  await page.keyboard.press("Enter");
  await expect(note).toContainText("Se enviará 1 cliente.");
  await page.getByRole("button", { name: "Preparar la carga" }).click();
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await expect(tab(page, /Aceptados\s*1$/)).toBeVisible({ timeout: 20_000 });

  await page.goto(`/uploads/${uploads.inPage}`);
  await page.getByRole("link", { name: "Corregir y reintentar" }).click();
  await expect(note).toContainText("1 ya aceptado.");
  await expect(note).toContainText("2 sin cambios.");
});

test.describe("clients that another retry took meanwhile", () => {
  test.use({ allowedErrors: [/409/] });

  test("are not sent twice: the page says so and shows what is left", async ({ page }) => {
    await page.goto(`/uploads/new?correct=${uploads.inPage}`);
    const note = page.getByRole("status").filter({ hasText: "Reporte de «en la página.csv»" });
    await expect(note).toContainText("2 sin cambios.");
    await page.getByRole("gridcell", { name: "3001200004" }).click();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type("3009990004");
    await page.keyboard.press("Enter");
    await expect(note).toContainText("Se enviará 1 cliente.");
    await retryFailures(supervisor, { uploadId: uploads.inPage });
    await page.getByRole("button", { name: "Preparar la carga" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Los clientes de este reporte cambiaron" })).toBeVisible();
    await page.getByRole("button", { name: "Volver a la revisión", exact: true }).click();
    await expect(note).toContainText("2 en otro reintento.");
    await expect(page.getByRole("gridcell", { name: "3009990004" })).toBeVisible();
  });
});

test.describe("a report of another operation", () => {
  test.use({ allowedErrors: [/404/] });

  test("is taken as any file, and says so", async ({ page }) => {
    await page.goto(`/uploads/${uploads.inPage}`);
    const book = await downloadFailures(page, "Excel (.xlsx)");
    await drop(page, tenants.inFile, corrected(book, []));
    await expect(page.getByRole("status").filter({ hasText: "no de una carga de esta operación" })).toBeVisible();
    await expect(page.getByText("Reporte de «")).toBeHidden();
  });
});
