import { readFile } from "node:fs/promises";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, expectNoOverflow, makeBrowserTeam, type Team } from "#tests/support/browser/wizard-page.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeUser, stage, type UserCtx } from "#tests/support/factories.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

let team: Team;
let auditor: UserCtx;
const identification = "10000003";

test.beforeAll(async () => {
  await joinBrowserStack().sandbox.setSettings({ latencyMs: 0 });
  team = await makeBrowserTeam();
  auditor = await makeUser("auditor", [team.tenantId]);
  const uploadId = await stage(team.supervisor, team.tenantId, makePortfolio(8), { fileName: "banco_auditado.csv" });
  await confirmUpload(team.supervisor, { uploadId });
  await waitForUpload(team.supervisor, uploadId, ["finished"]);
});
test.afterAll(() => closeAll());

test("the trail is narrowed by what, who and when, in its address, and taken out as it is", async ({ page }) => {
  await beginSession(page, auditor.actor);
  await page.goto("/admin/audit");
  const rows = page.getByRole("table").getByRole("row");
  await page.getByRole("combobox", { name: "Qué" }).click();
  await page.keyboard.type("confirmo una");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/action=upload_confirmed/);
  await expect(rows).toHaveCount(2);
  await expect(rows.last()).toContainText("banco_auditado.csv");
  await page.getByRole("combobox", { name: "Quién" }).click();
  await page.keyboard.type(team.supervisor.actor.name);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`user=${team.supervisor.actor.userId}`));
  await expect(rows).toHaveCount(2);
  await expectAccessible(page);

  await page.getByRole("button", { name: "Descargar" }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: /CSV/ }).click(),
  ]);
  const csv = await readFile(await download.path(), "utf8");
  expect(csv.trim().split("\n")).toHaveLength(2);
  expect(csv).toContain("banco_auditado.csv");

  await page.getByRole("link", { name: "Quitar filtros" }).click();
  await expect(page).toHaveURL(/\/admin\/audit$/);
  await page.getByRole("link", { name: "Solo lo de banco_auditado.csv" }).first().click();
  await expect(page).toHaveURL(/subject=/);
  await expect(rows.nth(1)).toContainText("banco_auditado.csv");
  await page.goto("/admin/audit?from=2001-01-01&to=2001-01-31");
  await expect(page.getByText("Ningún registro coincide")).toBeVisible();
});

test("who saw a client is found without the identification in any address", { tag: "@deep" }, async ({
  page,
  elsewhere,
}) => {
  const theirs = await elsewhere();
  await beginSession(theirs, team.supervisor.actor);
  const addresses: string[] = [];
  for (const one of [theirs, page]) one.on("request", (request) => addresses.push(request.url()));
  await theirs.goto("/debtors");
  await theirs.getByRole("searchbox").fill(identification);
  await theirs.getByRole("searchbox").press("Enter");
  await expect(theirs.getByRole("heading", { name: /10000003/ })).toBeVisible();
  await expect(theirs.getByRole("link", { name: "Quién vio o cambió a este cliente" })).toHaveCount(0);

  await beginSession(page, auditor.actor);
  await page.goto("/admin/audit");
  await page.getByRole("link", { name: "Quién vio a un cliente" }).click();
  await page.getByLabel("Identificación").fill(`CC ${identification}`);
  await page.getByRole("button", { name: "Buscar" }).click();
  await expect(page.locator("main").getByRole("heading", { level: 2 })).toContainText(identification);
  await expect(page).toHaveURL(/client=/);
  const rows = page.getByRole("table").getByRole("row");
  await expect(
    rows.filter({ hasText: "Buscó a un cliente" }).filter({ hasText: team.supervisor.actor.name }),
  ).toHaveCount(1);
  await expect(rows.filter({ hasText: "Confirmó una carga" })).toHaveCount(1);
  expect(addresses.filter((address) => address.includes(identification))).toEqual([]);

  await expectNoOverflow(page);
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoOverflow(page);
  // Back to it from the trail, by the keyed hash alone.
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/admin/audit?action=debtor_searched");
  await page
    .getByRole("table")
    .getByRole("link")
    .filter({ hasText: /^[0-9a-f]{8}$/ })
    .first()
    .click();
  await expect(page.locator("main").getByRole("heading", { level: 2 })).toContainText("Un cliente de");
  expect(decodeURIComponent(page.url())).toMatch(/person=[^&]+:[0-9a-f]{32}/);
});
