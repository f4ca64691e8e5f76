import type { Page, TestInfo } from "@playwright/test";
import { isDeep } from "../depth.ts";
import { expect } from "./browser-test.ts";
import { dropLines, openNewUpload, prepare, review, type Team, tab } from "./wizard-page.ts";

const header = "CEDULA;NOMBRE;CORREO;CELULAR;NRO OBLIGACION;NOMBRE OBLIGACION;SALDO TOTAL;FECHA VENCIMIENTO";
export const count = isDeep ? 20_000 : 1_000;
/** Debtors in one call. */
export const batchSize = count / 40;
const missing = count * 0.03;
const badDates = 12;

/** A day's file: 3 of 100 debtors without an e-mail, 12 with a date that does not exist. */
function linesOf(day: number): string[] {
  const rows = Array.from({ length: count }, (_, index) => {
    const mail = index % 33 === 0 && index < missing * 33 ? "" : `ana${index}@buzon.example`;
    const due =
      index % (count / 20) === 7 && index < (badDates * count) / 20 ? "31/02/2026" : `${10 + (index % 15)}/09/2026`;
    return `${10_000_000 + index};ANA RUIZ ${index};${mail};3001234567;CR-${index};CONSUMO;1.0${day},00;${due}`;
  });
  return [header, ...rows];
}

/** Beside the grid; on a phone a dialog. */
const panel = (page: Page) =>
  page
    .getByRole("complementary", { name: "Problemas por motivo" })
    .or(page.getByRole("dialog", { name: "Problemas por motivo" }));
export const asLastTime = (page: Page) =>
  panel(page).getByRole("button", { name: "Como la última vez: Dejarlas vacías…" });
export const apply = (page: Page) => page.getByRole("dialog").getByRole("button", { name: "Aplicar" });
export const toPrepare = (page: Page) => page.getByRole("button", { name: "Preparar la carga" });
export const confirm = (page: Page) => page.getByRole("button", { name: "Confirmar y enviar" });
export const allAccepted = (page: Page) => tab(page, new RegExp(`Aceptados\\s*${count.toLocaleString("es-CO")}$`));

/** Yesterday: the portfolio is new, its columns are looked at, and both reasons are cured for the first time. */
export async function loadYesterday(page: Page, team: Team): Promise<void> {
  await openNewUpload(page, team);
  await dropLines(page, "cartera_20261125.csv", linesOf(25));
  await page
    .getByRole("region", { name: "Cartera del archivo" })
    .getByRole("combobox", { name: /^Cartera/ })
    .press("Enter");
  await page.keyboard.type("Banco Andino");
  await page.keyboard.press("Enter");
  await review(page);
  const reason = (title: string, button: string) =>
    panel(page).getByRole("listitem").filter({ hasText: title }).getByRole("button", { name: button });
  await reason("Falta un dato obligatorio", "Rellenar las celdas vacías…").click();
  await page.getByRole("dialog").getByLabel("Valor para las celdas vacías").fill("sincorreo@andino.example");
  await apply(page).click();
  await reason("La fecha no existe", "Resolver…").click();
  await page.getByRole("dialog").getByRole("radio", { name: "Dejarlas vacías" }).click();
  await apply(page).click();
  await expect(page.getByText("No se encontró ningún problema")).toBeVisible();
  await prepare(page);
  await confirm(page).click();
  await expect(allAccepted(page)).toBeVisible();
}

export const todaysFile = {
  name: "cartera_20261126.csv",
  mimeType: "text/csv",
  buffer: Buffer.from(`${linesOf(26).join("\n")}\n`),
};

/** Tells how long the job took, for the table in the README; never a reason to fail. */
export function tellSeconds(info: TestInfo, begun: number, deeds: string): void {
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  info.annotations.push({ type: "daily job", description: `${deeds}, ${seconds} s from the file to "confirmed"` });
}
