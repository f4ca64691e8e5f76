import type { Page } from "@playwright/test";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, tab } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeTenant, makeUser, stage } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

let supervisor: Awaited<ReturnType<typeof makeUser>>;
/** Two operations of one supervisor; the first by name is selected. */
let names: { readonly chosen: string; readonly other: string };
let uploads: { readonly partly: string; readonly paused: string; readonly queued: string };

const identification = (index: number) => String(10_000_000 + index);

test.beforeAll(async () => {
  const { host, sandbox } = joinBrowserStack();
  await sandbox.reset();
  await sandbox.setSettings({ latencyMs: 0 });
  const admin = await makeUser("admin");
  const made = [
    await makeTenant(admin, { server: host, batchSize: 20 }),
    await makeTenant(admin, { server: host, batchSize: 20 }),
  ];
  const [chosen, other] = made.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (chosen === undefined || other === undefined) throw new Error("two tenants were made");
  names = { chosen: chosen.name, other: other.name };
  supervisor = await makeUser("supervisor", [chosen.tenantId, other.tenantId]);
  const refuse = (indexes: readonly number[], message: string) => ({
    match: { endpoint: "massive_collections" as const, identifications: indexes.map(identification) },
    action: { do: "refuse_debtors" as const, shape: "objects" as const, message },
  });
  await sandbox.setFaults([refuse([3, 5, 7], "<b>Telephone</b> is not valid"), refuse([23, 24], "<b></b>")]);
  // Six of forty debtors have no e-mail: they are left out with their money.
  const rows = makePortfolio(40).map((row) => (Number(row[0]) >= 10_000_034 ? row.with(2, "nadie") : row));
  const partly = await stage(supervisor, other.tenantId, rows, { fileName: "en parte.csv" });
  await confirmUpload(supervisor, { uploadId: partly });
  await waitForUpload(supervisor, partly, ["finished"]);
  await sandbox.setFaults([]);
  // Two calls: the second one cannot have been made when it is paused.
  const [paused, queued] = [
    await stage(supervisor, other.tenantId, makePortfolio(30), { fileName: "ayer.csv" }),
    await stage(supervisor, other.tenantId, makePortfolio(4), { fileName: "hoy.csv" }),
  ];
  await sandbox.setFaults([{ match: { operation: other.operation }, action: { do: "hold" } }]);
  await confirmUpload(supervisor, { uploadId: paused });
  await pauseUpload(supervisor, { uploadId: paused });
  await confirmUpload(supervisor, { uploadId: queued });
  await sandbox.setFaults([]);
  uploads = { partly, paused, queued };
});

test.afterAll(() => closeAll());

test.beforeEach(({ page }) => beginSession(page, supervisor.actor));

const switcher = (page: Page) => page.getByRole("complementary").getByRole("button", { name: /^Operación:/ });

test("the history shows what was left out, and not in green", { tag: "@deep" }, async ({ page }) => {
  await page.goto("/uploads?scope=mine");
  const row = page.getByRole("row").filter({ hasText: "en parte.csv" });
  await expect(row).toContainText("6 clientes excluidos");
  await expect(row).toContainText(/Excluido\s*[\d.]+,\d\d COP/);
  await expect(row).toContainText(/No entró\s*[\d.]+,\d\d COP/);
  await expect(row).toContainText("Terminada en parte");
});

test("the result starts with rejection reasons that link to debtors", async ({ page }) => {
  await page.goto(`/uploads/${uploads.partly}`);
  await expect(page.getByRole("link", { name: /^Excluidos/ })).toContainText("6");
  const reasons = page.getByRole("table", { name: /^Por qué fueron rechazados/ });
  await expect(reasons.getByRole("row")).toHaveCount(3);
  await expect(reasons.getByRole("row").nth(1)).toContainText("Telephone is not valid");
  await expect(reasons.getByRole("row").nth(1).getByRole("cell").first()).toHaveText(/^(Clientes)?3$/);
  // A message of tags alone is shown as it came.
  await expect(reasons.getByRole("row").nth(2)).toContainText("<b></b>");

  await reasons.getByRole("row").nth(2).getByRole("link", { name: "<b></b>" }).click();
  const debtors = page.getByRole("table", { name: "Clientes de este grupo" });
  await expect(debtors.getByRole("row")).toHaveCount(3);
  for (const index of [23, 24]) await expect(debtors).toContainText(identification(index));
  await expect(reasons.getByRole("row")).toHaveCount(2);
  await page.reload();
  await expect(debtors.getByRole("row")).toHaveCount(3);
  await page.getByRole("link", { name: "Ver todos los rechazados" }).click();
  await expect(debtors.getByRole("row")).toHaveCount(6);
  await expect(reasons.getByRole("row")).toHaveCount(3);

  await page.getByRole("link", { name: /^Excluidos/ }).click();
  await expect(tab(page, /Filas excluidas/)).toHaveAttribute("aria-current", "page");
});

test("a new upload belongs to the operation of its page", { tag: "@deep" }, async ({ page }) => {
  await page.goto("/uploads");
  await expect(switcher(page)).toContainText(names.chosen);
  await page.goto(`/uploads/${uploads.partly}`);
  await expect(switcher(page)).toContainText(names.other);
  await page
    .getByRole("navigation", { name: "Navegación principal" })
    .getByRole("link", { name: "Nueva carga" })
    .click();
  await page.waitForURL("**/uploads/new");
  await expect(page.getByRole("main")).toContainText(names.other);
  await expect(switcher(page)).toContainText(names.other);

  // Selecting an operation on a page of another one leads to the selected operation's uploads.
  await page.goto(`/uploads/${uploads.partly}`);
  await switcher(page).click();
  await page.getByRole("menuitemradio", { name: names.chosen }).click();
  await page.waitForURL((url) => url.pathname === "/uploads");
  await expect(switcher(page)).toContainText(names.chosen);
  await expect(page.getByRole("link", { name: "en parte.csv" })).toHaveCount(0);
});

test("the side bar names the operation before scripts run", { tag: "@deep" }, async ({ page }) => {
  const html = await (await page.request.get(`/uploads/${uploads.partly}`)).text();
  const aside = /<aside[\s\S]*?<\/aside>/.exec(html)?.[0] ?? "";
  expect(aside).toContain(names.other);
  expect(aside).not.toContain(names.chosen);
  await page.goto("/debtors");
  await expect(switcher(page)).toContainText(names.chosen);
  await page.goto(`/uploads/new?correct=${uploads.partly}`);
  await expect(switcher(page)).toContainText(names.other);
});

test("a queued upload names the paused one before it", { tag: "@deep" }, async ({ page }) => {
  await page.goto(`/uploads/${uploads.queued}`);
  await expect(page.getByText("«ayer.csv» está en pausa y va primero")).toBeVisible();
  await expect(page.getByRole("link", { name: "ayer.csv" })).toHaveAttribute("href", `/uploads/${uploads.paused}`);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Abrir esa carga" }).click();
  await page.getByRole("button", { name: "Reanudar" }).click();
  await expect(tab(page, /Aceptados\s*30$/)).toBeVisible();
  await page.goto(`/uploads/${uploads.queued}`);
  await expect(tab(page, /Aceptados\s*4$/)).toBeVisible();
});
