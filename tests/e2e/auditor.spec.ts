import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { downloadsOf, pagesOf } from "#tests/support/browser/offered.ts";
import { beginSession } from "#tests/support/browser/sign-in.ts";
import { expectAccessible, makeBrowserTeam, type Team } from "#tests/support/browser/wizard-page.ts";
import { makePortfolioOf } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makePortfolio, makeUser, stage, type UserCtx } from "#tests/support/factories.ts";
import { debtorAddress } from "#tests/support/people/debtor-address.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { browserStack } from "../support/browser/browser-stack.ts";
import { isDeep } from "../support/depth.ts";
import { testPassword } from "../support/factories.ts";

// The browser itself logs a refused request.
test.use({ allowedErrors: [/40[34]/] });

let team: Team;
let auditor: UserCtx;
let doneId: string;
let retryId: string;
let stagedId: string;
let portfolioId: string;

const heldId = "10000012";
/** Debtors left out for an e-mail and as held, and a row set aside: every part of a load has something to open or download. */
const rows = [
  ...makePortfolio(5),
  [heldId, "Cliente Retenido", "", "3001200012", "", "12-1", "Tarjeta", "7,00"],
  ["10000011", "Cliente Fuera", "sin arroba", "3001200011", "", "11-1", "Tarjeta", "5,00"],
];
const setAside: readonly SetAsideRow[] = [
  { line: 9, cells: ["TOTAL", "", "", "", "", "", "", "5,00"], kinds: null, reason: "total" },
];

test.beforeAll(async () => {
  const { sandbox } = joinBrowserStack();
  await sandbox.setSettings({ latencyMs: 0 });
  team = await makeBrowserTeam();
  auditor = await makeUser("auditor", [team.tenantId]);
  await sandbox.setFaults([
    {
      match: { operation: team.operation, identifications: ["10000003"] },
      action: { do: "refuse_debtors", shape: "objects" },
    },
  ]);
  const { tenantId } = team;
  await addHolds(team.supervisor, { tenantId, identifications: [heldId], why: "claim" });
  const held = new Map([[heldId, "claim" as const]]);
  doneId = await stage(team.supervisor, tenantId, rows, { setAside, held });
  await confirmUpload(team.supervisor, { uploadId: doneId });
  await waitForUpload(team.supervisor, doneId, ["finished"]);
  await sandbox.setFaults([]);
  portfolioId = await makePortfolioOf(team.tenantId);
  retryId = (await retryFailures(team.supervisor, { uploadId: doneId })).id;
  stagedId = await stage(team.supervisor, team.tenantId, rows, {
    setAside,
    held,
    of: { portfolioId, load: { kind: "whole" } },
  });
});
test.afterAll(() => closeAll());
test.beforeEach(({ page }) => beginSession(page, auditor.actor));

/** Buttons and links that load, change or take debtors' data away. */
const deeds =
  /^(Nueva carga|Confirmar y enviar|Descartar|Corregir|Reintentar|Descargar (?!lista)|Pausar|Cancelar|Nueva cartera|Editar|Poner en reposo|Preparar cierre|Cargar)/;

test("an auditor sees pages of their tenants without anything that changes them", { tag: "@deep" }, async ({
  page,
}) => {
  const shown = ["/morning", `/uploads/${doneId}`, `/uploads/${stagedId}`, `/portfolios/${portfolioId}/gone`];
  const others = [
    "/uploads",
    ...["accepted", "rejected", "left_out", "set_aside", "calls"].map((tab) => `/uploads/${doneId}?tab=${tab}`),
    `/uploads/${doneId}/receipt`,
    `/uploads/${stagedId}/comparison`,
    "/portfolios",
    `/portfolios/${portfolioId}`,
    `/portfolios/${portfolioId}/gone?list=closed`,
    `/uploads/${retryId}`,
    "/uploads?scope=mine",
    ...["10000001", "10000003", "10000011"].map((id) => debtorAddress(team.tenantId, id)),
    "/admin/audit",
    "/admin/audit/client",
    "/account/security",
    "/account/sessions",
  ];
  const opened = new Set<string>();
  for (const path of isDeep ? [...shown, ...others] : shown) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const main = page.locator("main");
    for (const role of ["button", "link"] as const)
      expect(await main.getByRole(role, { name: deeds }).allTextContents(), path).toEqual([]);
    await expect(page.getByRole("link", { name: "Usuarios" })).toHaveCount(0);
    for (const href of await pagesOf(page)) {
      if (opened.has(href)) continue;
      opened.add(href);
      const answer = await page.request.get(href);
      expect(answer.status(), `${path}: ${href}`).toBe(200);
    }
    for (const href of await downloadsOf(page)) {
      const answer = await page.request.get(href);
      expect(answer.status(), `${path}: ${href}`).toBe(200);
    }
  }
  expect(opened.size).toBeGreaterThan(isDeep ? 15 : 5);
  await page.goto("/admin/audit");
  await expectAccessible(page);
  await expect(page.getByText("Confirmó una carga").first()).toBeVisible();
  await page.goto(`/uploads/${doneId}?tab=left_out`);
  await expect(page.getByText("Siguen retenidos: no se envían.")).toBeVisible();
  await beginSession(page, team.supervisor.actor);
  await page.reload();
  await expect(page.getByRole("link", { name: /^Corregir/ })).toHaveText([/Corregir/, /Corregir este/]);
  await page.getByRole("link", { name: "Ver la lista de retenidos" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Retenidos" })).toBeVisible();
});

test("pages and actions that change something are closed to an auditor", async ({ page }) => {
  for (const path of [
    "/uploads/new",
    "/portfolios/new",
    `/portfolios/${portfolioId}/edit`,
    "/admin/users",
    "/admin/tenants",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { name: "No encontramos esta página" }), path).toBeVisible();
  }
  const client = await PortalClient.signIn(browserStack().url, auditor.actor.email, testPassword);
  expect(await client.act(`/uploads/${stagedId}`, "confirmUploadAction", { uploadId: stagedId })).toMatchObject({
    ok: false,
    code: "forbidden",
  });
  const report = await client.get(`/api/uploads/${doneId}/report?group=accepted&format=csv`);
  expect([report.status, await report.json()]).toMatchObject([403, { code: "forbidden" }]);
});
