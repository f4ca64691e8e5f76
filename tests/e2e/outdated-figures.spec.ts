import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, makeBrowserTeam } from "#tests/support/browser/wizard-page.ts";
import { explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

test.afterAll(() => closeAll());

const rows = makePortfolio(30);
const renamed = (at: number) => rows.map((row) => (row[0] === String(10_000_000 + at) ? row.with(1, "Otro") : row));

test("a staged load says that its figures are from before another one, and makes them again", { tag: "@deep" }, async ({
  page,
}) => {
  const { admin, supervisor, tenantId } = await makeBrowserTeam();
  await editTenant(admin, { tenantId, repeatBehaviour: "updates", batchSize: 5 });
  const portfolioId = await makePortfolioOf(tenantId);
  const load = (day: typeof rows) => stageLoad(supervisor, tenantId, portfolioId, day);
  const send = async (uploadId: string) => {
    await explainStops(supervisor, uploadId);
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
  };
  await send(await load(rows));
  const uploadId = await load(renamed(3));
  await page.setViewportSize({ width: 390, height: 844 });
  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${uploadId}`);
  const notice = page.getByText("Estas cifras son de antes");
  await expect(page.getByText("Se enviará 1 cliente")).toBeVisible();
  await expect(notice).toBeHidden();

  await send(await load(renamed(9)));
  await page.reload();
  await expect(notice).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Comparar de nuevo" }).click();
  await expect(notice).toBeHidden();
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(false);
  // Of the five in its batch only the one that differs.
  await expect(page.getByText("1 cliente que no se iba a enviar ahora se envía.")).toBeVisible();
  await expect(page.getByText(/Se enviarán 2 clientes .* 28 quedan como están/)).toBeVisible();
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  const over = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(over.groups.accepted.debtors).toBe(2);
});

test("a staged load says that the calls left today decide otherwise", { tag: "@deep" }, async ({ page }) => {
  const { admin, supervisor, tenantId } = await makeBrowserTeam();
  await editTenant(admin, { tenantId, repeatBehaviour: "updates", batchSize: 5 });
  const portfolioId = await makePortfolioOf(tenantId);
  await ownerDatabase().portfolio.update({ where: { id: portfolioId }, data: { volatileFields: ["obligation.name"] } });
  const first = await stageLoad(supervisor, tenantId, portfolioId, rows);
  await confirmUpload(supervisor, { uploadId: first });
  await waitForUpload(supervisor, first, ["finished"]);
  const leave = (available: number) =>
    ownerDatabase().tokenBudget.update({
      where: { tenantId },
      data: { available, spent: 0, askedAt: fromNow(3_600_000), resetsAt: fromNow(18_000_000) },
    });
  const older = rows.map((row, index) => (index < 20 ? row.with(6, "Oro") : [...row]));
  const uploadId = await stageLoad(supervisor, tenantId, portfolioId, older);
  await explainStops(supervisor, uploadId);
  await leave(4_000);
  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${uploadId}`);
  const daily = page.getByRole("checkbox", { name: "También quienes solo cambiaron en campos que cambian a diario" });
  await expect(daily).toBeChecked();
  await expect(page.getByText("Marcado porque las llamadas que quedan hoy alcanzan")).toBeVisible();
  const told = page.getByText("Cambiaron las llamadas que quedan hoy");

  // Confirmed on what is no longer so: shown first.
  await leave(0);
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  await expect(told).toBeVisible();
  await expect(daily).not.toBeChecked();
  await expect(page.getByText("Sin marcar porque no consta")).toBeVisible();
  await expect(page.getByText("preparado = sin cambios + solo lo diario + por enviar")).toBeVisible();
  await expect(page.getByText(/el CRM tiene lo del \d/).first()).toBeVisible();
  await expectAccessible(page);

  // Opened when there are calls again, the page says so and makes it so.
  await leave(4_000);
  await page.reload();
  await page.getByRole("button", { name: "Comparar de nuevo" }).click();
  await expect(told).toBeVisible();
  await expect(daily).toBeChecked();
  await page.getByRole("button", { name: "Confirmar y enviar" }).click();
  const over = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(over.groups.volatile.debtors).toBe(0);
  expect(over.groups.accepted.debtors).toBeGreaterThan(0);
});
