import { declareCustomField } from "#lib/services/tenants/declare-custom-field.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { saveFilter } from "#lib/services/users/save-filter.ts";
import { browserStack, joinBrowserStack } from "#tests/support/browser/browser-stack.ts";
import { expect, test } from "#tests/support/browser/browser-test.ts";
import { builtActions, builtPatterns } from "#tests/support/browser/built-actions.ts";
import { makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { headOf, makePortfolio, makeTeam, stage, testPassword } from "#tests/support/factories.ts";
import { PortalClient } from "#tests/support/requests/portal-client.ts";
import { type RawAnswer, rawRequest } from "#tests/support/requests/raw-request.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

// Every page, route and action of the build, asked by users of one tenant about another tenant's things. What is new in the
// build and not written down here fails.

type Who = "supervisor" | "auditor";
const { url } = browserStack();
const secretFile = "cartera-ajena-7781.csv";
let ids: Record<
  "tenantId" | "uploadId" | "portfolioId" | "customFieldId" | "filterId" | "userId" | "sessionId",
  string
>;
let secrets: string[];
let clients: Record<Who, PortalClient>;

test.beforeAll(async () => {
  const { host } = joinBrowserStack();
  const [mine, theirs] = [await makeTeam({ server: host }), await makeTeam({ server: host })];
  const { tenantId, supervisor, admin, name, operation } = theirs;
  const portfolioId = await makePortfolioOf(tenantId);
  const uploadId = await stage(supervisor, tenantId, makePortfolio(3), { fileName: secretFile });
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await stageLoad(supervisor, tenantId, portfolioId, makePortfolio(3));
  const filter = { tenantId, name: "Filtro ajeno", query: "" };
  await saveFilter(supervisor, filter);
  const { id: filterId } = await ownerDatabase().savedFilter.findFirstOrThrow({ where: { tenantId } });
  const field = { tenantId, level: "debtor", label: "Campo ajeno", kind: "text" } as const;
  const { customFieldId } = await declareCustomField(admin, field);
  const { userId, sessionId, email } = supervisor.actor;
  ids = { tenantId, uploadId, portfolioId, customFieldId, filterId, userId, sessionId };
  secrets = [name, operation, secretFile, filter.name, field.label, email];
  clients = {
    supervisor: await PortalClient.signIn(url, mine.supervisor.actor.email, testPassword),
    auditor: await PortalClient.signIn(url, mine.auditor.actor.email, testPassword),
  };
});
test.afterAll(() => closeAll());

const send = (who: Who, path: string, method: "GET" | "POST", type = "text/plain", body = ""): Promise<RawAnswer> =>
  rawRequest(`${url}${path}`, {
    method,
    headers: { ...clients[who].headers, ...(method === "GET" ? {} : { "content-type": type }) },
    ...(method === "GET" ? {} : { body }),
  });

/** The other tenant's ids wherever an address may name one. */
const asked = () =>
  `tenant=${ids.tenantId}&tenantId=${ids.tenantId}&portfolio=${ids.portfolioId}&correct=${ids.uploadId}`;

function withIds(pattern: string): string {
  return pattern.replaceAll(/\[(\w+)\]/g, (_, name: keyof typeof ids) => ids[name] ?? name);
}

/** Pages that show one's own things, whatever the address asks for. */
const ownPages = [
  "/",
  "/account/security",
  "/account/sessions",
  "/debtors",
  "/first-run",
  "/forgotten",
  "/morning",
  "/portfolios",
  "/provider",
  "/provider/done",
  "/second-factor",
  "/set-password",
  "/sign-in",
  "/uploads",
  "/uploads/figures",
];
/** Pages of one thing, or of admins: not found. Who may load sees the forms for new things, of their own tenant. */
const closedPages: Readonly<Record<string, readonly Who[]>> = {
  "/admin/audit": ["supervisor"],
  "/admin/audit/client": ["supervisor", "auditor"],
  "/admin/people": ["supervisor", "auditor"],
  "/admin/tenants": ["supervisor", "auditor"],
  "/admin/tenants/[tenantId]": ["supervisor", "auditor"],
  "/admin/tenants/new": ["supervisor", "auditor"],
  "/admin/users": ["supervisor", "auditor"],
  "/admin/users/[userId]": ["supervisor", "auditor"],
  "/admin/users/new": ["supervisor", "auditor"],
  "/holds": ["auditor"],
  "/portfolios/[portfolioId]": ["supervisor", "auditor"],
  "/portfolios/[portfolioId]/edit": ["supervisor", "auditor"],
  "/portfolios/[portfolioId]/gone": ["supervisor", "auditor"],
  "/portfolios/new": ["auditor"],
  "/uploads/[uploadId]": ["supervisor", "auditor"],
  "/uploads/[uploadId]/comparison": ["supervisor", "auditor"],
  "/uploads/[uploadId]/receipt": ["supervisor", "auditor"],
  "/uploads/new": ["supervisor", "auditor"],
};

test("no page shows another tenant's things", async () => {
  expect(builtPatterns("page")).toEqual([...ownPages, ...Object.keys(closedPages)].toSorted());
  for (const who of ["supervisor", "auditor"] as const) {
    for (const pattern of builtPatterns("page")) {
      const { status, text } = await send(who, `${withIds(pattern)}?${asked()}`, "GET");
      const found = secrets.filter((secret) => text.includes(secret));
      expect({ who, pattern, found }).toEqual({ who, pattern, found: [] });
      if (closedPages[pattern]?.includes(who) === true)
        expect({ who, pattern, status }).toEqual({ who, pattern, status: 404 });
    }
  }
});

/** What each route answers about another tenant's thing, by method. */
const routes: Readonly<Record<string, Partial<Record<"GET" | "POST", number>>>> = {
  "/api/audit": { GET: 404 },
  "/api/auth/[...nextauth]": {},
  "/api/health": {},
  "/api/history": { GET: 404 },
  "/api/metrics": { GET: 404 },
  "/api/portfolios/[portfolioId]/gone": { GET: 404 },
  // Both search and session are about the sender alone.
  "/api/search": { GET: 200 },
  "/api/session": { GET: 200 },
  "/api/uploads": { POST: 404 },
  "/api/uploads/[uploadId]/chunks": { POST: 404 },
  "/api/uploads/[uploadId]/correction": { GET: 404 },
  "/api/uploads/[uploadId]/finish": { POST: 404 },
  "/api/uploads/[uploadId]/lists": { POST: 404 },
  "/api/uploads/[uploadId]/progress": { GET: 404 },
  "/api/uploads/[uploadId]/report": { GET: 404 },
  "/api/uploads/[uploadId]/report/comparison": { GET: 404 },
  "/api/uploads/[uploadId]/report/receipt": { GET: 404 },
};

/** The rest of a valid request, so that nothing but the wall refuses it. */
const parts = `sequence=0&firstRow=0&rowCount=1&list=edits&items=1&group=accepted&format=csv&q=${secretFile}`;
const types = ["application/json", "application/gzip", "text/plain"];

test("no route answers about another tenant's things", async () => {
  expect(builtPatterns("route")).toEqual(Object.keys(routes).toSorted());
  const body = JSON.stringify(headOf(makePortfolio(1)));
  for (const [pattern, answers] of Object.entries(routes)) {
    for (const [method, expected] of Object.entries(answers) as ["GET" | "POST", number][]) {
      for (const who of ["supervisor", "auditor"] as const) {
        for (const type of method === "GET" ? ["-"] : types) {
          const { status, text } = await send(who, `${withIds(pattern)}?${asked()}&${parts}`, method, type, body);
          const found = secrets.filter((secret) => text.includes(secret) && secret !== secretFile);
          // A body of another type is refused before anybody is asked about; an auditor may load nothing at all.
          const allowed = [expected, ...(expected === 404 ? [403, 415, 400] : [])];
          expect({ who, pattern, method, type, found, isRefused: allowed.includes(status), status }).toMatchObject({
            found: [],
            isRefused: true,
          });
          if (expected === 404) expect(status, pattern).toBeGreaterThanOrEqual(400);
        }
      }
    }
  }
});

const u = () => ({ uploadId: ids.uploadId });
const t = () => ({ tenantId: ids.tenantId });
const p = () => ({ portfolioId: ids.portfolioId });
const wall = ["not_found"];
const admins = ["forbidden"];

/** What each action is asked, and how it may refuse a supervisor of another tenant. */
const actions: Readonly<Record<string, readonly [() => object, readonly string[]]>> = {
  addressClientAction: [() => ({ ...t(), identification: "1" }), ["not_found", "forbidden"]],
  addHoldsAction: [() => ({ ...t(), identifications: ["1"], why: "claim" }), wall],
  addressSearchAction: [() => ({ ...t(), text: "1" }), wall],
  arrangeMorningAction: [() => ({ ...t(), order: "worst" }), wall],
  cancelUploadAction: [u, wall],
  chooseSendingAction: [() => ({ ...u(), sends: "everything", countsVolatile: true }), wall],
  chooseTenantAction: [t, wall],
  closeOutAction: [() => ({ ...u(), fileName: "Cierre", headers: ["a", "b", "c", "d"] }), wall],
  confirmUploadAction: [u, wall],
  createPortfolioAction: [() => ({ ...t(), name: "Banco" }), wall],
  createTenantAction: [() => ({ name: "T", operation: "o", server: "crm.wolkvox.com", token: "abc" }), admins],
  declareCustomFieldAction: [() => ({ ...t(), level: "debtor", label: "X", kind: "text" }), admins],
  discardStagingAction: [u, wall],
  editCustomFieldAction: [() => ({ ...t(), customFieldId: ids.customFieldId, kind: "text" }), admins],
  editPortfolioAction: [() => ({ ...p(), name: "Otra" }), wall],
  editTenantAction: [() => ({ ...t(), batchSize: 5 }), admins],
  editUserAction: [() => ({ userId: ids.userId, name: "X" }), admins],
  endHoldAction: [() => ({ ...t(), holdId: ids.tenantId }), wall],
  endSessionAction: [() => ({ sessionId: ids.sessionId }), wall],
  endSessionsAction: [() => ({ userId: ids.userId }), admins],
  erasePersonAction: [() => ({ ...t(), identification: "1" }), admins],
  explainDeclaredAction: [() => ({ ...u(), reason: "porque el banco redondea" }), wall],
  explainDriftAction: [() => ({ ...u(), reason: "porque el banco vendió" }), wall],
  exportPersonFileAction: [() => ({ ...t(), identification: "1", format: "csv" }), admins],
  findEarlierUploadAction: [() => ({ ...t(), sha256: "a".repeat(64) }), wall],
  inviteUserAction: [() => ({ email: "x@example.com", name: "X", role: "admin", tenantIds: [ids.tenantId] }), admins],
  leaveForTenantAction: [t, wall],
  listHoldBucketsAction: [t, wall],
  pauseUploadAction: [u, wall],
  planCloseOutAction: [u, wall],
  planErasureAction: [() => ({ ...t(), identification: "1" }), admins],
  planReadBackAction: [u, wall],
  readBackUploadAction: [u, wall],
  recallMappingAction: [() => ({ ...t(), headers: ["a"] }), wall],
  recogniseFileAction: [() => ({ ...t(), headers: ["a"], fileName: "a.csv" }), wall],
  rememberMappingAction: [() => ({ ...t(), headers: ["a"], mapping: {} }), wall],
  removeCustomFieldAction: [() => ({ ...t(), customFieldId: ids.customFieldId }), admins],
  removeIdentityAction: [() => ({ userId: ids.userId, issuer: "https://id.example.com" }), admins],
  removeFilterAction: [() => ({ ...t(), filterId: ids.filterId }), wall],
  renewComparisonAction: [u, wall],
  resetSecondFactorAction: [() => ({ userId: ids.userId }), admins],
  restPortfolioAction: [() => ({ ...p(), isResting: true }), wall],
  resumeUploadAction: [u, wall],
  retireTenantAction: [() => ({ ...t(), isRetired: false }), admins],
  retryFailuresAction: [u, wall],
  revealDebtorAction: [() => ({ list: "records", ...u(), ordinal: 0, reason: "lo pide el banco" }), wall],
  revealHoldAction: [() => ({ ...t(), holdId: ids.tenantId }), wall],
  reviewRestoreAction: [() => ({ restoreId: ids.tenantId }), admins],
  saveFilterAction: [() => ({ ...t(), name: "X", query: "" }), wall],
  sendLinkAction: [() => ({ userId: ids.userId }), admins],
  stateOutcomeAction: [() => ({ ...u(), ordinals: "all", outcome: "accepted", note: "visto" }), wall],
  tellHeldAction: [() => ({ ...t(), identifications: ["1"] }), wall],
  testConnectionAction: [t, admins],
};
/** About the sender's own account, or about nobody's who is signed in: nothing of a tenant can be named. */
const ownActions = [
  "askResetAction",
  "beginSecondFactorAction",
  "changeLocaleAction",
  "changePasswordAction",
  "confirmSecondFactorAction",
  "makeFirstAdminAction",
  "reauthenticateAction",
  "removeSecondFactorAction",
  "renewRecoveryCodesAction",
  "setPasswordAction",
  "showLinkAction",
];

test("no action works on another tenant's things", async () => {
  const built = builtActions("x");
  const names = [...new Set(built.map(({ name }) => name))].toSorted();
  expect(names).toEqual([...Object.keys(actions), ...ownActions].toSorted());
  for (const who of ["supervisor", "auditor"] as const) {
    for (const { id, name, path } of built.filter(({ name }) => !ownActions.includes(name))) {
      const [input, refusals] = actions[name] ?? [() => ({}), []];
      const headers = { "next-action": id, "content-type": "text/plain;charset=UTF-8" };
      const answer = await clients[who].post(path, headers, JSON.stringify([input()]));
      const text = await answer.text();
      const code = /"code":"(\w+)"/.exec(text)?.[1];
      // What only loaders may do is forbidden to an auditor, of whichever tenant.
      const allowed = who === "auditor" ? [...refusals, "forbidden"] : refusals;
      expect({ who, name, code, isRefused: allowed.includes(code ?? "") }).toMatchObject({ isRefused: true });
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    }
  }
});
