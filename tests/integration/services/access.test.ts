import { randomUUID } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { afterAll, describe, expect, test } from "vitest";
import { isAllowed, type Permission, type Role, roles } from "#lib/domain/access/permission.ts";
import type { AppError } from "#lib/domain/app-error.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { totpCode, totpStepAt } from "#lib/secrets/totp.ts";
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
import { seekMadeWhole } from "#lib/services/comparison/seek-made-whole.ts";
import { seekMoved } from "#lib/services/comparison/seek-moved.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import type { Ctx } from "#lib/services/context.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { endHold } from "#lib/services/holds/end-hold.ts";
import { listHoldBuckets } from "#lib/services/holds/list-hold-buckets.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { seekHeld } from "#lib/services/holds/seek-held.ts";
import { tellHeld } from "#lib/services/holds/tell-held.ts";
import { revealDebtor } from "#lib/services/masking/reveal-debtor.ts";
import { revealHold } from "#lib/services/masking/reveal-hold.ts";
import { exportAudit } from "#lib/services/operations/export-audit.ts";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { listAuditActors } from "#lib/services/operations/list-audit-actors.ts";
import { listUnknownTimes } from "#lib/services/operations/list-unknown-times.ts";
import { reviewRestore } from "#lib/services/operations/review-restore.ts";
import { countTwice } from "#lib/services/outcomes/count-twice.ts";
import { countUnidentified } from "#lib/services/outcomes/count-unidentified.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { groupRejections } from "#lib/services/outcomes/group-rejections.ts";
import { listCalls } from "#lib/services/outcomes/list-calls.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { listSetAside } from "#lib/services/outcomes/list-set-aside.ts";
import { planCorrection } from "#lib/services/outcomes/plan-correction.ts";
import { planReadBack } from "#lib/services/outcomes/plan-read-back.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { searchLeftOut } from "#lib/services/outcomes/search-left-out.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { summariseLeftOut } from "#lib/services/outcomes/summarise-left-out.ts";
import { addressClient } from "#lib/services/people/address-client.ts";
import { addressSearch } from "#lib/services/people/address-search.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { exportPerson } from "#lib/services/people/export-person.ts";
import { listClientTrail } from "#lib/services/people/list-client-trail.ts";
import { planErasure } from "#lib/services/people/plan-erasure.ts";
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
import { reauthenticate } from "#lib/services/sessions/reauthenticate.ts";
import { showSession } from "#lib/services/sessions/show-session.ts";
import { signOut } from "#lib/services/sessions/sign-out.ts";
import { chooseTenant } from "#lib/services/tenants/choose-tenant.ts";
import { createTenant } from "#lib/services/tenants/create-tenant.ts";
import { declareCustomField } from "#lib/services/tenants/declare-custom-field.ts";
import { editCustomField } from "#lib/services/tenants/edit-custom-field.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { listCustomFields } from "#lib/services/tenants/list-custom-fields.ts";
import { listRetiredTenants } from "#lib/services/tenants/list-retired-tenants.ts";
import { listTenantSettings } from "#lib/services/tenants/list-tenant-settings.ts";
import { listTenants } from "#lib/services/tenants/list-tenants.ts";
import { recallMapping } from "#lib/services/tenants/recall-mapping.ts";
import { rememberMapping } from "#lib/services/tenants/remember-mapping.ts";
import { removeCustomField } from "#lib/services/tenants/remove-custom-field.ts";
import { retireTenant } from "#lib/services/tenants/retire-tenant.ts";
import { showTenant } from "#lib/services/tenants/show-tenant.ts";
import { testConnection } from "#lib/services/tenants/test-connection.ts";
import { advanceStaging } from "#lib/services/uploads/advance-staging.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { discardStaging } from "#lib/services/uploads/discard-staging.ts";
import { explainDeclared } from "#lib/services/uploads/explain-declared.ts";
import { exportReceipt } from "#lib/services/uploads/export-receipt.ts";
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
import { seekDoubled } from "#lib/services/uploads/seek-doubled.ts";
import { showFigures } from "#lib/services/uploads/show-figures.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { startStaging } from "#lib/services/uploads/start-staging.ts";
import { watchUpload } from "#lib/services/uploads/watch-upload.ts";
import { beginSecondFactor } from "#lib/services/users/begin-second-factor.ts";
import { changeLocale } from "#lib/services/users/change-locale.ts";
import { changePassword } from "#lib/services/users/change-password.ts";
import { confirmSecondFactor } from "#lib/services/users/confirm-second-factor.ts";
import { editUser } from "#lib/services/users/edit-user.ts";
import { inviteUser } from "#lib/services/users/invite-user.ts";
import { listFilters } from "#lib/services/users/list-filters.ts";
import { listUsers } from "#lib/services/users/list-users.ts";
import { removeFilter } from "#lib/services/users/remove-filter.ts";
import { removeIdentity } from "#lib/services/users/remove-identity.ts";
import { removeSecondFactor } from "#lib/services/users/remove-second-factor.ts";
import { renewRecoveryCodes } from "#lib/services/users/renew-recovery-codes.ts";
import { resetSecondFactor } from "#lib/services/users/reset-second-factor.ts";
import { saveFilter } from "#lib/services/users/save-filter.ts";
import { sendLink } from "#lib/services/users/send-link.ts";
import { showSecurity } from "#lib/services/users/show-security.ts";
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
  makeUser,
  portfolioMapping,
  signedOut,
  stage,
  testPassword,
} from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { giveFactor } from "#tests/support/people/second-factor.ts";
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
  /** The roles that may, each for the tenant `mine`; written here apart from the permissions. */
  readonly may: readonly Role[];
  /** Open to who must still set up a second factor. */
  readonly isBeforeSecondFactor?: true;
  /** Only for who has proven within the last minutes who they are. */
  readonly needsProof?: true;
  /** Belongs to no tenant: a stranger gets their own data. */
  readonly isOfNoTenant?: boolean;
  readonly invalid?: (ctx: Ctx) => Promise<unknown>;
}

const everybody: readonly Role[] = ["admin", "supervisor", "auditor"];
const loaders: readonly Role[] = ["admin", "supervisor"];
const auditing: readonly Role[] = ["admin", "auditor"];
const admins: readonly Role[] = ["admin"];

/** A user for whom signing in asks for a code. */
async function userWithFactor(): Promise<string> {
  const { userId } = (await makeUser("supervisor")).actor;
  await giveFactor(userId);
  return userId;
}

/** A code of a second factor that the actor has been given. */
async function codeOfActor({ actor }: Ctx): Promise<string> {
  return actor === null ? "000000" : (await giveFactor(actor.userId)).code();
}

/** Sets up the actor's second factor anew. */
async function confirmedAgain(ctx: Ctx) {
  if (ctx.actor !== null) await ownerDatabase().secondFactor.deleteMany({ where: { userId: ctx.actor.userId } });
  const { secret } = await beginSecondFactor(ctx);
  return confirmSecondFactor(ctx, { code: totpCode(secret, totpStepAt(fromNow().getTime())) });
}

const order: readonly Role[] = ["supervisor", "auditor", "admin"];
const aboutTheUser = /^(forbidden|signed_out|not_found|reauthentication_needed|second_factor_needed)$/;

const codeOf = (answer: Promise<unknown>): Promise<string> =>
  answer.then(
    () => "ok",
    (error: AppError) => error.code,
  );

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
    may: everybody,
    isBeforeSecondFactor: true,
    run: (ctx) => changeLocale(ctx, { locale: "en" }),
    isOfNoTenant: true,
    invalid: (ctx) => changeLocale(ctx, { locale: wrong("xx") }),
  },
  {
    name: "arrangeMorning",
    may: everybody,
    run: (ctx) => arrangeMorning(ctx, { tenantId, order: "worst" }),
    invalid: (ctx) => arrangeMorning(ctx, { tenantId, order: wrong("best") }),
  },
  { name: "showMorning", may: everybody, run: (ctx) => showMorning(ctx), isOfNoTenant: true },
  { name: "chooseTenant", may: everybody, run: (ctx) => chooseTenant(ctx, { tenantId }) },
  { name: "listRetiredTenants", may: everybody, run: (ctx) => listRetiredTenants(ctx), isOfNoTenant: true },
  { name: "listTenants", may: everybody, run: (ctx) => listTenants(ctx), isOfNoTenant: true },
  { name: "listTenantSettings", may: admins, run: (ctx) => listTenantSettings(ctx) },
  { name: "showTenant", may: admins, run: (ctx) => showTenant(ctx, { tenantId }) },
  {
    name: "createTenant",
    may: admins,
    needsProof: true,
    run: (ctx) =>
      createTenant(ctx, { name: `T ${randomUUID()}`, operation: "op", server: "crm.wolkvox.com", token: "abc" }),
    invalid: (ctx) =>
      createTenant(ctx, { name: "", operation: "o p", server: "crm.wolkvox.com", token: "a b", batchSize: 0 }),
  },
  {
    name: "editTenant",
    may: admins,
    needsProof: true,
    run: (ctx) => editTenant(ctx, { tenantId, batchSize: 99 }),
    invalid: (ctx) => editTenant(ctx, { tenantId, country: "Colombia" }),
  },
  {
    name: "retireTenant",
    may: admins,
    needsProof: true,
    run: (ctx) => retireTenant(ctx, { tenantId, isRetired: false }),
    invalid: (ctx) => retireTenant(ctx, { tenantId, isRetired: wrong("yes") }),
  },
  {
    name: "testConnection",
    may: admins,
    needsProof: true,
    run: (ctx) => testConnection(ctx, { tenantId }),
    invalid: (ctx) => testConnection(ctx, { server: "crm.wolkvox.com" }),
  },
  { name: "listCustomFields", may: everybody, run: (ctx) => listCustomFields(ctx, { tenantId }) },
  {
    name: "declareCustomField",
    may: admins,
    run: (ctx) =>
      declareCustomField(ctx, {
        tenantId,
        level: "debtor",
        label: randomUUID(),
        kind: "date",
        dateFormat: "DD-MM-YYYY",
      }),
    invalid: (ctx) => declareCustomField(ctx, { tenantId, level: "debtor", label: "Obligations", kind: "text" }),
  },
  {
    name: "editCustomField",
    may: admins,
    run: (ctx) => editCustomField(ctx, { tenantId, customFieldId, kind: "number" }),
    invalid: (ctx) => editCustomField(ctx, { tenantId, customFieldId, kind: "list" }),
  },
  { name: "listUsers", may: admins, run: (ctx) => listUsers(ctx) },
  {
    name: "planErasure",
    may: admins,
    run: (ctx) => planErasure(ctx, { tenantId, identification: "77" }),
    invalid: (ctx) => planErasure(ctx, { tenantId, identification: "no se lee!" }),
  },
  {
    name: "exportPerson",
    may: admins,
    run: (ctx) => exportPerson(ctx, { tenantId, identification: "77" }),
    invalid: (ctx) => exportPerson(ctx, { tenantId, identification: "" }),
  },
  {
    name: "erasePerson",
    may: admins,
    run: (ctx) => erasePerson(ctx, { tenantId, identification: "77" }),
    invalid: (ctx) => erasePerson(ctx, { tenantId, identification: wrong(77) }),
  },
  {
    name: "inviteUser",
    may: admins,
    needsProof: true,
    run: (ctx) =>
      inviteUser(ctx, { email: `${randomUUID()}@example.com`, name: "Ana", role: "auditor", tenantIds: [tenantId] }),
    invalid: (ctx) => inviteUser(ctx, { email: "ana", name: "", role: "supervisor", tenantIds: [] }),
  },
  {
    name: "sendLink",
    may: admins,
    needsProof: true,
    run: (ctx) => sendLink(ctx, { userId: theirs.supervisor.actor.userId }),
    invalid: (ctx) => sendLink(ctx, { userId: randomUUID() }),
  },
  {
    name: "resetSecondFactor",
    may: admins,
    needsProof: true,
    run: async (ctx) => resetSecondFactor(ctx, { userId: await userWithFactor() }),
    invalid: (ctx) => resetSecondFactor(ctx, { userId: randomUUID() }),
  },
  {
    name: "editUser",
    may: admins,
    needsProof: true,
    run: (ctx) => editUser(ctx, { userId: mine.supervisor.actor.userId, name: "Otro Nombre" }),
    invalid: (ctx) => editUser(ctx, { userId: mine.supervisor.actor.userId, name: " " }),
  },
  {
    name: "listAudit",
    may: auditing,
    run: (ctx) => listAudit(ctx, { tenantId }),
    invalid: (ctx) => listAudit(ctx, { tenantId, limit: 100_000 }),
  },
  {
    name: "listAuditActors",
    may: auditing,
    run: (ctx) => listAuditActors(ctx, {}),
    isOfNoTenant: true,
  },
  {
    name: "exportAudit",
    may: auditing,
    run: (ctx) => exportAudit(ctx, { tenantId }),
    invalid: (ctx) => exportAudit(ctx, { tenantId, action: wrong("nothing") }),
  },
  {
    name: "addressClient",
    may: auditing,
    run: (ctx) => addressClient(ctx, { tenantId, identification: "77" }),
    invalid: (ctx) => addressClient(ctx, { tenantId, identification: "no se lee!" }),
  },
  {
    name: "addressSearch",
    may: everybody,
    run: (ctx) => addressSearch(ctx, { tenantId, text: "77" }),
    invalid: (ctx) => addressSearch(ctx, { tenantId, text: "7".repeat(101) }),
  },
  {
    name: "listClientTrail",
    may: auditing,
    run: (ctx) => listClientTrail(ctx, { tenantId, person: "test:0" }),
    invalid: (ctx) => listClientTrail(ctx, { tenantId, person: "test:0", limit: 100_000 }),
  },
  {
    name: "recallMapping",
    may: loaders,
    run: (ctx) => recallMapping(ctx, { tenantId, headers: [...headers] }),
    invalid: (ctx) => recallMapping(ctx, { tenantId, headers: [] }),
  },
  {
    name: "rememberMapping",
    may: loaders,
    run: (ctx) => rememberMapping(ctx, { tenantId, headers: [...headers], mapping: portfolioMapping }),
    invalid: (ctx) => rememberMapping(ctx, { tenantId, headers: ["Uno"], mapping: portfolioMapping }),
  },
  {
    name: "createPortfolio",
    may: loaders,
    run: (ctx) => createPortfolio(ctx, { tenantId, name: `Banco ${randomUUID()}` }),
    invalid: (ctx) => createPortfolio(ctx, { tenantId, name: " " }),
  },
  {
    name: "editPortfolio",
    may: loaders,
    run: (ctx) => editPortfolio(ctx, { portfolioId, creditor: "Banco", expectedDays: [1, 5], expectedMinute: 540 }),
    invalid: (ctx) => editPortfolio(ctx, { portfolioId, volatileFields: ["debtor.Shoes"] }),
  },
  { name: "restPortfolio", may: loaders, run: (ctx) => restPortfolio(ctx, { portfolioId, isResting: false }) },
  {
    name: "listPortfolios",
    may: everybody,
    run: (ctx) => listPortfolios(ctx, { tenantId }),
    invalid: (ctx) => listPortfolios(ctx, { isResting: wrong("yes") }),
  },
  { name: "locatePortfolio", may: everybody, run: (ctx) => locatePortfolio(ctx, { portfolioId }) },
  { name: "showPortfolio", may: everybody, run: (ctx) => showPortfolio(ctx, { portfolioId }) },
  {
    name: "recogniseFile",
    may: loaders,
    run: (ctx) => recogniseFile(ctx, { tenantId, headers: [...headers], fileName: "cartera.csv" }),
    invalid: (ctx) => recogniseFile(ctx, { tenantId, headers: [], fileName: "cartera.csv" }),
  },
  {
    name: "findEarlierUpload",
    may: everybody,
    run: (ctx) => findEarlierUpload(ctx, { tenantId, sha256 }),
    invalid: (ctx) => findEarlierUpload(ctx, { tenantId, sha256: "zz" }),
  },
  {
    name: "startStaging",
    may: loaders,
    run: async (ctx) => {
      const fields = fieldsOf(await listCustomFields(mine.admin, { tenantId }));
      return beginStaging(ctx, tenantId, makePortfolio(1), { fields });
    },
    invalid: (ctx) => startStaging(ctx, { ...staging, totals: { file: one, setAside: 0, leftOut: one, staged: one } }),
  },
  {
    name: "receiveChunk",
    may: loaders,
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
    may: loaders,
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
  { name: "finishStaging", may: loaders, run: (ctx) => finishStaging(ctx, { uploadId }) },
  { name: "advanceStaging", may: loaders, run: (ctx) => advanceStaging(ctx, { uploadId }) },
  { name: "discardStaging", may: loaders, run: (ctx) => discardStaging(ctx, { uploadId: stagingId }) },
  {
    name: "addHolds",
    may: loaders,
    run: (ctx) => addHolds(ctx, { tenantId, identifications: [randomUUID()], why: "claim" }),
    invalid: (ctx) => addHolds(ctx, { tenantId, identifications: ["1"], why: wrong("whim") }),
  },
  {
    name: "listHolds",
    may: loaders,
    run: (ctx) => listHolds(ctx, { tenantId }),
    invalid: (ctx) => listHolds(ctx, { tenantId, limit: 0 }),
  },
  {
    name: "endHold",
    may: loaders,
    run: async (ctx) => {
      const [hold] = (await listHolds(ctx, { tenantId })).items;
      await endHold(ctx, { tenantId, holdId: hold?.id ?? "" });
    },
    invalid: (ctx) => endHold(ctx, { tenantId, holdId: "x" }),
  },
  {
    name: "revealDebtor",
    may: everybody,
    run: (ctx) => revealDebtor(ctx, { list: "records", uploadId, ordinal: 0, reason: "lo pide el banco" }),
    invalid: (ctx) => revealDebtor(ctx, { list: "records", uploadId, ordinal: -1, reason: "lo pide el banco" }),
  },
  {
    name: "revealHold",
    may: loaders,
    run: async (ctx) => {
      await addHolds(ctx, { tenantId, identifications: ["99"], why: "claim" });
      const [hold] = (await listHolds(ctx, { tenantId })).items;
      await revealHold(ctx, { tenantId, holdId: hold?.id ?? "" });
    },
    invalid: (ctx) => revealHold(ctx, { tenantId, holdId: "x" }),
  },
  { name: "listHoldBuckets", may: loaders, run: (ctx) => listHoldBuckets(ctx, { tenantId }) },
  {
    name: "tellHeld",
    may: loaders,
    run: (ctx) => tellHeld(ctx, { tenantId, identifications: ["1"] }),
    invalid: (ctx) => tellHeld(ctx, { tenantId, identifications: [""] }),
  },
  {
    name: "explainDrift",
    may: loaders,
    run: (ctx) => explainDrift(ctx, { uploadId: stoppedId, reason: "El banco no cambió nada" }),
    invalid: (ctx) => explainDrift(ctx, { uploadId: stoppedId, reason: "está bien" }),
  },
  { name: "seekPartClash", may: everybody, run: (ctx) => seekPartClash(ctx, { uploadId }) },
  { name: "showDrift", may: everybody, run: (ctx) => showDrift(ctx, { uploadId: stoppedId }) },
  { name: "seekDoubled", may: everybody, run: (ctx) => seekDoubled(ctx, { uploadId }) },
  { name: "seekHeld", may: everybody, run: (ctx) => seekHeld(ctx, { uploadId }) },
  { name: "planUpload", may: everybody, run: (ctx) => planUpload(ctx, { uploadId }) },
  {
    name: "explainDeclared",
    may: loaders,
    run: (ctx) => explainDeclared(ctx, { uploadId: declaredId, reason: "El banco cuenta sus repetidos" }),
    invalid: (ctx) => explainDeclared(ctx, { uploadId: declaredId, reason: " " }),
  },
  { name: "showUpload", may: everybody, run: (ctx) => showUpload(ctx, { uploadId }) },
  {
    name: "listUploads",
    may: everybody,
    run: (ctx) => listUploads(ctx, { tenantId, states: ["staged"], text: "CARTERA" }),
    invalid: (ctx) => listUploads(ctx, { after: "yesterday" }),
  },
  {
    name: "exportUploads",
    may: everybody,
    run: (ctx) => exportUploads(ctx, { tenantId }),
    invalid: (ctx) => exportUploads(ctx, { tenantId, states: [wrong("burnt")] }),
  },
  {
    name: "showFigures",
    may: everybody,
    run: (ctx) => showFigures(ctx, { tenantId, from: "2026-11-01", to: "2026-11-30" }),
    invalid: (ctx) => showFigures(ctx, { tenantId, from: "2020-11-01", to: "2026-11-30" }),
  },
  {
    name: "saveFilter",
    may: everybody,
    run: (ctx) => saveFilter(ctx, { tenantId, name: "Por confirmar", query: "state=waiting" }),
    invalid: (ctx) => saveFilter(ctx, { tenantId, name: " ", query: "" }),
  },
  { name: "listFilters", may: everybody, run: (ctx) => listFilters(ctx, { tenantId }) },
  {
    name: "removeFilter",
    may: everybody,
    run: async (ctx) => {
      const [filter] = await listFilters(ctx, { tenantId });
      await removeFilter(ctx, { tenantId, filterId: filter?.id ?? "" });
    },
    invalid: (ctx) => removeFilter(ctx, { tenantId, filterId: "x" }),
  },
  {
    name: "listRecords",
    may: everybody,
    run: (ctx) => listRecords(ctx, { uploadId, state: "pending" }),
    invalid: (ctx) => listRecords(ctx, { uploadId, state: wrong("gone") }),
  },
  {
    name: "listSetAside",
    may: everybody,
    run: (ctx) => listSetAside(ctx, { uploadId }),
    invalid: (ctx) => listSetAside(ctx, { uploadId, limit: 0 }),
  },
  {
    name: "listLeftOut",
    may: everybody,
    run: (ctx) => listLeftOut(ctx, { uploadId }),
    invalid: (ctx) => listLeftOut(ctx, { uploadId, limit: 0 }),
  },
  {
    name: "groupRejections",
    may: everybody,
    run: (ctx) => groupRejections(ctx, { uploadId }),
    invalid: (ctx) => groupRejections(ctx, { uploadId, key: "x" }),
  },
  { name: "locateUpload", may: everybody, run: (ctx) => locateUpload(ctx, { uploadId }) },
  { name: "countTwice", may: everybody, run: (ctx) => countTwice(ctx, { uploadId }) },
  { name: "countUnidentified", may: everybody, run: (ctx) => countUnidentified(ctx, { uploadId }) },
  { name: "groupLeftOut", may: everybody, run: (ctx) => groupLeftOut(ctx, { uploadId }) },
  { name: "summariseLeftOut", may: everybody, run: (ctx) => summariseLeftOut(ctx, { uploadId }) },
  {
    name: "listCalls",
    may: everybody,
    run: (ctx) => listCalls(ctx, { uploadId }),
    invalid: (ctx) => listCalls(ctx, { uploadId, after: "x" }),
  },
  {
    name: "searchDebtor",
    may: everybody,
    run: (ctx) => searchDebtor(ctx, { tenantId, identification: "10000001" }),
    invalid: (ctx) => searchDebtor(ctx, { tenantId, identification: " " }),
  },
  {
    name: "searchLeftOut",
    may: everybody,
    run: (ctx) => searchLeftOut(ctx, { tenantId, identification: "10000001" }),
    invalid: (ctx) => searchLeftOut(ctx, { tenantId, identification: " " }),
  },
  {
    name: "exportRows",
    may: loaders,
    run: (ctx) => exportRows(ctx, { uploadId, group: "failures" }),
    invalid: (ctx) => exportRows(ctx, { uploadId, group: wrong("all") }),
  },
  {
    name: "searchPortal",
    may: everybody,
    run: (ctx) => searchPortal(ctx, { text: "cartera" }),
    isOfNoTenant: true,
    invalid: (ctx) => searchPortal(ctx, { text: "a".repeat(101) }),
  },
  { name: "planCloseOut", may: everybody, run: (ctx) => planCloseOut(ctx, { uploadId: goneId }) },
  {
    name: "closeOut",
    may: loaders,
    run: (ctx) => closeOut(ctx, { uploadId: goneId, ...closeOutWords }),
    invalid: (ctx) => closeOut(ctx, { uploadId: goneId, ...closeOutWords, headers: [] }),
  },
  { name: "showGone", may: everybody, run: (ctx) => showGone(ctx, { portfolioId }) },
  { name: "exportGone", may: loaders, run: (ctx) => exportGone(ctx, { portfolioId }) },
  {
    name: "listGone",
    may: everybody,
    run: (ctx) => listGone(ctx, { portfolioId }),
    invalid: (ctx) => listGone(ctx, { portfolioId, limit: 0 }),
  },
  { name: "showComparison", may: everybody, run: (ctx) => showComparison(ctx, { uploadId: comparedId }) },
  { name: "seekComparison", may: everybody, run: (ctx) => seekComparison(ctx, { uploadId: comparedId }) },
  { name: "seekMadeWhole", may: everybody, run: (ctx) => seekMadeWhole(ctx, { uploadId: comparedId }) },
  { name: "seekMoved", may: everybody, run: (ctx) => seekMoved(ctx, { uploadId: comparedId }) },
  { name: "renewComparison", may: loaders, run: (ctx) => renewComparison(ctx, { uploadId: comparedId }) },
  { name: "exportComparison", may: loaders, run: (ctx) => exportComparison(ctx, { uploadId: comparedId }) },
  {
    name: "listComparedDebtors",
    may: everybody,
    run: (ctx) => listComparedDebtors(ctx, { uploadId: comparedId, group: "gone" }),
    invalid: (ctx) => listComparedDebtors(ctx, { uploadId: comparedId, group: wrong("same") }),
  },
  {
    name: "chooseSending",
    may: loaders,
    run: (ctx) => chooseSending(ctx, { uploadId: comparedId, sends: "everything", countsVolatile: true }),
    invalid: (ctx) => chooseSending(ctx, { uploadId: comparedId, sends: "changes", countsVolatile: true }),
  },
  {
    name: "watchUpload",
    may: everybody,
    run: async (ctx) => {
      const stop = await watchUpload(ctx, {
        uploadId,
        onChange: () => undefined,
        onError: (error) => expect.unreachable(String(error)),
      });
      stop();
    },
  },
  { name: "confirmUpload", may: loaders, run: (ctx) => confirmUpload(ctx, { uploadId }) },
  { name: "pauseUpload", may: loaders, run: (ctx) => pauseUpload(ctx, { uploadId }) },
  { name: "resumeUpload", may: loaders, run: (ctx) => resumeUpload(ctx, { uploadId }) },
  { name: "cancelUpload", may: loaders, run: (ctx) => cancelUpload(ctx, { uploadId }) },
  { name: "showReceipt", may: everybody, run: (ctx) => showReceipt(ctx, { uploadId }) },
  { name: "exportReceipt", may: everybody, run: (ctx) => exportReceipt(ctx, { uploadId }) },
  { name: "planReadBack", may: everybody, run: (ctx) => planReadBack(ctx, { uploadId }) },
  { name: "readBackUpload", may: loaders, run: (ctx) => readBackUpload(ctx, { uploadId }) },
  {
    name: "stateOutcome",
    may: loaders,
    run: (ctx) => stateOutcome(ctx, { uploadId, ordinals: "all", outcome: "accepted", note: "Visto en el CRM" }),
    invalid: (ctx) => stateOutcome(ctx, { uploadId, ordinals: [], outcome: wrong("maybe"), note: " " }),
  },
  {
    name: "retryFailures",
    may: loaders,
    run: (ctx) => retryFailures(ctx, { uploadId }),
    invalid: (ctx) => retryFailures(ctx, { uploadId, ordinals: [-1] }),
  },
  { name: "planCorrection", may: everybody, run: (ctx) => planCorrection(ctx, { uploadId }) },
  { name: "planRetry", may: everybody, run: (ctx) => planRetry(ctx, { uploadId }) },
  { name: "findCorrection", may: loaders, run: (ctx) => findCorrection(ctx, { tenantId, uploadId }) },
  {
    name: "removeCustomField",
    may: admins,
    run: (ctx) => removeCustomField(ctx, { tenantId, customFieldId }),
    invalid: (ctx) => removeCustomField(ctx, { tenantId, customFieldId: "x" }),
  },
  {
    name: "reauthenticate",
    may: everybody,
    isBeforeSecondFactor: true,
    run: (ctx) => reauthenticate(ctx, { password: testPassword }),
    isOfNoTenant: true,
    invalid: (ctx) => reauthenticate(ctx, { code: "123456" }),
  },
  {
    name: "changePassword",
    may: everybody,
    run: (ctx) => changePassword(ctx, { current: testPassword, password: testPassword }),
    isOfNoTenant: true,
    invalid: (ctx) => changePassword(ctx, { current: testPassword, password: "Contraseña123" }),
  },
  {
    name: "showSecurity",
    may: everybody,
    isBeforeSecondFactor: true,
    run: (ctx) => showSecurity(ctx),
    isOfNoTenant: true,
  },
  {
    name: "beginSecondFactor",
    may: everybody,
    isBeforeSecondFactor: true,
    needsProof: true,
    run: (ctx) => beginSecondFactor(ctx),
    isOfNoTenant: true,
  },
  {
    name: "confirmSecondFactor",
    may: everybody,
    isBeforeSecondFactor: true,
    needsProof: true,
    run: confirmedAgain,
    isOfNoTenant: true,
    invalid: (ctx) => confirmSecondFactor(ctx, { code: "" }),
  },
  {
    name: "renewRecoveryCodes",
    may: everybody,
    run: async (ctx) => renewRecoveryCodes(ctx, { code: await codeOfActor(ctx) }),
    isOfNoTenant: true,
    invalid: (ctx) => renewRecoveryCodes(ctx, { code: "" }),
  },
  {
    name: "removeSecondFactor",
    may: everybody,
    run: async (ctx) => removeSecondFactor(ctx, { code: await codeOfActor(ctx) }),
    isOfNoTenant: true,
    invalid: (ctx) => removeSecondFactor(ctx, { code: "" }),
  },
  {
    name: "removeIdentity",
    may: everybody,
    needsProof: true,
    run: async (ctx) => {
      const issuer = `https://${randomUUID()}.example.com`;
      if (ctx.actor !== null)
        await ownerDatabase().providerIdentity.create({ data: { issuer, subject: "1", userId: ctx.actor.userId } });
      await removeIdentity(ctx, { issuer });
    },
    isOfNoTenant: true,
    invalid: (ctx) => removeIdentity(ctx, { userId: "x", issuer: "https://id.example.com" }),
  },
  {
    name: "showSession",
    may: everybody,
    isBeforeSecondFactor: true,
    run: (ctx) => showSession(ctx),
    isOfNoTenant: true,
  },
  {
    name: "noteActivity",
    may: everybody,
    isBeforeSecondFactor: true,
    run: (ctx) => noteActivity(ctx),
    isOfNoTenant: true,
  },
  {
    name: "listSessions",
    may: everybody,
    run: (ctx) => listSessions(ctx, {}),
    isOfNoTenant: true,
    invalid: (ctx) => listSessions(ctx, { userId: "x" }),
  },
  {
    name: "endSession",
    may: everybody,
    run: async (ctx) => endSession(ctx, { sessionId: await makeSession((ctx.actor ?? mine.admin.actor).userId) }),
    isOfNoTenant: true,
    invalid: (ctx) => endSession(ctx, { sessionId: randomUUID() }),
  },
  {
    name: "endSessions",
    may: everybody,
    run: (ctx) => endSessions(ctx, {}),
    isOfNoTenant: true,
    invalid: (ctx) => endSessions(ctx, { userId: "x" }),
  },
  { name: "signOut", may: everybody, isBeforeSecondFactor: true, run: (ctx) => signOut(ctx), isOfNoTenant: true },
  { name: "listUnknownTimes", may: everybody, run: (ctx) => listUnknownTimes(ctx), isOfNoTenant: true },
  {
    name: "reviewRestore",
    may: ["admin"],
    run: async (ctx) => {
      const data = { id: randomUUID(), takenAt: fromNow(), uploads: 0, debtors: 0 };
      await ownerDatabase().databaseRestore.create({ data });
      await reviewRestore(ctx, { restoreId: data.id });
      // Only once.
      await expect(reviewRestore(ctx, { restoreId: data.id })).rejects.toMatchObject({ code: "not_found" });
    },
    isOfNoTenant: true,
    invalid: (ctx) => reviewRestore(ctx, { restoreId: "x" }),
  },
];

describe.each(cases)("$name", ({ run, may, isBeforeSecondFactor, needsProof, isOfNoTenant = false, invalid }) => {
  test("refuses the signed out", () => expect(run(signedOut)).rejects.toMatchObject({ code: "signed_out" }));

  if (!isOfNoTenant) {
    test.each(["supervisor", "auditor"] as const)("refuses the %s of another tenant", (role) =>
      expect(run(theirs[role])).rejects.toMatchObject({ code: may.includes(role) ? "not_found" : "forbidden" }),
    );
  }

  for (const role of roles.filter((role) => !may.includes(role))) {
    test(`refuses the tenant's own ${role}`, () =>
      expect(run(mine[role])).rejects.toMatchObject({ code: "forbidden" }));
  }

  if (invalid !== undefined) {
    test("refuses wrong input", () =>
      expect(invalid(may.includes("supervisor") ? mine.supervisor : mine.admin)).rejects.toMatchObject({
        code: expect.stringMatching(/^(invalid|not_found)$/),
      }));
  }

  const [first = "admin", ...others] = may.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
  test(`answers the ${first}`, async () => {
    expect(await codeOf(run(mine[first]))).toBe("ok");
  });
  // Whoever comes later may find it done: then the state refuses, not the role.
  for (const role of others) {
    test(`refuses no ${role}`, async () => {
      expect(await codeOf(run(mine[role]))).not.toMatch(aboutTheUser);
    });
  }

  test("waits for a required second factor, or is before it", async () => {
    const waiting = { ...mine[first], actor: { ...mine[first].actor, lacksSecondFactor: true } };
    expect((await codeOf(run(waiting))) === "second_factor_needed").toBe(isBeforeSecondFactor !== true);
  });

  test("asks for a new proof, or needs none", async () => {
    const stale = { ...mine[first], actor: { ...mine[first].actor, isFresh: false } };
    expect((await codeOf(run(stale))) === "reauthentication_needed").toBe(needsProof === true);
  });
});

test("every use case is in the table", () => {
  const verbs = globSync("lib/services/**/*.ts")
    .flatMap((file) => readFileSync(file, "utf8").match(/(?<=^export async function )\w+(?=\(_?ctx: Ctx)/gm) ?? [])
    // Except those that run before a session, and one that is open to everybody.
    .filter(
      (verb) =>
        ![
          "authorise",
          "authoriseUpload",
          "authorisePortfolio",
          "authoriseTenants",
          "authoriseVisible",
          "authoriseWorking",
          "verifyCredentials",
          "signInThroughProvider",
          "askReset",
          "showLink",
          "setPassword",
          "makeFirstAdmin",
          "renewed",
          "showHealth",
        ].includes(verb),
    );
  expect(verbs.toSorted()).toEqual(cases.map((each) => each.name).toSorted());
});

/** The permissions that each use case asks for, read from its source. */
function askedPermissions(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of globSync("lib/services/**/*.ts")) {
    const source = readFileSync(file, "utf8");
    const [, verb] = /^export async function (\w+)\(ctx: Ctx/m.exec(source) ?? [];
    if (verb !== undefined && cases.some(({ name }) => name === verb))
      found.set(
        verb,
        [...source.matchAll(/authorise\w*\([^";]*?"([\w.]+)"/g)].map(([, permission = ""]) => permission),
      );
  }
  return found;
}

test("every use case asks for permissions that exactly its roles have", () => {
  const asked = askedPermissions();
  expect([...asked.keys()].sort()).toEqual(cases.map(({ name }) => name).sort());
  for (const { name, may } of cases) {
    const permissions = asked.get(name) ?? [];
    expect(permissions.length, name).toBeGreaterThan(0);
    // Of others' sessions and links an admin may ask for more.
    const ofOthers = name === "removeIdentity" ? "users.manage" : name === "listUsers" ? "" : "users.read";
    const own = permissions.filter((permission) => permission !== ofOthers);
    for (const permission of own)
      expect([name, roles.filter((role) => isAllowed(role, permission as Permission)).toSorted()]).toEqual([
        name,
        may.toSorted(),
      ]);
  }
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
