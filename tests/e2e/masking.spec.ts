import type { FoundView } from "#lib/domain/views/found-view.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { sealClient } from "#lib/services/people/client-address.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { browserStack, joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { builtPatterns } from "#tests/support/browser/built-actions.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, expectNoOverflow, makeBrowserTeam, type Team } from "#tests/support/browser/wizard-page.ts";
import { idOf, without } from "#tests/support/close-outs/gone-world.ts";
import { explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, testPassword } from "#tests/support/factories.ts";
import { debtorAddress } from "#tests/support/people/debtor-address.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import { rawRequest } from "#tests/support/requests/raw-request.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { isDeep } from "../support/depth.ts";

let team: Team;
let uploadId: string;
let portfolioId: string;
let secrets: readonly string[];
const rows = makePortfolio(8);

test.beforeAll(async () => {
  const { sandbox } = joinBrowserStack();
  await sandbox.setSettings({ latencyMs: 0 });
  team = await makeBrowserTeam({ repeatBehaviour: "updates" });
  const { supervisor, admin, tenantId } = team;
  portfolioId = await makePortfolioOf(tenantId);
  const send = async (day: readonly (readonly string[])[]) => {
    const id = await stageLoad(supervisor, tenantId, portfolioId, day, {
      setAside: [{ line: 99, cells: [`Ojo con CC ${idOf(3)}`], kinds: null, reason: "note" }],
    });
    await explainStops(supervisor, id);
    await confirmUpload(supervisor, { uploadId: id });
    await waitForUpload(supervisor, id, ["finished"]);
    return id;
  };
  await send(rows);
  await sandbox.setFaults([
    {
      match: { identifications: [idOf(2), idOf(4)] },
      action: { do: "refuse_debtors", shape: "objects", message: "Email cliente2@example.com is not valid" },
    },
  ]);
  const moved = without(rows, 7).map((cells, at) => cells.with(2, `otra${at}@correo.co`).with(3, `310900${1000 + at}`));
  uploadId = await send([
    ...moved,
    ["10000900", "Sin saldo", "a@correo.co", "3105550000", "", "1", "T", "mil 10000901"],
  ]);
  await sandbox.setFaults([]);
  await addHolds(supervisor, {
    tenantId,
    identifications: ["77001122", "77001133"],
    why: "claim",
    note: "CC 77001122",
  });
  await editTenant(admin, { tenantId, masksDebtors: true });
  secrets = [
    ...[...rows, ...moved].flatMap(([id = "", , mail = "", telephone = ""]) => [id, mail, telephone]),
    ...["10000900", "10000901", "77001122", "77001133"],
  ];
});
test.afterAll(() => closeAll());

test("no page has what is masked, whoever reads it", async () => {
  const { url } = browserStack();
  const tabs = ["accepted", "rejected", "unconfirmed", "not_sent", "left_out", "set_aside", "calls"];
  const views: Readonly<Record<string, readonly string[]>> = {
    "/debtors": [debtorAddress(team.tenantId, "99999999").replace("/debtors", "")],
    "/holds": ["", `?q=${sealClient(team.tenantId, "claim")}`],
    "/portfolios/[portfolioId]/gone": ["?list=gone", "?list=staying", "?list=closed"],
    "/uploads/[uploadId]": tabs.map((tab) => `?tab=${tab}`),
    "/uploads/[uploadId]/comparison": ["changed", "new", "gone", "returned"].map((tab) => `?tab=${tab}`),
  };
  const ids: Readonly<Record<string, string>> = {
    uploadId,
    portfolioId,
    tenantId: team.tenantId,
    userId: team.supervisor.actor.userId,
  };
  let masked = 0;
  for (const who of isDeep ? [team.supervisor, team.auditor, team.admin] : [team.supervisor]) {
    const client = await PortalClient.signIn(url, who.actor.email, testPassword);
    client.chooseTenant(team.tenantId);
    const read = async (path: string) => (await rawRequest(`${url}${path}`, { headers: client.headers })).text;
    for (const pattern of builtPatterns("page")) {
      const path = pattern.replaceAll(/\[(\w+)\]/g, (_, name: string) => ids[name] ?? name);
      for (const query of views[pattern] ?? [""]) {
        const text = await read(`${path}${query}${query === "" ? "?" : "&"}tenant=${team.tenantId}`);
        expect({ path, query, told: secrets.filter((secret) => text.includes(secret)) }).toMatchObject({ told: [] });
        if (text.includes("••••")) masked++;
      }
    }
    // An admin also finds the debtors of other tenants, which mask none.
    const { debtors }: FoundView = JSON.parse(await (await client.search(idOf(3))).text());
    const found = JSON.stringify(debtors.filter(({ tenantId }) => tenantId === team.tenantId));
    expect(secrets.filter((secret) => found.includes(secret))).toEqual([]);
    expect(found).toContain("••••0003");
  }
  expect(masked).toBeGreaterThan(isDeep ? 15 : 5);
});

const details = `table tbody tr`;

test("a supervisor reveals one client at a time by key", { tag: "@deep" }, async ({ page }) => {
  await beginSession(page, team.supervisor.actor);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/uploads/${uploadId}?tab=rejected`);
  const row = (ending: string) => page.getByRole("row", { name: new RegExp(`(termina en|1000)\\s?${ending}`) });
  await expect(row("0002")).toContainText("••••0002");
  await expectAccessible(page);
  // The list may come alive after the page around it: a key that it did not hear has moved nothing.
  const first = row("0002").getByRole("button", { name: "Revelar al cliente que termina en 0002" });
  const pressed = async () => {
    await page.keyboard.press("v");
    return first.evaluate((button) => button === document.activeElement);
  };
  await expect.poll(pressed).toBe(true);
  await page.keyboard.press("v");
  await expect(row("0002")).toContainText(idOf(2));
  await expect(row("0002")).toContainText("cliente2@example.com");
  await expect(page.getByRole("status").filter({ hasText: `Cliente ${idOf(2)} a la vista` })).toBeAttached();
  await page.keyboard.press("j");
  await page.keyboard.press("v");
  await expect(row("0004")).toContainText(idOf(4));
  await expect(page.locator(details).filter({ hasText: idOf(2) })).toHaveCount(0);
  await page.keyboard.press("v");
  await expect(page.locator(details).filter({ hasText: idOf(4) })).toHaveCount(0);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toContainText("Revelar al cliente de la fila, u ocultarlo");
  await page.keyboard.press("Escape");
  // Forgotten before the page is printed, and with the page; also what was announced.
  const reveal = async () => {
    await row("0004")
      .getByRole("button", { name: /Revelar/ })
      .click();
    await expect(row("0004")).toContainText(idOf(4));
    await expect(page.getByRole("status").filter({ hasText: idOf(4) })).toBeAttached();
  };
  for (const moment of ["beforeprint", "pagehide"]) {
    await reveal();
    await page.evaluate((name) => window.dispatchEvent(new Event(name)), moment);
    expect(await page.locator("body").innerHTML()).not.toContain(idOf(4));
  }
  await reveal();
  await page.getByRole("link", { name: "Cargas" }).first().click();
  await page.waitForURL("**/uploads");
  await page.goBack();
  await expect(row("0004")).toContainText("••••0004");
  // Whoever types the whole number finds it.
  await page.goto(debtorAddress(team.tenantId, idOf(3)));
  await expect(page.getByRole("heading", { name: new RegExp(idOf(3)) }).first()).toBeVisible();
  const entries = await ownerDatabase().auditEntry.findMany({
    where: { tenantId: team.tenantId, action: "debtor_revealed", actorId: team.supervisor.actor.userId },
  });
  expect(entries).toHaveLength(5);
});

test("an auditor reveals a client by tap, for a reason", { tag: "@deep" }, async ({ page }) => {
  await beginSession(page, team.auditor.actor);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/uploads/${uploadId}/comparison?tab=changed`);
  const button = page.getByRole("button", { name: "Revelar al cliente que termina en 0003" });
  await expect(button).toBeVisible();
  await expectNoOverflow(page);
  await button.click();
  const dialog = page.getByRole("dialog", { name: "¿Por qué lo quiere ver?" });
  await expectAccessible(page);
  await expect(dialog.getByRole("button", { name: "Revelar" })).toBeDisabled();
  await dialog.getByLabel("Motivo").fill("lo pide la oficina del banco");
  await dialog.getByRole("button", { name: "Revelar" }).click();
  await expect(dialog).toBeHidden();
  await expect(
    page
      .getByRole("row")
      .filter({ hasText: idOf(3) })
      .first(),
  ).toContainText("cliente3@example.com");
  await expect(page.getByRole("row").filter({ hasText: idOf(4) })).toHaveCount(0);
  await expectNoOverflow(page);
  await page.goto("/admin/audit");
  await expect(page.getByText("Reveló a un cliente").first()).toBeVisible();
  await expect(page.getByText("lo pide la oficina del banco").first()).toBeVisible();
});
