import { describe, expect, test } from "vitest";
import { database } from "#lib/database/client.ts";
import { askForRetention } from "#lib/queue/retention.ts";
import { eraseOverdue, isErasureOverdue } from "#lib/services/operations/erase-overdue.ts";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listCalls } from "#lib/services/outcomes/list-calls.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { planReadBack } from "#lib/services/outcomes/plan-read-back.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { findCorrection } from "#lib/services/uploads/find-correction.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { beginStaging, chunksOf, collected, makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { stageCorrection } from "#tests/support/reports/correct-report.ts";
import { keptOf, nothingKept, setOver, sweep } from "#tests/support/runs/retention.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf, sumOfGroups, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, host } = await runStage();

type Ctx = Parameters<typeof confirmUpload>[0];

const days = 30;
const idOf = (index: number) => String(10_000_000 + index);
const amount = 7;
/** Twelve debtors; the last one's amount cannot be read. */
const rows = makePortfolio(12).map((row) =>
  row[0] === idOf(11) ? row.map((cell, n) => (n === amount ? "mil pesos" : cell)) : row,
);

async function sent(ctx: Ctx, uploadId: string) {
  await confirmUpload(ctx, { uploadId });
  return waitForUpload(ctx, uploadId, ["finished"], 15_000);
}

/** A finished upload: eight debtors accepted, 1 and 2 refused, 10 unconfirmed, 11 left out. */
async function finished() {
  const team = await makeTeam({ server: host, batchSize: 10 });
  await editTenant(team.admin, { tenantId: team.tenantId, retentionDays: days });
  await control.setFaults([
    { match: { identifications: [1, 2].map(idOf) }, action: { do: "refuse_debtors", shape: "objects" } },
    { match: { identifications: [idOf(10)] }, action: { do: "wrong_sums", isSummaryMissing: true } },
  ]);
  const uploadId = await stage(team.supervisor, team.tenantId, rows);
  // As if it had used its allowance of read-backs already: nobody is looked up unasked.
  await forgoReadBacks(uploadId);
  await sent(team.supervisor, uploadId);
  await control.setFaults([]);
  return { ...team, uploadId };
}

async function erased() {
  const team = await finished();
  await setOver(team.uploadId, days, 1);
  await sweep();
  return team;
}

const auditOf = (subject: string, action: string) => database().auditEntry.findMany({ where: { subject, action } });

describe("what has been over for longer than the tenant's retention days", () => {
  test("is erased, not a minute early, and whatever is younger or under way is left alone", async () => {
    const { supervisor, tenantId, uploadId } = await finished();
    const before = await keptOf(uploadId);
    expect(before).toMatchObject({ payloads: 3, sources: 3, rows: 1, chunks: 0 });
    expect(Math.min(before.texts, before.replies)).toBeGreaterThan(0);
    const staged = await stage(supervisor, tenantId, makePortfolio(3));

    await setOver(uploadId, days, -60);
    expect((await sweep()).isDone).toBe(true);
    expect(await keptOf(uploadId)).toEqual(before);
    expect((await showUpload(supervisor, { uploadId })).erased).toBeNull();

    await setOver(uploadId, days, 1);
    await sweep();
    expect(await keptOf(uploadId)).toEqual(nothingKept);
    expect((await showUpload(supervisor, { uploadId })).erased).toMatchObject({ afterDays: days });
    expect((await keptOf(staged)).payloads).toBe(3);
    expect((await showUpload(supervisor, { uploadId: staged })).state).toBe("staged");
  });

  test("stays what it was in figures, outcomes and reasons, and names nobody's data", async () => {
    const { supervisor, admin, tenantId, uploadId } = await finished();
    const before = await showUpload(supervisor, { uploadId });
    const rejected = await listRecords(supervisor, { uploadId, state: "rejected" });
    await setOver(uploadId, days, 1);
    await sweep();

    const { erased: note, ...after } = await showUpload(supervisor, { uploadId });
    expect(note?.afterDays).toBe(days);
    expect({ ...after, erased: null }).toEqual(before);
    expect(groupsOf(before)).toEqual([8, 2, 1, 0, 0]);
    expect(sumOfGroups({ ...after, erased: null })).toMatchObject({ debtors: after.totals.staged.debtors });
    // Every check is judged again when a row is written again.
    await database().$executeRaw`UPDATE "Upload" SET "rowCount" = "rowCount" WHERE id = ${uploadId}::uuid`;

    expect((await listRecords(supervisor, { uploadId, state: "rejected" })).items).toEqual(
      rejected.items.map((item) => ({ ...item, remoteText: null })),
    );
    const [found] = await searchDebtor(supervisor, { tenantId, identification: idOf(1) });
    expect(found).toMatchObject({ uploadId, state: "rejected", evidence: rejected.items[0]?.evidence });
    const [leftOut] = (await listLeftOut(supervisor, { uploadId })).items;
    expect(leftOut).toMatchObject({ identification: idOf(11), isErased: true });
    expect(leftOut?.issues).toMatchObject([{ code: "amount_malformed", params: {} }]);
    const calls = (await listCalls(supervisor, { uploadId })).items;
    expect(calls).toHaveLength(before.callsMade);
    expect(calls.every(({ replyExcerpt }) => replyExcerpt === null)).toBe(true);

    const [entry] = (await listAudit(admin, { tenantId, action: "upload_erased" })).items;
    expect(entry).toMatchObject({ actor: null, address: null, subject: { id: uploadId } });
    expect(entry?.details).toEqual({ retentionDays: days, debtors: 3, rows: 1, calls: before.callsMade });
  });

  test("is erased once by two sweeps at once, and with one entry", async () => {
    const teams = [await finished(), await finished()];
    for (const { uploadId } of teams) await setOver(uploadId, days, 1);
    const results = await Promise.all([sweep(), sweep(), sweep()]);
    expect(results.reduce((sum, { counts }) => sum + counts.uploads, 0)).toBe(2);
    expect(results.reduce((sum, { counts }) => sum + counts.rows, 0)).toBe(2);
    for (const { uploadId } of teams) {
      expect(await keptOf(uploadId)).toEqual(nothingKept);
      expect(await auditOf(uploadId, "upload_erased")).toHaveLength(1);
    }
  });

  test("is erased to the end by the next one when a sweep is broken off", async () => {
    const { supervisor, uploadId } = await finished();
    await setOver(uploadId, days, 1);
    const { signal } = new AbortController();
    // Time for the mark and for nothing else, as if the worker had been killed there.
    await database().$executeRaw`
      UPDATE "Upload" SET "erasedAt" = now(), "erasedAfterDays" = ${days} WHERE id = ${uploadId}::uuid`;
    expect(await eraseOverdue({ until: Date.now() - 1, signal })).toMatchObject({ isDone: false });
    expect((await keptOf(uploadId)).payloads).toBe(3);
    // Half erased, it can be used no more than erased.
    await expect(retryFailures(supervisor, { uploadId })).rejects.toMatchObject({ code: "erased" });
    await sweep();
    expect(await keptOf(uploadId)).toEqual(nothingKept);
    expect(await auditOf(uploadId, "upload_erased")).toHaveLength(1);
  });

  test("is erased by a worker that is told to", async () => {
    const { uploadId } = await finished();
    await setOver(uploadId, days, 1);
    expect(await isErasureOverdue()).toBe(true);
    await askForRetention();
    await expect.poll(() => keptOf(uploadId), { timeout: 30_000 }).toEqual(nothingKept);
    await expect.poll(isErasureOverdue, { timeout: 10_000 }).toBe(false);
    const planned = await database().$queryRaw`SELECT cron, timezone FROM pgboss.schedule WHERE name = 'retention'`;
    expect(planned).toEqual([{ cron: "20 2 * * *", timezone: "America/Bogota" }]);
  });
});

describe("since when an upload is over", () => {
  test("is when it ended, or when the last of its debtors settled afterwards", async () => {
    const { supervisor, uploadId } = await finished();
    const overSince = async () => (await database().upload.findUniqueOrThrow({ where: { id: uploadId } })).overSince;
    expect(Date.now() - ((await overSince())?.getTime() ?? 0)).toBeLessThan(60_000);
    await setOver(uploadId, days, 1);
    const { items } = await listRecords(supervisor, { uploadId, state: "unconfirmed" });
    const ordinals = items.map(({ ordinal }) => ordinal);
    await stateOutcome(supervisor, { uploadId, ordinals, outcome: "rejected", note: "not there" });
    expect(Date.now() - ((await overSince())?.getTime() ?? 0)).toBeLessThan(60_000);
    await sweep();
    expect((await keptOf(uploadId)).payloads).toBe(3);
  });

  test("says nothing while a debtor is being looked up: that one is waited for", async () => {
    const { supervisor, uploadId } = await finished();
    await setOver(uploadId, days, 1);
    const open = { uploadId, state: "unconfirmed" as const };
    await database().batch.updateMany({ where: open, data: { leaseUntil: new Date(Date.now() + 60_000) } });
    await sweep();
    expect((await showUpload(supervisor, { uploadId })).erased).toBeNull();
    await database().batch.updateMany({
      where: open,
      data: { leaseUntil: null, readBackAt: new Date(Date.now() + 3_600_000) },
    });
    await sweep();
    expect(await keptOf(uploadId)).toEqual(nothingKept);
    // What only waited for its turn is taken back.
    expect(await database().batch.count({ where: { ...open, readBackAt: { not: null } } })).toBe(0);
  });

  test("is kept by the database, which refuses to call anything erased that is not over", async () => {
    const { supervisor, tenantId } = await finished();
    const uploadId = await stage(supervisor, tenantId, makePortfolio(3));
    await expect(database().$executeRaw`
      UPDATE "Upload" SET "erasedAt" = now(), "erasedAfterDays" = 1 WHERE id = ${uploadId}::uuid`).rejects.toThrow(
      /Upload_erased_when_over/,
    );
    await expect(database().$executeRaw`
      UPDATE "Upload" SET "overSince" = now() WHERE id = ${uploadId}::uuid`).rejects.toThrow(/Upload_over_has_time/);
  });
});

describe("what is asked of an erased upload", () => {
  test("is refused in words: a retry, a look-up, a report with cells; the report of accepted debtors never had any", async () => {
    const { supervisor, uploadId } = await erased();
    const gone = { code: "erased" };
    await expect(retryFailures(supervisor, { uploadId })).rejects.toMatchObject(gone);
    await expect(retryFailures(supervisor, { uploadId, ordinals: [1] })).rejects.toMatchObject(gone);
    expect(await planRetry(supervisor, { uploadId })).toEqual({ debtors: 0, isMore: false, takesUnconfirmed: false });
    await expect(planReadBack(supervisor, { uploadId })).rejects.toMatchObject(gone);
    await expect(readBackUpload(supervisor, { uploadId })).rejects.toMatchObject(gone);
    for (const group of ["failures", "rejected", "unconfirmed", "left_out"] as const)
      await expect(exportRows(supervisor, { uploadId, group })).rejects.toMatchObject(gone);
    const accepted = await collected((await exportRows(supervisor, { uploadId, group: "accepted" })).rows);
    expect(new Set(accepted.map(({ identification }) => identification)).size).toBe(8);
    expect(await database().upload.count({ where: { retryOfId: uploadId } })).toBe(0);
    // A person's word needs none of what is gone.
    await stateOutcome(supervisor, { uploadId, ordinals: "all", outcome: "accepted", note: "seen in the CRM" });
    expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([9, 2, 0, 0, 0]);
  });

  test("a report of it that was downloaded before is still held against what became of its debtors, and says what it cannot tell", async () => {
    const { supervisor, tenantId, uploadId } = await erased();
    expect((await findCorrection(supervisor, { tenantId, uploadId })).head.isErased).toBe(true);
    // As it was: nobody can tell any more that nothing was corrected. Accepted and unconfirmed debtors stay out as ever.
    const of = (...indexes: number[]) => rows.filter(([id]) => indexes.some((index) => id === idOf(index)));
    const correction = await stageCorrection(supervisor, tenantId, uploadId, of(0, 1, 10));
    expect((await showUpload(supervisor, { uploadId: correction })).totals.staged.debtors).toBe(1);
    const { items } = await listRecords(supervisor, { uploadId: correction, state: "pending" });
    expect(items.map(({ identification }) => identification)).toEqual([idOf(1)]);
  });

  test("its retry has data and days of its own, and goes on", async () => {
    const { supervisor, uploadId } = await finished();
    const retry = await retryFailures(supervisor, { uploadId });
    await setOver(uploadId, days, 1);
    await sweep();
    expect(await keptOf(uploadId)).toEqual(nothingKept);
    expect(await keptOf(retry.id)).toMatchObject({ payloads: 2, sources: 2 });
    expect(groupsOf(await sent(supervisor, retry.id))).toEqual([2, 0, 0, 0, 0]);
  });
});

describe("what nobody confirmed for so long", () => {
  test("is given up by the portal and erased with it, whether staged or still on its way", async () => {
    const { supervisor, tenantId } = await finished();
    const staged = await stage(supervisor, tenantId, rows);
    const staging = await beginStaging(supervisor, tenantId, rows, { rowsPerChunk: 5 });
    const [chunk] = chunksOf(staging, rows, 5);
    await receiveChunk(supervisor, chunk!);
    const young = await stage(supervisor, tenantId, makePortfolio(2));
    const old = new Date(Date.now() - days * 86_400_000 - 1_000);
    await database().upload.update({ where: { id: staged }, data: { stagedAt: old } });
    await database().upload.update({ where: { id: staging }, data: { createdAt: old } });

    await sweep();
    for (const uploadId of [staged, staging]) {
      const view = await showUpload(supervisor, { uploadId });
      expect(view).toMatchObject({ state: "cancelled", erased: { afterDays: days } });
      expect(await keptOf(uploadId)).toEqual(nothingKept);
      expect(await auditOf(uploadId, "upload_erased")).toHaveLength(1);
    }
    expect(groupsOf(await showUpload(supervisor, { uploadId: staged }))).toEqual([0, 0, 0, 11, 0]);
    const given = { actorId: null, address: null, details: { retentionDays: days } };
    expect(await auditOf(staged, "upload_cancelled")).toMatchObject([given]);
    expect(await auditOf(staging, "upload_discarded")).toMatchObject([given]);
    expect((await showUpload(supervisor, { uploadId: young })).state).toBe("staged");
    await expect(confirmUpload(supervisor, { uploadId: staged })).rejects.toMatchObject({ code: "state_moved" });
  });
});
