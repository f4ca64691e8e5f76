import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, makeBrowserTeam } from "#tests/support/browser/wizard-page.ts";
import { explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio } from "#tests/support/factories.ts";
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
  const notice = page.getByText("Estas cifras son de antes de otra carga");
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
