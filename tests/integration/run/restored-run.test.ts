import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, inject, test } from "vitest";
import { selectTenantsWithWork } from "#lib/database/uploads/runs.ts";
import { addsUp } from "#lib/domain/outcome/control-sums.ts";
import { seekComparison } from "#lib/services/comparison/seek-comparison.ts";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { listUnknownTimes } from "#lib/services/operations/list-unknown-times.ts";
import { reviewRestore } from "#lib/services/operations/review-restore.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { runCommand } from "#tests/support/backup/run-command.ts";
import { explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { createEmptyDatabase, swapDatabases } from "#tests/support/database/database.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf, sumOfGroups, waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { killWorkers, startWorkerProcess } from "#tests/support/runs/worker-process.ts";

const { host, control } = await runStage({
  hasWorker: false,
});
afterAll(killWorkers);
const folder = mkdtempSync(join(tmpdir(), "portal-backup-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ours = process.env.DATABASE_OWNER_URL ?? "";
const server = inject("testServerUrl");

test("a backup made while a run pushes, restored elsewhere, sends nobody twice", async () => {
  const team = await makeTeam({ server: host, batchSize: 4, callsAtOnce: 2 });
  const { admin, supervisor, tenantId } = team;
  const portfolioId = await makePortfolioOf(tenantId);
  const day = makePortfolio(60);
  const others = makePortfolio(75).filter(([identification]) => Number(identification) >= 10_000_060);
  const first = await stageLoad(supervisor, tenantId, portfolioId, day);
  const second = await stage(supervisor, tenantId, others);
  for (const uploadId of [first, second]) await confirmUpload(supervisor, { uploadId });
  // Calls are in flight while the backup is made.
  const load = { endpoint: "massive_collections" } as const;
  await control.setFaults([5, 6].map((nthRequest) => ({ match: { ...load, nthRequest }, action: { do: "hold" } })));
  const pushing = await startWorkerProcess();
  const loads = async () => (await control.requests()).filter(({ endpoint }) => endpoint === load.endpoint).length;
  await expect.poll(loads).toBe(6);
  const done = async () => (await showUpload(supervisor, { uploadId: first })).batchesDone;
  await expect.poll(done).toBe(4);
  const saved = await runCommand("backup", ours, [join(folder, "backup")]);
  expect(saved).toMatchObject({ code: 0, err: "" });
  expect(saved.out).toContain("SECRET_KEYS with: test");
  await control.setFaults([]);
  // More was sent since.
  for (const uploadId of [first, second]) await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(await pushing.end("SIGTERM")).toBe(0);
  const ledger = await control.ledger();
  expect(ledger).toHaveLength(75);
  await closeAll();

  const restored = await createEmptyDatabase(server);
  try {
    const result = await runCommand("restore", restored.url, [join(folder, "backup")]);
    expect(result).toMatchObject({ code: 0, err: "" });
    await swapDatabases(server, ours, restored.url);

    const worker = await startWorkerProcess();
    // It has done the jobs that came with the backup, and its sweeps find no work.
    const open = () => ownerDatabase().$queryRaw`
      SELECT id FROM pgboss.job WHERE name = 'tenant-work' AND state IN ('created', 'retry', 'active')`;
    await expect.poll(open).toEqual([]);
    expect(await selectTenantsWithWork(ownerDatabase())).toEqual([]);
    expect(await control.ledger()).toEqual(ledger);
    const views = await Promise.all([first, second].map((uploadId) => showUpload(supervisor, { uploadId })));
    const [one, two] = views.map((view) => groupsOf(view));
    expect(views.map(({ state, stopReason }) => [state, stopReason])).toEqual([
      ["paused", "database_restored"],
      ["paused", "database_restored"],
    ]);
    // Some were accepted before the backup; the others may have been since.
    expect(one?.[0]).toBeGreaterThan(0);
    expect(one?.[2]).toBeGreaterThan(0);
    expect([one?.[0] ?? 0, one?.[2] ?? 0].reduce((sum, count) => sum + count, 0)).toBe(60);
    expect(two).toEqual([0, 0, 15, 0, 0]);
    expect(result.out).toContain(`${75 - (one?.[0] ?? 0)} debtors of 2 uploads`);
    for (const view of views) {
      expect(addsUp(view)).toBe(true);
      expect(view.batchesDone).toBe(view.batchCount);
      expect(sumOfGroups(view).cents).toBe(BigInt(view.totals.staged.balance.replace(".", "")));
    }
    const snapshot = () =>
      ownerDatabase().snapshotDebtor.groupBy({
        by: ["state"],
        where: { portfolioId },
        _count: true,
        orderBy: { state: "asc" },
      });
    expect(await snapshot()).toEqual([{ state: "uncertain", _count: 60 }]);
    expect(await ownerDatabase().snapshotDebtor.count({ where: { portfolioId, digest: { not: "" } } })).toBe(0);
    expect(await ownerDatabase().session.count()).toBe(0);

    for (const uploadId of [first, second]) {
      await resumeUpload(supervisor, { uploadId });
      await waitForUpload(supervisor, uploadId, ["finished"]);
      await readBackUpload(supervisor, { uploadId });
      const unconfirmed = async () => (await showUpload(supervisor, { uploadId })).groups.unconfirmed.debtors;
      await expect.poll(unconfirmed).toBe(0);
    }
    expect(groupsOf(await showUpload(supervisor, { uploadId: first }))).toEqual([60, 0, 0, 0, 0]);
    expect(groupsOf(await showUpload(supervisor, { uploadId: second }))).toEqual([15, 0, 0, 0, 0]);
    expect(await ownerDatabase().record.count({ where: { evidence: null } })).toBe(0);
    expect(await ownerDatabase().record.count({ where: { evidence: "read_back" } })).toBe(75 - (one?.[0] ?? 0));
    expect(await control.ledger()).toEqual(ledger);
    expect(await control.summary()).toMatchObject({ debtorsApplied: 75, writtenAgain: 0 });

    // Whoever was read back, too, may have been changed since the backup in what no look-up shows.
    expect(await snapshot()).toEqual([{ state: "uncertain", _count: 60 }]);
    const next = await stageLoad(supervisor, tenantId, portfolioId, day);
    await explainStops(supervisor, next);
    const { figures } = (await seekComparison(supervisor, { uploadId: next })) ?? {};
    expect(figures).toMatchObject({
      debtors: { same: { debtors: 0 }, changed: { debtors: 60 } },
      doubted: { debtors: 60 },
    });

    const manifest = JSON.parse(readFileSync(join(folder, "backup/manifest.json"), "utf8"));
    const { times } = await listUnknownTimes(supervisor);
    expect(times).toEqual([expect.objectContaining({ from: manifest.takenAt })]);
    await reviewRestore(admin, { restoreId: times[0]?.restoreId ?? "" });
    expect(await listUnknownTimes(admin)).toEqual({ times: [], canReview: true });
    const trail = await listAudit(admin, { limit: 200 });
    expect(trail.items.filter(({ action }) => /restore/.test(action)).map(({ action }) => action)).toEqual([
      "restore_reviewed",
      "database_restored",
    ]);
    await worker.end("SIGTERM");
  } finally {
    await closeAll();
    killWorkers();
    await restored.drop();
  }
});
