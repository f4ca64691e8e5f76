import { describe, expect, test } from "vitest";
import { addsUp } from "#lib/domain/outcome/control-sums.ts";
import { outcomeKinds } from "#lib/domain/outcome/outcome.ts";
import { receiptLines } from "#lib/domain/portfolio/receipt.ts";
import { chooseSending } from "#lib/services/comparison/choose-sending.ts";
import { renewComparison } from "#lib/services/comparison/renew-comparison.ts";
import { seekMoved } from "#lib/services/comparison/seek-moved.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { collected, makePortfolio, makeTeam } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host } = await runStage();

const hourMs = 3_600_000;
const rows = makePortfolio(30);
const idOf = (index: number) => String(10_000_000 + index);
/** Calls of a load of everybody, and of the 20 debtors below. */
const [allCalls, someCalls] = [6, 4];
const older = new Set(Array.from({ length: 20 }, (_, index) => idOf(index)));
/** A day on which 20 of the 30 debtors differ in a field that changes daily. */
const dayOf = (product: string) => rows.map((row) => (older.has(row[0] ?? "") ? row.with(6, product) : [...row]));

/** A tenant with a portfolio whose first load has been sent whole; the product changes daily. */
async function loaded() {
  const team = await makeTeam({ server: host, batchSize: 5, repeatBehaviour: "updates" });
  const { tenantId, supervisor } = team;
  // Nobody rests in a country that the calendar does not know.
  await ownerDatabase().tenant.update({ where: { id: tenantId }, data: { country: "AQ" } });
  const add = async () => {
    const portfolioId = await makePortfolioOf(tenantId);
    await ownerDatabase().portfolio.update({
      where: { id: portfolioId },
      data: { volatileFields: ["obligation.name"], expectedDays: [1, 2, 3, 4, 5, 6, 7], expectedMinute: 0 },
    });
    return portfolioId;
  };
  const send = async (uploadId: string) => {
    await explainStops(supervisor, uploadId);
    await confirmUpload(supervisor, { uploadId });
    return waitForUpload(supervisor, uploadId, ["finished"]);
  };
  const portfolioId = await add();
  const load = (day: readonly (readonly string[])[], of = portfolioId) => stageLoad(supervisor, tenantId, of, day);
  await send(await load(rows));
  return { ...team, portfolioId, add, load, send };
}

/** As if the CRM had just said that so many calls are left of the day. */
async function leave(tenantId: string, available: number): Promise<void> {
  const budget = {
    ...{ available, spent: 0, dailyLimit: 4_800, usedToday: 4_800 - available, hoursToRestart: 5, problem: null },
    ...{ askedAt: fromNow(hourMs), resetsAt: fromNow(5 * hourMs) },
  };
  await ownerDatabase().tokenBudget.upsert({
    where: { tenantId },
    create: { tenantId, ...budget },
    update: budget,
  });
}

const movedByBudget = { code: "comparison_moved", params: { debtors: 0, budget: 1 } };

describe("who differs only in what changes daily", () => {
  test("is sent by default where the calls left today are enough, and otherwise not", async () => {
    const { supervisor, tenantId, load } = await loaded();
    await leave(tenantId, someCalls);
    const sent = await load(dayOf("Oro"));
    expect((await showComparison(supervisor, { uploadId: sent })).choice).toMatchObject({
      sends: "changes",
      countsVolatile: true,
      byBudget: true,
    });
    expect((await showUpload(supervisor, { uploadId: sent })).groups).toMatchObject({
      pending: { debtors: 20 },
      unchanged: { debtors: 10 },
      volatile: { debtors: 0 },
    });
    await leave(tenantId, someCalls - 1);
    const kept = await load(dayOf("Plata"));
    expect((await showComparison(supervisor, { uploadId: kept })).choice.countsVolatile).toBe(false);
    const upload = await showUpload(supervisor, { uploadId: kept });
    expect([upload.groups.pending.debtors, upload.groups.unchanged.debtors, upload.groups.volatile.debtors]).toEqual([
      0, 10, 20,
    ]);
    expect(addsUp(upload)).toBe(true);
  });

  test("is sent with everybody where that is everybody", async () => {
    const { supervisor, tenantId, load } = await loaded();
    const all = rows.map((row) => row.with(6, "Oro"));
    await leave(tenantId, allCalls);
    const sent = await load(all);
    expect((await showComparison(supervisor, { uploadId: sent })).choice.sends).toBe("everything");
    await leave(tenantId, allCalls - 1);
    // The answer of now, not that of when it was staged.
    expect(await seekMoved(supervisor, { uploadId: sent })).toBe(true);
    await renewComparison(supervisor, { uploadId: sent });
    expect(await seekMoved(supervisor, { uploadId: sent })).toBe(false);
    expect((await showComparison(supervisor, { uploadId: sent })).choice).toMatchObject({
      sends: "changes",
      countsVolatile: false,
    });
    expect((await showUpload(supervisor, { uploadId: sent })).groups.volatile.debtors).toBe(30);
  });

  test("waits for what other portfolios still expected today took last time", async () => {
    const { supervisor, tenantId, add, load, send } = await loaded();
    const other = await add();
    const yesterday = await load(rows, other);
    await send(yesterday);
    const begun = (back: number) =>
      ownerDatabase().upload.update({ where: { id: yesterday }, data: { createdAt: fromNow(-back) } });
    await begun(48 * hourMs);
    await leave(tenantId, someCalls + allCalls - 1);
    const uploadId = await load(dayOf("Oro"));
    const isSent = async () => (await showUpload(supervisor, { uploadId })).groups.pending.debtors === 20;
    expect(await isSent()).toBe(false);
    // Enough for both.
    await leave(tenantId, someCalls + allCalls);
    expect(await seekMoved(supervisor, { uploadId })).toBe(true);
    const { comparedAt } = await showComparison(supervisor, { uploadId });
    await expect(confirmUpload(supervisor, { uploadId, comparedAt })).rejects.toMatchObject(movedByBudget);
    expect(await isSent()).toBe(true);
    // Whoever has seen the page of before looks first, too.
    await expect(confirmUpload(supervisor, { uploadId, comparedAt })).rejects.toMatchObject({
      code: "comparison_moved",
    });
    // The other one's file has come, be it with fewer calls left.
    await begun(0);
    await leave(tenantId, someCalls);
    expect(await seekMoved(supervisor, { uploadId })).toBe(false);
    expect((await send(uploadId)).groups.accepted.debtors).toBe(20);
  });

  test("waits for what is in line", async () => {
    const { supervisor, tenantId, add, load } = await loaded();
    const other = await add();
    const first = await load(rows, other);
    await confirmUpload(supervisor, { uploadId: first });
    await pauseUpload(supervisor, { uploadId: first });
    const inLine = await showUpload(supervisor, { uploadId: first });
    const missing = inLine.batchCount - inLine.batchesDone;
    await leave(tenantId, someCalls + missing - 1);
    const uploadId = await load(dayOf("Oro"));
    const { choice } = await showComparison(supervisor, { uploadId });
    expect(choice.countsVolatile).toBe(missing === 0);
    await leave(tenantId, someCalls + missing);
    expect(await seekMoved(supervisor, { uploadId })).toBe(missing > 0);
  });

  test("is what a person chose, whatever is left", async () => {
    const { supervisor, tenantId, load } = await loaded();
    await leave(tenantId, 0);
    const ticked = await load(dayOf("Oro"));
    await chooseSending(supervisor, { uploadId: ticked, sends: "changes", countsVolatile: true });
    await leave(tenantId, 4_000);
    const unticked = await load(dayOf("Plata"));
    const chosen = await chooseSending(supervisor, { uploadId: unticked, sends: "changes", countsVolatile: false });
    expect(chosen.choice.byBudget).toBe(false);
    await leave(tenantId, 1);
    expect(await seekMoved(supervisor, { uploadId: ticked })).toBe(false);
    await leave(tenantId, 4_000);
    expect(await seekMoved(supervisor, { uploadId: unticked })).toBe(false);
    await explainStops(supervisor, unticked);
    const { groups } = await confirmUpload(supervisor, { uploadId: unticked });
    expect([groups.unchanged.debtors, groups.volatile.debtors]).toEqual([10, 20]);
  });

  test("is not sent where nobody knows how many calls are left", async () => {
    const { supervisor, tenantId, load } = await loaded();
    await leave(tenantId, 4_000);
    await ownerDatabase().tokenBudget.update({
      where: { tenantId },
      data: { available: null, dailyLimit: null, problem: "not_found" },
    });
    const uploadId = await load(dayOf("Oro"));
    expect((await showUpload(supervisor, { uploadId })).groups.volatile.debtors).toBe(20);
  });
});

test("what is not sent is told apart from the unchanged everywhere, with the day of what the CRM has", async () => {
  const { supervisor, tenantId, load, send } = await loaded();
  const confirmedAt = async (uploadId: string) => (await showUpload(supervisor, { uploadId })).confirmedAt;
  const first = await ownerDatabase().upload.findFirstOrThrow({ where: { tenantId } });
  const since = await confirmedAt(first.id);
  await leave(tenantId, 0);
  // Two days without calls: the CRM still has what it got on the first.
  for (const product of ["Oro", "Plata"]) {
    const upload = await send(await load(dayOf(product)));
    expect(upload.callsMade).toBe(0);
    expect(upload.volatileOf).toEqual({ from: since, to: since });
  }
  // On the third day one of them changes otherwise, too, and goes.
  await leave(tenantId, 1);
  const third = await load(dayOf("Oro").map((row) => (row[0] === idOf(3) ? row.with(1, "Otro Nombre") : row)));
  const sent = await send(third);
  expect([sent.groups.accepted.debtors, sent.groups.volatile.debtors]).toEqual([1, 19]);
  await leave(tenantId, 0);
  const last = await load(dayOf("Bronce").map((row) => (row[0] === idOf(3) ? row.with(1, "Otro Nombre") : row)));
  const upload = await send(last);
  expect(upload.volatileOf).toEqual({ from: since, to: await confirmedAt(third) });
  expect(addsUp(upload)).toBe(true);

  // Counted twice: by the trigger, and record by record.
  const records = await ownerDatabase().record.groupBy({
    by: ["state", "change"],
    where: { uploadId: last },
    _count: true,
    _sum: { obligations: true, balance: true },
  });
  const told = (["same", "volatile"] as const).map((change) => {
    const found = records.find((one) => one.state === "unchanged" && one.change === change);
    const { obligations, balance } = found?._sum ?? {};
    return { debtors: found?._count, obligations, balance: balance?.toFixed(2) };
  });
  expect([upload.groups.unchanged, upload.groups.volatile]).toEqual(told);

  const list = (state: (typeof outcomeKinds)[number]) => listRecords(supervisor, { uploadId: last, state });
  const volatile = (await list("volatile")).items;
  expect(volatile.map(({ identification }) => identification).toSorted()).toEqual([...older].toSorted());
  expect(volatile.every(({ isVolatile, state }) => isVolatile === true && state === "unchanged")).toBe(true);
  expect((await list("unchanged")).items.map(({ isVolatile }) => isVolatile)).toEqual(Array(10).fill(undefined));
  for (const group of ["volatile", "unchanged"] as const) {
    const report = await collected((await exportRows(supervisor, { uploadId: last, group })).rows);
    expect(new Set(report.map((row) => row.group))).toEqual(new Set([group]));
    expect(new Set(report.map((row) => row.identification)).size).toBe(upload.groups[group].debtors);
  }
  const [latest] = await searchDebtor(supervisor, { tenantId, identification: idOf(3) });
  expect(latest).toMatchObject({ state: "unchanged", isVolatile: true, sameSince: { uploadId: third } });

  const receipt = await showReceipt(supervisor, { uploadId: last });
  expect(receipt.volatileOf).toEqual(upload.volatileOf);
  const lines = receiptLines(receipt).filter(({ reason }) => reason === null);
  const debtorsOf = (part: string) => lines.find((line) => line.part === part)?.debtors ?? 0;
  expect([debtorsOf("unchanged"), debtorsOf("volatile")]).toEqual([10, 20]);
  expect(debtorsOf("staged")).toBe(outcomeKinds.reduce((sum, kind) => sum + debtorsOf(kind), 0));
});

test("a debtor sent again by a retry has the days of the load that it was in", async () => {
  const { tenantId, load, send } = await loaded();
  const first = await ownerDatabase().upload.findFirstOrThrow({ where: { tenantId } });
  // As if all of the first load had been accepted by a retry of it.
  const retry = await load(rows);
  await ownerDatabase().upload.update({ where: { id: retry }, data: { retryOfId: first.id } });
  await ownerDatabase().snapshotDebtor.updateMany({ where: { tenantId }, data: { uploadId: retry } });
  await leave(tenantId, 0);
  const upload = await send(await load(dayOf("Oro")));
  const day = first.confirmedAt?.toISOString();
  expect(upload.volatileOf).toEqual({ from: day, to: day });
});
