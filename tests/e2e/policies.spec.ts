import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { drop, makeBrowserTeam, openNewUpload, prepare, review, totals } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

test.afterAll(() => closeAll());

const header = "CEDULA;NOMBRE;CORREO;CELULAR;NRO OBLIGACION;NOMBRE OBLIGACION;SALDO TOTAL;FECHA VENCIMIENTO;DIAS MORA";

interface Change {
  readonly balance?: string;
  readonly days?: number;
}

/** A row whose obligation was due some weeks before the date of the file. */
function row(closed: string, debtor: number, obligation: number, { balance = "100.000,00", days }: Change = {}) {
  const late = 20 + (debtor % 40);
  const due = new Date(Date.parse(closed) - late * 86_400_000)
    .toISOString()
    .slice(0, 10)
    .split("-")
    .reverse()
    .join("/");
  return `${debtor};ANA RUIZ;ana${debtor}@example.com;3001234567;${obligation};CONSUMO;${balance};${due};${days ?? late}`;
}

/** Thirty debtors without an issue, and one or two debtors for each issue that only shows across rows. */
function portfolio(closed: string) {
  const good = Array.from({ length: 30 }, (_, index) => row(closed, 10_000_000 + index, 70_000 + index));
  const rows = [
    ...good,
    row(closed, 20_000_001, 80_001),
    row(closed, 20_000_001, 80_001),
    row(closed, 20_000_002, 80_002, { balance: "10.000,00" }),
    row(closed, 20_000_002, 80_002, { balance: "20.000,00" }),
    row(closed, 20_000_003, 80_003),
    row(closed, 20_000_004, 80_003),
    row(closed, 20_000_005, 80_004, { days: 400 }),
  ];
  return {
    name: `cartera-${closed}.csv`,
    mimeType: "text/csv",
    buffer: Buffer.from(`${[header, ...rows].join("\n")}\n`),
  };
}

const panel = (page: Page) => page.getByRole("complementary", { name: "Problemas por motivo" });
const group = (page: Page, title: string) => panel(page).getByRole("listitem").filter({ hasText: title });

const leftOut = (page: Page) => totals(page, "Excluido");

/** Each reason of the confirm page with its number of rows. */
function reasons(page: Page): Promise<string[]> {
  return page
    .getByRole("table", { name: "Motivos por los que hay filas excluidas" })
    .getByRole("row")
    .evaluateAll((rows) =>
      rows.slice(1).map((row) => {
        const name = row.querySelector("th")?.firstChild?.textContent ?? "";
        return `${name}: ${row.querySelector("data")?.getAttribute("value")}`;
      }),
    );
}

/** Together the six rows left out: a debtor left out for a repeated row goes with both. */
const decided = [
  "Fila repetida: 2",
  "Los días no concuerdan con el vencimiento: 1",
  "Obligación de dos clientes: 2",
  "Obligación repetida que no se carga: 1",
];

test("group decisions are counted on the confirm page, and kept for the next day's file, which has its own date", {
  tag: "@deep",
}, async ({ page }) => {
  await openNewUpload(page, await makeBrowserTeam());
  await drop(page, portfolio("2026-10-31"));
  await review(page);
  await expect(panel(page)).toContainText("Corte del archivo: 31/10/2026");
  await expect(panel(page)).toContainText("97,2% de 37 obligaciones vencidas");
  // A repeated row is left out alone; an obligation with contradicting rows takes its debtor along.
  expect(await leftOut(page)).toEqual(["3", "1", "3", "130000.00"]);

  await group(page, "Obligación repetida").filter({ hasNotText: "Fila repetida" }).getByRole("combobox").click();
  await page.getByRole("option", { name: "Cargar la última" }).click();
  await expect(page.getByRole("dialog").getByRole("row", { name: "Clientes por enviar" })).toContainText("3435");
  await page.getByRole("button", { name: "Aplicar" }).click();
  await expect(group(page, "Obligación repetida que no se carga")).toBeVisible();
  expect(await leftOut(page)).toEqual(["2", "0", "2", "110000.00"]);

  for (const title of ["Fila repetida", "Obligación de dos clientes", "Los días no concuerdan"]) {
    await group(page, title)
      .getByRole("button", { name: /^(Excluir|Resolver)…$/ })
      .click();
    await page.getByRole("radio", { name: "Excluir" }).click();
    await page.getByRole("button", { name: "Aplicar" }).click();
    await expect(group(page, title).getByRole("button", { name: "Volver a incluir" })).toBeVisible();
  }
  expect(await leftOut(page)).toEqual(["6", "4", "6", "510000.00"]);
  await prepare(page);
  await expect.poll(async () => (await reasons(page)).sort()).toEqual(decided);

  await page.goto("/uploads/new");
  await drop(page, portfolio("2026-11-30"));
  await expect(page.getByRole("grid")).toBeVisible();
  await expect(page.getByText("Columnas como la última vez")).toBeVisible();
  // Each reason says that nobody decided it today.
  for (const title of ["Fila repetida", "Obligación repetida que no se carga", "Los días no concuerdan"])
    await expect(group(page, title).getByText("Como la última vez")).toBeVisible();
  await expect(panel(page)).toContainText("Corte del archivo: 30/11/2026");
  expect(await leftOut(page)).toEqual(["6", "4", "6", "510000.00"]);

  // A date chosen by hand, then the file's own again.
  await panel(page).getByRole("button", { name: "Cambiar" }).click();
  await page.getByLabel("Día de corte").fill("2027-12-31");
  await page.getByRole("button", { name: "Usar este día" }).click();
  await expect(panel(page)).toContainText("según el archivo sería el 30/11/2026");
  expect((await leftOut(page)).slice(0, 2)).not.toEqual(["6", "4"]);
  await panel(page).getByRole("button", { name: "Cambiar" }).click();
  await page.getByRole("button", { name: "Usar el 30/11/2026" }).click();
  await expect.poll(() => leftOut(page)).toEqual(["6", "4", "6", "510000.00"]);
  await prepare(page);
  await expect.poll(async () => (await reasons(page)).sort()).toEqual(decided);
});
