import { readFile } from "node:fs/promises";
import type { Locator, Page } from "@playwright/test";
import { comparedGroups } from "#lib/domain/portfolio/comparison/comparison.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  drop,
  expectAccessible,
  expectNoOverflow,
  makeBrowserTeam,
  openNewUpload,
  prepare,
  review,
  tab,
  totals,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { type DayTruth, dayTruth } from "#tests/support/portfolio/day-truth.ts";
import { PortfolioDays } from "#tests/support/portfolio/days.ts";
import type { PortfolioDay } from "#tests/support/portfolio/portfolio-day.ts";
import { sheetPieces } from "#tests/support/portfolio/write-portfolio.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { isDeep } from "../support/depth.ts";

const debtors = isDeep ? 20_000 : 1_000;
/** Forty batches, so that it shows how few of them the changes need. */
const batchSize = debtors / 40;

test.afterAll(() => closeAll());

const dropDay = (page: Page, day: PortfolioDay) =>
  drop(page, {
    name: `cartera_${day.date.replaceAll("-", "")}.csv`,
    mimeType: "text/csv",
    buffer: Buffer.concat([...sheetPieces(day.sheet(), "csv")]),
  });

const uploadOf = (page: Page) => /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? "";

/** The figures of a table's rows, without its last, the total. */
async function figuresOf(table: Locator): Promise<string[][]> {
  const rows = await table.locator("tbody tr").all();
  const values = (row: Locator) =>
    row.locator("data").evaluateAll((found) => found.map((cell) => cell.getAttribute("value") ?? ""));
  return (await Promise.all(rows.map(values))).slice(0, -1);
}

const truthOf = (truth: DayTruth, level: "debtors" | "obligations") =>
  comparedGroups.map((group) => {
    const of = level === "debtors" ? truth.byDebtor[group] : truth.byObligation[group];
    return [String(of[level]), of.balanceBefore, of.balance];
  });

const count = (number: number) => number.toLocaleString("es-CO");

/** Neither the page is wider than its window, on a phone either, nor does it fail axe. */
async function expectFit(page: Page): Promise<void> {
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoOverflow(page);
  }
  await expectAccessible(page);
}

test("the second day is compared, and only its changes are sent", { tag: "@deep" }, async ({ page }) => {
  const team = await makeBrowserTeam({ batchSize, callsAtOnce: 4, repeatBehaviour: "updates" });
  const days = new PortfolioDays({ seed: 13, debtors });
  const first = days.next();
  const second = days.next("ordinary");
  const truth = dayTruth(second, first);
  const { new: added, changed, gone, volatile } = truth.byDebtor;

  await openNewUpload(page, team);
  await dropDay(page, first);
  await page.getByPlaceholder("por ejemplo sincorreo@suempresa.com").fill("sin.correo@example.com");
  const portfolio = page
    .getByRole("region", { name: "Cartera del archivo" })
    .getByRole("combobox", { name: /^Cartera/ });
  await portfolio.press("Enter");
  await page.keyboard.type("Banco del Altiplano");
  await page.getByRole("option", { name: "Crear «Banco del Altiplano»" }).click();
  await review(page);
  await prepare(page);
  await expect(page.getByText("Primera carga de Banco del Altiplano")).toBeVisible();
  await expect(page.getByText("no hay nada aceptado antes con qué comparar")).toBeVisible();
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  const firstId = uploadOf(page);
  await waitForUpload(team.supervisor, firstId, ["finished"]);

  await page.goto("/uploads/new");
  await dropDay(page, second);
  await prepare(page);
  const uploadId = uploadOf(page);
  const same = `${count(volatile.debtors)} solo a diario, ${count(truth.byDebtor.same.debtors)} iguales; saldo`;
  const sentence = `${count(added.debtors)} nuevos, ${count(gone.debtors)} salieron, ${count(changed.debtors)} cambiaron, `;
  await expect(page.getByText(sentence)).toContainText(same);
  expect(await figuresOf(page.getByRole("table", { name: "Clientes", exact: true }))).toEqual(
    truthOf(truth, "debtors"),
  );
  expect(await figuresOf(page.getByRole("table", { name: "Obligaciones", exact: true }))).toEqual(
    truthOf(truth, "obligations"),
  );
  await expectFit(page);

  // Debtor by debtor, and the download.
  await page.getByRole("link", { name: "Ver cliente por cliente" }).click();
  const list = page.getByRole("region", { name: "Clientes por grupo" });
  await expect(list.getByRole("link", { name: `Cambiaron ${count(changed.debtors)}` })).toBeVisible();
  const changedIds = [...truth.debtors].filter(([, group]) => group === "changed").map(([id]) => id);
  await expect(list.getByRole("rowheader", { name: changedIds.toSorted()[0] ?? "", exact: true })).toBeVisible();
  await expect(list.getByText("→").first()).toBeVisible();
  await expectFit(page);
  await list.getByRole("link", { name: "Siguiente" }).click();
  await expect(list.getByRole("rowheader", { name: changedIds.toSorted()[25] ?? "", exact: true })).toBeVisible();
  await list.getByRole("link", { name: `Salieron ${count(gone.debtors)}` }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/tab=gone/);
  await page.getByRole("button", { name: "Descargar" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "CSV" }).click();
  const file = await (await download).path();
  const lines = (await readFile(file, "utf8"))
    .trimEnd()
    .split("\r\n")
    .map((line) => line.split(";"));
  const told = new Set(lines.slice(1).map(([id = "", group = ""]) => `${id} ${group}`));
  const words = { new: "Nuevo", changed: "Cambió", returned: "Volvió", gone: "Salió" };
  const listed = [...truth.debtors].flatMap(([id, group]) =>
    group === "same" || group === "volatile" ? [] : [`${id} ${words[group]}`],
  );
  expect([...told].toSorted()).toEqual(listed.toSorted());

  // Who is only a day older goes too, as there are calls for everybody, unless chosen otherwise.
  const sent = added.debtors + changed.debtors + truth.byDebtor.returned.debtors;
  const everybody = second.state.live.filter((live) => live === 1).length;
  await page.goto(`/uploads/${uploadId}`);
  await expect(page.getByRole("radio", { name: "Todo" })).toBeChecked();
  expect((await totals(page, "Por enviar")).at(-3)).toBe(String(everybody));
  await page.getByRole("radio", { name: "Solo lo que cambió" }).press("Space");
  await expect(page.getByRole("radio", { name: "Solo lo que cambió" })).toBeChecked();
  const daily = page.getByRole("checkbox", { name: "También quienes solo cambiaron en campos que cambian a diario" });
  await daily.check();
  await expect.poll(async () => (await totals(page, "Por enviar")).at(-3)).toBe(String(everybody));
  await daily.uncheck();
  await expect.poll(async () => (await totals(page, "Por enviar")).at(-3)).toBe(String(sent));
  await expect(page.getByText("preparado = solo lo diario + por enviar")).toBeVisible();
  const { choice } = await showComparison(team.supervisor, { uploadId });
  expect(choice).toMatchObject({ sends: "changes", countsVolatile: false });
  expect(choice.calls.changesWithoutVolatile).toBeLessThan(choice.calls.everything / 5);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();

  await expect(tab(page, new RegExp(`Aceptados\\s*${count(sent)}$`))).toBeVisible();
  await tab(page, /Solo cambió lo diario/).click();
  await expect(page.getByRole("cell", { name: /Aceptado igual en cartera_20261103\.csv/ }).first()).toBeVisible();
  await expect(page.getByText("por enviar = los grupos de resultado")).toBeVisible();
  await expectFit(page);
  expect(await showUpload(team.supervisor, { uploadId })).toMatchObject({
    callsMade: choice.calls.changesWithoutVolatile,
    groups: { unchanged: { debtors: truth.byDebtor.same.debtors }, volatile: { debtors: volatile.debtors } },
  });
  await page.goto("/uploads");
  await expect(page.getByRole("row").filter({ hasText: "cartera_20261104.csv" })).toContainText(
    `${count(volatile.debtors)} Solo cambió lo diario`,
  );
});
