import type { Locator, Page } from "@playwright/test";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import {
  cell,
  dropLines,
  expectAccessible,
  expectNoOverflow,
  makeBrowserTeam,
  mapTo,
  openNewUpload,
  review,
} from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";

test.afterAll(() => closeAll());

/** A finger that stays on an element until the page has taken it for a long touch. */
async function hold(page: Page, element: Locator, isTaken: () => Promise<void>): Promise<void> {
  const box = await element.boundingBox();
  if (box === null) throw new Error("there is nothing to hold");
  const touchPoints = [{ x: box.x + box.width / 2, y: box.y + box.height / 2 }];
  const session = await page.context().newCDPSession(page);
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await isTaken();
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await session.detach();
}

test("selects, fills and clears several cells by touch", { tag: "@deep" }, async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openNewUpload(page, await makeBrowserTeam());
  const rows = Array.from(
    { length: 30 },
    (_, at) => `${10_234_561 + at};Ana Peña ${at};3001234567;p${at}@buzon.example;CR-${at};Consumo;2.000,0${at % 10}`,
  );
  const header = "Cédula;Nombre;Celular;Correo;Número de crédito;Producto;Saldo total";
  await dropLines(page, "toques.csv", [header, ...rows]);
  await mapTo(page, "Saldo total", "Saldo total");
  await review(page);
  const selected = page.locator("[role=gridcell][aria-selected=true]");
  const said = page.getByRole("status").filter({ hasText: /celdas?|Toque otra/ });

  await hold(page, cell(page, 1, 2), () => expect(said).toHaveText("Toque otra celda para seleccionar hasta ella."));
  await cell(page, 4, 2).tap();
  await expect(selected).toHaveCount(4);
  await expect(said).toHaveText("4 × 1: 4 celdas · 4 con dato · 4 distintos");
  await cell(page, 3, 2).tap();
  await expect(selected).toHaveCount(3);
  await expectNoOverflow(page);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Copiar" }).tap();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^Ana Peña 1\s+Ana Peña 2\s+Ana Peña 3\s*$/);
  await page.getByRole("button", { name: "Rellenar hacia abajo" }).tap();
  await expect(cell(page, 3, 2)).toHaveText("Ana Peña 1");
  // The toast leaves everything in sight that one works with.
  const toast = page.locator("[data-sonner-toast]").filter({ hasText: "al rellenar" });
  await expect(toast).toBeVisible();
  const bottom = await toast.evaluate((element) => element.getBoundingClientRect().bottom);
  expect(bottom).toBeLessThan((await page.getByRole("grid").boundingBox())?.y ?? 0);
  await page.getByRole("button", { name: "Vaciar" }).tap();
  await expect(cell(page, 2, 2)).toHaveText("");

  await page.getByRole("button", { name: "Terminar" }).tap();
  await expect(selected).toHaveCount(1);
  await cell(page, 8, 2).tap();
  await expect(selected).toHaveCount(1);
  await expect(page.getByRole("region", { name: "Celda elegida" })).toBeVisible();
});
