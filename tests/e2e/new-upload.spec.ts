import type { Page } from "@playwright/test";
import { browserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  drop,
  dropLines,
  expectAccessible,
  makeBrowserTeam,
  mapTo,
  openNewUpload,
  review,
  type Team,
  target,
  totals,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makeTenant, makeUser } from "#tests/support/factories.ts";

const sample = "public/samples/cartera-de-ejemplo.csv";
let team: Team;

test.afterAll(() => closeAll());

// A team of its own: another test's file would be known, and ask nothing.
test.beforeEach(async ({ page }) => {
  team = await makeBrowserTeam();
  await openNewUpload(page, team);
});

test("refuses a file that is no spreadsheet, with advice", async ({ page }) => {
  await expect(page.getByText(/operación/).first()).toBeVisible();
  await expectAccessible(page);
  await drop(page, {
    name: "cartera.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\n", "latin1"),
  });
  await expect(page.getByRole("alert").filter({ hasText: "cartera.csv" })).toContainText("Es un PDF");
});

test("names a missing field and does not go on without it", async ({ page }) => {
  await drop(page, sample);
  await expect(page.getByText("Windows-1252")).toBeVisible();
  await mapTo(page, "NRO OBLIGACIÓN", "No cargar");
  await review(page);
  await expect(page.getByText("Falta un campo obligatorio")).toBeVisible();
  await expect(page.getByText("Número de obligación", { exact: false }).first()).toBeVisible();
  await expect(page.getByRole("grid")).toHaveCount(0);
});

test("maps, reviews, corrects and stages a sample, and recognises it the next time", async ({ page }) => {
  await page.getByRole("button", { name: "Probar ahora" }).click();
  await mapTo(page, "PRODUCTO", "Nombre de la obligación");
  await page.getByPlaceholder("por ejemplo sincorreo@suempresa.com").fill("sincorreo@example.com");
  await expectAccessible(page);
  await review(page);

  const grid = page.getByRole("grid");
  await expect(grid).toHaveAttribute("aria-rowcount", "61");
  const before = {
    file: await totals(page, "Archivo"),
    leftOut: await totals(page, "Excluido"),
    staged: await totals(page, "Por enviar"),
  };
  const [aside] = await totals(page, "Apartado");
  expect([before.file[0], aside]).toEqual(["61", "1"]);
  for (const figure of [0, 1, 2, 3]) {
    const [file, leftOut, staged] = [before.file, before.leftOut, before.staged].map((part) =>
      Math.round(Number(part[figure]) * 100),
    );
    const apart = figure === 0 ? Number(aside) * 100 : 0;
    expect(file).toBe(apart + (leftOut ?? 0) + (staged ?? 0));
  }

  // The only unreadable balance is found by F8, behind what is only doubtful, and corrected in place.
  const focused = page.locator("[role=gridcell]:focus");
  // A cell's place is there at once, its text a moment later.
  const loaded = page.locator("[role=row]:not([aria-busy]) [role=gridcell]:focus");
  const here = () =>
    loaded.evaluateAll(([cell]) => ({
      place: cell instanceof HTMLElement ? `${cell.dataset.row}/${cell.dataset.column}` : "nowhere",
      text: cell?.textContent ?? "",
    }));
  for (let at = await here(), steps = 0; steps < 200 && !at.text.includes("85O.000,00"); steps++) {
    const before = at.place;
    await page.keyboard.press("F8");
    await expect
      .poll(async () => {
        at = await here();
        return at.place;
      })
      .not.toMatch(new RegExp(`^(nowhere|${before})$`));
  }
  await expect(focused).toContainText("85O.000,00");
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

  // The same file again: it is known, and nothing is asked about its columns.
  await page.goto("/uploads/new");
  await drop(page, sample);
  await expect(page.getByText(/ya se preparó y está por confirmar/)).toBeVisible();
  await expect(page.getByRole("link", { name: "Ver la carga por confirmar" })).toHaveAttribute(
    "href",
    /\/uploads\/[0-9a-f-]{36}$/,
  );
  await page.getByRole("button", { name: "Seguir de todos modos" }).click();
  await expect(page.getByRole("grid")).toBeVisible();
  await expect(page.getByText("Columnas como la última vez")).toBeVisible();
  await page.getByRole("button", { name: "Ver las columnas" }).click();
  await expect(page.getByRole("combobox", { name: /Destino de «PRODUCTO»/ })).toContainText("Nombre de la obligación");
});

/** Nothing can be kept then; with room, nothing is lost (kept.spec.ts). */
const takeRoom = (page: Page) =>
  page.evaluate(() => {
    StorageManager.prototype.estimate = async () => ({ quota: 1_000, usage: 1_000 });
  });

test("asks before a link leaves work that is not kept", { tag: "@deep" }, async ({ page }) => {
  await takeRoom(page);
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

test("asks before switching the operation loses an upload that is not kept", { tag: "@deep" }, async ({ page }) => {
  const other = await makeTenant(team.admin, { server: new URL(browserStack().sandboxUrl).host });
  const supervisor = await makeUser("supervisor", [team.tenantId, other.tenantId]);
  await page.context().clearCookies();
  await openNewUpload(page, { supervisor });
  await takeRoom(page);
  const choose = async () => {
    await page.getByRole("button", { name: /^Operación:/ }).click();
    await page.getByRole("menuitemradio", { checked: false }).click();
  };
  await dropLines(page, "corta.csv", ["Cédula;Saldo", "10000001;1.234,50", "10000002;99,10"]);
  await expect(target(page, "Saldo")).toBeVisible();
  await choose();
  await expect(page.getByRole("alertdialog")).toContainText("Lo que hizo con este archivo se pierde");
  await page.getByRole("button", { name: "Quedarme aquí" }).click();
  await expect(target(page, "Saldo")).toBeVisible();
  await choose();
  await page.getByRole("alertdialog").getByRole("button", { name: "Salir" }).click();
  await expect(page.getByText("Suelte aquí el archivo")).toBeVisible();
});
