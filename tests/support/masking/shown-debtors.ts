import { recordStates } from "#lib/domain/outcome/record-state.ts";
import { holdKey as keyOfPerson } from "#lib/domain/person/hold-key.ts";
import { goneLists } from "#lib/domain/views/close-out-view.ts";
import { listedGroups } from "#lib/domain/views/comparison-view.ts";
import { personDigest } from "#lib/secrets/person-digest.ts";
import { listGone } from "#lib/services/close-outs/list-gone.ts";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { showGone } from "#lib/services/close-outs/show-gone.ts";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { seekComparison } from "#lib/services/comparison/seek-comparison.ts";
import { seekMadeWhole } from "#lib/services/comparison/seek-made-whole.ts";
import { seekMoved } from "#lib/services/comparison/seek-moved.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import type { Ctx } from "#lib/services/context.ts";
import { listHoldBuckets } from "#lib/services/holds/list-hold-buckets.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { seekHeld } from "#lib/services/holds/seek-held.ts";
import { exportAudit } from "#lib/services/operations/export-audit.ts";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { listAuditActors } from "#lib/services/operations/list-audit-actors.ts";
import { listUnknownTimes } from "#lib/services/operations/list-unknown-times.ts";
import { countTwice } from "#lib/services/outcomes/count-twice.ts";
import { countUnidentified } from "#lib/services/outcomes/count-unidentified.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { groupRejections } from "#lib/services/outcomes/group-rejections.ts";
import { listCalls } from "#lib/services/outcomes/list-calls.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { listSetAside } from "#lib/services/outcomes/list-set-aside.ts";
import { planCorrection } from "#lib/services/outcomes/plan-correction.ts";
import { planReadBack } from "#lib/services/outcomes/plan-read-back.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { searchLeftOut } from "#lib/services/outcomes/search-left-out.ts";
import { summariseLeftOut } from "#lib/services/outcomes/summarise-left-out.ts";
import { listClientTrail } from "#lib/services/people/list-client-trail.ts";
import { listPortfolios } from "#lib/services/portfolios/list-portfolios.ts";
import { locatePortfolio } from "#lib/services/portfolios/locate-portfolio.ts";
import { seekPartClash } from "#lib/services/portfolios/seek-part-clash.ts";
import { showDrift } from "#lib/services/portfolios/show-drift.ts";
import { showMorning } from "#lib/services/portfolios/show-morning.ts";
import { showPortfolio } from "#lib/services/portfolios/show-portfolio.ts";
import { searchPortal } from "#lib/services/search/search-portal.ts";
import { exportReceipt } from "#lib/services/uploads/export-receipt.ts";
import { exportUploads } from "#lib/services/uploads/export-uploads.ts";
import { findEarlierUpload } from "#lib/services/uploads/find-earlier-upload.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { locateUpload } from "#lib/services/uploads/locate-upload.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { seekDoubled } from "#lib/services/uploads/seek-doubled.ts";
import { showFigures } from "#lib/services/uploads/show-figures.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { watchUpload } from "#lib/services/uploads/watch-upload.ts";
import { collected } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { canary } from "#tests/support/people/whole-life.ts";

const holdKey = (identification: string) => keyOfPerson(identification, "CO");

export interface World {
  readonly ctx: Ctx;
  readonly tenantId: string;
  readonly portfolioId: string;
  readonly uploadIds: readonly string[];
}
export type Ask = (world: World) => readonly (() => Promise<unknown>)[];

const day = (at: number) =>
  fromNow(at * 86_400_000)
    .toISOString()
    .slice(0, 10);
const ofTenant =
  (verb: (ctx: Ctx, input: { tenantId: string }) => Promise<unknown>): Ask =>
  ({ ctx, tenantId }) => [() => verb(ctx, { tenantId })];
const ofPortfolio =
  (verb: (ctx: Ctx, input: { portfolioId: string }) => Promise<unknown>): Ask =>
  ({ ctx, portfolioId }) => [() => verb(ctx, { portfolioId })];
const ofUploads =
  (verb: (ctx: Ctx, input: { uploadId: string }) => Promise<unknown>): Ask =>
  ({ ctx, uploadIds }) =>
    uploadIds.map((uploadId) => () => verb(ctx, { uploadId }));

/** All that a page, a route or the progress of a run answers about a tenant's debtors, or might. */
export const shownDebtors: Readonly<Record<string, Ask>> = {
  countTwice: ofUploads(countTwice),
  countUnidentified: ofUploads(countUnidentified),
  exportUploads: ({ ctx, tenantId }) => [
    async () => collected((await exportUploads(ctx, { tenantId })) as AsyncIterable<unknown>),
  ],
  findEarlierUpload: ({ ctx, tenantId }) => [() => findEarlierUpload(ctx, { tenantId, sha256: "a".repeat(64) })],
  groupLeftOut: ofUploads(groupLeftOut),
  groupRejections: ofUploads(groupRejections),
  exportAudit: ({ ctx, tenantId }) => [async () => collected(await exportAudit(ctx, { tenantId }))],
  exportReceipt: ofUploads(exportReceipt),
  listAudit: ofTenant(listAudit),
  listAuditActors: ofTenant(listAuditActors),
  // By the keyed hash of the canary: with a number that is typed it comes back.
  listClientTrail: ({ ctx, tenantId }) => [
    () => listClientTrail(ctx, { tenantId, person: personDigest(tenantId, holdKey(canary.identification)) }),
  ],
  listCalls: ofUploads((ctx, input) => listCalls(ctx, { ...input, limit: 200 })),
  listComparedDebtors: ({ ctx, uploadIds }) =>
    uploadIds.flatMap((uploadId) =>
      listedGroups.flatMap((group) => [
        () => listComparedDebtors(ctx, { uploadId, group, limit: 200 }),
        () => listComparedDebtors(ctx, { uploadId, group, limit: 1 }),
      ]),
    ),
  listGone: ({ ctx, portfolioId }) =>
    goneLists.flatMap((list) => [
      () => listGone(ctx, { portfolioId, list }),
      () => listGone(ctx, { portfolioId, list, limit: 1 }),
    ]),
  listHoldBuckets: ofTenant(listHoldBuckets),
  listHolds: ({ ctx, tenantId }) => ["", canary.identification].map((text) => () => listHolds(ctx, { tenantId, text })),
  listLeftOut: ofUploads((ctx, input) => listLeftOut(ctx, { ...input, limit: 200 })),
  listPortfolios: ofTenant(listPortfolios),
  listRecords: ({ ctx, uploadIds }) =>
    uploadIds.flatMap((uploadId) =>
      recordStates.map((state) => () => listRecords(ctx, { uploadId, state, limit: 200 })),
    ),
  listSetAside: ofUploads(listSetAside),
  listUnknownTimes: ({ ctx }) => [() => listUnknownTimes(ctx)],
  listUploads: ofTenant(listUploads),
  locatePortfolio: ofPortfolio(locatePortfolio),
  locateUpload: ofUploads(locateUpload),
  planCloseOut: ofUploads(planCloseOut),
  planReadBack: ofUploads(planReadBack),
  planCorrection: ofUploads(planCorrection),
  planRetry: ofUploads(planRetry),
  planUpload: ofUploads(planUpload),
  seekDoubled: ofUploads(seekDoubled),
  seekHeld: ofUploads(seekHeld),
  searchDebtor: ({ ctx, tenantId }) => [() => searchDebtor(ctx, { tenantId, identification: canary.identification })],
  searchLeftOut: ({ ctx, tenantId }) => [() => searchLeftOut(ctx, { tenantId, identification: canary.identification })],
  searchPortal: ({ ctx }) =>
    [canary.identification, canary.identification.slice(0, 6), "1000", ""].map(
      (text) => () => searchPortal(ctx, { text }),
    ),
  seekComparison: ofUploads(seekComparison),
  seekMadeWhole: ofUploads(seekMadeWhole),
  seekMoved: ofUploads(seekMoved),
  seekPartClash: ofUploads(seekPartClash),
  showComparison: ofUploads(showComparison),
  showDrift: ofUploads(showDrift),
  showFigures: ({ ctx, tenantId }) => [
    () => showFigures(ctx, { tenantId, from: day(-3), to: day(1) }),
    () => showFigures(ctx, { from: day(-3), to: day(1) }),
  ],
  showGone: ofPortfolio(showGone),
  showMorning: ({ ctx }) => [() => showMorning(ctx)],
  showPortfolio: ofPortfolio(showPortfolio),
  showReceipt: ofUploads(showReceipt),
  showUpload: ofUploads(showUpload),
  summariseLeftOut: ofUploads(summariseLeftOut),
  watchUpload: ({ ctx, uploadIds }) =>
    uploadIds.map((uploadId) => async () => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      const stop = await watchUpload(ctx, { uploadId, onChange: resolve, onError: reject });
      return promise.finally(stop);
    }),
};

/** Use cases that answer with nothing about a debtor, or with what the asker may have or has just typed, and why. */
export const withoutDebtors = {
  "a change, answered with ids and figures": [
    ...["advanceStaging", "arrangeMorning", "cancelUpload", "chooseSending", "closeOut", "confirmUpload"],
    ...["createPortfolio", "discardStaging", "editPortfolio", "endHold", "erasePerson", "explainDeclared"],
    ...["explainDrift", "finishStaging", "pauseUpload", "readBackUpload", "receiveChunk", "receivePart"],
    ...["rememberMapping", "renewComparison", "restPortfolio", "resumeUpload", "retryFailures", "startStaging"],
    ...["stateOutcome", "removeFilter", "saveFilter", "reviewRestore"],
  ],
  "what was typed comes back": ["addHolds", "addressClient", "addressSearch", "planErasure"],
  "one's own file in the workbench": ["findCorrection", "recallMapping", "recogniseFile", "tellHeld"],
  "a download of who may have one, which is an entry": [
    ...["exportComparison", "exportGone", "exportPerson", "exportRows"],
  ],
  "reveals one debtor, which is an entry": ["revealDebtor", "revealHold"],
  "about tenants, users and sessions": [
    ...["askReset", "beginSecondFactor", "changeLocale", "changePassword", "chooseTenant", "confirmSecondFactor"],
    ...["createTenant", "declareCustomField", "editCustomField", "editTenant", "editUser", "endSession", "endSessions"],
    ...[
      "inviteUser",
      "listCustomFields",
      "listFilters",
      "listRetiredTenants",
      "listSessions",
      "listTenantSettings",
      "listTenants",
    ],
    ...["listUsers", "makeFirstAdmin", "noteActivity", "reauthenticate", "removeCustomField", "removeIdentity"],
    ...[
      "removeSecondFactor",
      "renewRecoveryCodes",
      "renewed",
      "resetSecondFactor",
      "retireTenant",
      "sendLink",
      "setPassword",
      "showHealth",
      "showLink",
    ],
    ...["showSecurity", "showSession", "showTenant", "signInThroughProvider", "signOut", "testConnection"],
    ...["verifyCredentials"],
  ],
  "decides about the asker": [
    "authorise",
    "authorisePortfolio",
    "authoriseUpload",
    "authoriseVisible",
    "authoriseWorking",
  ],
};
