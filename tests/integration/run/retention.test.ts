import { afterAll, describe, expect, test } from "vitest";
import { askForRetention } from "#lib/queue/retention.ts";
import { exportComparison } from "#lib/services/comparison/export-comparison.ts";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
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
import { asWorker } from "#tests/support/database/as-worker.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { beginStaging, chunksOf, collected, makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { stageCorrection } from "#tests/support/reports/correct-report.ts";
import { keptOf, nothingKept, setOver, sweep } from "#tests/support/runs/retention.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf, sumOfGroups, waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { killWorkers, startWorkerProcess } from "#tests/support/runs/worker-process.ts";
import { makeTenantPortfolio, sendFor } from "#tests/support/snapshots/portfolio-run.ts";

const { control, host } = await runStage();
afterAll(killWorkers);

type Ctx = Parameters<typeof confirmUpload>[0];

const days = 30;
const idOf = (index: number) => String(10_000_000 + index);
const amount = 7;
/** Twelve debtors; the last one's amount is unreadable. */
const rows = makePortfolio(12).map((row) =>
  row[0] === idOf(11) ? row.map((cell, n) => (n === amount ? "mil pesos" : cell)) : row,
);

async function sent(ctx: Ctx, uploadId: string) {
  await confirmUpload(ctx, { uploadId });
  return waitForUpload(ctx, uploadId, ["finished"]);
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
  // As if its read-backs were used up: nobody is looked up unless asked for.
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

/** The database's time, as it stores times: ms. */
async function databaseNow(): Promise<number> {
  const [row] = await ownerDatabase().$queryRaw<{ now: Date }[]>`SELECT date_trunc('milliseconds', now()) AS now`;
  return row?.now.getTime() ?? Number.NaN;
}

const auditOf = (subject: string, action: string) =>
  ownerDatabase().auditEntry.findMany({ where: { subject, action } });

describe("an upload past its retention days", () => {
  test("is erased on time; younger and running ones stay", async () => {
    const { supervisor, tenantId, uploadId } = await finished();
    const before = await keptOf(uploadId);
    expect(before).toMatchObject({ payloads: 3, sources: 3, rows: 1, chunks: 0 });
    expect(Math.min(before.texts, before.replies)).toBeGreaterThan(0);
    const staged = await stage(supervisor, tenantId, makePortfolio(3));

    await setOver(uploadId, days, -3_600);
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

  test("keeps figures, outcomes and reasons without personal data", async () => {
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
    // Writing the row again checks all its constraints again.
    await ownerDatabase().$executeRaw`UPDATE "Upload" SET "rowCount" = "rowCount" WHERE id = ${uploadId}::uuid`;

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

  test("is erased once by concurrent sweeps, with one entry", async () => {
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

  test("is erased completely by the sweep after a broken one", async () => {
    const { supervisor, uploadId } = await finished();
    await setOver(uploadId, days, 1);
    const { signal } = new AbortController();
    // Time for the mark only, as if the worker had been killed right after it.
    await ownerDatabase().$executeRaw`
      UPDATE "Upload" SET "erasedAt" = now(), "erasedAfterDays" = ${days} WHERE id = ${uploadId}::uuid`;
    expect(await asWorker(() => eraseOverdue({ until: fromNow(-1).getTime(), signal }))).toMatchObject({
      isDone: false,
    });
    expect((await keptOf(uploadId)).payloads).toBe(3);
    // Half erased, it is as unusable as erased.
    await expect(retryFailures(supervisor, { uploadId })).rejects.toMatchObject({ code: "erased" });
    await sweep();
    expect(await keptOf(uploadId)).toEqual(nothingKept);
    expect(await auditOf(uploadId, "upload_erased")).toHaveLength(1);
  });

  test("is erased by a worker on request", async () => {
    const { uploadId } = await finished();
    await setOver(uploadId, days, 1);
    expect(await asWorker(isErasureOverdue)).toBe(true);
    const worker = await startWorkerProcess();
    await askForRetention();
    await expect.poll(() => keptOf(uploadId)).toEqual(nothingKept);
    await expect.poll(() => asWorker(isErasureOverdue)).toBe(false);
    const planned = await ownerDatabase()
      .$queryRaw`SELECT cron, timezone FROM pgboss.schedule WHERE name = 'retention'`;
    expect(planned).toEqual([{ cron: "20 2 * * *", timezone: "America/Bogota" }]);
    await worker.end("SIGTERM");
  });
});

describe("the time since when an upload is over", () => {
  test("is its end, or a later last settlement", async () => {
    const begun = await databaseNow();
    const { supervisor, uploadId } = await finished();
    const overSince = async () =>
      (await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } })).overSince;
    expect((await overSince())?.getTime()).toBeGreaterThanOrEqual(begun);
    await setOver(uploadId, days, 1);
    const { items } = await listRecords(supervisor, { uploadId, state: "unconfirmed" });
    const ordinals = items.map(({ ordinal }) => ordinal);
    const stated = await databaseNow();
    await stateOutcome(supervisor, { uploadId, ordinals, outcome: "rejected", note: "not there" });
    expect((await overSince())?.getTime()).toBeGreaterThanOrEqual(stated);
    await sweep();
    expect((await keptOf(uploadId)).payloads).toBe(3);
  });

  test("does not count while a debtor is read back", async () => {
    const { supervisor, uploadId } = await finished();
    await setOver(uploadId, days, 1);
    const open = { uploadId, state: "unconfirmed" as const };
    await ownerDatabase().batch.updateMany({ where: open, data: { leaseUntil: fromNow(3_600_000) } });
    await sweep();
    expect((await showUpload(supervisor, { uploadId })).erased).toBeNull();
    await ownerDatabase().batch.updateMany({
      where: open,
      data: { leaseUntil: null, readBackAt: fromNow(3_600_000) },
    });
    await sweep();
    expect(await keptOf(uploadId)).toEqual(nothingKept);
    // Read-backs that only waited for their turn are withdrawn.
    expect(await ownerDatabase().batch.count({ where: { ...open, readBackAt: { not: null } } })).toBe(0);
  });

  test("is checked by the database before marking anything erased", async () => {
    const { supervisor, tenantId } = await finished();
    const uploadId = await stage(supervisor, tenantId, makePortfolio(3));
    await expect(ownerDatabase().$executeRaw`
      UPDATE "Upload" SET "erasedAt" = now(), "erasedAfterDays" = 1 WHERE id = ${uploadId}::uuid`).rejects.toThrow(
      /Upload_erased_when_over/,
    );
    await expect(ownerDatabase().$executeRaw`
      UPDATE "Upload" SET "overSince" = now() WHERE id = ${uploadId}::uuid`).rejects.toThrow(/Upload_over_has_time/);
  });
});

describe("an erased upload", () => {
  test("refuses retries, read-backs and reports with cells", async () => {
    const { supervisor, uploadId } = await erased();
    const gone = { code: "erased" };
    await expect(retryFailures(supervisor, { uploadId })).rejects.toMatchObject(gone);
    await expect(retryFailures(supervisor, { uploadId, ordinals: [1] })).rejects.toMatchObject(gone);
    expect(await planRetry(supervisor, { uploadId })).toEqual({
      debtors: 0,
      isMore: false,
      held: 0,
      takesUnconfirmed: false,
    });
    await expect(planReadBack(supervisor, { uploadId })).rejects.toMatchObject(gone);
    await expect(readBackUpload(supervisor, { uploadId })).rejects.toMatchObject(gone);
    for (const group of ["failures", "rejected", "unconfirmed", "left_out"] as const)
      await expect(exportRows(supervisor, { uploadId, group })).rejects.toMatchObject(gone);
    const accepted = await collected((await exportRows(supervisor, { uploadId, group: "accepted" })).rows);
    expect(new Set(accepted.map(({ identification }) => identification)).size).toBe(8);
    expect(await ownerDatabase().upload.count({ where: { retryOfId: uploadId } })).toBe(0);
    // A person's statement needs none of the erased data.
    await stateOutcome(supervisor, { uploadId, ordinals: "all", outcome: "accepted", note: "seen in the CRM" });
    expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([9, 2, 0, 0, 0]);
  });

  test("still checks a report of it downloaded before", async () => {
    const { supervisor, tenantId, uploadId } = await erased();
    expect((await findCorrection(supervisor, { tenantId, uploadId })).head.isErased).toBe(true);
    // Unchanged rows: nobody can tell any more whether something was corrected, so debtor 1 is sent. Accepted
    // and unconfirmed debtors stay left out as ever.
    const of = (...indexes: number[]) => rows.filter(([id]) => indexes.some((index) => id === idOf(index)));
    const correction = await stageCorrection(supervisor, tenantId, uploadId, of(0, 1, 10));
    expect((await showUpload(supervisor, { uploadId: correction })).totals.staged.debtors).toBe(1);
    const { items } = await listRecords(supervisor, { uploadId: correction, state: "pending" });
    expect(items.map(({ identification }) => identification)).toEqual([idOf(1)]);
  });

  test("does not affect its retry, which has its own data", async () => {
    const { supervisor, uploadId } = await finished();
    const retry = await retryFailures(supervisor, { uploadId });
    await setOver(uploadId, days, 1);
    await sweep();
    expect(await keptOf(uploadId)).toEqual(nothingKept);
    expect(await keptOf(retry.id)).toMatchObject({ payloads: 2, sources: 2 });
    expect(groupsOf(await sent(supervisor, retry.id))).toEqual([2, 0, 0, 0, 0]);
  });
});

describe("an upload nobody confirmed for its retention days", () => {
  test("is cancelled and erased, staged or still staging", async () => {
    const { supervisor, tenantId } = await finished();
    const staged = await stage(supervisor, tenantId, rows);
    const staging = await beginStaging(supervisor, tenantId, rows, { rowsPerChunk: 5 });
    const [chunk] = chunksOf(staging, rows, 5);
    await receiveChunk(supervisor, chunk!);
    const young = await stage(supervisor, tenantId, makePortfolio(2));
    const old = fromNow(-days * 86_400_000 - 1_000);
    await ownerDatabase().upload.update({ where: { id: staged }, data: { stagedAt: old } });
    await ownerDatabase().upload.update({ where: { id: staging }, data: { createdAt: old } });

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

describe("a portfolio's snapshot", () => {
  async function loaded() {
    const team = await makeTeam({ server: host, batchSize: 10 });
    await editTenant(team.admin, { tenantId: team.tenantId, retentionDays: days });
    const portfolioId = await makeTenantPortfolio(team.tenantId, "Banco A");
    const uploadId = await sendFor(team, portfolioId, makePortfolio(4));
    const rowsLeft = () => ownerDatabase().snapshotDebtor.count({ where: { portfolioId } });
    const ago = (more: number) => fromNow(more * 1_000 - days * 86_400_000);
    return { ...team, portfolioId, uploadId, rowsLeft, ago };
  }

  test("outlives its uploads and loses who is gone", async () => {
    const { portfolioId, uploadId, rowsLeft, ago } = await loaded();
    await setOver(uploadId, days, 1);
    const set = (index: number, state: "gone" | "closed", since: Date) =>
      ownerDatabase().snapshotDebtor.updateMany({
        where: { portfolioId, identification: idOf(index) },
        data: { state, since },
      });
    await set(0, "gone", ago(-1));
    await set(1, "closed", ago(-1));
    await set(2, "gone", ago(3_600));
    expect((await sweep()).counts.snapshots).toBe(2);
    expect(await rowsLeft()).toBe(2);
    const row = await ownerDatabase().snapshotDebtor.findFirstOrThrow({
      where: { portfolioId, identification: idOf(3) },
    });
    expect([row.state, row.payload]).toEqual(["live", expect.stringContaining(idOf(3))]);
  });

  test("outlives a comparison, whose debtors go", async () => {
    const { supervisor, tenantId, portfolioId, rowsLeft } = await loaded();
    const next = makePortfolio(5).map((row) => (row[0] === idOf(1) ? row.with(1, "Otro Nombre") : row));
    const of = { portfolioId, load: { kind: "whole" } } as const;
    const uploadId = await stage(
      supervisor,
      tenantId,
      next.filter(([id]) => id !== idOf(3)),
      { of },
    );
    await sent(supervisor, uploadId);
    const before = await showComparison(supervisor, { uploadId });
    const listed = () => ownerDatabase().comparedDebtor.count({ where: { uploadId } });
    expect(await listed()).toBe(3);
    await setOver(uploadId, days, 1);
    await sweep();
    expect(await listed()).toBe(0);
    const after = await showComparison(supervisor, { uploadId });
    expect(after).toEqual({ ...before, isErased: true });
    await expect(exportComparison(supervisor, { uploadId })).rejects.toMatchObject({ code: "erased" });
    await expect(listComparedDebtors(supervisor, { uploadId, group: "changed" })).rejects.toMatchObject({
      code: "erased",
    });
    expect(await rowsLeft()).toBe(5);
    const live = await ownerDatabase().snapshotDebtor.count({
      where: { portfolioId, state: "live", payload: { not: null } },
    });
    expect(live).toBe(4);
  });

  test("has what unchanged debtors would have sent", async () => {
    const { supervisor, tenantId, portfolioId } = await loaded();
    await ownerDatabase().tenant.update({ where: { id: tenantId }, data: { repeatBehaviour: "updates" } });
    const next = makePortfolio(4).map((row) => (row[0] === idOf(1) ? row.with(1, "Otro Nombre") : row));
    const load = (rows: readonly (readonly string[])[]) =>
      stage(supervisor, tenantId, rows, { of: { portfolioId, load: { kind: "whole" } } });
    const uploadId = await load(next);
    await sweep();
    // Until it is confirmed they may still be sent.
    expect(await keptOf(uploadId)).toMatchObject({ payloads: 4, sources: 4 });
    await sent(supervisor, uploadId);
    expect(await keptOf(uploadId)).toMatchObject({ payloads: 3, sources: 3 });
    expect((await sweep()).counts).toMatchObject({ unchanged: 3, debtors: 0 });
    expect(await keptOf(uploadId)).toMatchObject({ payloads: 0, sources: 0 });
    expect((await sweep()).counts.unchanged).toBe(0);

    const { items } = await listRecords(supervisor, { uploadId, state: "unchanged" });
    expect(items.map(({ identification }) => identification)).toEqual([0, 2, 3].map(idOf));
    const report = await collected((await exportRows(supervisor, { uploadId, group: "unchanged" })).rows);
    expect(report.map(({ line }) => line)).toEqual([2, 3, 5, 6, 7]);
    expect((await searchDebtor(supervisor, { tenantId, identification: idOf(2) }))[0]).toMatchObject({ uploadId });
    expect(await planRetry(supervisor, { uploadId })).toMatchObject({ debtors: 0 });
    // What comes back corrected is compared with what was accepted: nothing of it is sent again.
    const again = await findCorrection(supervisor, { tenantId, uploadId });
    expect(again.lines.join("")).toContain(idOf(2));
    const correction = await stageCorrection(supervisor, tenantId, uploadId, [
      ...next.map((row) => (row[0] === idOf(2) ? row.with(1, "Otro") : row)),
    ]);
    const { items: corrected } = await listRecords(supervisor, { uploadId: correction, state: "pending" });
    expect(corrected.map(({ identification }) => identification)).toEqual([]);
    const after = await load(next.map((row) => (row[0] === idOf(3) ? row.with(1, "Otro") : row)));
    expect((await showComparison(supervisor, { uploadId: after })).figures.debtors).toMatchObject({
      same: { debtors: 3 },
      changed: { debtors: 1 },
    });
  });

  test("goes whole once its portfolio rests that long, and no load has written it since", async () => {
    const { portfolioId, rowsLeft, ago } = await loaded();
    const rest = (restingSince: Date | null) =>
      ownerDatabase().portfolio.update({ where: { id: portfolioId }, data: { restingSince } });
    const write = (place: Date) =>
      ownerDatabase().snapshotDebtor.updateMany({ where: { portfolioId }, data: { place } });
    await rest(ago(-1));
    await sweep();
    expect(await rowsLeft()).toBe(4);
    await write(ago(-1));
    await rest(null);
    await sweep();
    expect(await rowsLeft()).toBe(4);
    await rest(ago(3_600));
    await sweep();
    expect(await rowsLeft()).toBe(4);
    await rest(ago(-1));
    await sweep();
    expect(await rowsLeft()).toBe(0);
  });
});
