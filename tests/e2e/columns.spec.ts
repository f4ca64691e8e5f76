import type { Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
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
  target,
  totals,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

let team: Team;

test.afterAll(() => closeAll());

// A team of its own: another test's file would be known, and ask nothing.
test.beforeEach(async ({ page }) => {
  team = await makeBrowserTeam();
  await openNewUpload(page, team);
});

/** Whether the elements have the colours of a selection, and no plate in the page's colour behind their texts. */
const areChosen = (page: Page, selector: string) =>
  page.locator(selector).evaluateAll((found) => {
    const probe = document.body.appendChild(document.createElement("span"));
    probe.style.cssText = "forced-color-adjust: none; background: Highlight; color: HighlightText";
    const { backgroundColor, color } = getComputedStyle(probe);
    probe.remove();
    const isRight = (element: Element) =>
      getComputedStyle(element).backgroundColor === backgroundColor &&
      [element, ...element.querySelectorAll("*")].every((part) => {
        const style = getComputedStyle(part);
        return style.color === color && style.forcedColorAdjust !== "auto";
      });
    return found.length > 0 && backgroundColor !== color && found.every(isRight);
  });

const lines = (product: string, last: string) => [
  `Cédula;Nombres;Apellidos;Celular;Correo;Número de crédito;${product};Saldo total`,
  `10234561;Ana María;Rojas Paz;3001234567;ana@buzon.example;CR-1;Consumo;1.250,50`,
  `20345672;Luis;Díaz;3009876543;;CR-2;Tarjeta;99,90`,
  last,
];

async function joinNames(page: Page): Promise<void> {
  await page.getByText("¿Unir «Nombres» + «Apellidos» en Nombre?").waitFor();
  await page.getByRole("button", { name: "Sí" }).first().click();
  await expect(page.getByText("«Nombres» + «Apellidos»")).toBeVisible();
}

test("joins parts of a name, fills empty and missing values, and then asks only about the column that changed", async ({
  page,
}) => {
  await dropLines(page, "partes.csv", lines("Asesor", "30456783;Rosa;Gil;3011112233;;CR-3;Libre;12,00"));
  await joinNames(page);
  // No column has the obligations' names, so one value is set for all rows.
  await review(page);
  await expect(page.getByText("Falta un campo obligatorio")).toBeVisible();
  const constant = page.getByLabel("Un valor para todas las filas de Nombre de la obligación");
  await expect(constant).toBeFocused();
  await constant.fill("Crédito");
  await page.getByPlaceholder("por ejemplo sincorreo@suempresa.com").fill("sincorreo@example.com");
  const keeps = page.getByRole("checkbox", {
    name: "Correo electrónico: quien tenía un valor en la última carga lo conserva",
  });
  await expect(keeps).toBeChecked();
  await keeps.press("Space");
  await expect(keeps).not.toBeChecked();
  await expectAccessible(page);
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  expect(await totals(page, "Por enviar")).toEqual(["3", "3", "3", "1362.40"]);
  await sendAll(page, 3);
  const sent = await sentOf(team, "20345672");
  for (const text of ["Luis Díaz", "sincorreo@example.com", "Crédito", "CR-2"]) expect(sent).toContain(text);

  await page.goto("/uploads/new");
  await dropLines(page, "partes cambiadas.csv", [...lines("Gestor", "40456784;Eva;Paz;3011112233;;CR-4;Libre;5,00")]);
  await expect(page.getByText(/Este archivo se parece a uno anterior/)).toBeVisible();
  const rowOf = (header: string) => page.getByRole("row").filter({ has: target(page, header) });
  await expect(rowOf("Gestor").getByText("Por revisar")).toBeVisible();
  await expect(page.getByText("Por revisar", { exact: true })).toHaveCount(1);
  await expect(target(page, "Gestor")).toContainText("Sin decidir");
  await expect(target(page, "Saldo total")).toContainText("Saldo total");
  await expect(rowOf("Saldo total").getByText("Como antes")).toBeVisible();
  await expect(page.getByText("«Nombres» + «Apellidos»")).toBeVisible();
  await expect(page.getByLabel("Un valor para todas las filas de Nombre de la obligación")).toHaveValue("Crédito");
  await mapTo(page, "Gestor", "No cargar");
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  expect(await totals(page, "Por enviar")).toEqual(["3", "3", "3", "1355.40"]);
});

test("colours forced by the system show what is chosen", { tag: "@deep" }, async ({ page }) => {
  await dropLines(page, "colores.csv", lines("Gestor", "50456783;Sol;Gil;;mal;CR-5;Libre;x"));
  await joinNames(page);
  await mapTo(page, "Gestor", "Nombre de la obligación");
  await review(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ forcedColors: "active", colorScheme });
    await page.locator("[data-row='0'][data-column='2']").click();
    for (let rows = 0; rows < 2; rows++) await page.keyboard.press("Shift+ArrowDown");
    for (let columns = 0; columns < 3; columns++) await page.keyboard.press("Shift+ArrowRight");
    for (const chosen of [
      ...[0, 1, 2].flatMap((row) => [2, 3, 4, 5].map((column) => `[data-row='${row}'][data-column='${column}']`)),
      "[aria-current=step] > span > span:first-child",
      "nav [aria-current=page]",
      "[role=radio][data-state=checked]",
    ])
      expect([chosen, await areChosen(page, chosen)]).toEqual([chosen, true]);
    // A bar is nothing but colour.
    const bar = page.locator("[role=columnheader] .bg-accepted-solid").first();
    const [own, around] = await bar.evaluate((part) =>
      [part, document.body].map((element) => getComputedStyle(element).backgroundColor),
    );
    expect(own).not.toBe(around);
  }
});

test("where the work is kept can be read whole", { tag: "@deep" }, async ({ page }) => {
  await dropLines(page, "guardada.csv", lines("Gestor", "60456783;Sol;Gil;3011112233;;CR-6;Libre;5,00"));
  await joinNames(page);
  await mapTo(page, "Gestor", "Nombre de la obligación");
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  const words = page.getByText("Se guarda en este navegador, por un día");
  for (const width of [1440, 1024, 720, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(words).toBeVisible();
    const isCut = await words.evaluate((element) => {
      const shown = element.getBoundingClientRect();
      for (let around = element.parentElement; around !== null; around = around.parentElement) {
        const outer = around.getBoundingClientRect();
        const clips = getComputedStyle(around).overflowX !== "visible";
        if (clips && (shown.right > outer.right + 1 || shown.bottom > outer.bottom + 1)) return true;
      }
      return element.scrollWidth > element.clientWidth;
    });
    expect([width, isCut]).toEqual([width, false]);
  }
});
