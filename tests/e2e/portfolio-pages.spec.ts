import type { Page } from "@playwright/test";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { declareCustomField } from "#lib/services/tenants/declare-custom-field.ts";
import { listCustomFields } from "#lib/services/tenants/list-custom-fields.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, makeBrowserTeam, type Team } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

let team: Team;

test.beforeAll(async () => {
  team = await makeBrowserTeam();
  await declareCustomField(team.admin, { tenantId: team.tenantId, level: "obligation", label: "Estado", kind: "text" });
});
test.afterAll(() => closeAll());

/** Chooses an option of a box that is searched, by the keyboard alone. */
const press = async (page: Page, box: string, typed: string) => {
  await page.getByRole("combobox", { name: box }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("searchbox", { name: "Buscar…" }).fill(typed);
  await page.keyboard.press("Enter");
};

test("a supervisor creates a portfolio, edits it and lets it rest", async ({ page }) => {
  await beginSession(page, team.supervisor.actor);
  await page.goto("/portfolios");
  await expect(page.getByText("Una cartera es lo que un mismo acreedor manda una y otra vez")).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Nueva cartera" }).click();
  await expect(page.getByRole("heading", { name: "Nueva cartera" })).toBeVisible();
  await page.getByRole("button", { name: "Crear" }).click();
  await expect(page.getByRole("textbox", { name: "Nombre" })).toBeFocused();
  await page.getByRole("textbox", { name: "Nombre" }).fill("Andino consumo");
  await page.getByRole("textbox", { name: "Acreedor" }).fill("Banco Andino");
  for (const day of ["lunes", "martes", "miércoles"]) await page.getByRole("checkbox", { name: day }).click();
  await page.getByLabel("Hora", { exact: false }).fill("07:30");
  await press(page, "Además, escribir en el campo", "Estado");
  await page.getByRole("textbox", { name: "El valor" }).fill("Retirada");
  await page.getByRole("textbox", { name: "Clientes que pueden salir en un día normal (%)" }).fill("300");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Crear" }).click();
  const share = page.getByRole("textbox", { name: "Clientes que pueden salir en un día normal (%)" });
  await expect(share).toBeFocused();
  await share.fill("30");
  await page.getByRole("button", { name: "Crear" }).click();

  await expect(page.getByRole("heading", { name: "Andino consumo", level: 1 })).toBeVisible();
  await expect(page.getByText(/lun–mié, 7:30\sa\.\sm\./)).toBeVisible();
  await expect(page.getByText("Estado: Retirada")).toBeVisible();
  await expect(
    page.getByRole("row", { name: /Clientes que pueden salir en un día normal.*Propio.*30.*25/ }),
  ).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Editar" }).click();
  await press(page, "Agregar un campo que cambia a diario", "Fecha del último pago");
  await page.getByRole("button", { name: "Quitar Días de mora" }).click();
  await page.getByRole("button", { name: "Guardar" }).click();
  await expect(page.getByText("Fecha del último pago")).toBeVisible();
  await expect(page.getByText("Días de mora")).toBeHidden();

  await page.getByRole("button", { name: "Poner en reposo" }).click();
  await page
    .getByRole("alertdialog")
    .or(page.getByRole("dialog"))
    .getByRole("button", { name: "Poner en reposo" })
    .click();
  await expect(page.getByText(/^En reposo desde/)).toBeVisible();
  await page.getByRole("button", { name: "Despertar" }).click();
  await expect(page.getByText(/^En reposo desde/)).toBeHidden();
});

test("loads lead to their portfolio and the history keeps to it", { tag: "@deep" }, async ({ page }) => {
  const { supervisor, tenantId } = team;
  const { portfolioId } = await createPortfolio(supervisor, { tenantId, name: "Sur hipotecario" });
  const fields = fieldsOf(await listCustomFields(supervisor, { tenantId }));
  const of = { portfolioId, load: { kind: "part", number: 1, of: 2 } } as const;
  const uploadId = await stage(supervisor, tenantId, makePortfolio(6), { fileName: "sur_1126.csv", of, fields });
  await stage(supervisor, tenantId, makePortfolio(3), { fileName: "suelto.csv", fields });
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);

  await beginSession(page, supervisor.actor);
  await page.goto("/uploads");
  await expect(page.getByText("suelto.csv")).toBeVisible();
  await press(page, "Cartera", "Sur");
  await expect(page.getByText("suelto.csv")).toBeHidden();
  await expect(page.getByRole("link", { name: /^sur_1126\.csv/ })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Cartera: Sur hipotecario" })).toBeVisible();

  await page.getByRole("link", { name: /^sur_1126\.csv/ }).click();
  await expect(page.getByText("· parte 1 de 2")).toBeVisible();
  await page.getByRole("link", { name: "Sur hipotecario" }).click();
  await expect(page.getByText("1 carga confirmada")).toBeVisible();
  await expect(page.getByRole("link", { name: /^sur_1126\.csv/ })).toBeVisible();
  await expectAccessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  for (const path of ["/portfolios", `/portfolios/${portfolioId}`, `/portfolios/${portfolioId}/edit`]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});

test("an admin says what the CRM does to obligations", { tag: "@deep" }, async ({ page }) => {
  await createPortfolio(team.supervisor, { tenantId: team.tenantId, name: "Cartera de la bitácora" });
  await beginSession(page, team.admin.actor);
  await page.goto(`/admin/tenants/${team.tenantId}`);
  await page.getByRole("combobox", { name: /Las obligaciones que una carga no nombra/ }).click();
  await page.getByRole("option", { name: "las conserva" }).click();
  await expect(page.getByText("Cada cartera envía solo lo suyo")).toBeVisible();
  await press(page, "Zona horaria", "Lima");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Guardar" }).first().click();
  await expect(page.getByText("Guardado", { exact: true })).toBeVisible();

  await page.goto("/admin/audit");
  const entry = page.getByRole("row", { name: /Cambió la operación/ }).first();
  await expect(entry).toContainText("las conserva");
  await expect(entry).toContainText("America/Lima");
  // An entry about a portfolio leads to it.
  await expect(page.getByRole("link", { name: "Cartera de la bitácora" }).first()).toBeVisible();
});
