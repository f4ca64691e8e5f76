import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, tab } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeTenant, makeUser, stage } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

// The first test cuts the page's stream.
test.use({ allowedErrors: [/ERR_FAILED \(.*\/progress\)/] });

let supervisor: Awaited<ReturnType<typeof makeUser>>;
let admin: Awaited<ReturnType<typeof makeUser>>;
let tenantId: string;
let operation: string;
let firstId: string;
/** A retry of debtors 3, 4 and 5, made before any other upload had them. */
let retryId: string;

test.beforeAll(async () => {
  const { host, sandbox } = joinBrowserStack();
  await sandbox.reset();
  await sandbox.setSettings({ latencyMs: 0 });
  admin = await makeUser("admin");
  ({ tenantId, operation } = await makeTenant(admin, { server: host, batchSize: 20 }));
  supervisor = await makeUser("supervisor", [tenantId]);
  const identifications = [3, 4, 5].map((index) => String(10_000_000 + index));
  await sandbox.setFaults([{ match: { identifications }, action: { do: "refuse_debtors", shape: "objects" } }]);
  const uploadId = await stage(supervisor, tenantId, makePortfolio(12), { fileName: "cartera de ayer.csv" });
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await sandbox.setFaults([]);
  firstId = uploadId;
  retryId = (await retryFailures(supervisor, { uploadId })).id;
});

test.afterAll(() => closeAll());

test("an overtaken retry is not sent and is made again smaller", { tag: "@deep" }, async ({ page }) => {
  await beginSession(page, supervisor.actor);
  // Without progress events the page stays as it was.
  const progress = "**/api/uploads/*/progress";
  await page.route(progress, (route) => route.abort());
  await page.goto(`/uploads/${retryId}`);
  const send = page.getByRole("button", { name: "Confirmar y enviar" });
  await expect(send).toBeEnabled();
  const later = await stage(supervisor, tenantId, makePortfolio(5), { fileName: "cartera de hoy.csv" });
  await confirmUpload(supervisor, { uploadId: later });
  await waitForUpload(supervisor, later, ["finished"]);

  // The page was loaded before: the refusal gives the reason, and the page shows it from then on.
  await send.click();
  await expect(page.getByText("Algunos clientes ya van en una carga posterior")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "2 clientes ya van en una carga posterior" })).toBeVisible();
  await expect(send).toBeHidden();
  await expectAccessible(page);
  await page.unroute(progress);

  await page.getByRole("button", { name: "Descartar", exact: true }).click();
  await page.getByRole("button", { name: "Descartar la carga" }).click();
  await expect(tab(page, /No enviados\s*3$/)).toBeVisible();
  // Its debtors are back in the upload they came from.
  await page.goto(`/uploads/${firstId}`);
  await page.getByRole("button", { name: "Reintentar 1 fallido de toda la carga" }).click();
  await page.getByRole("button", { name: "Preparar el reintento" }).click();
  await send.click();
  await expect(tab(page, /Aceptados\s*1$/)).toBeVisible();
});

test("an upload names the operation it was confirmed for", async ({ page }) => {
  await beginSession(page, supervisor.actor);
  const uploadId = await stage(supervisor, tenantId, makePortfolio(2), { fileName: "antes del cambio.csv" });
  await confirmUpload(supervisor, { uploadId });
  const confirmedFor = page.getByText(`Confirmada para ${operation} en `);
  await page.goto(`/uploads/${uploadId}`);
  await expect(page.getByText(`(${operation})`)).toBeVisible();
  await expect(confirmedFor).toBeHidden();
  await editTenant(admin, { tenantId, operation: "correcta" });
  await page.reload();
  await expect(page.getByText("(correcta)")).toBeVisible();
  await expect(confirmedFor).toBeVisible();
});
