import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, tab } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeTenant, makeUser, stage } from "#tests/support/factories.ts";
import { setOver, sweep } from "#tests/support/runs/retention.ts";
import { forgoReadBacks, waitForUpload } from "#tests/support/runs/tenant-run.ts";

let supervisor: Awaited<ReturnType<typeof makeUser>>;
let uploadId: string;
const idOf = (index: number) => String(10_000_000 + index);

test.beforeAll(async () => {
  const { host, sandbox } = joinBrowserStack();
  await sandbox.reset();
  await sandbox.setSettings({ latencyMs: 0 });
  const admin = await makeUser("admin");
  const { tenantId } = await makeTenant(admin, { server: host, batchSize: 10 });
  supervisor = await makeUser("supervisor", [tenantId]);
  await sandbox.setFaults([
    { match: { identifications: [3, 4].map(idOf) }, action: { do: "refuse_debtors", shape: "objects" } },
    { match: { identifications: [idOf(10)] }, action: { do: "wrong_sums", isSummaryMissing: true } },
  ]);
  // The last debtor's amount is unreadable.
  const rows = makePortfolio(12).map((row) => (row[0] === idOf(11) ? [...row.slice(0, -1), "mil pesos"] : row));
  uploadId = await stage(supervisor, tenantId, rows, { fileName: "cartera de agosto.csv" });
  // As if its read-backs were used up: nobody is looked up unless asked for.
  await forgoReadBacks(uploadId);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await sandbox.setFaults([]);
});

test.afterAll(() => closeAll());

// The browser logs the status of a refused report.
test.use({ allowedErrors: [/410/] });

test("an erased upload says so and still shows its outcomes", { tag: "@deep" }, async ({ page }) => {
  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${uploadId}?tab=rejected`);
  await expect(page.getByRole("button", { name: "Descargar lo que no entró" })).toBeVisible();
  await setOver(uploadId, 90, 1);
  await sweep();

  // The page was loaded before the erasure: the retry is refused with an explanation.
  await page.getByRole("button", { name: "Reintentar los 2 fallidos de toda la carga" }).click();
  await page.getByRole("button", { name: "Preparar el reintento" }).click();
  await expect(page.getByText("Los datos de los clientes de esta carga ya se borraron")).toBeVisible();

  await page.reload();
  await expect(page.getByText(/^Los datos de los clientes se borraron el .*, a los 90 días/)).toBeVisible();
  for (const name of [/Descargar/, /Reintentar/]) await expect(page.getByRole("button", { name })).toBeHidden();
  await expect(page.getByRole("link", { name: /Corregir/ })).toBeHidden();
  await expect(page.getByText(idOf(3))).toBeVisible();
  await expectAccessible(page);

  await tab(page, /Filas excluidas/).click();
  await expect(page.getByRole("cell", { name: idOf(11) })).toBeVisible();
  await tab(page, /Llamadas/).click();
  await expect(page.getByText("borrada").first()).toBeVisible();

  // An address kept from before gets the explanation too.
  await page.goto(`/uploads/new?correct=${uploadId}`);
  await expect(page.getByText("Los datos de esta carga ya se borraron")).toBeVisible();
});
