import { describe, expect, test } from "vitest";
import type { CloseOutPlan } from "#lib/domain/views/close-out-view.ts";
import { exportGone } from "#lib/services/close-outs/export-gone.ts";
import { listGone } from "#lib/services/close-outs/list-gone.ts";
import { planCloseOut } from "#lib/services/close-outs/plan-close-out.ts";
import { showGone } from "#lib/services/close-outs/show-gone.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { endHold } from "#lib/services/holds/end-hold.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { seekHeld } from "#lib/services/holds/seek-held.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { editPortfolio } from "#lib/services/portfolios/edit-portfolio.ts";
import { explainDrift } from "#lib/services/portfolios/explain-drift.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { findCorrection } from "#lib/services/uploads/find-correction.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import {
  idOf,
  makeCloseOut,
  type SentPortfolio,
  sentPortfolio,
  without,
} from "#tests/support/close-outs/gone-world.ts";
import { makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { collected, makePortfolio } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf, passBackOff, sumOfGroups, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host, control } = await runStage();

const refused = (code: string) => expect.objectContaining({ code });
const refusedFor = (...reasons: string[]) =>
  expect.objectContaining({ code: "close_out_refused", params: { reasons } });
const stoppedBy = (stop: string) => expect.objectContaining({ code: "close_out_refused", params: { stop } });

/** The last object that the CRM got of a debtor. */
async function lastSent(operation: string, index: number) {
  const written = (await control.ledger()).filter(
    (one) => one.operation === operation && one.identification === idOf(index),
  );
  return JSON.parse(written.at(-1)?.payload ?? "null") as { Name: string; Obligations: Record<string, string>[] };
}

describe("a close-out", () => {
  test("closes who is gone, whole, with the marker", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, operation, portfolioId, rowOf } = world;
    const uploadId = await world.send(without(world.rows, 3, 4));
    const plan = await planCloseOut(supervisor, { uploadId });
    // Every third debtor has two obligations; 1,003.03 each.
    expect(plan).toMatchObject({
      gone: { debtors: 2, obligations: 3, balance: "3010.10" },
      staying: { debtors: 0, obligations: 0, balance: "0.00" },
      untouched: { standing: 0, elsewhere: 0, uncertain: 0, held: 0 },
      refusals: [],
      typed: null,
      openId: null,
    });
    const made = await makeCloseOut(supervisor, uploadId);
    const staged = await showUpload(supervisor, { uploadId: made.uploadId });
    expect(staged).toMatchObject({
      state: "staged",
      closesOutId: uploadId,
      fileName: "Cierre de Banco",
      batchCount: 1,
    });
    expect(staged.totals).toMatchObject({
      file: { rows: 3, debtors: 2, obligations: 3, balance: "0.00" },
      staged: { rows: 3, debtors: 2, obligations: 3, balance: "0.00" },
    });
    expect(sumOfGroups(staged)).toEqual({ debtors: 2, obligations: 3, cents: 0n });
    expect((await rowOf(3)).state).toBe("gone");
    await confirmUpload(supervisor, { uploadId: made.uploadId });
    await waitForUpload(supervisor, made.uploadId, ["finished"]);
    const [three, four] = [await rowOf(3), await rowOf(4)];
    expect([three.state, four.state, three.balance.toFixed(2)]).toEqual(["closed", "closed", "0.00"]);
    const sent = await lastSent(operation, 3);
    expect(sent.Name).toBe("Cliente Número 3");
    expect(sent.Obligations.map(({ id, total_balance, name }) => [id, total_balance, name])).toEqual([
      ["3-1", "0", "Tarjeta"],
      ["3-2", "0", "Tarjeta"],
    ]);
    expect((await showGone(supervisor, { portfolioId })).totals.gone.debtors).toBe(0);
    expect((await planCloseOut(supervisor, { uploadId })).refusals).toEqual(["nobody"]);
    const audited = await ownerDatabase().auditEntry.findFirstOrThrow({
      where: { subject: made.uploadId, action: "close_out_made" },
    });
    expect(audited.details).toMatchObject({ debtors: 2, obligations: 3, ofId: uploadId });
  });

  test("closes who is gone from all parts of a set, and nothing of a debtor in two of them", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, portfolioId, rowOf } = world;
    const isEarly = ([id]: readonly string[]) => Number(id) < 10_000_020;
    const day = without(world.rows, 3, 4);
    // Of debtor 6 each part has one obligation.
    const one = day.filter((row) => isEarly(row) && row[5] !== "6-2");
    const two = day.filter((row) => !isEarly(row) || row[5] === "6-2");
    expect(one.length + two.length).toBe(day.length);
    const part = (number: number) => ({ load: { kind: "part", number, of: 2 } }) as const;
    const ids = [await world.stage(one, part(1)), await world.stage(two, part(2))] as const;
    for (const uploadId of ids.toReversed()) {
      // The first part is compared again once the other one has sent debtor 6, and then looked at again.
      await confirmUpload(supervisor, { uploadId }).catch(() => confirmUpload(supervisor, { uploadId }));
      await waitForUpload(supervisor, uploadId, ["finished"]);
    }
    const plan = await planCloseOut(supervisor, { uploadId: ids[1] });
    expect(plan).toMatchObject({ gone: { debtors: 2, obligations: 3 }, staying: { debtors: 0 }, refusals: [] });
    const made = await makeCloseOut(supervisor, ids[1]);
    await confirmUpload(supervisor, made);
    await waitForUpload(supervisor, made.uploadId, ["finished"]);
    expect([(await rowOf(3)).state, (await rowOf(4)).state, (await rowOf(6)).state]).toEqual([
      "closed",
      "closed",
      "live",
    ]);
    expect((await showGone(supervisor, { portfolioId })).totals.gone.debtors).toBe(0);
    const next = await showComparison(supervisor, { uploadId: await world.stage(day) });
    expect(next.figures.debtors.gone.debtors).toBe(0);
  });

  test("marks a custom field and keeps the balance", async () => {
    const world = await sentPortfolio(host);
    const { admin, supervisor, operation, portfolioId } = world;
    const marker = { closeOutBalance: false, closeOutFieldId: "obligation.portfolio_type", closeOutValue: "Cerrada" };
    await editPortfolio(admin, { portfolioId, ...marker });
    const uploadId = await world.send(without(world.rows, 4));
    const made = await makeCloseOut(supervisor, uploadId);
    expect((await showUpload(supervisor, made)).totals.staged.balance).toBe("1004.04");
    await confirmUpload(supervisor, made);
    await waitForUpload(supervisor, made.uploadId, ["finished"]);
    expect((await lastSent(operation, 4)).Obligations).toEqual([
      { id: "4-1", name: "Tarjeta", total_balance: "1004.04", portfolio_type: "Cerrada" },
    ]);
  });

  test("closes a gone obligation within today's object", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, operation, rowOf } = world;
    const today = world.rows
      .filter((row) => row[5] !== "3-2")
      .map((row) => (row[5] === "3-1" ? row.with(7, "55,00") : [...row]));
    const uploadId = await world.send(today);
    const before = await rowOf(3);
    const plan = await planCloseOut(supervisor, { uploadId });
    expect([plan.gone.debtors, plan.staying]).toEqual([0, { debtors: 1, obligations: 1, balance: "1003.03" }]);
    const made = await makeCloseOut(supervisor, uploadId);
    expect((await showUpload(supervisor, made)).totals.staged).toMatchObject({
      rows: 1,
      obligations: 2,
      balance: "55.00",
    });
    await confirmUpload(supervisor, made);
    await waitForUpload(supervisor, made.uploadId, ["finished"]);
    expect((await lastSent(operation, 3)).Obligations.map(({ id, total_balance }) => [id, total_balance])).toEqual([
      ["3-1", "55"],
      ["3-2", "0"],
    ]);
    // What the file said is still true of whoever stays: tomorrow's same file is no change, and names nobody.
    expect(await rowOf(3)).toEqual(before);
    expect((await planCloseOut(supervisor, { uploadId })).refusals).toEqual(["nobody"]);
    const { figures } = await showComparison(supervisor, { uploadId: await world.stage(today) });
    expect([figures.debtors.same.debtors, figures.obligations.gone.obligations]).toEqual([40, 0]);
  });

  test("is made once, however often it is pressed", async () => {
    const world = await sentPortfolio(host);
    const uploadId = await world.send(without(world.rows, 1, 2));
    const made = await Promise.all([1, 2, 3].map(() => makeCloseOut(world.supervisor, uploadId)));
    expect(new Set(made.map((one) => one.uploadId)).size).toBe(1);
    expect((await planCloseOut(world.supervisor, { uploadId })).openId).toBe(made[0]?.uploadId);
    expect(await ownerDatabase().upload.count({ where: { closesOutId: uploadId } })).toBe(1);
  });

  test("wants its number typed above the threshold", async () => {
    const world = await sentPortfolio(host);
    await editPortfolio(world.admin, { portfolioId: world.portfolioId, thresholds: { closeOutDebtors: 1 } });
    const uploadId = await world.send(without(world.rows, 1, 2));
    expect((await planCloseOut(world.supervisor, { uploadId })).typed).toBe(2);
    await expect(makeCloseOut(world.supervisor, uploadId)).rejects.toEqual(refused("invalid"));
    await expect(makeCloseOut(world.supervisor, uploadId, 3)).rejects.toMatchObject({
      code: "invalid",
      params: { problems: ["typedCount:differs"] },
    });
    expect(await ownerDatabase().upload.count({ where: { closesOutId: uploadId } })).toBe(0);
    await makeCloseOut(world.supervisor, uploadId, 2);
  });

  test("leaves rejected ones gone, and unconfirmed uncertain", async () => {
    const world = await sentPortfolio(host, makePortfolio(40), 2);
    const { supervisor, rowOf } = world;
    const uploadId = await world.send(without(world.rows, 1, 2, 4, 5));
    const made = await makeCloseOut(supervisor, uploadId);
    await forgoReadBacks(made.uploadId);
    await control.setFaults([
      { match: { identifications: [idOf(1)] }, action: { do: "refuse_debtors", shape: "objects" } },
      { match: { identifications: [idOf(5)] }, action: { do: "reset", when: "after_applying" } },
    ]);
    await confirmUpload(supervisor, made);
    await passBackOff(made.uploadId);
    const over = await waitForUpload(supervisor, made.uploadId, ["finished"]);
    await control.setFaults([]);
    expect(groupsOf(over)).toEqual([1, 1, 2, 0, 0]);
    const states = [await rowOf(1), await rowOf(2), await rowOf(4), await rowOf(5)].map(({ state }) => state);
    expect(states).toEqual(["gone", "closed", "uncertain", "uncertain"]);
    // Its reports list what was to be closed; there is no file to correct.
    const report = await exportRows(supervisor, { uploadId: made.uploadId, group: "rejected" });
    expect((await collected(report.rows)).map(({ cells }) => cells)).toEqual([
      [idOf(1), "Cliente Número 1", "1-1", "1001.01"],
    ]);
    await expect(findCorrection(supervisor, { tenantId: world.tenantId, uploadId: made.uploadId })).rejects.toEqual(
      refused("not_found"),
    );
    const retry = await retryFailures(supervisor, made);
    expect([retry.closesOutId, retry.totals.staged.debtors, retry.superseded?.debtors]).toEqual([uploadId, 3, 0]);
    await confirmUpload(supervisor, { uploadId: retry.id });
    await waitForUpload(supervisor, retry.id, ["finished"]);
    expect([(await rowOf(1)).state, (await rowOf(5)).state]).toEqual(["closed", "closed"]);
  });

  test("leaves out whom a file has that was confirmed behind it, also in a row that is left out", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, operation, rowOf } = world;
    const uploadId = await world.send(without(world.rows, 3, 4, 5));
    const made = await makeCloseOut(supervisor, uploadId);
    await confirmUpload(supervisor, { uploadId: made.uploadId });
    await pauseUpload(supervisor, { uploadId: made.uploadId });
    const back = without(world.rows, 5).map((row) => (row[0] === idOf(4) ? row.with(2, "") : row));
    const behind = await world.stage(back);
    await confirmUpload(supervisor, { uploadId: behind });
    await resumeUpload(supervisor, { uploadId: made.uploadId });
    expect(groupsOf(await waitForUpload(supervisor, made.uploadId, ["finished"]))).toEqual([1, 0, 0, 2, 0]);
    const { items } = await listRecords(supervisor, { uploadId: made.uploadId, state: "not_sent" });
    expect(items.map(({ identification, reason }) => [identification, reason])).toEqual([
      [idOf(3), "back_in_file"],
      [idOf(4), "back_in_file"],
    ]);
    await waitForUpload(supervisor, behind, ["finished"]);
    expect([(await rowOf(3)).state, (await rowOf(4)).state, (await rowOf(5)).state]).toEqual([
      "live",
      "gone",
      "closed",
    ]);
    expect((await lastSent(operation, 4)).Obligations.map(({ total_balance }) => total_balance)).not.toContain("0");
    expect((await planCloseOut(supervisor, { uploadId })).refusals).toContain("nobody");
    // The file has both, so they are not to be closed by a retry either.
    expect((await planRetry(supervisor, made)).debtors).toBe(0);
    await expect(retryFailures(supervisor, made)).rejects.toMatchObject({
      code: "nothing_to_send",
      params: { stop: "superseded" },
    });
  });

  test("closes obligations of who stays though a file behind it has the debtor, but none that it has back", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, operation } = world;
    const lost = (row: readonly string[]) => row[5] !== "3-2" && row[5] !== "6-2";
    const uploadId = await world.send(world.rows.filter(lost));
    const made = await makeCloseOut(supervisor, uploadId);
    await confirmUpload(supervisor, { uploadId: made.uploadId });
    await pauseUpload(supervisor, { uploadId: made.uploadId });
    const behind = await world.stage(world.rows.filter((row) => lost(row) || row[5] === "6-2"));
    await confirmUpload(supervisor, { uploadId: behind }).catch(() => confirmUpload(supervisor, { uploadId: behind }));
    await resumeUpload(supervisor, { uploadId: made.uploadId });
    expect(groupsOf(await waitForUpload(supervisor, made.uploadId, ["finished"]))).toEqual([1, 0, 0, 1, 0]);
    const { items } = await listRecords(supervisor, { uploadId: made.uploadId, state: "not_sent" });
    expect(items.map(({ identification, reason }) => [identification, reason])).toEqual([[idOf(6), "back_in_file"]]);
    const sent = (await control.ledger()).filter((one) => one.operation === operation);
    const zeros = sent.flatMap(({ payload }) => [...payload.matchAll(/"id":"([^"]*)"[^}]*"total_balance":"0"/g)]);
    expect(zeros.map(([, number]) => number)).toEqual(["3-2"]);
  });

  test("closes all that an upload before was still sending of them", async () => {
    const world = await sentPortfolio(host);
    const { supervisor } = world;
    await control.setSettings({ held: world.rows.map(([id = ""]) => id) });
    const earlier = await world.stage(world.rows.map((row) => row.with(7, "1100,00")));
    const uploadId = await world.stage(without(world.rows, 11));
    await confirmUpload(supervisor, { uploadId: earlier });
    await confirmUpload(supervisor, { uploadId }).catch(() => confirmUpload(supervisor, { uploadId }));
    await control.setSettings({ held: [] });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    expect((await world.rowOf(11)).state).toBe("gone");
    const { gone, untouched } = await planCloseOut(supervisor, { uploadId });
    expect([gone, untouched.uncertain]).toEqual([expect.objectContaining({ debtors: 1, balance: "1100.00" }), 0]);
  });
});

/** The page asks the same guards as the close-out itself; whether it would touch anybody is only asked by the latter. */
async function expectSameGuards({ supervisor, portfolioId }: SentPortfolio, uploadId: string): Promise<void> {
  const { loads } = await showGone(supervisor, { portfolioId });
  const { refusals } = await planCloseOut(supervisor, { uploadId });
  const guards = refusals.filter((refusal) => refusal !== "nobody");
  expect(loads.find((load) => load.uploadId === uploadId)?.refusals).toEqual(guards);
}

describe("a close-out is not offered", () => {
  test("unless the CRM is known to update", async () => {
    const world = await sentPortfolio(host);
    const uploadId = await world.send(without(world.rows, 1));
    const made = await makeCloseOut(world.supervisor, uploadId);
    await ownerDatabase().tenant.update({ where: { id: world.tenantId }, data: { repeatBehaviour: "duplicates" } });
    expect((await planCloseOut(world.supervisor, { uploadId })).refusals).toEqual(["repeats_unknown"]);
    await expectSameGuards(world, uploadId);
    await expect(confirmUpload(world.supervisor, made)).rejects.toEqual(stoppedBy("close_out_updates_unknown"));
    await cancelUpload(world.supervisor, made);
    await expect(makeCloseOut(world.supervisor, uploadId)).rejects.toEqual(refusedFor("repeats_unknown"));
  });

  test("before its load is confirmed, or once cancelled", async () => {
    const world = await sentPortfolio(host);
    const uploadId = await world.stage(
      without(world.rows, 1).map((row, index) => (index < 8 ? row.with(6, "Libranza") : [...row])),
    );
    await expect(makeCloseOut(world.supervisor, uploadId)).rejects.toEqual(refusedFor("not_confirmed", "nobody"));
    await control.setSettings({ held: world.rows.map(([id = ""]) => id) });
    await confirmUpload(world.supervisor, { uploadId });
    const made = await makeCloseOut(world.supervisor, uploadId);
    await cancelUpload(world.supervisor, { uploadId });
    await control.setSettings({ held: [] });
    await waitForUpload(world.supervisor, uploadId, ["cancelled"]);
    await expect(confirmUpload(world.supervisor, made)).rejects.toEqual(stoppedBy("close_out_load_cancelled"));
    await cancelUpload(world.supervisor, made);
    await expect(makeCloseOut(world.supervisor, uploadId)).rejects.toEqual(refusedFor("not_confirmed", "nobody"));
  });

  test("from a part or from additions", async () => {
    const world = await sentPortfolio(host);
    for (const load of [{ kind: "additions" }, { kind: "part", number: 1, of: 2 }] as const) {
      const uploadId = await world.send(without(world.rows, 1), { load });
      await expect(makeCloseOut(world.supervisor, uploadId)).rejects.toEqual(refusedFor("not_whole", "nobody"));
    }
    expect((await world.rowOf(1)).state).toBe("live");
  });

  test("from a file with rows without an identification", async () => {
    const world = await sentPortfolio(host);
    const rows = without(world.rows, 1).map((row, index) => (index === 5 ? row.with(0, "no es") : [...row]));
    const uploadId = await world.send(rows);
    const { refusals } = await planCloseOut(world.supervisor, { uploadId });
    expect(refusals).toContain("unidentified_rows");
    await expectSameGuards(world, uploadId);
    await expect(makeCloseOut(world.supervisor, uploadId)).rejects.toEqual(refused("close_out_refused"));
    await world.send(without(world.rows, 1));
    expect((await planCloseOut(world.supervisor, { uploadId })).refusals).toEqual([]);
  });

  test("after a stop about who is in the file", async () => {
    const world = await sentPortfolio(host);
    const { supervisor } = world;
    const gone = Array.from({ length: 15 }, (_, index) => index);
    const half = await world.stage(without(world.rows, ...gone));
    await explainDrift(supervisor, { uploadId: half, reason: "El banco vendió esa parte" });
    await confirmUpload(supervisor, { uploadId: half });
    await waitForUpload(supervisor, half, ["finished"]);
    expect((await planCloseOut(supervisor, { uploadId: half })).gone.debtors).toBe(15);
    await expect(makeCloseOut(supervisor, half)).rejects.toEqual(refusedFor("stop_about_who"));
    await expectSameGuards(world, half);
    // Nor if the same file comes again, but by another one that does not have them either.
    const same = await world.stage(without(world.rows, ...gone));
    await explainDrift(supervisor, { uploadId: same, reason: "El banco lo mandó otra vez" });
    await confirmUpload(supervisor, { uploadId: same });
    await waitForUpload(supervisor, same, ["finished"]);
    expect((await planCloseOut(supervisor, { uploadId: half })).refusals).toEqual(["stop_about_who"]);
    await world.send(
      without(world.rows, ...gone.slice(1)).map((row) => (row[0] === idOf(20) ? row.with(7, "9,00") : row)),
    );
    expect(await planCloseOut(supervisor, { uploadId: half })).toMatchObject({ refusals: [], gone: { debtors: 14 } });
    expect((await showGone(supervisor, world)).loads).toMatchObject([{ uploadId: half, refusals: [] }]);
  });

  test("but is after an explained stop about balances", async () => {
    const world = await sentPortfolio(host);
    const { supervisor } = world;
    const other = await world.stage(without(world.rows, 1).map((row) => row.with(7, `${row[7]?.replace(",", "")},00`)));
    await expect(confirmUpload(supervisor, { uploadId: other })).rejects.toEqual(refused("drift_stopped"));
    expect((await planCloseOut(supervisor, { uploadId: other })).refusals).toContain("unexplained_stop");
    await explainDrift(supervisor, { uploadId: other, reason: "Cambió la unidad" });
    await confirmUpload(supervisor, { uploadId: other });
    await waitForUpload(supervisor, other, ["finished"]);
    expect((await planCloseOut(supervisor, { uploadId: other })).refusals).toEqual([]);
    await expectSameGuards(world, other);
  });

  test("from a file of which nobody is staged", async () => {
    const world = await sentPortfolio(host);
    const uploadId = await world.stage(world.rows.slice(0, 3).map((row) => row.with(1, "")));
    const { refusals } = await planCloseOut(world.supervisor, { uploadId });
    expect(refusals).toContain("empty_file");
    await expect(makeCloseOut(world.supervisor, uploadId)).rejects.toEqual(refused("close_out_refused"));
  });

  test("without a marker, or with one that is gone", async () => {
    const world = await sentPortfolio(host);
    const { admin, supervisor, portfolioId } = world;
    const uploadId = await world.send(without(world.rows, 1));
    await editPortfolio(admin, { portfolioId, closeOutBalance: false });
    await expect(makeCloseOut(supervisor, uploadId)).rejects.toEqual(refusedFor("no_marker"));
    await ownerDatabase().portfolio.update({
      where: { id: portfolioId },
      data: { closeOutBalance: true, closeOutFieldId: "obligation.custom.Estado", closeOutValue: "x" },
    });
    await expect(makeCloseOut(supervisor, uploadId)).rejects.toEqual(refusedFor("no_marker"));
  });
});

describe("nobody is closed", () => {
  test("who lives in another portfolio, or may", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, tenantId } = world;
    const other = await makePortfolioOf(tenantId);
    const shared = makePortfolio(12).filter(([id]) => id === idOf(1) || id === idOf(2));
    const elsewhere = await stageLoad(supervisor, tenantId, other, shared);
    await confirmUpload(supervisor, { uploadId: elsewhere });
    await waitForUpload(supervisor, elsewhere, ["finished"]);
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { portfolioId: other, identification: idOf(2) },
      data: { state: "uncertain" },
    });
    const uploadId = await world.send(without(world.rows, 1, 2, 4));
    const plan = await planCloseOut(supervisor, { uploadId });
    expect([plan.gone.debtors, plan.untouched]).toEqual([1, { standing: 0, elsewhere: 2, uncertain: 0, held: 0 }]);
    const made = await makeCloseOut(supervisor, uploadId);
    const records = await ownerDatabase().record.findMany({ where: { uploadId: made.uploadId } });
    expect(records.map(({ identification }) => identification)).toEqual([idOf(4)]);
  });

  test("who came to live elsewhere before it was confirmed", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, tenantId } = world;
    const uploadId = await world.send(without(world.rows, 1, 2));
    const made = await makeCloseOut(supervisor, uploadId);
    const other = await makePortfolioOf(tenantId);
    await ownerDatabase().$executeRaw`
      INSERT INTO "SnapshotDebtor" ("tenantId", "portfolioId", identification, digest, "stableDigest", obligations, balance, payload, "uploadId", place)
      SELECT "tenantId", ${other}::uuid, identification, digest, "stableDigest", obligations, balance, payload, "uploadId", place
      FROM "SnapshotDebtor" WHERE "portfolioId" = ${world.portfolioId}::uuid AND identification = ${idOf(1)}`;
    await expect(confirmUpload(supervisor, made)).rejects.toEqual(refused("superseded"));
    expect((await showUpload(supervisor, made)).superseded).toEqual({ debtors: 1, isMore: false });
    await cancelUpload(supervisor, made);
    const next = await makeCloseOut(supervisor, uploadId);
    expect((await showUpload(supervisor, next)).totals.staged.debtors).toBe(1);
  });

  test("who stands in an upload staged since, even left out", async () => {
    const world = await sentPortfolio(host);
    const { supervisor } = world;
    const uploadId = await world.send(without(world.rows, 1, 2, 4));
    const made = await makeCloseOut(supervisor, uploadId);
    const noName = world.rows.filter(([id]) => id === idOf(2)).map((row) => row.with(1, ""));
    const draft = await world.stage([...world.rows.filter(([id]) => id === idOf(1)), ...noName], {
      load: { kind: "additions" },
    });
    expect((await showUpload(supervisor, { uploadId: draft })).totals.leftOut.debtors).toBe(1);
    await expect(confirmUpload(supervisor, made)).rejects.toEqual(refused("superseded"));
    await cancelUpload(supervisor, made);
    const plan = await planCloseOut(supervisor, { uploadId });
    expect([plan.gone.debtors, plan.untouched.standing]).toEqual([1, 2]);
    await cancelUpload(supervisor, { uploadId: draft });
    expect((await planCloseOut(supervisor, { uploadId })).gone.debtors).toBe(3);
  });

  test("of whom it is unknown what the CRM has", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, portfolioId } = world;
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { portfolioId, identification: idOf(1) },
      data: { state: "uncertain", digest: "", stableDigest: "" },
    });
    const uploadId = await world.send(without(world.rows, 1, 2));
    const plan = await planCloseOut(supervisor, { uploadId });
    expect([plan.gone.debtors, plan.untouched]).toEqual([1, { standing: 0, elsewhere: 0, uncertain: 1, held: 0 }]);
  });
});

describe("who is held", () => {
  const closing = ({ gone, staying, untouched }: CloseOutPlan) => [gone.debtors, staying.debtors, untouched.held];

  test("is told apart, and no close-out is offered of nobody else", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, tenantId, portfolioId } = world;
    const uploadId = await world.send(without(world.rows, 3, 4));
    const hold = (index: number) => addHolds(supervisor, { tenantId, identifications: [idOf(index)], why: "claim" });
    const plan = () => planCloseOut(supervisor, { uploadId });
    await hold(3);
    expect(closing(await plan())).toEqual([1, 0, 1]);
    await hold(4);
    expect([closing(await plan()), (await plan()).refusals]).toEqual([[0, 0, 2], ["nobody"]]);
    expect((await showGone(supervisor, { portfolioId })).loads).toMatchObject([{ debtors: 2, refusals: ["nobody"] }]);
    await expect(makeCloseOut(supervisor, uploadId)).rejects.toEqual(refusedFor("nobody"));
    const held = (await listHolds(supervisor, { tenantId })).items.find((one) => one.identification === idOf(4));
    await endHold(supervisor, { tenantId, holdId: held?.id ?? "" });
    expect([closing(await plan()), (await plan()).refusals]).toEqual([[1, 0, 1], []]);
  });

  test("makes an earlier load one that offers none, once all that it named are", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, tenantId, portfolioId } = world;
    await world.send(without(world.rows, 3, 6));
    await world.send(without(world.rows, 3, 4, 6));
    const refusals = async () => (await showGone(supervisor, { portfolioId })).loads.map((load) => load.refusals);
    const hold = (...written: string[]) => addHolds(supervisor, { tenantId, identifications: written, why: "claim" });
    await hold(`0${idOf(3)}`);
    expect(await refusals()).toEqual([[], []]);
    await hold(idOf(6));
    expect(await refusals()).toEqual([[], ["nobody"]]);
    const { items } = await listHolds(supervisor, { tenantId });
    await endHold(supervisor, { tenantId, holdId: items[0]?.id ?? "" });
    expect(await refusals()).toEqual([[], []]);
  });

  test("after it was made stays in it and is not sent, and who was held before is not in it", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, tenantId, rowOf } = world;
    // Every third debtor has two obligations.
    const uploadId = await world.send(without(world.rows, 1, 3, 4).filter((row) => row[5] !== "6-2"));
    const hold = (index: number) => addHolds(supervisor, { tenantId, identifications: [idOf(index)], why: "claim" });
    await hold(1);
    expect(closing(await planCloseOut(supervisor, { uploadId }))).toEqual([2, 1, 1]);
    const made = await makeCloseOut(supervisor, uploadId);
    const shown = async () => {
      const { totals, superseded } = await showUpload(supervisor, made);
      const held = (await seekHeld(supervisor, made))?.debtors ?? 0;
      return {
        ...{ closing: closing(await planCloseOut(supervisor, { uploadId })), superseded: superseded?.debtors },
        sent: totals.staged.debtors - held,
      };
    };
    expect(await shown()).toEqual({ closing: [2, 1, 1], superseded: 0, sent: 3 });
    await hold(6);
    expect(await shown()).toEqual({ closing: [2, 0, 2], superseded: 0, sent: 2 });
    const [first] = (await listHolds(supervisor, { tenantId })).items.filter((one) => one.identification === idOf(1));
    await endHold(supervisor, { tenantId, holdId: first?.id ?? "" });
    // Who was held when it was made can be closed again, but not by it.
    expect(await shown()).toEqual({ closing: [2, 0, 1], superseded: 0, sent: 2 });
    await confirmUpload(supervisor, made);
    await waitForUpload(supervisor, made.uploadId, ["finished"]);
    expect(groupsOf(await showUpload(supervisor, made))).toEqual([2, 0, 0, 1, 0]);
    const [one, three, four] = [await rowOf(1), await rowOf(3), await rowOf(4)];
    expect([one.state, three.state, four.state]).toEqual(["gone", "closed", "closed"]);
    expect(closing(await planCloseOut(supervisor, { uploadId }))).toEqual([1, 0, 1]);
  });
});

describe("who is gone", () => {
  test("is listed with the load that named it", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, portfolioId } = world;
    const first = await world.send(without(world.rows, 1));
    const second = await world.send(without(world.rows, 1, 3));
    const view = await showGone(supervisor, { portfolioId });
    expect(view.totals.gone).toEqual({ debtors: 2, unsure: 0, obligations: 3, balance: "3007.07" });
    expect(view.loads.map(({ uploadId, debtors }) => [uploadId, debtors])).toEqual([
      [second, 1],
      [first, 1],
    ]);
    const page = await listGone(supervisor, { portfolioId, limit: 1 });
    expect(page).toMatchObject({
      items: [
        { identification: idOf(1), name: "Cliente Número 1", numbers: ["1-1"], balance: "1001.01", uploadId: first },
      ],
      next: idOf(1),
    });
    const rest = await listGone(supervisor, { portfolioId, after: page.next ?? "" });
    expect(rest.items.map(({ identification }) => identification)).toEqual([idOf(3)]);
    const report = await exportGone(supervisor, { portfolioId });
    expect((await collected(report.rows)).map(({ uploadId }) => uploadId)).toEqual([first, second]);
  });

  test("is returned by a later file, closed or not", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, rowOf } = world;
    const made = await makeCloseOut(supervisor, await world.send(without(world.rows, 1)));
    await confirmUpload(supervisor, made);
    await waitForUpload(supervisor, made.uploadId, ["finished"]);
    await world.send(without(world.rows, 1, 2));
    const back = await world.stage(world.rows.map((row) => row.with(7, `${row[7]?.slice(0, -1)}5`)));
    const { figures } = await showComparison(supervisor, { uploadId: back });
    expect(figures.debtors.returned).toMatchObject({ debtors: 2, obligations: 2, balance: "2003.10" });
    await confirmUpload(supervisor, { uploadId: back });
    await waitForUpload(supervisor, back, ["finished"]);
    expect([await rowOf(1), await rowOf(2)].map(({ state, since }) => [state, since])).toEqual([
      ["live", null],
      ["live", null],
    ]);
  });
});
