import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { holdKey as keyOfPerson } from "#lib/domain/person/hold-key.ts";
import { personDigest } from "#lib/secrets/person-digest.ts";
import { exportGone } from "#lib/services/close-outs/export-gone.ts";
import { listGone } from "#lib/services/close-outs/list-gone.ts";
import { exportComparison } from "#lib/services/comparison/export-comparison.ts";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { endHold } from "#lib/services/holds/end-hold.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { exportAudit } from "#lib/services/operations/export-audit.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listCalls } from "#lib/services/outcomes/list-calls.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { listSetAside } from "#lib/services/outcomes/list-set-aside.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { searchLeftOut } from "#lib/services/outcomes/search-left-out.ts";
import { exportPerson } from "#lib/services/people/export-person.ts";
import { planErasure } from "#lib/services/people/plan-erasure.ts";
import { quietMs } from "#lib/services/record-once.ts";
import { searchPortal } from "#lib/services/search/search-portal.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { exportReceipt } from "#lib/services/uploads/export-receipt.ts";
import { exportUploads } from "#lib/services/uploads/export-uploads.ts";
import { verifyChains } from "#prisma/audit/verify-chains.ts";
import { idOf, sentPortfolio } from "#tests/support/close-outs/gone-world.ts";
import { explainStops } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { inNewSession, makePortfolio, makeUser, type UserCtx } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const holdKey = (identification: string) => keyOfPerson(identification, "CO");

const { host } = await runStage();
const rows = makePortfolio(30);
const world = await sentPortfolio(host, rows);
const { admin, supervisor, tenantId, portfolioId } = world;
const sentId = world.firstId;
// Seven are gone, one is left out for its amount, a row is set aside.
const broken = rows.slice(10).map((row, place) => (place === 0 ? row.with(7, "mil pesos") : row));
const uploadId = await world.stage(broken, { setAside: [{ line: 99, cells: ["Total"], kinds: null, reason: "note" }] });
await explainStops(supervisor, uploadId);
await confirmUpload(supervisor, { uploadId });
await waitForUpload(supervisor, uploadId, ["finished"]);
const known = idOf(20);
const digest = (identification: string) => personDigest(tenantId, holdKey(identification));

let last = "";
beforeAll(() => takeNew());
afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  expect((await verifyChains(process.env.DATABASE_OWNER_URL ?? "")).faults).toEqual([]);
});

/** The entries since the last call, without those of the run. */
async function takeNew() {
  const entries = await ownerDatabase().auditEntry.findMany({
    where: last === "" ? {} : { id: { gt: last } },
    orderBy: { id: "asc" },
  });
  last = entries.at(-1)?.id ?? last;
  return entries.map(({ action, actorId, tenantId, subject, details }) => ({
    action,
    actorId,
    tenantId,
    subject,
    details,
  }));
}

type Seeing = readonly [what: string, see: (ctx: UserCtx) => Promise<unknown>, entry: () => object];
const viewed = (group: string, subject: string | null) => () => ({
  action: "debtors_viewed",
  subject,
  details: { group },
});
const searched =
  (at: string, ...people: string[]) =>
  () => ({
    action: "debtor_searched",
    subject: null,
    details: { at, person: people.map(digest).join(" ") },
  });
const downloaded = (subject: string | null, details: object) => () => ({
  action: "report_downloaded",
  subject,
  details,
});

const sights: readonly Seeing[] = [
  [
    "the debtors of a group",
    (ctx) => listRecords(ctx, { uploadId: sentId, state: "accepted" }),
    viewed("accepted", sentId),
  ],
  ["left-out rows", (ctx) => listLeftOut(ctx, { uploadId }), viewed("left_out", uploadId)],
  ["rows set aside", (ctx) => listSetAside(ctx, { uploadId }), viewed("set_aside", uploadId)],
  ["calls with the CRM's words", (ctx) => listCalls(ctx, { uploadId: sentId }), viewed("calls", sentId)],
  ["compared debtors", (ctx) => listComparedDebtors(ctx, { uploadId, group: "gone" }), viewed("comparison", uploadId)],
  ["who is gone", (ctx) => listGone(ctx, { portfolioId }), viewed("gone", portfolioId)],
  ["held people", (ctx) => listHolds(ctx, { tenantId }), viewed("holds", null)],
  ["a debtor's records", (ctx) => searchDebtor(ctx, { tenantId, identification: known }), searched("debtors", known)],
  [
    "a debtor's left-out rows",
    (ctx) => searchLeftOut(ctx, { tenantId, identification: known }),
    searched("debtors", known),
  ],
  [
    "a debtor whom nobody knows",
    (ctx) => searchDebtor(ctx, { tenantId, identification: "999" }),
    searched("debtors", "999"),
  ],
  ["a person whom no hold keeps out", (ctx) => listHolds(ctx, { tenantId, text: "CC 0999" }), searched("holds", "999")],
  ["a debtor of the palette", (ctx) => searchPortal(ctx, { text: known }), searched("palette", known)],
];
const takings: readonly Seeing[] = [
  [
    "a report",
    (ctx) => exportRows(ctx, { uploadId: sentId, group: "accepted" }),
    downloaded(sentId, { group: "accepted", debtors: 30 }),
  ],
  [
    "chosen debtors of a report",
    (ctx) => exportRows(ctx, { uploadId: sentId, group: "accepted", ordinals: [0, 1, 99_999] }),
    downloaded(sentId, { group: "accepted", debtors: 2 }),
  ],
  [
    "left-out rows",
    (ctx) => exportRows(ctx, { uploadId, group: "left_out" }),
    downloaded(uploadId, { group: "left_out", leftOutRows: 1 }),
  ],
  [
    "left-out rows of a reason",
    (ctx) => exportRows(ctx, { uploadId, group: "left_out", leftOutKey: "amount_malformed.7" }),
    downloaded(uploadId, { group: "left_out", leftOutRows: 1 }),
  ],
  [
    "rows set aside",
    (ctx) => exportRows(ctx, { uploadId, group: "set_aside" }),
    downloaded(uploadId, { group: "set_aside", rows: 1 }),
  ],
  [
    "failures",
    (ctx) => exportRows(ctx, { uploadId, group: "failures" }),
    downloaded(uploadId, { group: "failures", debtors: 0, leftOutRows: 1 }),
  ],
  [
    "a comparison",
    (ctx) => exportComparison(ctx, { uploadId }),
    downloaded(uploadId, { group: "comparison", debtors: expect.any(Number) }),
  ],
  [
    "who is gone",
    (ctx) => exportGone(ctx, { portfolioId }),
    downloaded(portfolioId, { group: "gone", debtors: expect.any(Number) }),
  ],
  [
    "a receipt",
    (ctx) => exportReceipt(ctx, { uploadId }),
    downloaded(uploadId, { group: "receipt", debtors: new Set(broken.map(([identification]) => identification)).size }),
  ],
  ["the history", (ctx) => exportUploads(ctx, { tenantId }), downloaded(null, { group: "history", uploads: 2 })],
];

describe("an entry says who saw", () => {
  beforeAll(async () => {
    await addHolds(supervisor, { tenantId, identifications: ["777"], why: "claim" });
    await takeNew();
  });

  test.each(sights)("%s: seen is one entry, however often it is asked", async (_what, see, entry) => {
    const ctx = await inNewSession(supervisor);
    await takeNew();
    await Promise.all([see(ctx), see(ctx), see(ctx)]);
    await see(ctx);
    const wanted = { actorId: ctx.actor.userId, tenantId, ...entry() };
    expect(await takeNew()).toEqual([wanted]);
    // Another session, and later in the same one, is another entry.
    await see(await inNewSession(supervisor));
    const now = performance.now();
    vi.spyOn(performance, "now").mockReturnValue(now + quietMs + 1_000);
    await see(ctx);
    expect(await takeNew()).toEqual([wanted, wanted]);
  });

  test("a held person who is looked for, and seen", async () => {
    const ctx = await inNewSession(supervisor);
    await listHolds(ctx, { tenantId, text: "777" });
    expect(await takeNew()).toMatchObject([searched("holds", "777")(), viewed("holds", null)()]);
  });

  test("a list of held people that has changed since, and once however often it is asked", async () => {
    const ctx = await inNewSession(supervisor);
    const see = async () => {
      await takeNew();
      await listHolds(ctx, { tenantId });
      await listHolds(ctx, { tenantId, limit: 1 });
      await listHolds(ctx, { tenantId, text: "7" });
      return (await takeNew()).filter(({ action }) => action === "debtors_viewed");
    };
    const once = [viewed("holds", null)()];
    expect(await see()).toMatchObject(once);
    expect(await see()).toEqual([]);
    await addHolds(supervisor, { tenantId, identifications: ["7788"], why: "claim", until: "2999-01-31" });
    expect(await see()).toMatchObject(once);
    expect(await see()).toEqual([]);
    await addHolds(supervisor, { tenantId, identifications: ["7788"], why: "deceased" });
    expect(await see()).toMatchObject(once);
    const [{ id = "" } = {}] = (await listHolds(supervisor, { tenantId, text: "7788" })).items;
    await endHold(supervisor, { tenantId, holdId: id });
    await addHolds(supervisor, { tenantId, identifications: ["7788"], why: "claim" });
    expect(await see()).toMatchObject(once);
    expect(await see()).toEqual([]);
  });

  test.each(takings)("%s: taken out is an entry each time, with how many", async (_what, take, entry) => {
    await take(supervisor);
    await take(supervisor);
    const wanted = { actorId: supervisor.actor.userId, tenantId, ...entry() };
    expect(await takeNew()).toEqual([wanted, wanted]);
  });

  test("a person's export and the plan of an erasure", async () => {
    await planErasure(admin, { tenantId, identification: known });
    await exportPerson(admin, { tenantId, identification: `CC 00${known}` });
    expect(await takeNew()).toMatchObject([
      searched("person", known)(),
      { action: "person_exported", details: { person: digest(known), records: 2, leftOutRows: 0, holds: 0 } },
    ]);
  });

  test("the export of the trail itself", async () => {
    await exportAudit(admin, { tenantId, action: "seen" });
    expect(await takeNew()).toMatchObject([downloaded(null, { group: "audit", action: "seen" })()]);
  });
});

test("the palette names whom it shows once, though their digits are typed one by one", async () => {
  const ctx = await inNewSession(supervisor);
  await takeNew();
  for (let digits = 1; digits <= known.length; digits++) await searchPortal(ctx, { text: known.slice(0, digits) });
  const people = (await takeNew()).flatMap(({ details }) => String(Object(details).person).split(" "));
  expect(people).toContain(digest(known));
  expect(new Set(people).size).toBe(people.length);
});

test("nothing that was seen has an identification in its entry", async () => {
  const all = JSON.stringify(await ownerDatabase().auditEntry.findMany());
  for (const [identification = "-"] of rows) expect(all).not.toContain(identification);
  expect(all).not.toContain('"777"');
});

test("an empty list, and what is refused, is no sight", async () => {
  const ctx = await inNewSession(supervisor);
  const stranger = await makeUser("supervisor");
  await takeNew();
  await listRecords(ctx, { uploadId: sentId, state: "rejected" });
  await searchPortal(ctx, { text: "no hay" });
  await listHolds(ctx, { tenantId, text: "tutela" });
  await expect(searchDebtor(stranger, { tenantId, identification: known })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await takeNew()).toEqual([]);
});

test.each([...sights, ...takings])("%s: not shown where that cannot be noted", async (_what, see) => {
  const ctx = await inNewSession(supervisor);
  await ownerDatabase().$executeRaw`ALTER TABLE "AuditEntry" ADD CONSTRAINT full_up CHECK (action = '') NOT VALID`;
  try {
    await expect(see(ctx)).rejects.toThrow();
  } finally {
    await ownerDatabase().$executeRaw`ALTER TABLE "AuditEntry" DROP CONSTRAINT full_up`;
  }
  // What failed was not taken for written.
  await takeNew();
  await see(ctx);
  expect(await takeNew()).toHaveLength(1);
});
