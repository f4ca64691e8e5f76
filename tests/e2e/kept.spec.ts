import type { Page } from "@playwright/test";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { LastingBrowser } from "#tests/support/browser/lasting-browser.ts";
import { untilNoted } from "#tests/support/browser/noted.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import {
  dropLines,
  expectAccessible,
  makeBrowserTeam,
  mapTo,
  openNewUpload,
  prepare,
  review,
  target,
  totals,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makeTenant, makeUser } from "#tests/support/factories.ts";

test.afterAll(() => closeAll());

const header = "Cédula;Nombre;Celular;Correo;Número de crédito;Producto;Saldo total";
/** Every third balance was typed with the letter O. */
const lines = (count: number) =>
  Array.from({ length: count }, (_, index) => {
    const balance = index % 3 === 0 ? "1.5OO,25" : "2.000,00";
    return `${10_234_561 + index};Ána Peña ${index};3001234567;p${index}@buzon.example;CR-${index};Consumo;${balance}`;
  });

const isKept = (page: Page) => expect(page.getByText("Se guarda en este navegador, por un día")).toBeVisible();
const list = (page: Page) => page.getByRole("region", { name: /sin terminar/ });
const goOn = (page: Page, file: string) => page.getByRole("button", { name: `Continuar ${file}` }).click();

async function dropAndReview(page: Page, file: string, count = 12): Promise<void> {
  await dropLines(page, file, [header, ...lines(count)]);
  await mapTo(page, "Saldo total", "Saldo total");
  await review(page);
  await expect(page.getByRole("grid")).toBeVisible();
  await isKept(page);
}

/** Corrects a balance; the place is then the cell below. */
async function correct(page: Page, text: string): Promise<void> {
  await page.getByRole("gridcell", { name: "1.5OO,25" }).first().click();
  for (const key of ["Enter", "ControlOrMeta+a"]) await page.keyboard.press(key);
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("gridcell", { name: text })).toBeVisible();
}

test.describe("in a browser that is killed", () => {
  let browser: LastingBrowser;
  test.beforeEach(async ({ complaints }) => {
    browser = await LastingBrowser.make(complaints);
  });
  test.afterEach(() => browser.discard());

  test("columns, corrections, place and filter are there again, to the cent", async () => {
    const { supervisor } = await makeBrowserTeam();
    let page = await browser.start();
    await beginSession(page, supervisor.actor);
    await page.goto("/uploads/new");
    await dropAndReview(page, "letras.csv", 200);
    await correct(page, "1.500,25");
    await correct(page, "9.900,10");
    await page.keyboard.press("Control+z");
    await expect(page.getByRole("gridcell", { name: "9.900,10" })).toHaveCount(0);
    const before = await totals(page, "Por enviar");
    await page.getByRole("combobox", { name: "Filas que se muestran" }).click();
    await page.getByRole("option", { name: /Con errores/ }).click();
    await expect(page.getByRole("gridcell", { name: "2.000,00" })).toHaveCount(0);
    await page.getByRole("gridcell", { name: "1.5OO,25" }).nth(6).click();
    const line = await page.locator("[role=row]:has([role=gridcell]:focus) [role=rowheader]").textContent();
    // The undone correction, and the last place, which has been none before.
    await untilNoted(page, '"kind":"undo"', '"row":6,"column":6');
    await browser.kill();

    page = await browser.start();
    await beginSession(page, supervisor.actor);
    await page.goto("/uploads/new");
    await expect(list(page)).toContainText("letras.csv");
    await expect(list(page)).toContainText("200 filas");
    await expect(list(page)).toContainText("Columnas listas, 1 celda corregida");
    await expectAccessible(page);
    await goOn(page, "letras.csv");
    await expect(page.getByRole("grid")).toBeVisible();
    await isKept(page);
    expect(await totals(page, "Por enviar")).toEqual(before);
    await expect(page.getByRole("combobox", { name: "Filas que se muestran" })).toContainText("Con errores");
    // The one tab stop of the grid is where its user was.
    const here = page.locator('[role=row]:has([role=gridcell][tabindex="0"]) [role=rowheader]');
    await expect(here).toHaveText(line ?? "?");

    // What was undone can be done again, and what was done can be undone.
    await page.keyboard.press("Control+y");
    await expect.poll(async () => (await totals(page, "Por enviar"))[0]).toBe(String(Number(before[0]) + 1));
    await page.keyboard.press("Control+z");
    await expect.poll(() => totals(page, "Por enviar")).toEqual(before);

    await prepare(page);
    await page.goto("/uploads/new");
    await expect(page.getByRole("button", { name: "Probar ahora" })).toBeVisible();
    await expect(list(page)).toHaveCount(0);
  });

  test("columns half done are there again, and so is the file once all is done", { tag: "@deep" }, async () => {
    const { supervisor } = await makeBrowserTeam();
    let page = await browser.start();
    await beginSession(page, supervisor.actor);
    await page.goto("/uploads/new");
    await dropLines(page, "a medias.csv", [header, ...lines(9)]);
    await isKept(page);
    await mapTo(page, "Producto", "No cargar");
    await untilNoted(page, '"left_out"');
    await browser.kill();

    page = await browser.start();
    await beginSession(page, supervisor.actor);
    await page.goto("/uploads/new");
    await expect(list(page)).toContainText("columnas decididas");
    await goOn(page, "a medias.csv");
    await expect(target(page, "Producto")).toContainText("No cargar");
    await expect(target(page, "Nombre")).toContainText("Nombre");
  });
});

test("two go on side by side, and one that is thrown away is gone", { tag: "@deep" }, async ({ page, context }) => {
  await openNewUpload(page, await makeBrowserTeam());
  await dropAndReview(page, "primera.csv");
  await correct(page, "1.500,25");
  // Nothing is lost, so nobody is asked.
  await page.getByRole("button", { name: /Archivo/ }).click();
  // This tab itself had it open.
  await expect(list(page)).toContainText("primera.csv");
  expect(await list(page).textContent()).not.toContain("Abierta en otra pestaña");
  await dropAndReview(page, "segunda.csv", 6);

  const other = await context.newPage();
  await other.goto("/uploads/new");
  await expect(list(other).getByRole("listitem").filter({ hasText: "segunda.csv" })).toContainText(
    "Abierta en otra pestaña",
  );
  await goOn(other, "primera.csv");
  await expect(other.getByRole("gridcell", { name: "1.500,25" })).toBeVisible();
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "7");
  await other.close();

  await page.reload();
  await expect(list(page).getByRole("listitem")).toHaveCount(2);
  await page.getByRole("button", { name: "Desechar segunda.csv" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Desechar" }).click();
  await expect(list(page).getByRole("listitem")).toHaveCount(1);
  await page.reload();
  await expect(list(page)).toContainText("primera.csv");
  await expect(list(page)).not.toContainText("segunda.csv");
});

test("another operation's drop page leads back to it", { tag: "@deep" }, async ({ page }) => {
  const team = await makeBrowserTeam();
  const other = await makeTenant(team.admin, { server: joinBrowserStack().host });
  const supervisor = await makeUser("supervisor", [team.tenantId, other.tenantId]);
  await openNewUpload(page, { supervisor });
  await page.goto(`/uploads/new?tenant=${team.tenantId}`);
  await dropAndReview(page, "primera.csv");
  await page.goto(`/uploads/new?tenant=${other.tenantId}`);
  await expect(list(page)).toContainText("primera.csv");
  await expect(page.getByRole("button", { name: "Continuar primera.csv" })).toHaveCount(0);
  await list(page)
    .getByRole("link", { name: `Ir a ${team.name}` })
    .click();
  await goOn(page, "primera.csv");
  await expect(page.getByRole("grid")).toHaveAttribute("aria-rowcount", "13");
});

test("signing out asks, and erases what every tab has", { tag: "@deep" }, async ({ page, context }) => {
  const team = await makeBrowserTeam();
  const { actor } = await makeUser("supervisor", [team.tenantId]);
  await openNewUpload(page, team);
  await dropAndReview(page, "primera.csv");
  const other = await context.newPage();
  await other.goto("/uploads");
  const signOut = async () => {
    await other.getByRole("button", { name: /sesiones y salida/ }).click();
    await other.getByRole("menuitem", { name: "Cerrar sesión" }).click();
  };
  await signOut();
  const dialog = other.getByRole("alertdialog", { name: "Tiene una carga sin terminar en este equipo" });
  await dialog.getByRole("button", { name: "Quedarme" }).click();
  await isKept(page);
  await signOut();
  await dialog.getByRole("button", { name: "Cerrar sesión y borrar" }).click();
  await other.waitForURL("**/sign-in");

  await beginSession(other, actor);
  await other.goto("/uploads/new");
  await expect(other.getByRole("button", { name: "Probar ahora" })).toBeVisible();
  await beginSession(other, team.supervisor.actor);
  await other.goto("/uploads/new");
  await expect(other.getByRole("button", { name: "Probar ahora" })).toBeVisible();
  await expect(list(other)).toHaveCount(0);
});

test("ending all of one's sessions erases it, too", { tag: "@deep" }, async ({ page, context }) => {
  const team = await makeBrowserTeam();
  await openNewUpload(page, team);
  await dropAndReview(page, "primera.csv");
  await page.goto("/account/sessions");
  await page.getByRole("button", { name: "Cerrar sesión en todas partes" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog).toContainText("También se borran las cargas sin terminar");
  await dialog.getByRole("button", { name: "Cerrar sesión en todas partes" }).click();
  await page.waitForURL("**/sign-in");
  // Not in this page, which may still be on its way to signing in.
  await expect(page.getByLabel("Correo")).toBeVisible();
  await page.close();
  const own = await context.newPage();
  await beginSession(own, team.supervisor.actor);
  await own.goto("/uploads/new");
  await expect(own.getByRole("button", { name: "Probar ahora" })).toBeVisible();
  await expect(list(own)).toHaveCount(0);
});

test("another user sees nothing of it, and after a day it is gone", async ({ page, context }) => {
  const team = await makeBrowserTeam();
  const { actor } = await makeUser("supervisor", [team.tenantId]);
  await openNewUpload(page, team);
  await dropAndReview(page, "primera.csv");
  await page.close();

  const own = await context.newPage();
  const offers = async (email: string) => {
    await beginSession(own, { email });
    await own.goto("/uploads/new");
    await expect(own.getByRole("button", { name: "Probar ahora" })).toBeVisible();
    return list(own).count();
  };
  expect(await offers(actor.email)).toBe(0);
  expect(await offers(team.supervisor.actor.email)).toBe(1);
  await own.clock.setFixedTime(Date.now() + 23.9 * 60 * 60 * 1_000);
  expect(await offers(team.supervisor.actor.email)).toBe(1);
  // Whoever opens the portal in that browser.
  await own.clock.setFixedTime(Date.now() + 24.1 * 60 * 60 * 1_000);
  expect(await offers(actor.email)).toBe(0);
  await own.clock.setFixedTime(Date.now());
  expect(await offers(team.supervisor.actor.email)).toBe(0);
});

test("without room, or without the means, it says so and asks before work is lost", { tag: "@deep" }, async ({
  page,
  context,
}) => {
  const team = await makeBrowserTeam();
  await page.addInitScript(() => {
    StorageManager.prototype.estimate = async () => ({ quota: 1_000, usage: 900 });
  });
  await openNewUpload(page, team);
  await dropLines(page, "grande.csv", [header, ...lines(9)]);
  await expect(page.getByText("No hay espacio en este equipo para guardar su trabajo")).toBeVisible();
  await page.getByRole("link", { name: "Cargas" }).first().click();
  await expect(page.getByRole("alertdialog", { name: "¿Salir sin terminar la carga?" })).toBeVisible();

  const other = await context.newPage();
  await other.addInitScript(() => {
    StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException("no", "SecurityError"));
  });
  await other.goto("/uploads/new");
  await expect(other.getByText("Este navegador no guarda cargas sin terminar")).toBeVisible();
  await expectAccessible(other);
});

test("what another version of the portal kept can only be thrown away", { tag: "@deep" }, async ({ page }) => {
  await openNewUpload(page, await makeBrowserTeam());
  await dropAndReview(page, "vieja.csv");
  await page.goto("/uploads");
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const all = await root.getDirectoryHandle("unfinished-uploads");
    for await (const folder of all.values()) {
      if (folder.kind !== "directory") continue;
      const file = await folder.getFileHandle("state");
      const text = await (await file.getFile()).text();
      const [line = ""] = text.split("\n");
      const json = line.slice(9).replace(/"schema":\d+/, '"schema":1');
      let hash = 0x811c9dc5;
      for (const byte of new TextEncoder().encode(json)) hash = Math.imul(hash ^ byte, 0x01000193);
      const writable = await file.createWritable();
      await writable.write(`${(hash >>> 0).toString(16).padStart(8, "0")} ${json}\n`);
      await writable.close();
    }
  });
  await page.goto("/uploads/new");
  await expect(list(page)).toContainText("La guardó otra versión del portal");
  await expect(page.getByRole("button", { name: "Continuar vieja.csv" })).toHaveCount(0);
  await page.getByRole("button", { name: "Desechar vieja.csv" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Desechar" }).click();
  await expect(list(page)).toHaveCount(0);
});

test("what signing out cannot erase is told, and erased at the next start", { tag: "@deep" }, async ({ page }) => {
  await page.addInitScript(() => {
    const { removeEntry } = FileSystemDirectoryHandle.prototype;
    FileSystemDirectoryHandle.prototype.removeEntry = function (...input) {
      const isHeld = localStorage.getItem("held") !== null;
      return isHeld
        ? Promise.reject(new DOMException("held", "InvalidModificationError"))
        : removeEntry.apply(this, input);
    };
  });
  const keptNames = () =>
    page.evaluate(async () => {
      const root = await (await navigator.storage.getDirectory()).getDirectoryHandle("unfinished-uploads");
      const names: string[] = [];
      for await (const name of root.keys()) names.push(name);
      return names;
    });
  await openNewUpload(page, await makeBrowserTeam());
  await dropAndReview(page, "primera.csv");
  await page.evaluate(() => localStorage.setItem("held", "yes"));
  await page.getByRole("button", { name: /sesiones y salida/ }).click();
  await page.getByRole("menuitem", { name: "Cerrar sesión" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Cerrar sesión y borrar" }).click();
  await page.waitForURL("**/sign-in");
  await expect(page.getByText(/Una carga sin terminar no se pudo borrar aún/)).toBeVisible();
  expect(await keptNames()).toHaveLength(1);
  await page.evaluate(() => localStorage.removeItem("held"));
  await page.reload();
  await expect.poll(keptNames).toEqual([]);
});
