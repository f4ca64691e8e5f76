import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays, dayAt } from "#lib/domain/history/history-days.ts";
import { sealDebtorKey } from "#lib/secrets/debtor-key.ts";
import { exportComparison } from "#lib/services/comparison/export-comparison.ts";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { revealDebtor } from "#lib/services/masking/reveal-debtor.ts";
import { closeDatabase } from "#lib/services/operations/close-database.ts";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { listAuditActors } from "#lib/services/operations/list-audit-actors.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { groupRejections } from "#lib/services/outcomes/group-rejections.ts";
import { listCalls } from "#lib/services/outcomes/list-calls.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { planCorrection } from "#lib/services/outcomes/plan-correction.ts";
import { planReadBack } from "#lib/services/outcomes/plan-read-back.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { searchLeftOut } from "#lib/services/outcomes/search-left-out.ts";
import { listClientTrail } from "#lib/services/people/list-client-trail.ts";
import { searchPortal } from "#lib/services/search/search-portal.ts";
import { exportUploads } from "#lib/services/uploads/export-uploads.ts";
import { findEarlierUpload } from "#lib/services/uploads/find-earlier-upload.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { showFigures } from "#lib/services/uploads/show-figures.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { makeTenant, makeUser } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { fillComparison } from "#tests/support/history/fill-comparison.ts";
import { type FilledHistory, fillHistory } from "#tests/support/history/fill-history.ts";
import { readsOf, type Statement, statementsOf } from "#tests/support/history/page-reads.ts";
import { type Sandbox, startSandbox } from "#tests/support/wolkvox-sandbox/sandbox.ts";

/** Tables that grow with every upload; the others have tens of rows. */
const growing = [
  "Upload",
  "Takeover",
  "Batch",
  "Record",
  "Call",
  "AuditEntry",
  "LeftOutRow",
  "Chunk",
  "ComparedDebtor",
];
/** What a statement that reads them has in its text. */
const reading = [...growing.map((table) => `"${table}"`), "audit_entries(", "audit_actors("];
/** A page shows 50 rows and fetches one more; what belongs to them is looked up row by row. */
const pageRows = 120;

let client: pg.Client;
let sandbox: Sandbox;
let history: FilledHistory;
let admin: Awaited<ReturnType<typeof makeUser>>;
/** Of the filled tenants, in which a user with many entries elsewhere has done nothing. */
let auditor: Awaited<ReturnType<typeof makeUser>>;
let supervisor: Awaited<ReturnType<typeof makeUser>>;
/** A retry that has waited three days to be confirmed. */
let retryId: string;
/** The key of the text that most rejected debtors have. */
let rejectionKey: string | undefined;
const tenantIds: string[] = [];
const of = () => ({ tenantId: tenantIds[0] ?? "" });

beforeAll(async () => {
  sandbox = await startSandbox();
  process.env.WOLKVOX_EXTRA_HOSTS = sandbox.host;
  admin = await makeUser("admin");
  for (let n = 0; n < 5; n++) tenantIds.push((await makeTenant(admin, { server: sandbox.host })).tenantId);
  supervisor = await makeUser("supervisor", tenantIds);
  auditor = await makeUser("auditor", tenantIds);
  client = new pg.Client({ connectionString: process.env.DATABASE_OWNER_URL });
  await client.connect();
  const size = { uploads: 1_500, records: 60_000, largest: 12_000, auditEntries: 9_000 };
  history = await fillHistory(client, { tenantIds, userId: supervisor.actor.userId, size });
  await fillElsewhere();
  await fillComparison(client, history.stagedId, 12_000);
  retryId = await makeOldRetry();
  rejectionKey = (await groupRejections(supervisor, { uploadId: history.finishedId })).groups[0]?.key;
});

afterAll(async () => {
  await client.end();
  await closeDatabase();
  await sandbox.close();
});

async function fillElsewhere() {
  const { tenantId } = await makeTenant(admin, { server: sandbox.host });
  const { actor } = await makeUser("supervisor", [tenantId]);
  await client.query(
    `INSERT INTO "AuditEntry" (id, "actorId", "tenantId", action, details)
     SELECT uuidv7(), $1, $2, action, '{"group": "accepted"}'
     FROM generate_series(1, 5000), unnest('{upload_staged,debtors_viewed}'::text[]) AS action`,
    [actor.userId, tenantId],
  );
  await client.query(`ANALYZE "AuditEntry", "User"`);
}

async function makeOldRetry(): Promise<string> {
  const { items } = await listRecords(supervisor, { uploadId: history.finishedId, state: "rejected" });
  const ordinals = items.map((item) => item.ordinal);
  // All its debtors are in a later upload. The retry still takes them, because it is made while the first
  // upload counts as the latest.
  await client.query(`UPDATE "Upload" SET "confirmedAt" = now() WHERE id = $1`, [history.finishedId]);
  const { id } = await retryFailures(supervisor, { uploadId: history.finishedId, ordinals });
  await client.query(`UPDATE "Upload" SET "confirmedAt" = "createdAt" WHERE id = $1`, [history.finishedId]);
  await client.query(`UPDATE "Upload" SET "createdAt" = now() - interval '3 days' WHERE id = $1`, [id]);
  return id;
}

/** Faults of statements: a whole table read, or far more rows than are shown. */
async function faultsOf(statements: readonly Statement[], mayRead: number): Promise<string[]> {
  const faults: string[] = [];
  for (const statement of statements) {
    for (const { table, index, rows } of await readsOf(client, statement)) {
      if (!growing.includes(table)) continue;
      if (index === null) faults.push(`${table} is read as a whole`);
      else if (rows > mayRead) faults.push(`${table} is read by ${index}, and ${rows} rows of it`);
    }
  }
  return faults;
}

async function secondPage() {
  const { next } = await listUploads(supervisor, of());
  return listUploads(supervisor, { ...of(), after: next ?? "" });
}

async function callsOfLater() {
  const { next } = await listCalls(supervisor, { uploadId: history.finishedId });
  return listCalls(supervisor, { uploadId: history.finishedId, after: next ?? "" });
}

async function firstSlice() {
  const { rows } = await exportRows(supervisor, { uploadId: history.finishedId, group: "failures" });
  for await (const _ of rows) return;
}

async function firstSliceOfComparison() {
  const { rows } = await exportComparison(supervisor, { uploadId: history.stagedId });
  for await (const _ of rows) return;
}

async function firstSliceOfHistory() {
  for await (const _ of await exportUploads(supervisor, of())) return;
}

const daysAgo = (days: number) => addDays(dayAt(fromNow()), -days);

const compared = (group: "changed" | "gone", after = "") =>
  listComparedDebtors(supervisor, { uploadId: history.stagedId, group, after });

const records = (state: "accepted" | "rejected" | "unconfirmed" | "not_sent") => () =>
  listRecords(supervisor, { uploadId: history.finishedId, state, after: 9_000 });

interface Page {
  readonly ask: () => Promise<unknown>;
  /** If more than a page is read: the most rows allowed. */
  readonly mayRead?: number;
}

const pages: Readonly<Record<string, Page>> = {
  "the history of a tenant": { ask: () => listUploads(supervisor, of()) },
  "a later page of it": { ask: secondPage },
  "the history of all of one's tenants": { ask: () => listUploads(supervisor, {}) },
  "the history of all tenants": { ask: () => listUploads(admin, {}) },
  "the history by state": { ask: () => listUploads(supervisor, { ...of(), states: ["stopped"] }) },
  // A part of a name is searched in the tenant's own uploads, one after the other.
  "the history by name": { ask: () => listUploads(supervisor, { ...of(), text: "banco 44" }), mayRead: 400 },
  "the history by day": {
    ask: () => listUploads(supervisor, { ...of(), from: fromNow(-90 * 86_400_000), to: fromNow() }),
  },
  // Adds up the counters of the period's uploads; of debtors only the rejected ones, from their index.
  "the figures of half a year": {
    ask: () => showFigures(supervisor, { ...of(), from: daysAgo(200), to: daysAgo(0) }),
    mayRead: 5_000,
  },
  "a slice of the exported history": { ask: firstSliceOfHistory, mayRead: 400 },
  "an upload": { ask: () => showUpload(supervisor, { uploadId: history.finishedId }) },
  "an upload under way": { ask: () => showUpload(supervisor, { uploadId: history.runningId }) },
  // Looks for its debtors in uploads confirmed since, or for theirs among its own, whichever are fewer.
  "a retry that waits to be confirmed": { ask: () => showUpload(supervisor, { uploadId: retryId }), mayRead: 250 },
  // Looks for each of its 6,000 debtors, once in each upload of the last days, whatever the statistics know.
  "what confirming would do": { ask: () => planUpload(supervisor, { uploadId: history.stagedId }), mayRead: 6_100 },
  "what reading back would cost": { ask: () => planReadBack(supervisor, { uploadId: history.finishedId }) },
  // Counts up to five thousand debtors, and for each reads the other uploads that contain it.
  "whom a retry would take": { ask: () => planRetry(supervisor, { uploadId: history.finishedId }), mayRead: 16_000 },
  "whether a correction is offered": {
    ask: () => planCorrection(supervisor, { uploadId: history.finishedId }),
    mayRead: 16_000,
  },
  "accepted debtors, far down": { ask: records("accepted") },
  "rejected debtors, far down": { ask: records("rejected") },
  // Counts all of them from the index, and reads texts only for the groups shown.
  "why debtors were rejected": {
    ask: () => groupRejections(supervisor, { uploadId: history.finishedId }),
    mayRead: 3_000,
  },
  "rejected debtors of one reason, far down": {
    ask: () => listRecords(supervisor, { uploadId: history.finishedId, state: "rejected", rejectionKey, after: 9_000 }),
  },
  "unconfirmed debtors, far down": { ask: records("unconfirmed") },
  "debtors not sent, far down": { ask: records("not_sent") },
  "rows left out, far down": { ask: () => listLeftOut(supervisor, { uploadId: history.finishedId, after: 2_000 }) },
  "the call log": { ask: () => listCalls(supervisor, { uploadId: history.finishedId }) },
  "a later page of the call log": { ask: callsOfLater },
  // A report is streamed in slices of 2,000.
  "a slice of a report": { ask: firstSlice, mayRead: 2_000 },
  "who changed, far down": { ask: () => compared("changed", "10008000") },
  "who is gone": { ask: () => compared("gone") },
  "a slice of a comparison's report": { ask: firstSliceOfComparison, mayRead: 2_000 },
  "what became of a debtor": { ask: () => searchDebtor(supervisor, { ...of(), identification: "10000050" }) },
  "who left a debtor out": {
    ask: () => searchLeftOut(supervisor, { ...of(), identification: "90000050" }),
    mayRead: 450,
  },
  // A part of a name is compared with the latest uploads of each tenant.
  "the palette, by name": { ask: () => searchPortal(supervisor, { text: "banco 44" }), mayRead: 1_600 },
  "the palette, by a name that nothing has": { ask: () => searchPortal(admin, { text: "ningúno" }), mayRead: 1_600 },
  "the palette, without a text": { ask: () => searchPortal(supervisor, { text: "" }) },
  "the palette, by the first digits of a debtor": {
    ask: () => searchPortal(supervisor, { text: "1000" }),
    mayRead: 1_600,
  },
  "a debtor revealed in a list": {
    ask: () => revealDebtor(supervisor, { list: "records", uploadId: history.finishedId, ordinal: 9_001 }),
  },
  "a debtor revealed in a comparison": {
    ask: async () => {
      const [{ identification = "" } = {}] = (await compared("changed", "10008000")).items;
      const key = sealDebtorKey(identification, of().tenantId);
      await revealDebtor(supervisor, { list: "compared", uploadId: history.stagedId, key });
    },
  },
  "whether a file was there before": { ask: () => findEarlierUpload(supervisor, { ...of(), sha256: "0".repeat(64) }) },
  "the audit trail": { ask: () => listAudit(admin, {}) },
  "the audit trail of a tenant": { ask: () => listAudit(admin, of()) },
  "the audit trail of a user": { ask: () => listAudit(admin, { userId: supervisor.actor.userId }) },
  "the audit trail of a user who did nothing": { ask: () => listAudit(admin, { userId: admin.actor.userId }) },
  "the audit trail of an action that nobody took": { ask: () => listAudit(admin, { action: "person_erased" }) },
  "the audit trail of an upload": { ask: () => listAudit(admin, { subject: history.finishedId }) },
  "the audit trail of a day long ago": { ask: () => listAudit(admin, { from: new Date(0), to: new Date(1e12) }) },
  "who did something anywhere": { ask: () => listAuditActors(admin, {}) },
  "who did something in an auditor's tenant": { ask: () => listAuditActors(auditor, {}) },
  "who saw a client": { ask: () => listClientTrail(admin, { ...of(), person: "test:0123" }) },
};

describe("each page's SQL reads by index little more than shown", () => {
  test.each(Object.entries(pages))("%s", async (_name, { ask, mayRead = pageRows }) => {
    const statements = await statementsOf(ask);
    // If no statement was seen, the check would prove nothing.
    expect(statements.filter(({ text }) => reading.some((word) => text.includes(word)))).not.toEqual([]);
    expect(await faultsOf(statements, mayRead)).toEqual([]);
  });
});

describe("the same check fails if an index is missing", () => {
  test.each([
    [["Upload_tenantId_createdAt_id_idx", "Upload_createdAt_id_idx"], "the history of a tenant", "Upload"],
    [["Upload_createdAt_id_idx"], "the history of all tenants", "Upload"],
    [["Upload_tenantId_state_confirmedAt_idx"], "the history by state", "Upload"],
    [["Upload_tenantId_state_confirmedAt_idx"], "a retry that waits to be confirmed", "Upload"],
    [["Record_uploadId_state_ordinal_idx"], "debtors not sent, far down", "Record"],
    [["Record_uploadId_rejectionKey_idx"], "why debtors were rejected", "Record"],
    [["Record_uploadId_rejectionKey_idx"], "the figures of half a year", "Record"],
    [["Record_uploadId_identification_key"], "what became of a debtor", "Record"],
    [["Record_uploadId_identification_key"], "the palette, by the first digits of a debtor", "Record"],
    [["ComparedDebtor_uploadId_change_identification_idx"], "who is gone", "ComparedDebtor"],
    [["Call_uploadId_id_idx"], "the call log", "Call"],
    [["Call_tenantId_endpoint_startedAt_idx"], "what confirming would do", "Call"],
    [["AuditEntry_tenantId_id_idx"], "the audit trail of a tenant", "AuditEntry"],
    [["AuditEntry_actorId_id_idx"], "the audit trail of a user who did nothing", "AuditEntry"],
    [["AuditEntry_actorId_tenantId_idx"], "who did something in an auditor's tenant", "AuditEntry"],
    [["AuditEntry_action_id_idx"], "the audit trail of an action that nobody took", "AuditEntry"],
    [["AuditEntry_subject_id_idx"], "the audit trail of an upload", "AuditEntry"],
    [["AuditEntry_holdsViewed_idx"], "who saw a client", "AuditEntry"],
    [
      ["AuditEntry_person_idx", "AuditEntry_personKey_idx", "AuditEntry_tenantId_id_idx"],
      "who saw a client",
      "AuditEntry",
    ],
  ])("%s", async (indexes, page, table) => {
    const { ask, mayRead = pageRows } = pages[page]!;
    const statements = await statementsOf(ask);
    await client.query("BEGIN");
    try {
      for (const index of indexes) await client.query(`DROP INDEX "${index}"`);
      const faults = await faultsOf(statements, mayRead);
      expect(faults.filter((fault) => fault.startsWith(table))).not.toEqual([]);
    } finally {
      await client.query("ROLLBACK");
    }
    expect(await faultsOf(statements, mayRead)).toEqual([]);
  });
});
