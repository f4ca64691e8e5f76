import { randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { closeOut } from "#lib/services/close-outs/close-out.ts";
import { exportGone } from "#lib/services/close-outs/export-gone.ts";
import { listGone } from "#lib/services/close-outs/list-gone.ts";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { showGone } from "#lib/services/close-outs/show-gone.ts";
import { chooseSending } from "#lib/services/comparison/choose-sending.ts";
import { exportComparison } from "#lib/services/comparison/export-comparison.ts";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { renewComparison } from "#lib/services/comparison/renew-comparison.ts";
import { seekComparison } from "#lib/services/comparison/seek-comparison.ts";
import { seekMoved } from "#lib/services/comparison/seek-moved.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import type { Ctx } from "#lib/services/context.ts";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { countUnidentified } from "#lib/services/outcomes/count-unidentified.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { groupRejections } from "#lib/services/outcomes/group-rejections.ts";
import { listCalls } from "#lib/services/outcomes/list-calls.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { listSetAside } from "#lib/services/outcomes/list-set-aside.ts";
import { planReadBack } from "#lib/services/outcomes/plan-read-back.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { searchLeftOut } from "#lib/services/outcomes/search-left-out.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { summariseLeftOut } from "#lib/services/outcomes/summarise-left-out.ts";
import { arrangeMorning } from "#lib/services/portfolios/arrange-morning.ts";
import { createPortfolio } from "#lib/services/portfolios/create-portfolio.ts";
import { editPortfolio } from "#lib/services/portfolios/edit-portfolio.ts";
import { explainDrift } from "#lib/services/portfolios/explain-drift.ts";
import { listPortfolios } from "#lib/services/portfolios/list-portfolios.ts";
import { locatePortfolio } from "#lib/services/portfolios/locate-portfolio.ts";
import { recogniseFile } from "#lib/services/portfolios/recognise-file.ts";
import { restPortfolio } from "#lib/services/portfolios/rest-portfolio.ts";
import { seekPartClash } from "#lib/services/portfolios/seek-part-clash.ts";
import { showDrift } from "#lib/services/portfolios/show-drift.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import { showPortfolio } from "#lib/services/portfolios/show-portfolio.ts";
import { searchPortal } from "#lib/services/search/search-portal.ts";
import { endSession } from "#lib/services/sessions/end-session.ts";
import { endSessions } from "#lib/services/sessions/end-sessions.ts";
import { listSessions } from "#lib/services/sessions/list-sessions.ts";
import { noteActivity } from "#lib/services/sessions/note-activity.ts";
import { showSession } from "#lib/services/sessions/show-session.ts";
import { signOut } from "#lib/services/sessions/sign-out.ts";
import { chooseTenant } from "#lib/services/tenants/choose-tenant.ts";
import { createTenant } from "#lib/services/tenants/create-tenant.ts";
import { declareCustomField } from "#lib/services/tenants/declare-custom-field.ts";
import { editCustomField } from "#lib/services/tenants/edit-custom-field.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { listCustomFields } from "#lib/services/tenants/list-custom-fields.ts";
import { listTenantSettings } from "#lib/services/tenants/list-tenant-settings.ts";
import { listTenants } from "#lib/services/tenants/list-tenants.ts";
import { recallMapping } from "#lib/services/tenants/recall-mapping.ts";
import { rememberMapping } from "#lib/services/tenants/remember-mapping.ts";
import { removeCustomField } from "#lib/services/tenants/remove-custom-field.ts";
import { showTenant } from "#lib/services/tenants/show-tenant.ts";
import { testConnection } from "#lib/services/tenants/test-connection.ts";
import { advanceStaging } from "#lib/services/uploads/advance-staging.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { discardStaging } from "#lib/services/uploads/discard-staging.ts";
import { explainDeclared } from "#lib/services/uploads/explain-declared.ts";
import { exportUploads } from "#lib/services/uploads/export-uploads.ts";
import { findCorrection } from "#lib/services/uploads/find-correction.ts";
import { findEarlierUpload } from "#lib/services/uploads/find-earlier-upload.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { locateUpload } from "#lib/services/uploads/locate-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { receivePart } from "#lib/services/uploads/receive-part.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import { showFigures } from "#lib/services/uploads/show-figures.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { startStaging } from "#lib/services/uploads/start-staging.ts";
import { watchUpload } from "#lib/services/uploads/watch-upload.ts";
import { changeLocale } from "#lib/services/users/change-locale.ts";
import { createUser } from "#lib/services/users/create-user.ts";
import { editUser } from "#lib/services/users/edit-user.ts";
import { listFilters } from "#lib/services/users/list-filters.ts";
import { listUsers } from "#lib/services/users/list-users.ts";
import { removeFilter } from "#lib/services/users/remove-filter.ts";
import { saveFilter } from "#lib/services/users/save-filter.ts";
import { closeOutWords } from "#tests/support/close-outs/gone-world.ts";
import { acceptAll, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import {
  beginStaging,
  bodyOf,
  bringLists,
  chunksOf,
  headers,
  headOf,
  makePortfolio,
  makeSession,
  makeTeam,
  portfolioMapping,
  signedOut,
  stage,
} from "#tests/support/factories.ts";
import { makeLoads } from "#tests/support/portfolio-loads.ts";
import { startSandbox } from "#tests/support/wolkvox-sandbox/sandbox.ts";

const sandbox = await startSandbox();
process.env.WOLKVOX_EXTRA_HOSTS = sandbox.host;
afterAll(async () => {
  await closeAll();
  await sandbox.close();
});

const mine = await makeTeam({ server: sandbox.host });
const theirs = await makeTeam({ server: "crm02.wolkvox.com" });
const uploadId = await stage(mine.supervisor, mine.tenantId, makePortfolio(3));
const declaredId = await stage(mine.supervisor, mine.tenantId, makePortfolio(3), { declared: { rows: 99 } });
const stagingId = await beginStaging(mine.supervisor, mine.tenantId, makePortfolio(3));
const listed = { edits: [{ row: 0, column: 1, text: "Ana Ruiz" }], setAside: [], correction: null };
const { uploadId: partId } = await startStaging(mine.supervisor, {
  tenantId: mine.tenantId,
  ...headOf(makePortfolio(3), { edits: listed.edits }),
});
const loads = await makeLoads(mine.supervisor, mine.tenantId);
const repeated = makePortfolio(3);
await loads.confirm(await loads.stage(repeated));
const stoppedId = await loads.stage(repeated);
const { tenantId } = mine;
const { portfolioId } = await createPortfolio(mine.supervisor, { tenantId, name: "Banco Andino" });
const comparedId = await stageLoad(mine.supervisor, tenantId, portfolioId, makePortfolio(3));
const sha256 = "a".repeat(64);
const closingPortfolioId = await makePortfolioOf(tenantId);
await acceptAll(await stageLoad(mine.supervisor, tenantId, closingPortfolioId, makePortfolio(40)));
const goneId = await stageLoad(mine.supervisor, tenantId, closingPortfolioId, makePortfolio(39));
await confirmUpload(mine.supervisor, { uploadId: goneId });
await ownerDatabase().tenant.update({ where: { id: tenantId }, data: { repeatBehaviour: "updates" } });
// Last: it changes the fields that files are staged with.
const { customFieldId } = await declareCustomField(mine.admin, {
  tenantId: mine.tenantId,
  level: "debtor",
  label: "Ciudad",
  kind: "text",
});

interface Case {
  readonly name: string;
  /** Calls the use case with valid input for the tenant `mine`. */
  readonly run: (ctx: Ctx) => Promise<unknown>;
  readonly isAdminOnly?: boolean;
  /** Belongs to no tenant: a stranger gets their own data. */
  readonly isOfNoTenant?: boolean;
  readonly invalid?: (ctx: Ctx) => Promise<unknown>;
}

// A wrong input must reach the use case as from a browser, whatever its type.
const wrong = <T>(value: unknown): T => value as T;

const staging = {
  tenantId,
  fileName: "a.csv",
  fileBytes: 1,
  fileSha256: sha256,
  headers: [...headers],
  mapping: portfolioMapping,
  lists: {},
  fieldsDigest: "0".repeat(16),
  rowCount: 1,
  chunkCount: 1,
};
const one = { rows: 1, debtors: 1, obligations: 1, balance: "1.00" };

const cases: Case[] = [
  {
    name: "changeLocale",
    run: (ctx) => changeLocale(ctx, { locale: "en" }),
    isOfNoTenant: true,
    invalid: (ctx) => changeLocale(ctx, { locale: wrong("xx") }),
  },
  {
    name: "arrangeMorning",
    run: (ctx) => arrangeMorning(ctx, { tenantId, order: "worst" }),
    invalid: (ctx) => arrangeMorning(ctx, { tenantId, order: wrong("best") }),
  },
  { name: "showMorning", run: (ctx) => showMorning(ctx), isOfNoTenant: true },
  { name: "chooseTenant", run: (ctx) => chooseTenant(ctx, { tenantId }) },
  { name: "listTenants", run: (ctx) => listTenants(ctx), isOfNoTenant: true },
  { name: "listTenantSettings", run: (ctx) => listTenantSettings(ctx), isAdminOnly: true },
  { name: "showTenant", run: (ctx) => showTenant(ctx, { tenantId }), isAdminOnly: true },
  {
    name: "createTenant",
    run: (ctx) =>
      createTenant(ctx, { name: `T ${randomUUID()}`, operation: "op", server: "crm.wolkvox.com", token: "abc" }),
    isAdminOnly: true,
    invalid: (ctx) =>
      createTenant(ctx, { name: "", operation: "o p", server: "crm.wolkvox.com", token: "a b", batchSize: 0 }),
  },
  {
    name: "editTenant",
    run: (ctx) => editTenant(ctx, { tenantId, batchSize: 99 }),
    isAdminOnly: true,
    invalid: (ctx) => editTenant(ctx, { tenantId, country: "Colombia" }),
  },
  {
    name: "testConnection",
    run: (ctx) => testConnection(ctx, { tenantId }),
    isAdminOnly: true,
    invalid: (ctx) => testConnection(ctx, { server: "crm.wolkvox.com" }),
  },
  { name: "listCustomFields", run: (ctx) => listCustomFields(ctx, { tenantId }) },
  {
    name: "declareCustomField",
    run: (ctx) =>
      declareCustomField(ctx, {
        tenantId,
        level: "debtor",
        label: randomUUID(),
        kind: "date",
        dateFormat: "DD-MM-YYYY",
      }),
    isAdminOnly: true,
    invalid: (ctx) => declareCustomField(ctx, { tenantId, level: "debtor", label: "Obligations", kind: "text" }),
  },
  {
    name: "editCustomField",
    run: (ctx) => editCustomField(ctx, { tenantId, customFieldId, kind: "number" }),
    isAdminOnly: true,
    invalid: (ctx) => editCustomField(ctx, { tenantId, customFieldId, kind: "list" }),
  },
  { name: "listUsers", run: (ctx) => listUsers(ctx), isAdminOnly: true },
  {
    name: "createUser",
    run: (ctx) =>
      createUser(ctx, {
        email: `${randomUUID()}@example.com`,
        name: "Ana",
        role: "supervisor",
        password: "una frase bien larga",
        tenantIds: [tenantId],
      }),
    isAdminOnly: true,
    invalid: (ctx) =>
      createUser(ctx, { email: "ana", name: "", role: "supervisor", password: "password1234", tenantIds: [] }),
  },
  {
    name: "editUser",
    run: (ctx) => editUser(ctx, { userId: mine.supervisor.actor.userId, name: "Otro Nombre" }),
    isAdminOnly: true,
    invalid: (ctx) => editUser(ctx, { userId: mine.supervisor.actor.userId, password: "corta" }),
  },
  {
    name: "listAudit",
    run: (ctx) => listAudit(ctx, {}),
    isAdminOnly: true,
    invalid: (ctx) => listAudit(ctx, { limit: 100_000 }),
  },
  {
    name: "recallMapping",
    run: (ctx) => recallMapping(ctx, { tenantId, headers: [...headers] }),
    invalid: (ctx) => recallMapping(ctx, { tenantId, headers: [] }),
  },
  {
    name: "rememberMapping",
    run: (ctx) => rememberMapping(ctx, { tenantId, headers: [...headers], mapping: portfolioMapping }),
    invalid: (ctx) => rememberMapping(ctx, { tenantId, headers: ["Uno"], mapping: portfolioMapping }),
  },
  {
    name: "createPortfolio",
    run: (ctx) => createPortfolio(ctx, { tenantId, name: `Banco ${randomUUID()}` }),
    invalid: (ctx) => createPortfolio(ctx, { tenantId, name: " " }),
  },
  {
    name: "editPortfolio",
    run: (ctx) => editPortfolio(ctx, { portfolioId, creditor: "Banco", expectedDays: [1, 5], expectedMinute: 540 }),
    invalid: (ctx) => editPortfolio(ctx, { portfolioId, volatileFields: ["debtor.Shoes"] }),
  },
  { name: "restPortfolio", run: (ctx) => restPortfolio(ctx, { portfolioId, isResting: false }) },
  {
    name: "listPortfolios",
    run: (ctx) => listPortfolios(ctx, { tenantId }),
    invalid: (ctx) => listPortfolios(ctx, { isResting: wrong("yes") }),
  },
  { name: "locatePortfolio", run: (ctx) => locatePortfolio(ctx, { portfolioId }) },
  { name: "showPortfolio", run: (ctx) => showPortfolio(ctx, { portfolioId }) },
  {
    name: "recogniseFile",
    run: (ctx) => recogniseFile(ctx, { tenantId, headers: [...headers], fileName: "cartera.csv" }),
    invalid: (ctx) => recogniseFile(ctx, { tenantId, headers: [], fileName: "cartera.csv" }),
  },
  {
    name: "findEarlierUpload",
    run: (ctx) => findEarlierUpload(ctx, { tenantId, sha256 }),
    invalid: (ctx) => findEarlierUpload(ctx, { tenantId, sha256: "zz" }),
  },
  {
    name: "startStaging",
    run: async (ctx) => {
      const fields = fieldsOf(await listCustomFields(mine.admin, { tenantId }));
      return beginStaging(ctx, tenantId, makePortfolio(1), { fields });
    },
    invalid: (ctx) => startStaging(ctx, { ...staging, totals: { file: one, setAside: 0, leftOut: one, staged: one } }),
  },
  {
    name: "receiveChunk",
    run: async (ctx) => {
      for (const chunk of chunksOf(stagingId, makePortfolio(3))) await receiveChunk(ctx, chunk);
    },
    invalid: (ctx) =>
      receiveChunk(ctx, {
        uploadId: stagingId,
        sequence: 7,
        firstRow: 0,
        rowCount: 1,
        sha256,
        body: bodyOf(Buffer.from("x")),
      }),
  },
  {
    name: "receivePart",
    run: (ctx) => bringLists(ctx, partId, listed),
    invalid: (ctx) =>
      receivePart(ctx, {
        uploadId: partId,
        list: "renamed",
        sequence: 0,
        items: 1,
        sha256,
        body: bodyOf(Buffer.from("x")),
      }),
  },
  { name: "finishStaging", run: (ctx) => finishStaging(ctx, { uploadId }) },
  { name: "advanceStaging", run: (ctx) => advanceStaging(ctx, { uploadId }) },
  { name: "discardStaging", run: (ctx) => discardStaging(ctx, { uploadId: stagingId }) },
  {
    name: "explainDrift",
    run: (ctx) => explainDrift(ctx, { uploadId: stoppedId, reason: "El banco no cambió nada" }),
    invalid: (ctx) => explainDrift(ctx, { uploadId: stoppedId, reason: "está bien" }),
  },
  { name: "seekPartClash", run: (ctx) => seekPartClash(ctx, { uploadId }) },
  { name: "showDrift", run: (ctx) => showDrift(ctx, { uploadId: stoppedId }) },
  { name: "planUpload", run: (ctx) => planUpload(ctx, { uploadId }) },
  {
    name: "explainDeclared",
    run: (ctx) => explainDeclared(ctx, { uploadId: declaredId, reason: "El banco cuenta sus repetidos" }),
    invalid: (ctx) => explainDeclared(ctx, { uploadId: declaredId, reason: " " }),
  },
  { name: "showUpload", run: (ctx) => showUpload(ctx, { uploadId }) },
  {
    name: "listUploads",
    run: (ctx) => listUploads(ctx, { tenantId, states: ["staged"], text: "CARTERA" }),
    invalid: (ctx) => listUploads(ctx, { after: "yesterday" }),
  },
  {
    name: "exportUploads",
    run: (ctx) => exportUploads(ctx, { tenantId }),
    invalid: (ctx) => exportUploads(ctx, { tenantId, states: [wrong("burnt")] }),
  },
  {
    name: "showFigures",
    run: (ctx) => showFigures(ctx, { tenantId, from: "2026-11-01", to: "2026-11-30" }),
    invalid: (ctx) => showFigures(ctx, { tenantId, from: "2020-11-01", to: "2026-11-30" }),
  },
  {
    name: "saveFilter",
    run: (ctx) => saveFilter(ctx, { tenantId, name: "Por confirmar", query: "state=waiting" }),
    invalid: (ctx) => saveFilter(ctx, { tenantId, name: " ", query: "" }),
  },
  { name: "listFilters", run: (ctx) => listFilters(ctx, { tenantId }) },
  {
    name: "removeFilter",
    run: async (ctx) => {
      const [filter] = await listFilters(ctx, { tenantId });
      await removeFilter(ctx, { tenantId, filterId: filter?.id ?? "" });
    },
    invalid: (ctx) => removeFilter(ctx, { tenantId, filterId: "x" }),
  },
  {
    name: "listRecords",
    run: (ctx) => listRecords(ctx, { uploadId, state: "pending" }),
    invalid: (ctx) => listRecords(ctx, { uploadId, state: wrong("gone") }),
  },
  {
    name: "listSetAside",
    run: (ctx) => listSetAside(ctx, { uploadId }),
    invalid: (ctx) => listSetAside(ctx, { uploadId, limit: 0 }),
  },
  {
    name: "listLeftOut",
    run: (ctx) => listLeftOut(ctx, { uploadId }),
    invalid: (ctx) => listLeftOut(ctx, { uploadId, limit: 0 }),
  },
  {
    name: "groupRejections",
    run: (ctx) => groupRejections(ctx, { uploadId }),
    invalid: (ctx) => groupRejections(ctx, { uploadId, key: "x" }),
  },
  { name: "locateUpload", run: (ctx) => locateUpload(ctx, { uploadId }) },
  { name: "countUnidentified", run: (ctx) => countUnidentified(ctx, { uploadId }) },
  { name: "summariseLeftOut", run: (ctx) => summariseLeftOut(ctx, { uploadId }) },
  {
    name: "listCalls",
    run: (ctx) => listCalls(ctx, { uploadId }),
    invalid: (ctx) => listCalls(ctx, { uploadId, after: "x" }),
  },
  {
    name: "searchDebtor",
    run: (ctx) => searchDebtor(ctx, { tenantId, identification: "10000001" }),
    invalid: (ctx) => searchDebtor(ctx, { identification: " " }),
  },
  {
    name: "searchLeftOut",
    run: (ctx) => searchLeftOut(ctx, { tenantId, identification: "10000001" }),
    invalid: (ctx) => searchLeftOut(ctx, { identification: " " }),
  },
  {
    name: "exportRows",
    run: (ctx) => exportRows(ctx, { uploadId, group: "failures" }),
    invalid: (ctx) => exportRows(ctx, { uploadId, group: wrong("all") }),
  },
  {
    name: "searchPortal",
    run: (ctx) => searchPortal(ctx, { text: "cartera" }),
    isOfNoTenant: true,
    invalid: (ctx) => searchPortal(ctx, { text: "a".repeat(101) }),
  },
  { name: "planCloseOut", run: (ctx) => planCloseOut(ctx, { uploadId: goneId }) },
  {
    name: "closeOut",
    run: (ctx) => closeOut(ctx, { uploadId: goneId, ...closeOutWords }),
    invalid: (ctx) => closeOut(ctx, { uploadId: goneId, ...closeOutWords, headers: [] }),
  },
  { name: "showGone", run: (ctx) => showGone(ctx, { portfolioId }) },
  { name: "exportGone", run: (ctx) => exportGone(ctx, { portfolioId }) },
  {
    name: "listGone",
    run: (ctx) => listGone(ctx, { portfolioId }),
    invalid: (ctx) => listGone(ctx, { portfolioId, limit: 0 }),
  },
  { name: "showComparison", run: (ctx) => showComparison(ctx, { uploadId: comparedId }) },
  { name: "seekComparison", run: (ctx) => seekComparison(ctx, { uploadId: comparedId }) },
  { name: "seekMoved", run: (ctx) => seekMoved(ctx, { uploadId: comparedId }) },
  { name: "renewComparison", run: (ctx) => renewComparison(ctx, { uploadId: comparedId }) },
  { name: "exportComparison", run: (ctx) => exportComparison(ctx, { uploadId: comparedId }) },
  {
    name: "listComparedDebtors",
    run: (ctx) => listComparedDebtors(ctx, { uploadId: comparedId, group: "gone" }),
    invalid: (ctx) => listComparedDebtors(ctx, { uploadId: comparedId, group: wrong("same") }),
  },
  {
    name: "chooseSending",
    run: (ctx) => chooseSending(ctx, { uploadId: comparedId, sends: "everything", countsVolatile: true }),
    invalid: (ctx) => chooseSending(ctx, { uploadId: comparedId, sends: "changes", countsVolatile: true }),
  },
  {
    name: "watchUpload",
    run: async (ctx) => {
      const stop = await watchUpload(ctx, {
        uploadId,
        onChange: () => undefined,
        onError: (error) => expect.unreachable(String(error)),
      });
      stop();
    },
  },
  { name: "confirmUpload", run: (ctx) => confirmUpload(ctx, { uploadId }) },
  { name: "pauseUpload", run: (ctx) => pauseUpload(ctx, { uploadId }) },
  { name: "resumeUpload", run: (ctx) => resumeUpload(ctx, { uploadId }) },
  { name: "cancelUpload", run: (ctx) => cancelUpload(ctx, { uploadId }) },
  { name: "showReceipt", run: (ctx) => showReceipt(ctx, { uploadId }) },
  { name: "planReadBack", run: (ctx) => planReadBack(ctx, { uploadId }) },
  { name: "readBackUpload", run: (ctx) => readBackUpload(ctx, { uploadId }) },
  {
    name: "stateOutcome",
    run: (ctx) => stateOutcome(ctx, { uploadId, ordinals: "all", outcome: "accepted", note: "Visto en el CRM" }),
    invalid: (ctx) => stateOutcome(ctx, { uploadId, ordinals: [], outcome: wrong("maybe"), note: " " }),
  },
  {
    name: "retryFailures",
    run: (ctx) => retryFailures(ctx, { uploadId }),
    invalid: (ctx) => retryFailures(ctx, { uploadId, ordinals: [-1] }),
  },
  { name: "planRetry", run: (ctx) => planRetry(ctx, { uploadId }) },
  { name: "findCorrection", run: (ctx) => findCorrection(ctx, { tenantId, uploadId }) },
  {
    name: "removeCustomField",
    run: (ctx) => removeCustomField(ctx, { tenantId, customFieldId }),
    isAdminOnly: true,
    invalid: (ctx) => removeCustomField(ctx, { tenantId, customFieldId: "x" }),
  },
  { name: "showSession", run: (ctx) => showSession(ctx), isOfNoTenant: true },
  { name: "noteActivity", run: (ctx) => noteActivity(ctx), isOfNoTenant: true },
  {
    name: "listSessions",
    run: (ctx) => listSessions(ctx, {}),
    isOfNoTenant: true,
    invalid: (ctx) => listSessions(ctx, { userId: "x" }),
  },
  {
    name: "endSession",
    run: async (ctx) => endSession(ctx, { sessionId: await makeSession(mine.supervisor.actor.userId) }),
    isOfNoTenant: true,
    invalid: (ctx) => endSession(ctx, { sessionId: randomUUID() }),
  },
  {
    name: "endSessions",
    run: (ctx) => endSessions(ctx, {}),
    isOfNoTenant: true,
    invalid: (ctx) => endSessions(ctx, { userId: "x" }),
  },
  { name: "signOut", run: (ctx) => signOut(ctx), isOfNoTenant: true },
];

describe.each(cases)("$name", ({ run, isAdminOnly = false, isOfNoTenant = false, invalid }) => {
  test("refuses the signed out", () => expect(run(signedOut)).rejects.toMatchObject({ code: "signed_out" }));

  if (!isOfNoTenant) {
    test("refuses a supervisor of another tenant", () =>
      expect(run(theirs.supervisor)).rejects.toMatchObject({ code: isAdminOnly ? "forbidden" : "not_found" }));
  }

  if (isAdminOnly) {
    test("refuses the tenant's own supervisor", () =>
      expect(run(mine.supervisor)).rejects.toMatchObject({ code: "forbidden" }));
  }

  if (invalid !== undefined) {
    test("refuses wrong input", () =>
      expect(invalid(isAdminOnly ? mine.admin : mine.supervisor)).rejects.toMatchObject({
        code: expect.stringMatching(/^(invalid|not_found)$/),
      }));
  }

  test("answers permitted users", async () => {
    await run(isAdminOnly ? mine.admin : mine.supervisor);
  });
});

test("every use case is in the table", () => {
  const verbs = globSync("lib/services/**/*.ts")
    .flatMap((file) => readFileSync(file, "utf8").match(/(?<=^export async function )\w+(?=\(ctx: Ctx)/gm) ?? [])
    // Except those that run before a session, and one that is open to everybody.
    .filter(
      (verb) =>
        ![
          "authorise",
          "authoriseUpload",
          "authorisePortfolio",
          "authoriseTenants",
          "verifyCredentials",
          "renewed",
          "showHealth",
        ].includes(verb),
    );
  expect(verbs.toSorted()).toEqual(cases.map((each) => each.name).toSorted());
});

test("missing tenants and uploads look like other people's", async () => {
  for (const id of [randomUUID(), "1", "' OR 1=1 --", ""]) {
    await expect(showUpload(mine.admin, { uploadId: id })).rejects.toMatchObject({ code: "not_found" });
    await expect(showTenant(mine.admin, { tenantId: id })).rejects.toMatchObject({ code: "not_found" });
  }
});

test("sessions are visible to their user and admins only", async () => {
  const theirsOpen = await makeSession(theirs.supervisor.actor.userId);
  const { userId } = theirs.supervisor.actor;
  await expect(listSessions(mine.supervisor, { userId })).rejects.toMatchObject({ code: "forbidden" });
  await expect(endSessions(mine.supervisor, { userId })).rejects.toMatchObject({ code: "forbidden" });
  await expect(endSession(mine.supervisor, { sessionId: theirsOpen })).rejects.toMatchObject({ code: "not_found" });
  expect((await listSessions(mine.admin, { userId })).map(({ id }) => id)).toContain(theirsOpen);
  await endSession(mine.admin, { sessionId: theirsOpen });
  await endSessions(mine.admin, { userId });
  expect(await listSessions(mine.admin, { userId })).toEqual([]);
});

test("a removed membership ends at once", async () => {
  const team = await makeTeam({ server: "crm01.wolkvox.com" });
  await expect(listCustomFields(team.supervisor, { tenantId: team.tenantId })).resolves.toEqual([]);
  await editUser(team.admin, { userId: team.supervisor.actor.userId, tenantIds: [] });
  await expect(listCustomFields(team.supervisor, { tenantId: team.tenantId })).rejects.toMatchObject({
    code: "not_found",
  });
});
