import type { Locator, Page, TestInfo } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  dropLines,
  makeBrowserTeam,
  openNewUpload,
  prepare,
  review,
  type Team,
  tab,
  totals,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { testPassword } from "#tests/support/factories.ts";

test.afterAll(() => closeAll());
test.setTimeout(300_000);

const header = "CEDULA;NOMBRE;CORREO;CELULAR;NRO OBLIGACION;NOMBRE OBLIGACION;SALDO TOTAL;FECHA VENCIMIENTO";
const count = 20_000;
const missing = 600;
const badDates = 12;

/** A day's file of 20,000 debtors: 600 without an e-mail, 12 with a date that does not exist. */
function linesOf(day: number): string[] {
  const rows = Array.from({ length: count }, (_, index) => {
    const mail = index % 33 === 0 && index < missing * 33 ? "" : `ana${index}@buzon.example`;
    const due = index % 1_600 === 7 && index < badDates * 1_600 ? "31/02/2026" : `${10 + (index % 15)}/09/2026`;
    return `${10_000_000 + index};ANA RUIZ ${index};${mail};3001234567;CR-${index};CONSUMO;1.0${day},00;${due}`;
  });
  return [header, ...rows];
}

const grid = (page: Page) => page.getByRole("grid");
const asLastTime = (page: Page) =>
  page
    .getByRole("complementary", { name: "Problemas por motivo" })
    .getByRole("button", { name: "Como la última vez: Dejarlas vacías…" });
const apply = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "Aplicar" });
const toPrepare = (page: Page) => page.getByRole("button", { name: "Preparar la carga" });
const confirm = (page: Page) => page.getByRole("button", { name: "Confirmar y enviar" });
const allAccepted = (page: Page) => tab(page, new RegExp(`Aceptados\\s*${count.toLocaleString("es-CO")}$`));

/** Yesterday: the portfolio is new, its columns are looked at, and both reasons are cured for the first time. */
async function loadYesterday(page: Page, team: Team): Promise<void> {
  await openNewUpload(page, team);
  await dropLines(page, "cartera_20261125.csv", linesOf(25));
  await page
    .getByRole("region", { name: "Cartera del archivo" })
    .getByRole("combobox", { name: /^Cartera/ })
    .press("Enter");
  await page.keyboard.type("Banco Andino");
  await page.keyboard.press("Enter");
  await review(page);
  const reason = (title: string) =>
    page
      .getByRole("complementary", { name: "Problemas por motivo" })
      .getByRole("listitem")
      .filter({ hasText: title })
      .getByRole("button", { name: "Resolver…" });
  await reason("Falta un dato obligatorio").click();
  await page.getByRole("dialog").getByLabel("Valor para las celdas vacías").fill("sincorreo@andino.example");
  await apply(page).click();
  await reason("La fecha no existe").click();
  await page.getByRole("dialog").getByRole("radio", { name: "Dejarlas vacías" }).click();
  await apply(page).click();
  await expect(page.getByText("No se encontró ningún problema")).toBeVisible();
  await prepare(page);
  await confirm(page).click();
  await expect(allAccepted(page)).toBeVisible({ timeout: 120_000 });
}

const todaysFile = { name: "cartera_20261126.csv", mimeType: "text/csv", buffer: Buffer.from(linesOf(26).join("\n")) };

/** Tells how long the job took, for the table in the README; never a reason to fail. */
function tellSeconds(info: TestInfo, begun: number, deeds: string): void {
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  info.annotations.push({ type: "daily job", description: `${deeds}, ${seconds} s from the file to "confirmed"` });
}

test("the daily job takes at most six clicks", async ({ page }, info) => {
  const team = await makeBrowserTeam({ batchSize: 500 });
  await loadYesterday(page, team);
  await page.goto("/uploads/new");
  let clicks = 0;
  const click = async (button: Locator) => {
    clicks++;
    await button.click();
  };
  const begun = performance.now();
  // Choosing the file is a click, or the drop.
  clicks++;
  await page.locator("input[type=file]").setInputFiles(todaysFile);
  await expect(grid(page)).toBeVisible();
  await click(asLastTime(page));
  await click(apply(page));
  await expect(page.getByText("No se encontró ningún problema")).toBeVisible();
  expect((await totals(page, "Por enviar"))[1]).toBe(`${count}`);
  await click(toPrepare(page));
  await click(confirm(page));
  await expect(confirm(page)).toBeHidden({ timeout: 60_000 });
  tellSeconds(info, begun, `${clicks} clicks`);
  expect(clicks).toBeLessThanOrEqual(6);
  await expect(allAccepted(page)).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText("Todo cuadra al centavo")).toBeVisible();
});

/** Presses Tab until the element has the focus; the number of presses. */
async function tabTo(page: Page, element: Locator): Promise<number> {
  await element.waitFor();
  for (let presses = 0; presses < 80; presses++) {
    if (await element.evaluate((found) => found === document.activeElement)) return presses;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${element}`);
}

test("the daily job is done without a mouse", async ({ page }, info) => {
  const team = await makeBrowserTeam({ batchSize: 500 });
  await loadYesterday(page, team);
  await page.context().clearCookies();

  await page.goto("/sign-in");
  await tabTo(page, page.getByLabel("Correo"));
  await page.keyboard.type(team.supervisor.actor.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(testPassword);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/morning");

  await tabTo(page, page.getByRole("link", { name: "Nueva carga" }).first());
  await page.keyboard.press("Enter");
  await page.waitForURL("**/uploads/new");
  await tabTo(page, page.locator("button", { hasText: "Elegir archivo" }));
  const begun = performance.now();
  const chooser = page.waitForEvent("filechooser");
  await page.keyboard.press("Enter");
  await (await chooser).setFiles(todaysFile);
  await expect(grid(page)).toBeVisible();

  await tabTo(page, asLastTime(page));
  await page.keyboard.press("Enter");
  await expect(apply(page)).toBeEnabled();
  await tabTo(page, apply(page));
  await page.keyboard.press("Enter");
  await expect(page.getByText("No se encontró ningún problema")).toBeVisible();
  await tabTo(page, toPrepare(page));
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/uploads\/[0-9a-f-]{36}$/);
  await expect(confirm(page)).toBeEnabled();
  await tabTo(page, confirm(page));
  await page.keyboard.press("Enter");
  await expect(confirm(page)).toBeHidden({ timeout: 60_000 });
  tellSeconds(info, begun, "keys alone");
  await expect(allAccepted(page)).toBeVisible({ timeout: 120_000 });

  await tabTo(page, allAccepted(page));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("table", { name: "Clientes de este grupo" })).toBeVisible();
});
