import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { browserStack, joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, makeBrowserTeam, type Team, tab } from "#tests/support/browser/wizard-page.ts";
import { explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeUser, stage } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

let team: Team;
let uploadId: string;

test.beforeAll(async () => {
  const { sandbox } = joinBrowserStack();
  await sandbox.setSettings({ latencyMs: 0 });
  team = await makeBrowserTeam({ batchSize: 20 });
  const refusal = (identifications: string[], message: string) => ({
    match: { operation: team.operation, identifications },
    action: { do: "refuse_debtors" as const, shape: "objects" as const, message },
  });
  await sandbox.setFaults([
    refusal(["10000001", "10000002", "10000003"], "Telephone is not valid"),
    refusal(["10000030"], "Email is not valid"),
  ]);
  // The two are in different calls: a fault is for all that a call carries.
  uploadId = await stage(team.supervisor, team.tenantId, makePortfolio(45), { fileName: "con rechazos.csv" });
  await confirmUpload(team.supervisor, { uploadId });
  await waitForUpload(team.supervisor, uploadId, ["finished"]);
  await sandbox.setFaults([]);
});

test.afterAll(() => closeAll());

test("a reason leads to its own debtors in the workbench, and the others are kept back", async ({ page }) => {
  await beginSession(page, team.supervisor.actor);
  await page.goto(`/uploads/${uploadId}`);
  const reasons = page.getByRole("table", { name: /Por qué fueron rechazados/ });
  await expect(reasons.getByRole("row", { name: /Telephone is not valid/ })).toContainText("3");
  await expectAccessible(page);
  await reasons.getByRole("link", { name: /^Corregir estos 3/ }).click();
  await expect(page).toHaveURL(/\/uploads\/new\?correct=[\da-f-]{36}&reason=[\da-f-]{36}$/);
  const note = page.getByRole("status").filter({ hasText: "Reporte de «con rechazos.csv»" });
  await expect(note).toBeVisible();
  await expect(note).toContainText("3 clientes sin cambios");
  await expect(page.getByText("Telephone is not valid").first()).toBeVisible();
  await expect(page.getByText("Email is not valid")).toHaveCount(0);
});

test("no tab is cut off, and where they scroll a shade says so", { tag: "@deep" }, async ({ page }) => {
  // Only to a CRM that updates are unchanged debtors not sent.
  const { supervisor, tenantId } = await makeBrowserTeam({ batchSize: 20, repeatBehaviour: "updates" });
  const portfolioId = await makePortfolioOf(tenantId);
  const rows = makePortfolio(20);
  const send = async (setAside: readonly SetAsideRow[]) => {
    const id = await stageLoad(supervisor, tenantId, portfolioId, rows, { setAside, fileName: "ocho.csv" });
    await explainStops(supervisor, id);
    await confirmUpload(supervisor, { uploadId: id });
    await waitForUpload(supervisor, id, ["finished"]);
    return id;
  };
  await send([]);
  // The same again, with a note: eight tabs.
  const id = await send([{ line: 99, reason: "note", cells: ["Total"], kinds: null }]);
  await beginSession(page, supervisor.actor);
  await page.goto(`/uploads/${id}`);
  const tabs = page.getByRole("navigation", { name: "Detalle de la carga" });
  await expect(tabs.getByRole("link")).toHaveCount(8);
  const outside = () =>
    tabs.getByRole("list").evaluate((list) => {
      const bar = list.getBoundingClientRect();
      const boxes = [...list.querySelectorAll("a")].map((link) => link.getBoundingClientRect());
      return boxes.filter(({ left, right }) => left < bar.left || right > bar.right).length;
    });
  const shade = () => tabs.getByRole("list").evaluate((list) => getComputedStyle(list).backgroundImage !== "none");
  for (const width of [1440, 1280, 1024]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await outside(), `${width} px`).toBe(0);
    expect(await shade()).toBe(false);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await outside()).toBeGreaterThan(0);
  expect(await shade()).toBe(true);
});

test("a copied link opens the same view for a colleague in another language", { tag: "@deep" }, async ({
  page,
  elsewhere,
}) => {
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"], { origin: browserStack().url });
  await beginSession(page, team.supervisor.actor);
  await page.goto(`/uploads/${uploadId}?tab=rejected`);
  const reasons = page.getByRole("table", { name: /Por qué fueron rechazados/ });
  await reasons
    .getByRole("row", { name: /Email is not valid/ })
    .getByRole("link")
    .first()
    .click();
  await expect(page.getByText("Abajo están solo los clientes de este motivo.")).toBeVisible();
  await page.getByRole("button", { name: "Copiar enlace a esta vista" }).click();
  await expect(page.getByText("Enlace copiado")).toBeVisible();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  expect(address).toMatch(/\?tab=rejected&reason=[\da-f-]{36}$/);

  const colleague = await makeUser("supervisor", [team.tenantId]);
  const theirs = await elsewhere({ locale: "en-US" });
  await beginSession(theirs, colleague.actor);
  await theirs.goto(address);
  await expect(theirs.getByText("10000030").first()).toBeVisible();
  await expect(theirs.getByText("10000001")).toHaveCount(0);
});

test("a printed result has its figures and reasons, and no buttons", async ({ page }) => {
  await beginSession(page, team.supervisor.actor);
  await page.goto(`/uploads/${uploadId}?tab=rejected`);
  await expect(page.getByText("Telephone is not valid").first()).toBeVisible();
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByText("Telephone is not valid").first()).toBeVisible();
  await expect(page.getByRole("table", { name: "Totales de control" })).toBeVisible();
  await expect(tab(page, /Rechazados/)).toBeVisible();
  await expect(tab(page, /Aceptados/)).toBeHidden();
  await expect(page.getByRole("button")).toHaveCount(0);
  await expect(page.getByRole("link", { name: /^Corregir/ })).toHaveCount(0);
});
