import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  dropLines,
  expectAccessible,
  makeBrowserTeam,
  openNewUpload,
  review,
  sendAll,
  sentOf,
  totals,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

test.afterAll(() => closeAll());

const header = "CEDULA;NOMBRE;CORREO;CELULAR;NRO OBLIGACION;NOMBRE OBLIGACION;SALDO TOTAL;FECHA VENCIMIENTO";
const missing = 600;
const badDates = 12;
const count = 900;

/** A day's file: 600 debtors without an e-mail, and 12 others with a date that does not exist. */
function linesOf(day: number): string[] {
  const rows = Array.from({ length: count }, (_, index) => {
    const mail = index < missing ? "" : `ana${index}@buzon.example`;
    const due = index >= count - badDates ? "31/02/2026" : `${10 + (index % 15)}/09/2026`;
    return `${10_000_000 + index};ANA RUIZ ${index};${mail};3001234567;CR-${index};CONSUMO;1.0${day},00;${due}`;
  });
  return [header, ...rows];
}

const panel = (page: Page) => page.getByRole("complementary", { name: "Problemas por motivo" });
const reason = (page: Page, title: string) => panel(page).getByRole("listitem").filter({ hasText: title });
const dialog = (page: Page) => page.getByRole("dialog");
const effect = (page: Page, name: string) =>
  dialog(page)
    .getByRole("row", { name })
    .locator("data")
    .evaluateAll((found) => found.map((cell) => Number(cell.getAttribute("value"))));
const apply = (page: Page) => dialog(page).getByRole("button", { name: "Aplicar" });
const staged = async (page: Page) => Number((await totals(page, "Por enviar"))[1]);

test("600 missing e-mails and 12 bad dates are cured by reason, undone, redone and remembered", {
  tag: "@deep",
}, async ({ page }) => {
  const team = await makeBrowserTeam();
  await openNewUpload(page, team);
  await dropLines(page, "cartera_20261125.csv", linesOf(25));
  const portfolio = page
    .getByRole("region", { name: "Cartera del archivo" })
    .getByRole("combobox", { name: /^Cartera/ });
  await portfolio.press("Enter");
  await page.keyboard.type("Banco Andino");
  await page.keyboard.press("Enter");
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  expect(await staged(page)).toBe(count - missing - badDates);

  // The value is checked by the field's own reader, and its effect is said before it counts.
  await reason(page, "Falta un dato obligatorio").getByRole("button", { name: "Rellenar las celdas vacías…" }).click();
  await expect(apply(page)).toBeDisabled();
  await dialog(page).getByLabel("Valor para las celdas vacías").fill("sincorreo");
  await expect(dialog(page)).toContainText("«sincorreo»");
  await expect(apply(page)).toBeDisabled();
  await dialog(page).getByLabel("Valor para las celdas vacías").fill("sincorreo@andino.example");
  await expect.poll(() => effect(page, "Clientes por enviar")).toEqual([288, 888]);
  expect(await effect(page, "Filas con este motivo")).toEqual([600, 0]);
  await expectAccessible(page);
  await apply(page).click();
  await expect.poll(() => staged(page)).toBe(888);
  await expect(reason(page, "Correo electrónico")).toContainText("600 celdas vacías llevan «sincorreo@andino.example»");

  await reason(page, "La fecha no existe").getByRole("button", { name: "Resolver…" }).click();
  await dialog(page).getByRole("radio", { name: "Dejarlas vacías" }).click();
  await expect.poll(() => effect(page, "Clientes por enviar")).toEqual([888, 900]);
  await expect(dialog(page)).toContainText("Se escribe en 12 celdas.");
  await apply(page).click();
  await expect.poll(() => staged(page)).toBe(900);
  await expect(page.getByText("No se encontró ningún problema")).toBeVisible();

  // One order for cells and decisions, by key and by button.
  await page.keyboard.press("Control+z");
  await expect.poll(() => staged(page)).toBe(888);
  await page.keyboard.press("Control+z");
  await expect.poll(() => staged(page)).toBe(288);
  await expect(reason(page, "Falta un dato obligatorio")).toContainText("600");
  await page.keyboard.press("Control+y");
  await page.getByRole("button", { name: "Rehacer" }).click();
  await expect.poll(() => staged(page)).toBe(900);
  await sendAll(page, count);
  expect(await sentOf(team, "10000000")).toContain("sincorreo@andino.example");
  expect(await sentOf(team, "10000899")).not.toContain("expiring_date");

  // The next file of the portfolio: the value is in use and said, the dates are offered.
  await page.goto("/uploads/new");
  await dropLines(page, "cartera_20261126.csv", linesOf(26));
  await expect(page.getByRole("grid")).toBeVisible();
  await expect(portfolio).toContainText("Banco Andino");
  const filled = reason(page, "Correo electrónico");
  await expect(filled).toContainText("600 celdas vacías llevan «sincorreo@andino.example»");
  await expect(filled.getByText("Como la última vez")).toBeVisible();
  expect(await staged(page)).toBe(888);
  await filled.getByRole("button", { name: "Quitar" }).click();
  await expect.poll(() => staged(page)).toBe(288);
  await page.keyboard.press("Control+z");
  await expect.poll(() => staged(page)).toBe(888);
  await panel(page).getByRole("button", { name: "Como la última vez: Dejarlas vacías…" }).click();
  await expect.poll(() => effect(page, "Clientes por enviar")).toEqual([888, 900]);
  await apply(page).click();
  await expect.poll(() => staged(page)).toBe(900);
  await sendAll(page, count);
});

test("proposals are shown as old and new texts, and any can be refused", async ({ page }) => {
  await openNewUpload(page, await makeBrowserTeam());
  const slips = ["ana@gmial.com", "ana@gmial.com", "luz@hotmial.com"];
  const lines = linesOf(25)
    .slice(0, 1)
    .concat(
      Array.from({ length: 40 }, (_, index) => {
        const mail = slips[index] ?? `ana${index}@buzon.example`;
        return `${10_000_000 + index};ANA RUIZ;${mail};3001234567;CR-${index};CONSUMO;1.000,00;20/09/2026`;
      }),
    );
  await dropLines(page, "correos.csv", lines);
  await review(page);
  await reason(page, "Parece un error de tecleo").getByRole("button", { name: "Resolver…" }).click();
  const proposals = dialog(page).getByRole("list", { name: "Propuestas" }).getByRole("listitem");
  await expect(proposals).toHaveText([/ana@gmial\.com.*ana@gmail\.com.*2/, /luz@hotmial\.com.*luz@hotmail\.com.*1/]);
  await proposals.last().getByRole("checkbox").click();
  await expect.poll(() => effect(page, "Filas con este motivo")).toEqual([3, 1]);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectAccessible(page);
  await apply(page).click();
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(reason(page, "Parece un error de tecleo")).toContainText("1 fila");
});
