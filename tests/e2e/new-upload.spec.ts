import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { closeQueue } from "#lib/queue/tenant-work.ts";
import { closeDatabase } from "#lib/services/close-database.ts";
import { browserStack } from "../support/browser-stack.ts";
import { expect, test } from "../support/browser-test.ts";
import { makeTeam, testPassword } from "../support/factories.ts";

test.describe.configure({ mode: "serial" });

const sample = "public/samples/cartera-de-ejemplo.csv";
let team: Awaited<ReturnType<typeof makeTeam>>;

test.beforeAll(async () => {
  const { env, sandboxUrl } = browserStack();
  const { NODE_ENV: _, ...settings } = env;
  Object.assign(process.env, settings);
  // A tenant of its own, because a tenant remembers files and columns.
  team = await makeTeam({ server: new URL(sandboxUrl).host });
});

test.afterAll(async () => {
  await closeQueue(1_000);
  await closeDatabase();
});

test.beforeEach(async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Correo").fill(team.supervisor.actor.email);
  await page.locator("input[name=password]").fill(testPassword);
  await page.locator("button[type=submit]").click();
  await page.waitForURL("**/uploads");
  await page.goto("/uploads/new");
});

const drop = (page: Page, file: string | { name: string; mimeType: string; buffer: Buffer }) =>
  page.locator("input[type=file]").setInputFiles(file);

async function mapTo(page: Page, header: string, field: string): Promise<void> {
  await page.getByRole("combobox", { name: `Destino de «${header}»` }).click();
  await page.getByRole("searchbox").fill(field);
  await page.keyboard.press("Enter");
}

/** A row of the control totals: rows, clients, obligations, money, as they are written. */
async function totals(page: Page, name: string): Promise<string[]> {
  const row = page.getByRole("table", { name: "Totales de control" }).getByRole("row").filter({ hasText: name });
  const cells = await row.locator("data").evaluateAll((found) => found.map((cell) => cell.getAttribute("value") ?? ""));
  return cells;
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
}

test("what is no spreadsheet is refused with what to do next", async ({ page }) => {
  await expect(page.getByText(/operación/).first()).toBeVisible();
  await expectAccessible(page);
  await drop(page, {
    name: "cartera.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\n", "latin1"),
  });
  await expect(page.getByRole("alert").filter({ hasText: "cartera.csv" })).toContainText("Es un PDF");
});

test("a missing field is named and keeps one from going on", async ({ page }) => {
  await drop(page, sample);
  await expect(page.getByText("Windows-1252")).toBeVisible();
  await mapTo(page, "NRO OBLIGACIÓN", "No cargar");
  await page.getByRole("button", { name: "Revisar las filas" }).click();
  await expect(page.getByText("Falta un campo obligatorio")).toBeVisible();
  await expect(page.getByText("Número de obligación", { exact: false }).first()).toBeVisible();
  await expect(page.getByRole("grid")).toHaveCount(0);
});

test("a sample is mapped, reviewed, corrected and staged", async ({ page }) => {
  await page.getByRole("button", { name: "Probar ahora" }).click();
  await mapTo(page, "PRODUCTO", "Nombre de la obligación");
  await page.getByPlaceholder("por ejemplo sincorreo@suempresa.com").fill("sincorreo@example.com");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Revisar las filas" }).click();

  const grid = page.getByRole("grid");
  await expect(grid).toHaveAttribute("aria-rowcount", "61");
  const before = {
    file: await totals(page, "Archivo"),
    leftOut: await totals(page, "Queda por fuera"),
    staged: await totals(page, "Por enviar"),
  };
  expect(before.file[0]).toBe("60");
  for (const figure of [0, 1, 2, 3]) {
    const [file, leftOut, staged] = [before.file, before.leftOut, before.staged].map((part) =>
      Math.round(Number(part[figure]) * 100),
    );
    expect(file).toBe((leftOut ?? 0) + (staged ?? 0));
  }
  await expectAccessible(page);

  // The one balance that cannot be read, found by its reason and corrected where it stands.
  await page.keyboard.press("F8");
  const focused = page.locator("[role=gridcell]:focus");
  await expect(focused).toContainText("85O.000,00");
  await page.keyboard.press("Enter");
  await page.keyboard.type("850.000,00");
  await page.keyboard.press("Enter");
  await expect.poll(() => totals(page, "Por enviar")).not.toEqual(before.staged);
  const corrected = await totals(page, "Por enviar");
  await page.keyboard.press("Control+z");
  await expect.poll(() => totals(page, "Por enviar")).toEqual(before.staged);
  await page.keyboard.press("Control+y");
  await expect.poll(() => totals(page, "Por enviar")).toEqual(corrected);

  await page.getByRole("button", { name: "Preparar la carga" }).click();
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Por confirmar").first()).toBeVisible();
  await expect(page.locator(`data[value="${corrected[3]}"]`).first()).toBeVisible();
});

test("the same file again is said first, and its columns are not asked again", async ({ page }) => {
  await drop(page, sample);
  await expect(page.getByText(/ya se cargó/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Ver la primera carga" })).toHaveAttribute(
    "href",
    /\/uploads\/[0-9a-f-]{36}$/,
  );
  await page.getByRole("button", { name: "Seguir de todos modos" }).click();
  await expect(page.getByRole("grid")).toBeVisible();
  await expect(page.getByText("Columnas como la última vez")).toBeVisible();
  await page.getByRole("button", { name: "Ver las columnas" }).click();
  await expect(page.getByRole("combobox", { name: /Destino de «PRODUCTO»/ })).toContainText("Nombre de la obligación");
});

test("a link away from unsaved work asks first", async ({ page }) => {
  await drop(page, {
    name: "corta.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("Cédula;Saldo\n10000001;1.234,50\n10000002;99,10\n"),
  });
  await expect(page.getByRole("button", { name: "Revisar las filas" })).toBeVisible();
  await page.getByRole("navigation", { name: "Ruta" }).getByRole("link", { name: "Cargas" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await page.getByRole("button", { name: "Quedarme aquí" }).click();
  await expect(page.getByRole("combobox", { name: /Destino de «Saldo»/ })).toBeVisible();
});
