import { describe, expect, test } from "vitest";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import { makePortfolio, makeTeam, stage, totalsOf } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { stageCorrection } from "#tests/support/reports/correct-report.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, host } = await runStage();

type Ctx = Parameters<typeof confirmUpload>[0];

const idOf = (index: number) => String(10_000_000 + index);
const older = makePortfolio(5);
const balance = 7;
/** The same debtors with other balances: these ones, or all. */
const newer = (...indexes: number[]) =>
  older
    .filter((row) => indexes.length === 0 || indexes.some((index) => row[0] === idOf(index)))
    .map((row) => row.map((cell, column) => (column === balance ? "9999,00" : cell)));

/** An upload whose debtors 1, 2 and 3 were refused. */
async function withFailures() {
  const team = await makeTeam({ server: host, batchSize: 20 });
  await control.setFaults([
    { match: { identifications: [1, 2, 3].map(idOf) }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  const uploadId = await stage(team.supervisor, team.tenantId, older);
  await sent(team.supervisor, uploadId);
  await control.setFaults([]);
  return { ...team, uploadId };
}

async function sent(ctx: Ctx, uploadId: string) {
  await confirmUpload(ctx, { uploadId });
  return waitForUpload(ctx, uploadId, ["finished"]);
}

async function stageNewer(ctx: Ctx, tenantId: string, ...indexes: number[]): Promise<string> {
  const rows = newer(...indexes);
  return stage(ctx, tenantId, rows, { totals: totalsOf(rows) });
}

/** The balances that the CRM has had for a debtor, in order. */
async function balancesOf(index: number): Promise<string[]> {
  const written = (await control.ledger()).filter(({ identification }) => identification === idOf(index));
  return written.map(({ payload }) => JSON.parse(payload).Obligations[0].total_balance);
}

const refused = { code: "superseded" };

describe("an upload cancelled before anything of it is sent", () => {
  test("is not retried over a later confirmed one", async () => {
    const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: 20 });
    const uploadId = await stage(supervisor, tenantId, older);
    await cancelUpload(supervisor, { uploadId });
    await ownerDatabase().upload.update({ where: { id: uploadId }, data: { confirmedAt: fromNow() } });
    await sent(supervisor, await stageNewer(supervisor, tenantId, 1, 2));
    expect((await planRetry(supervisor, { uploadId })).debtors).toBe(3);
    const retry = await retryFailures(supervisor, { uploadId });
    await sent(supervisor, retry.id);
    expect([await balancesOf(1), await balancesOf(3)]).toEqual([["9999"], ["1003.03"]]);
  });
});

describe("a retry made before a later upload's confirmation", () => {
  test("is refused; made again it takes only the remaining debtors", async () => {
    const { supervisor, tenantId, uploadId } = await withFailures();
    const retry = await retryFailures(supervisor, { uploadId });
    expect(retry.superseded).toEqual({ debtors: 0, isMore: false });
    const later = await stageNewer(supervisor, tenantId, 1, 2);
    // An upload that is only staged holds no debtor yet.
    expect((await showUpload(supervisor, { uploadId: retry.id })).superseded?.debtors).toBe(0);
    await sent(supervisor, later);

    expect((await showUpload(supervisor, { uploadId: retry.id })).superseded).toEqual({ debtors: 2, isMore: false });
    await expect(confirmUpload(supervisor, { uploadId: retry.id })).rejects.toMatchObject(refused);
    expect((await showUpload(supervisor, { uploadId: retry.id })).state).toBe("staged");
    await cancelUpload(supervisor, { uploadId: retry.id });
    const again = await retryFailures(supervisor, { uploadId });
    expect(groupsOf(await sent(supervisor, again.id))).toEqual([1, 0, 0, 0, 0]);
    expect([await balancesOf(1), await balancesOf(2), await balancesOf(3)]).toEqual([["9999"], ["9999"], ["1003.03"]]);
  });

  test("is sent if the later upload sends none of them", async () => {
    const { supervisor, tenantId, uploadId } = await withFailures();
    const retry = await retryFailures(supervisor, { uploadId });
    const later = await stageNewer(supervisor, tenantId);
    await ownerDatabase().upload.update({ where: { id: later }, data: { state: "queued", confirmedAt: fromNow() } });
    await expect(confirmUpload(supervisor, { uploadId: retry.id })).rejects.toMatchObject(refused);
    await cancelUpload(supervisor, { uploadId: later });
    expect(groupsOf(await sent(supervisor, retry.id))).toEqual([3, 0, 0, 0, 0]);
  });

  test("is sent beside other debtors' or other tenants' uploads", async () => {
    const { supervisor, tenantId, uploadId } = await withFailures();
    const retry = await retryFailures(supervisor, { uploadId });
    await sent(supervisor, await stageNewer(supervisor, tenantId, 0, 4));
    const other = await makeTeam({ server: host, batchSize: 20 });
    await sent(other.supervisor, await stageNewer(other.supervisor, other.tenantId));
    expect(groupsOf(await sent(supervisor, retry.id))).toEqual([3, 0, 0, 0, 0]);
  });

  test("is sent if the other upload was confirmed earlier", async () => {
    const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: 20 });
    await sent(supervisor, await stage(supervisor, tenantId, older));
    await control.setFaults([
      { match: { identifications: [idOf(1)] }, action: { do: "refuse_debtors", shape: "objects" } },
    ]);
    const uploadId = await stageNewer(supervisor, tenantId);
    await sent(supervisor, uploadId);
    await control.setFaults([]);
    const retry = await retryFailures(supervisor, { uploadId });
    expect(groupsOf(await sent(supervisor, retry.id))).toEqual([1, 0, 0, 0, 0]);
    expect(await balancesOf(1)).toEqual(["1001.01", "9999"]);
  });

  test("confirmed together with it leaves the younger figures last", async () => {
    for (let round = 0; round < cases(6, 2); round++) {
      await control.reset();
      const { supervisor, tenantId, uploadId } = await withFailures();
      const retry = await retryFailures(supervisor, { uploadId });
      const later = await stageNewer(supervisor, tenantId);
      const both = round % 2 === 0 ? [retry.id, later] : [later, retry.id];
      const answers = await Promise.allSettled(both.map((each) => confirmUpload(supervisor, { uploadId: each })));
      const refusals = answers.filter((answer) => answer.status === "rejected").map((answer) => answer.reason.code);
      expect(["", refused.code]).toContain(refusals.join());
      await waitForUpload(supervisor, later, ["finished"]);
      expect((await balancesOf(1)).at(-1)).toBe("9999");
    }
  });
});

test("an overtaken correction is not confirmed", async () => {
  const { supervisor, tenantId, uploadId } = await withFailures();
  const report = older
    .filter((row) => row[0] === idOf(1) || row[0] === idOf(2))
    .map((row) => row.map((cell, column) => (column === 3 ? "3009990003" : cell)));
  const correction = await stageCorrection(supervisor, tenantId, uploadId, report);
  await sent(supervisor, await stageNewer(supervisor, tenantId, 1));
  expect((await showUpload(supervisor, { uploadId: correction })).superseded?.debtors).toBe(1);
  await expect(confirmUpload(supervisor, { uploadId: correction })).rejects.toMatchObject(refused);
  await cancelUpload(supervisor, { uploadId: correction });
  expect(groupsOf(await sent(supervisor, await stageCorrection(supervisor, tenantId, uploadId, report)))).toEqual([
    1, 0, 0, 0, 0,
  ]);
  expect([await balancesOf(1), await balancesOf(2)]).toEqual([["9999"], ["1002.02"]]);
});

test("a first upload is confirmed after any, keeping its destination", async () => {
  const { supervisor, tenantId, operation } = await makeTeam({ server: host, batchSize: 20 });
  const first = await stage(supervisor, tenantId, older);
  await sent(supervisor, await stageNewer(supervisor, tenantId));
  const upload = await sent(supervisor, first);
  expect([groupsOf(upload)[0], upload.superseded, upload.confirmedFor]).toEqual([
    5,
    undefined,
    { operation, server: host },
  ]);
});
