import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { untilNoted } from "#tests/support/browser/noted.ts";
import {
  dropLines,
  expectAccessible,
  makeBrowserTeam,
  mapTo,
  openNewUpload,
  review,
  sendAll,
  sentOf,
  type Team,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

let team: Team;

test.afterAll(() => closeAll());

// A team of its own: another test's file would be known, and ask nothing.
test.beforeEach(async ({ page, context }) => {
  team = await makeBrowserTeam();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openNewUpload(page, team);
});

const lines = [
  "Cédula;Nombre;Celular;Correo;Número de crédito;Producto;Saldo total",
  "10234561;Ana Rojas;3001234567;ana@buzon.example;CR-1;Consumo;1.250,50",
  "20345672;Luis Peña;3009876543;luis@buzon.example;CR-2;Tarjeta;99,90",
  "10234561;Ana Rojas;3001234567;ana@buzon.example;CR-3;Libre;12,00",
  "20345672;Luis Peña;3009876543;luis@buzon.example;CR-4;Libre;doce",
  ";Rosa Gil;3011112233;rosa@buzon.example;CR-5;Libre;7,00",
];

const clients = (page: Page) => page.getByRole("grid", { name: "Clientes del archivo" });
const client = (page: Page, identification: string) =>
  clients(page).getByRole("row").filter({ hasText: identification });
const pane = (page: Page) => page.getByRole("region", { name: "Cliente elegido" });
const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

async function showClients(page: Page): Promise<void> {
  await dropLines(page, "clientes.csv", lines);
  await mapTo(page, "Saldo total", "Saldo total");
  await review(page);
  await page.getByRole("radio", { name: "Clientes" }).click();
  await expect(clients(page)).toBeVisible();
}

test("shows each client with its obligations and its JSON, and leads from a problem to its cell", async ({ page }) => {
  await showClients(page);
  await expect(page.getByRole("radio", { name: "Clientes" })).toBeFocused();
  await expect(client(page, "10234561")).toContainText(/Ana Rojas\s*Por enviar\s*2\s*2\s*1\.262,50/);
  await expect(client(page, "20345672")).toContainText("Excluido: Valor ilegible");
  await expect(page.getByText("1 fila no es de ningún cliente: no tiene identificación legible.")).toBeVisible();
  await expectAccessible(page);

  // The keyboard opens and closes the JSON.
  await client(page, "10234561").getByRole("rowheader").click();
  const obligations = pane(page).getByRole("table", { name: "Obligaciones de 10234561" }).getByRole("row");
  await expect(obligations.nth(1)).toHaveText(/CR-1\s*Consumo\s*1\.250,50/);
  await expect(obligations.nth(2)).toHaveText(/CR-3\s*Libre\s*12,00/);
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "JSON de 10234561" });
  await expect(dialog.getByRole("region", { name: "JSON que se envía" })).toContainText('"total_balance": "1250.50"');
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Copiar el JSON" }).click();
  await expect(dialog.getByRole("status")).toHaveText("Copiado");
  const ana = await copied(page);
  await page.keyboard.press("Escape");
  await expect(client(page, "10234561").getByRole("rowheader")).toBeFocused();

  // Of a client that is left out, nothing is sent.
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("De este cliente no se envía nada.");
  await page.keyboard.press("Escape");

  await page.getByRole("combobox", { name: "Clientes que se muestran" }).click();
  await page.getByRole("option", { name: "Con problemas (1)" }).click();
  await expect(page.getByText("1 cliente con problemas, de 2")).toBeVisible();
  await pane(page).getByRole("button", { name: "Línea 5, Saldo total" }).click();
  await expect(page.getByRole("grid", { name: "Filas del archivo" })).toBeVisible();
  await expect(page.locator(":focus")).toHaveText("doce");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+A");
  await page.keyboard.type("20,10");
  await page.keyboard.press("Enter");
  // The line of nobody is current now; the one before is the client's.
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("Ningún cliente es así")).toBeVisible();
  await page.getByRole("button", { name: "Ver todos los clientes" }).click();
  await expect(client(page, "20345672")).toContainText(/Por enviar\s*2\s*2\s*120,00/);

  // From a client to its first row, and back.
  await client(page, "20345672").getByRole("rowheader").click();
  await page.keyboard.press("Control+Enter");
  await expect(page.locator(":focus")).toHaveText("3");
  await page.keyboard.press("Control+Enter");
  await expect(client(page, "20345672").getByRole("rowheader")).toBeFocused();
  await pane(page).getByRole("button", { name: "Ver el JSON" }).click();
  await page.getByRole("button", { name: "Copiar el JSON" }).click();
  await expect(page.getByRole("dialog").getByRole("status")).toHaveText("Copiado");
  const luis = await copied(page);
  await page.keyboard.press("Escape");
  await expect(pane(page).getByRole("button", { name: "Ver el JSON" })).toBeFocused();

  await sendAll(page, 2);
  expect([await sentOf(team, "10234561"), await sentOf(team, "20345672")]).toEqual([ana, luis]);
});

test("finds a client by its name, and keeps what was searched while rows are shown", { tag: "@deep" }, async ({
  page,
}) => {
  await showClients(page);
  await page.getByRole("searchbox", { name: "Identificación o nombre" }).fill("pena");
  await expect(page.getByText("1 cliente de 2")).toBeVisible();
  await expect(client(page, "10234561")).toHaveCount(0);
  await expect(pane(page)).toContainText("20345672 Luis Peña");
  await page.keyboard.press("F8");
  await expect(page.locator(":focus")).toHaveText("doce");
  await page.getByRole("radio", { name: "Clientes" }).click();
  await expect(page.getByRole("searchbox", { name: "Identificación o nombre" })).toHaveValue("pena");
  await expect(client(page, "20345672")).toBeVisible();
});

test("is a narrow list on a phone", { tag: "@deep" }, async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await showClients(page);
  await expect(client(page, "10234561").getByRole("rowheader")).toHaveText(/10234561\s*Ana Rojas/);
  await expect(client(page, "20345672")).toContainText("Excluido: Valor ilegible");
  const isWide = await clients(page).evaluate((grid) => grid.scrollWidth > grid.clientWidth);
  expect(isWide).toBe(false);
  await client(page, "20345672").getByRole("rowheader").click();
  await pane(page).getByRole("button", { name: "Línea 5, Saldo total" }).click();
  await expect(page.locator(":focus")).toHaveText("doce");
});

test("is there again after a reload, with its search and the current client", { tag: "@deep" }, async ({ page }) => {
  await showClients(page);
  await expect(page.getByText("Se guarda en este navegador, por un día")).toBeVisible();
  await page.getByRole("searchbox").fill("2034");
  await expect(page.getByText("1 cliente", { exact: false }).first()).toBeVisible();
  await expect(client(page, "10234561")).toHaveCount(0);
  await untilNoted(page, '"2034"');
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await page.getByRole("button", { name: "Continuar clientes.csv" }).click();
  await expect(page.getByRole("radio", { name: "Clientes" })).toBeChecked();
  await expect(page.getByRole("searchbox")).toHaveValue("2034");
  await expect(client(page, "20345672")).toBeVisible();
  await expect(client(page, "10234561")).toHaveCount(0);
});
