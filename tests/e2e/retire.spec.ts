import { retireTenant } from "#lib/services/tenants/retire-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { browserStack, joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { downloadsOf, pagesOf, refusalsWhile, refusedButtonsOf } from "#tests/support/browser/offered.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { untilInputIsTold } from "#tests/support/browser/told-input.ts";
import { expectAccessible } from "#tests/support/browser/wizard-page.ts";
import { explainStops, makePortfolioOf } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { beginStaging, makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { debtorAddress } from "#tests/support/people/debtor-address.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { isDeep } from "../support/depth.ts";

test.afterAll(() => closeAll());

// The browser logs the status of the page that a supervisor may not see any more.
test.use({ allowedErrors: [/404/] });

test("an admin retires an operation, reads it on, and reopens it", { tag: "@deep" }, async ({ page }) => {
  const { host } = joinBrowserStack();
  const { admin, supervisor, tenantId, name, operation } = await makeTeam({ server: host });
  const uploadId = await stage(supervisor, tenantId, makePortfolio(4));
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const waiting = await stage(supervisor, tenantId, makePortfolio(3), { fileName: "espera.csv" });

  await beginSession(page, admin.actor);
  await page.context().addCookies([{ name: "tenant", value: tenantId, url: browserStack().url }]);
  await page.goto(`/admin/tenants/${tenantId}`);
  await page.getByRole("button", { name: "Retirar" }).click();
  const dialog = page.getByRole("alertdialog", { name: `¿Retirar ${name}?` });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Retirar" }).click();
  await expect(page.getByRole("heading", { name: "Operación retirada" })).toBeVisible();
  await expect(page.getByText(`Retirada · ${operation}`)).toBeVisible();
  await page.goto("/admin/tenants");
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Retirada");

  // Its uploads are read, and nothing of it can be confirmed or begun.
  await page.goto(`/uploads/${uploadId}`);
  await expect(page.getByText(`Retirada · ${operation}`)).toBeVisible();
  await page.goto(`/uploads/${waiting}`);
  await expect(page.getByRole("button", { name: "Descartar" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Confirmar y enviar" })).toHaveCount(0);
  await page.goto(`/uploads/new?tenant=${tenantId}`);
  await expect(page.getByText(`Retirada · ${operation}`)).toBeHidden();
  await page.goto(`/admin/people?tenant=${tenantId}`);
  await expect(page.getByText(`Lo que ${name} guarda de una persona`)).toBeVisible();

  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${uploadId}`);
  await expect(page.getByRole("heading", { name: "cartera.csv" })).toBeHidden();

  await beginSession(page, admin.actor);
  await page.goto(`/admin/tenants/${tenantId}`);
  await page.getByRole("button", { name: "Reabrir" }).click();
  await expect(page.getByRole("button", { name: "Retirar" })).toBeVisible();
  await page.goto(`/uploads/${waiting}`);
  const press = () => page.getByRole("button", { name: "Confirmar y enviar" }).click();
  // Retired again while the page is open.
  await expect(page.getByRole("button", { name: "Confirmar y enviar" })).toBeVisible();
  await retireTenant(admin, { tenantId, isRetired: true });
  expect(await refusalsWhile(page, press, { atLeast: 1 })).toEqual(["tenant_retired"]);
  await expect(page.getByText("La operación está retirada: de esta carga no se envía nada")).toBeVisible();
  await expect(page.getByRole("button", { name: "Confirmar y enviar" })).toHaveCount(0);
  await retireTenant(admin, { tenantId, isRetired: false });
  await page.reload();
  await press();
  await waitForUpload(supervisor, waiting, ["finished"]);
});

test("an auditor of a retired operation is offered no deed in it", { tag: "@deep" }, async ({ page }) => {
  const { auditor, name, staged } = await retiredWithUploads();
  await beginSession(page, auditor.actor);
  await page.goto("/morning");
  await expect(page.getByRole("heading", { name: "Su operación está retirada" })).toBeVisible();
  await expect(page.getByText(`${name}: retirada el`)).toBeVisible();
  expect(await page.getByRole("navigation").getByRole("link").allTextContents()).not.toContain("Nueva carga");
  await page.goto(`/uploads/${staged}`);
  await expect(page.getByText("La operación está retirada: de esta carga no se envía nada")).toBeVisible();
  await expect(page.getByText(/Se enviar/)).toHaveCount(0);
  expect(await refusedButtonsOf(page, `/uploads/${staged}`)).toEqual([]);
});

test("what was pressed before an operation was reopened is not done by looking", { tag: "@deep" }, async ({ page }) => {
  const { host } = joinBrowserStack();
  const { admin, supervisor, tenantId } = await makeTeam({ server: host });
  const uploadId = await stage(supervisor, tenantId, makePortfolio(3));
  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${uploadId}`);
  // Not by the press below, which is to be refused.
  await untilInputIsTold(page);
  await retireTenant(admin, { tenantId, isRetired: true });
  const press = () => page.getByRole("button", { name: "Confirmar y enviar" }).click();
  expect(await refusalsWhile(page, press, { atLeast: 1 })).toEqual(["not_found"]);
  const check = page.getByRole("button", { name: "Comprobar de nuevo" });
  await check.click();
  await expect(page.getByRole("alert")).toBeVisible();
  await retireTenant(admin, { tenantId, isRetired: false });
  await check.click();
  await expect(page.getByText("No se hizo: en ese momento no tenía acceso a la operación.")).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect((await showUpload(supervisor, { uploadId })).state).toBe("staged");
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await waitForUpload(supervisor, uploadId, ["finished"]);
});

test("a supervisor of a retired operation is told so, and since when", { tag: "@deep" }, async ({ page }) => {
  const { admin, supervisor, tenantId, name } = await makeTeam({ server: joinBrowserStack().host });
  await beginSession(page, supervisor.actor);
  await page.goto("/debtors");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await retireTenant(admin, { tenantId, isRetired: true });
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  const dialog = page.getByRole("dialog", { name: `La operación ${name} está retirada` });
  await expect(dialog).toContainText(/Se retiró el \d+\/\d+\/\d{4}: nadie le quitó su acceso\./);
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Comprobar de nuevo" }).click();
  await expect(dialog.getByRole("alert")).toContainText(`${name} sigue retirada`);
  await dialog.getByRole("button", { name: "Salir de esta página" }).click();
  await page.waitForURL("**/uploads");
  const listPages = ["/uploads/figures", "/portfolios", "/debtors", "/holds", "/morning"];
  for (const path of ["/uploads", "/uploads/new", ...(isDeep ? listPages : [])]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "Su operación está retirada" }), path).toBeVisible();
    await expect(page.getByText(`${name}: retirada el`), path).toBeVisible();
    await expect(page.getByRole("link", { name: /Nueva carga|Retenidos/ }), path).toHaveCount(0);
  }
  await expectAccessible(page);
});

/** A retired tenant with an upload in each state that it can have, and failures of every kind. */
async function retiredWithUploads() {
  const { host, sandbox } = joinBrowserStack();
  const team = await makeTeam({ server: host });
  const { admin, supervisor, tenantId } = team;
  const portfolioId = await makePortfolioOf(tenantId);
  const of = { portfolioId, load: { kind: "whole" as const } };
  const unclean = ["10000011", "Cliente Fuera", "sin arroba", "3001200011", "", "11-1", "Tarjeta", "5,00"];
  await sandbox.setFaults([
    {
      match: { operation: team.operation, identifications: ["10000003"] },
      action: { do: "refuse_debtors", shape: "objects" },
    },
  ]);
  const done = await stage(supervisor, tenantId, [...makePortfolio(5), unclean], { of });
  await confirmUpload(supervisor, { uploadId: done });
  await waitForUpload(supervisor, done, ["finished"]);
  await sandbox.setFaults([]);
  const less = await stage(supervisor, tenantId, makePortfolio(3), { of });
  await explainStops(supervisor, less);
  await confirmUpload(supervisor, { uploadId: less });
  await waitForUpload(supervisor, less, ["finished"]);
  const staged = await stage(supervisor, tenantId, [...makePortfolio(4), unclean], { of });
  const unfinished = await beginStaging(supervisor, tenantId, makePortfolio(2));
  await retireTenant(admin, { tenantId, isRetired: true });
  const ownPages = [
    ...[done, less].flatMap((id) => [`/uploads/${id}`, `/uploads/${id}/receipt`, `/uploads/${id}/comparison`]),
    ...["rejected", "left_out", "accepted", "calls"].map((tab) => `/uploads/${done}?tab=${tab}`),
    `/portfolios/${portfolioId}`,
    `/portfolios/${portfolioId}/gone`,
    debtorAddress(tenantId, "10000003"),
    `/uploads/${staged}/comparison`,
    `/uploads/${unfinished}`,
    `/uploads/${staged}`,
  ];
  return { ...team, ownPages, staged, unfinished };
}

test("readers of a retired operation are offered nothing that is refused", { tag: "@deep" }, async ({ page }) => {
  const { admin, auditor, name, ownPages, staged, unfinished } = await retiredWithUploads();
  const listPages = ["/morning", "/uploads", "/uploads/figures", "/uploads?scope=mine", "/portfolios", "/debtors"];
  const opened = new Set<string>();
  const refused: string[] = [];
  for (const [ctx, paths] of [
    [auditor, [...listPages, ...ownPages, "/admin/audit"]],
    [admin, ownPages],
  ] as const) {
    await beginSession(page, ctx.actor);
    for (const path of paths) {
      await page.goto(path);
      await expect(page.getByRole("heading", { level: 1 }), path).toBeVisible();
      const pages = await pagesOf(page);
      expect(
        pages.filter((href) => /^\/(uploads\/new|portfolios\/(new|.*\/edit))/.test(href)),
        path,
      ).toEqual([]);
      for (const href of [...pages, ...(await downloadsOf(page))]) {
        const key = `${ctx.actor.role} ${href}`;
        if (!opened.has(key)) expect((await page.request.get(href)).status(), `${path}: ${key}`).toBe(200);
        opened.add(key);
      }
    }
    if (ctx === admin) continue;
    await page.goto("/morning");
    await expect(page.getByRole("heading", { name: "Su operación está retirada" })).toBeVisible();
    await expect(page.getByText(`${name}: retirada el`)).toBeVisible();
    await expectAccessible(page);
    expect(await page.getByRole("navigation").getByRole("link").allTextContents()).not.toContain("Nueva carga");
  }
  for (const path of [`/uploads/${staged}`, `/uploads/${unfinished}`]) {
    await page.goto(path);
    await expect(page.getByText("La operación está retirada: de esta carga no se envía nada")).toBeVisible();
    await expect(page.getByText(/Se enviar/)).toHaveCount(0);
    await expectAccessible(page);
  }
  // Last, because an admin may discard what was not confirmed.
  for (const ctx of [auditor, admin]) {
    await beginSession(page, ctx.actor);
    for (const path of ownPages) refused.push(...(await refusedButtonsOf(page, path)));
  }
  expect(refused).toEqual([]);
  expect((await showUpload(admin, { uploadId: staged })).state).toBe("cancelled");
});
