import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { showTenant } from "#lib/services/tenants/show-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf, waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { makeTenantPortfolio, rowsOf, sendFor, stageFor } from "#tests/support/snapshots/portfolio-run.ts";

const { control, host } = await runStage();

/** Two creditors of one tenant; debtors 8 to 11 of twelve owe to both. */
async function twoCreditors(obligations: "unknown" | "merges" | "replaces") {
  await control.setSettings({ obligations: obligations === "replaces" ? "replace" : "merge" });
  const team = await makeTeam({ server: host, batchSize: 5, repeatBehaviour: "updates", obligations });
  const own = await makeTenantPortfolio(team.tenantId, "Banco A");
  const other = await makeTenantPortfolio(team.tenantId, "Banco B");
  return { ...team, own, other, ownRows: rowsOf("A", 0, 12), otherRows: rowsOf("B", 8, 20) };
}

const idOf = (index: number) => String(10_000_000 + index);

/** The obligations that the CRM was last sent, by debtor. */
async function lastSent(): Promise<ReadonlyMap<string, readonly string[]>> {
  return new Map((await control.ledger()).map((one) => [one.identification, one.obligationIds.toSorted()]));
}

describe("a CRM that replaces obligations", () => {
  test("gets a debtor with those of all portfolios", async () => {
    const { own, other, ownRows, otherRows, ...team } = await twoCreditors("replaces");
    const first = await sendFor(team, own, ownRows);
    await sendFor(team, other, otherRows);
    expect((await lastSent()).get(idOf(9))).toEqual(["A-9-1", "A-9-2", "B-9-1", "B-9-2"]);
    expect((await lastSent()).get(idOf(15))).toEqual(["B-15-1", "B-15-2"]);
    await sendFor(team, own, ownRows);
    expect((await lastSent()).get(idOf(8))).toEqual(["A-8-1", "B-8-1"]);
    await sendFor(team, null, rowsOf("N", 9, 10));
    expect((await lastSent()).get(idOf(9))).toHaveLength(6);
    // What a portfolio says of itself is its own.
    const row = await ownerDatabase().snapshotDebtor.findFirstOrThrow({
      where: { portfolioId: own, identification: idOf(9) },
    });
    const record = await ownerDatabase().record.findFirstOrThrow({
      where: { uploadId: first, identification: idOf(9) },
    });
    // The next load removes what was sent of no portfolio.
    expect([row.state, row.digest, row.obligations]).toEqual(["uncertain", record.digest, 2]);
    expect(row.payload).not.toContain("B-9");
  });

  test("keeps those of whom is gone, not of whom is closed", async () => {
    const { own, other, ownRows, otherRows, ...team } = await twoCreditors("replaces");
    await sendFor(team, own, ownRows);
    const since = fromNow();
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { portfolioId: own, identification: idOf(8) },
      data: { state: "gone", since },
    });
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { portfolioId: own, identification: idOf(9) },
      data: { state: "closed", since },
    });
    await sendFor(team, other, otherRows);
    expect([(await lastSent()).get(idOf(8)), (await lastSent()).get(idOf(9))]).toEqual([
      ["A-8-1", "B-8-1"],
      ["B-9-1", "B-9-2"],
    ]);
  });

  test("is not sent who is uncertain elsewhere until a person retries", async () => {
    const { own, other, ownRows, otherRows, ...team } = await twoCreditors("replaces");
    await sendFor(team, other, otherRows);
    await control.setFaults([
      { match: { endpoint: "massive_collections" }, action: { do: "wrong_sums", isSummaryMissing: true } },
    ]);
    await editTenant(team.admin, { tenantId: team.tenantId, repeatBehaviour: "unknown" });
    const doubtful = await stageFor(team, other, rowsOf("B", 8, 11));
    await forgoReadBacks(doubtful);
    await confirmUpload(team.supervisor, { uploadId: doubtful });
    expect(groupsOf(await waitForUpload(team.supervisor, doubtful, ["finished"]))).toEqual([0, 0, 3, 0, 0]);
    await control.setFaults([]);

    const before = (await control.summary()).debtorsApplied;
    const uploadId = await sendFor(team, own, ownRows);
    const upload = await waitForUpload(team.supervisor, uploadId, ["finished"]);
    expect(groupsOf(upload)).toEqual([9, 0, 0, 3, 0]);
    expect((await control.summary()).debtorsApplied - before).toBe(9);
    expect(upload.callsMade).toBe(3);
    const { items } = await listRecords(team.supervisor, { uploadId, state: "not_sent" });
    expect(items.map(({ identification, reason }) => [identification, reason])).toEqual(
      [8, 9, 10].map((index) => [idOf(index), "uncertain_elsewhere"]),
    );

    const retry = await retryFailures(team.supervisor, { uploadId });
    await confirmUpload(team.supervisor, { uploadId: retry.id });
    expect(groupsOf(await waitForUpload(team.supervisor, retry.id, ["finished"]))).toEqual([3, 0, 0, 0, 0]);
    expect((await lastSent()).get(idOf(9))).toEqual(["A-9-1", "A-9-2", "B-9-1", "B-9-2"]);
  });

  test.each(["uncertain", "gone"] as const)("gets no call for those of unknown obligations (%s)", async (state) => {
    const { own, other, otherRows, ...team } = await twoCreditors("replaces");
    await sendFor(team, other, otherRows);
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { portfolioId: other },
      data: { state, digest: "" },
    });
    const budget = () => ownerDatabase().tokenBudget.findUniqueOrThrow({ where: { tenantId: team.tenantId } });
    const { spent } = await budget();
    expect(spent).toBeGreaterThan(0);
    const uploadId = await sendFor(team, own, rowsOf("A", 8, 11));
    const upload = await waitForUpload(team.supervisor, uploadId, ["finished"]);
    expect([groupsOf(upload), upload.callsMade]).toEqual([[0, 0, 0, 3, 0], 0]);
    expect((await budget()).spent).toBe(spent);
    expect(await ownerDatabase().call.count({ where: { uploadId } })).toBe(0);
  });

  test("is not sent a debtor that would be too big", async () => {
    const { own, other, otherRows, ...team } = await twoCreditors("replaces");
    await sendFor(team, other, otherRows);
    const payload = JSON.stringify({
      Identification: idOf(8),
      Obligations: [{ id: "B", name: "x".repeat(1_000_000) }],
    });
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { portfolioId: other, identification: idOf(8) },
      data: { payload },
    });
    const uploadId = await sendFor(team, own, rowsOf("A", 8, 10));
    const { items } = await listRecords(team.supervisor, { uploadId, state: "not_sent" });
    expect(items.map(({ identification, reason }) => [identification, reason])).toEqual([
      [idOf(8), "too_big_with_others"],
    ]);
    expect((await lastSent()).get(idOf(9))).toHaveLength(4);
  });
});

test.each(["unknown", "merges"] as const)(
  "a CRM whose behaviour is %s gets what was staged, byte for byte",
  async (behaviour) => {
    const { own, other, ownRows, otherRows, ...team } = await twoCreditors(behaviour);
    await sendFor(team, own, ownRows);
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { portfolioId: own, identification: idOf(8) },
      data: { state: "uncertain", digest: "" },
    });
    const uploadId = await stageFor(team, other, otherRows);
    const staged = await ownerDatabase().record.findMany({ where: { uploadId }, orderBy: { ordinal: "asc" } });
    await confirmUpload(team.supervisor, { uploadId });
    await waitForUpload(team.supervisor, uploadId, ["finished"]);
    const hashes = staged.map(({ payload }) =>
      createHash("sha256")
        .update(payload ?? "")
        .digest("hex"),
    );
    expect((await control.ledger()).slice(12).map(({ sha256 }) => sha256)).toEqual(hashes);
  },
);

test("an admin says what the CRM does to obligations", async () => {
  const { admin, tenantId } = await makeTeam({ server: host });
  expect((await showTenant(admin, { tenantId })).obligations).toBe("unknown");
  const { connectionVersion } = await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: tenantId } });
  await editTenant(admin, { tenantId, obligations: "replaces" });
  expect((await showTenant(admin, { tenantId })).obligations).toBe("replaces");
  // Claims read with the old setting are refused.
  expect((await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: tenantId } })).connectionVersion).toBe(
    connectionVersion + 1,
  );
});
