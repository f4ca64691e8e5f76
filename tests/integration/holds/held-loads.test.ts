import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { receiptLines } from "#lib/domain/portfolio/receipt.ts";
import { showGone } from "#lib/services/close-outs/show-gone.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { endHold } from "#lib/services/holds/end-hold.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { seekHeld } from "#lib/services/holds/seek-held.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { listCalls } from "#lib/services/outcomes/list-calls.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { planCorrection } from "#lib/services/outcomes/plan-correction.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { summariseLeftOut } from "#lib/services/outcomes/summarise-left-out.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { idOf, makeCloseOut, sentPortfolio, without } from "#tests/support/close-outs/gone-world.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import {
  beginStaging,
  chunksOf,
  collected,
  headers,
  makePortfolio,
  makeTeam,
  portfolioMapping,
  stage,
  totalsOf,
} from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";
import { failuresOf, fileOfReport, openAsPage, stageOpened } from "#tests/support/reports/correct-as-page.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf, sumOfGroups, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host, control, staged } = await runStage();

const migration = readFileSync("prisma/migrations/20261128060000_debtors_of_a_call/migration.sql", "utf8");

const textOf = (rows: readonly (readonly string[])[]) => [headers, ...rows].map((cells) => cells.join(";")).join("\n");

async function sent(ctx: Parameters<typeof confirmUpload>[0], uploadId: string) {
  await confirmUpload(ctx, { uploadId });
  return waitForUpload(ctx, uploadId, ["finished"]);
}

const sentIds = async (operation: string) =>
  (await control.ledger()).filter((one) => one.operation === operation).map(({ identification }) => identification);

describe("a file with held people", () => {
  test("page and server leave out the same, whole, and say so to the cent", async () => {
    const { supervisor, tenantId, operation } = await makeTeam({ server: host, batchSize: 10 });
    await addHolds(supervisor, { tenantId, identifications: [idOf(0), `000${idOf(4)}`], why: "judicial" });
    const { uploadId, page, server } = await stageAsPage(
      supervisor,
      tenantId,
      textOf(makePortfolio(20)),
      portfolioMapping,
    );
    expect(page.held).toMatchObject({ debtors: 2, obligations: 3 });
    expect(server).toEqual(page.totals);
    expect(server.leftOut).toEqual(page.held);
    expect(await summariseLeftOut(supervisor, { uploadId })).toMatchObject([
      { code: "debtor_held", column: 0, rows: 3, debtors: 2 },
    ]);
    const upload = await sent(supervisor, uploadId);
    expect(groupsOf(upload)).toEqual([18, 0, 0, 0, 0]);
    const ids = await sentIds(operation);
    expect(ids).toHaveLength(18);
    expect(ids).not.toContain(idOf(0));
    const lines = receiptLines(await showReceipt(supervisor, { uploadId }));
    const { debtors, obligations, balance } = page.held;
    expect(lines.filter(({ reason }) => reason?.of === "left_out")).toEqual([
      expect.objectContaining({
        debtors,
        obligations,
        balance,
        reason: expect.objectContaining({ code: "debtor_held" }),
      }),
    ]);
  });

  const written = ["800111555-", "8001-11555", "800111555/1", "8001_11555"];
  /** Four of them have the person's number, each with a mark in another place. */
  const inFourForms = () =>
    makePortfolio(8).map(([id = "", ...cells]) => [written[Number(id) - 10_000_000] ?? id, ...cells]);

  test("a held person is left out in every form that the file has of the number", async () => {
    const { supervisor, tenantId, operation } = await makeTeam({ server: host, batchSize: 10 });
    await addHolds(supervisor, { tenantId, identifications: ["800111555"], why: "judicial" });
    const { uploadId, page, server } = await stageAsPage(supervisor, tenantId, textOf(inFourForms()), portfolioMapping);
    expect(page.held).toMatchObject({ debtors: 4 });
    expect(server).toEqual(page.totals);
    await sent(supervisor, uploadId);
    expect((await sentIds(operation)).toSorted()).toEqual([4, 5, 6, 7].map(idOf));
  });

  test("nor is who is held after the confirmation sent in any of them, and a number erased leaves none", async () => {
    const { supervisor, admin, tenantId, operation } = await makeTeam({ server: host, batchSize: 10 });
    const { uploadId } = await stageAsPage(supervisor, tenantId, textOf(inFourForms()), portfolioMapping);
    await addHolds(supervisor, { tenantId, identifications: ["NIT 800.111.555-1"], why: "opposition" });
    expect(await seekHeld(supervisor, { uploadId })).toMatchObject({ debtors: 4 });
    await sent(supervisor, uploadId);
    expect((await sentIds(operation)).toSorted()).toEqual([4, 5, 6, 7].map(idOf));
    expect(await erasePerson(admin, { tenantId, identification: "800.111.555" })).toMatchObject({ records: 4 });
    const left = await ownerDatabase().record.count({ where: { uploadId, identification: { in: written } } });
    expect(left).toBe(0);
  });

  test("a held debtor with other faults counts as held", async () => {
    const { supervisor, tenantId } = await makeTeam({ server: host });
    await addHolds(supervisor, { tenantId, identifications: [idOf(1)], why: "claim" });
    const rows = makePortfolio(3).map((row) => (row[0] === idOf(1) ? row.with(2, "sin arroba") : row));
    const { uploadId, server } = await stageAsPage(supervisor, tenantId, textOf(rows), portfolioMapping);
    expect(server.leftOut.debtors).toBe(1);
    await sent(supervisor, uploadId);
    const { leftOutReasons } = await showReceipt(supervisor, { uploadId });
    expect(leftOutReasons.map(({ code, debtors }) => [code, debtors])).toEqual([["debtor_held", 1]]);
  });

  test("held debtors cannot be corrected before their hold ends", async () => {
    const { supervisor, tenantId } = await makeTeam({ server: host });
    await addHolds(supervisor, { tenantId, identifications: [idOf(1), idOf(3)], why: "claim" });
    // Of the held ones the first has a fault too; so has a third debtor, who is not held.
    const wrong = [idOf(1), idOf(2)];
    const rows = makePortfolio(5).map((row) => (wrong.includes(row[0] ?? "") ? row.with(2, "sin arroba") : row));
    const { uploadId } = await stageAsPage(supervisor, tenantId, textOf(rows), portfolioMapping);
    await sent(supervisor, uploadId);
    const state = async () => ({
      groups: (await groupLeftOut(supervisor, { uploadId })).map(({ code, rows, open, held }) => [
        code,
        rows,
        open,
        held,
      ]),
      opened: [
        ...new Set(
          (await collected((await exportRows(supervisor, { uploadId, group: "failures", toCorrect: true })).rows)).map(
            ({ identification }) => identification,
          ),
        ),
      ],
      correction: await planCorrection(supervisor, { uploadId }),
    });
    const rowsOf = (index: number) => rows.filter(([id]) => id === idOf(index)).length;
    expect(await state()).toEqual({
      groups: [
        ["debtor_held", rowsOf(1) + rowsOf(3), 0, rowsOf(1) + rowsOf(3)],
        ["email_malformed", rowsOf(2), rowsOf(2), 0],
      ],
      opened: [idOf(2)],
      correction: "first",
    });
    const held = (await listHolds(supervisor, { tenantId })).items.find(
      ({ identification }) => identification === idOf(3),
    );
    await endHold(supervisor, { tenantId, holdId: held?.id ?? "" });
    expect(await state()).toEqual({
      groups: [
        ["debtor_held", rowsOf(1) + rowsOf(3), rowsOf(3), rowsOf(1)],
        ["email_malformed", rowsOf(2), rowsOf(2), 0],
      ],
      opened: [idOf(2), idOf(3)],
      correction: "first",
    });
    const file = await fileOfReport(await failuresOf(supervisor, uploadId, false), "xlsx");
    const said = { choices: noChoices, mapping: portfolioMapping, edits: [] };
    const workbench = await openAsPage(supervisor, tenantId, uploadId, file, said);
    const corrected = await stageOpened(supervisor, tenantId, uploadId, workbench, headers);
    await sent(supervisor, corrected.uploadId);
    await addHolds(supervisor, { tenantId, identifications: [idOf(3)], why: "claim" });
    // Accepted since, so neither is said of it.
    expect((await state()).groups[0]).toEqual(["debtor_held", rowsOf(1) + rowsOf(3), 0, rowsOf(1)]);
  });

  test.each(["added", "ended"])(
    "a hold that is %s while the page works refuses the staging, not the work",
    async (how) => {
      const { supervisor, tenantId } = await makeTeam({ server: host });
      const rows = makePortfolio(4);
      if (how === "ended") await addHolds(supervisor, { tenantId, identifications: [idOf(1)], why: "claim" });
      // As a page that was told before the change.
      const held = new Map(how === "ended" ? [[idOf(1), "claim" as const]] : []);
      const uploadId = await beginStaging(supervisor, tenantId, rows, { held });
      for (const chunk of chunksOf(uploadId, rows)) await receiveChunk(supervisor, chunk);
      if (how === "added") await addHolds(supervisor, { tenantId, identifications: [idOf(1)], why: "claim" });
      else {
        const [hold] = (await listHolds(supervisor, { tenantId })).items;
        await endHold(supervisor, { tenantId, holdId: hold?.id ?? "" });
      }
      for (const _ of [1, 2])
        await expect(finishStaging(supervisor, { uploadId })).rejects.toMatchObject({ code: "holds_moved" });
      expect(await showUpload(supervisor, { uploadId })).toMatchObject({
        state: "cancelled",
        stopReason: "holds_moved",
      });
      // Asked again, page and server agree.
      const again = await stageAsPage(supervisor, tenantId, textOf(rows), portfolioMapping);
      expect(again.page.held.debtors).toBe(how === "added" ? 1 : 0);
    },
  );
});

describe("a hold after the staging", () => {
  test("of everybody leaves a load that was accepted on no day", async () => {
    const { supervisor, tenantId, uploadId } = await staged(1);
    await addHolds(supervisor, { tenantId, identifications: [idOf(0)], why: "claim" });
    await sent(supervisor, uploadId);
    const { clock } = await showReceipt(supervisor, { uploadId });
    expect(clock).toMatchObject({ isOpen: false, accepted: null, days: null });
  });

  test("is told before confirming in whatever form the file has the number", async () => {
    const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: 20 });
    const written = [
      "900123456",
      "9001234568",
      "9001234567",
      "900123456-1",
      "0900123456",
      "09001234561",
      "ab-12",
      "AB-12",
      "AB12",
      "a/b12",
      "00AB12",
    ];
    const others = ["90012345", "900123457", "90012345612", "AB-123"];
    const rows = [...written, ...others].map((identification, index) => {
      const obligation = [`OB-${index}`, "Tarjeta", "5,00"];
      return [identification, "Cliente", "cliente@example.com", "3001234567", "", ...obligation];
    });
    const uploadId = await stage(supervisor, tenantId, rows, { totals: totalsOf(rows) });
    await addHolds(supervisor, { tenantId, identifications: ["NIT 900.123.456-8", "Ab-12"], why: "claim" });
    expect((await seekHeld(supervisor, { uploadId }))?.debtors).toBe(written.length);
    await sent(supervisor, uploadId);
    const { items } = await listRecords(supervisor, { uploadId, state: "not_sent" });
    expect(items.map(({ identification }) => identification)).toEqual(written);
  });

  test("is told before confirming, and nobody of it is sent", async () => {
    const { supervisor, tenantId, operation, uploadId } = await staged(30, { batchSize: 10 });
    await addHolds(supervisor, {
      tenantId,
      identifications: [idOf(3), `0${idOf(12)}`, "555"],
      why: "opposition",
    });
    // Every third debtor has two obligations of 1,003.03, or 1,012.12.
    expect(await seekHeld(supervisor, { uploadId })).toEqual({
      debtors: 2,
      obligations: 4,
      balance: "4030.30",
    });
    const before = sumOfGroups(await showUpload(supervisor, { uploadId }));
    const upload = await sent(supervisor, uploadId);
    expect(groupsOf(upload)).toEqual([28, 0, 0, 2, 0]);
    expect(sumOfGroups(upload)).toEqual(before);
    const { items } = await listRecords(supervisor, { uploadId, state: "not_sent" });
    expect(items.map(({ identification, reason }) => [identification, reason])).toEqual([
      [idOf(3), "held"],
      [idOf(12), "held"],
    ]);
    const ids = await sentIds(operation);
    expect(ids).toHaveLength(28);
    expect(ids).not.toContain(idOf(3));
    const lines = receiptLines(await showReceipt(supervisor, { uploadId }));
    expect(lines.filter(({ part }) => part === "not_sent").map(({ reason, debtors }) => [reason, debtors])).toEqual([
      [null, 2],
      [{ of: "not_sent", code: "held", said: null }, 2],
    ]);
  });

  test("its calls say how many debtors the CRM got", async () => {
    const { supervisor, tenantId, uploadId } = await staged(30, { batchSize: 10 });
    await addHolds(supervisor, { tenantId, identifications: [3, 4, 12].map(idOf), why: "claim" });
    // The first batch is halved, the second one goes twice.
    await control.setFaults([
      { match: { identifications: [idOf(5)] }, action: { do: "refuse_batch" } },
      {
        match: { identifications: [idOf(15)], times: 1 },
        action: { do: "refuse_known", refusal: "simultaneous" },
      },
    ]);
    await sent(supervisor, uploadId);
    const said = async () => (await listCalls(supervisor, { uploadId })).items.map(({ debtors }) => debtors).reverse();
    const loads = (await control.requests()).filter(({ endpoint }) => endpoint === "massive_collections");
    const carried = loads.map(({ debtors }) => debtors);
    expect(carried).toEqual(expect.arrayContaining([8, 9, 9, 10]));
    expect(await said()).toEqual(carried);
    // Calls used to have the debtors of their batch; an earlier one, or one of a halved batch, may have carried others.
    await ownerDatabase().$executeRaw`
      UPDATE "Call" c SET debtors = b.debtors FROM "Batch" b WHERE b.id = c."batchId"`;
    await ownerDatabase().$executeRawUnsafe(migration);
    const calls = await ownerDatabase().call.findMany({
      where: { uploadId },
      orderBy: { id: "asc" },
      include: { batch: { select: { id: true, state: true } } },
    });
    const isExact = calls.map(
      ({ id, batch }) => batch?.state !== "split" && calls.findLast((call) => call.batchId === batch?.id)?.id === id,
    );
    expect(await said()).toEqual(carried.map((debtors, at) => (isExact[at] ? debtors : null)));
  });

  test("a batch of held people makes no call", async () => {
    const { supervisor, tenantId, uploadId } = await staged(4, { batchSize: 2 });
    await addHolds(supervisor, { tenantId, identifications: [idOf(0), idOf(1)], why: "deceased" });
    expect(groupsOf(await sent(supervisor, uploadId))).toEqual([2, 0, 0, 2, 0]);
    expect(await control.summary()).toMatchObject({ debtorsApplied: 2 });
    expect((await showUpload(supervisor, { uploadId })).callsMade).toBe(1);
  });

  test("holds in a retry too, until it ends", async () => {
    const { supervisor, tenantId, uploadId } = await staged(6, { batchSize: 3 });
    await control.setFaults([
      { match: { identifications: [idOf(2)] }, action: { do: "refuse_debtors", shape: "objects" } },
    ]);
    await sent(supervisor, uploadId);
    await control.setFaults([]);
    const first = await retryFailures(supervisor, { uploadId });
    await addHolds(supervisor, { tenantId, identifications: [idOf(2)], why: "claim" });
    expect(groupsOf(await sent(supervisor, first.id))).toEqual([0, 0, 0, 1, 0]);
    const [hold] = (await listHolds(supervisor, { tenantId })).items;
    await endHold(supervisor, { tenantId, holdId: hold?.id ?? "" });
    const second = await retryFailures(supervisor, { uploadId: first.id });
    expect(groupsOf(await sent(supervisor, second.id))).toEqual([1, 0, 0, 0, 0]);
  });

  test("holds in a correction, which leaves the debtor out", async () => {
    const { supervisor, tenantId, uploadId } = await staged(6, { batchSize: 3 });
    const bad = [idOf(1), idOf(2)];
    await control.setFaults([{ match: { identifications: bad }, action: { do: "refuse_debtors", shape: "objects" } }]);
    await sent(supervisor, uploadId);
    await control.setFaults([]);
    await addHolds(supervisor, { tenantId, identifications: [idOf(2)], why: "claim" });
    const file = await fileOfReport(await failuresOf(supervisor, uploadId, false), "xlsx");
    const edits = [{ row: 0, column: 3, text: "3001112233" }];
    const choices = { choices: noChoices, mapping: portfolioMapping, edits };
    const workbench = await openAsPage(supervisor, tenantId, uploadId, file, choices);
    const { uploadId: correctionId, totals } = await stageOpened(supervisor, tenantId, uploadId, workbench, headers);
    expect([totals.staged.debtors, totals.leftOut.debtors]).toEqual([1, 1]);
    expect(groupsOf(await sent(supervisor, correctionId))).toEqual([1, 0, 0, 0, 0]);
  });

  test.each([false, true])("was in no call that is sent again (cancelled meanwhile: %s)", async (isCancelled) => {
    const { supervisor, tenantId, uploadId } = await staged(6, { batchSize: 3, repeatBehaviour: "updates" });
    await forgoReadBacks(uploadId);
    await addHolds(supervisor, { tenantId, identifications: [idOf(1)], why: "claim" });
    const load = "massive_collections";
    const first = { endpoint: load, nthRequest: 1 } as const;
    await control.setFaults([
      { match: first, action: { do: "hold" } },
      { match: first, action: { do: "reset", when: "before_applying" } },
    ]);
    await confirmUpload(supervisor, { uploadId });
    await expect
      .poll(async () => (await control.requests()).filter(({ endpoint }) => endpoint === load).length)
      .toBe(1);
    if (isCancelled) await cancelUpload(supervisor, { uploadId });
    await control.setFaults([]);
    const over = async () => groupsOf(await showUpload(supervisor, { uploadId }));
    await expect.poll(over).toEqual(isCancelled ? [0, 0, 2, 4, 0] : [5, 0, 0, 1, 0]);
    const { items } = await listRecords(supervisor, { uploadId, state: "not_sent" });
    const { reason } = items.find(({ identification }) => identification === idOf(1)) ?? {};
    expect(reason).toBe("held");
    const { batchCount, batchesDone, state } = await showUpload(supervisor, { uploadId });
    if (!isCancelled) expect([batchCount, batchesDone, state]).toEqual([3, 3, "finished"]);
  });

  test("is announced no call that is made for nobody else", async () => {
    const { supervisor, tenantId, uploadId } = await staged(6, { batchSize: 1 });
    const announced = async () => {
      const { batches, calls } = await planUpload(supervisor, { uploadId });
      return [batches, calls];
    };
    expect(await announced()).toEqual([6, 6]);
    await addHolds(supervisor, { tenantId, identifications: [idOf(1), idOf(4)], why: "claim" });
    expect(await announced()).toEqual([4, 4]);
    expect((await sent(supervisor, uploadId)).callsMade).toBe(4);
  });

  test("waits for the token too: calls that are only just enough for the others are not enough", async () => {
    await control.setSettings({ dailyLimit: 5 });
    const { supervisor, tenantId, uploadId } = await staged(6, { batchSize: 1 });
    await addHolds(supervisor, { tenantId, identifications: [idOf(1), idOf(4)], why: "claim" });
    const plan = await planUpload(supervisor, { uploadId });
    expect(plan).toMatchObject({ calls: 4, budget: { available: 4 }, isWithinBudget: false });
  });

  test("was held when its load was cancelled, and its receipt says so", async () => {
    const { supervisor, tenantId, uploadId } = await staged(6, { batchSize: 3 });
    await addHolds(supervisor, { tenantId, identifications: [idOf(1), idOf(4)], why: "claim" });
    const load = "massive_collections";
    const calls = async () => (await control.requests()).filter(({ endpoint }) => endpoint === load).length;
    const before = await calls();
    const first = { endpoint: load, nthRequest: 1 } as const;
    await control.setFaults([
      { match: first, action: { do: "hold" } },
      { match: first, action: { do: "status", status: 429, retryAfter: "30" } },
    ]);
    await confirmUpload(supervisor, { uploadId });
    await expect.poll(calls).toBe(before + 1);
    await cancelUpload(supervisor, { uploadId });
    await control.setFaults([]);
    await expect.poll(async () => groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 0, 0, 6, 0]);
    const { heldNotSent } = await showUpload(supervisor, { uploadId });
    expect(heldNotSent?.debtors).toBe(2);
    const { notSentReasons } = await showReceipt(supervisor, { uploadId });
    expect(notSentReasons.map(({ reason, debtors }) => [reason, debtors])).toEqual([
      ["upload_cancelled", 4],
      ["held", 2],
    ]);
  });

  test("was not to be sent when its draft was discarded", async () => {
    const { supervisor, tenantId, uploadId } = await staged(3, { batchSize: 3 });
    await addHolds(supervisor, { tenantId, identifications: [idOf(1)], why: "claim" });
    await cancelUpload(supervisor, { uploadId });
    const { items } = await listRecords(supervisor, { uploadId, state: "not_sent" });
    expect(items.map(({ reason }) => reason)).toEqual(["upload_discarded", "upload_discarded", "upload_discarded"]);
  });

  test("may not have arrived: it is unconfirmed, not unsent", async () => {
    const { supervisor, tenantId, uploadId } = await staged(3, { batchSize: 3, repeatBehaviour: "updates" });
    await ownerDatabase().batch.updateMany({ where: { uploadId }, data: { resends: 1 } });
    await forgoReadBacks(uploadId);
    await addHolds(supervisor, { tenantId, identifications: [idOf(1)], why: "claim" });
    await confirmUpload(supervisor, { uploadId });
    await expect
      .poll(async () => (await listRecords(supervisor, { uploadId, state: "unconfirmed" })).items.length)
      .toBe(1);
    expect((await listRecords(supervisor, { uploadId, state: "not_sent" })).items).toEqual([]);
  });
});

describe("a held debtor of a portfolio", () => {
  test("who stands in the file is not gone, and whoever is gone is not closed", async () => {
    const world = await sentPortfolio(host);
    const { supervisor, tenantId, portfolioId, rows } = world;
    await addHolds(supervisor, { tenantId, identifications: [idOf(5), idOf(7)], why: "judicial" });
    const uploadId = await world.send(without(rows, 7, 8), { held: new Map([[idOf(5), "judicial"]]) });
    const { figures } = await showComparison(supervisor, { uploadId });
    expect(figures.debtors.gone.debtors).toBe(2);
    expect(figures.outside?.leftOut.debtors).toBe(1);
    expect((await world.rowOf(5)).state).toBe("live");
    expect((await showGone(supervisor, { portfolioId })).totals.gone.debtors).toBe(2);
    const made = await makeCloseOut(supervisor, uploadId);
    const closed = await sent(supervisor, made.uploadId);
    expect(groupsOf(closed)).toEqual([1, 0, 0, 0, 0]);
    expect([(await world.rowOf(7)).state, (await world.rowOf(8)).state]).toEqual(["gone", "closed"]);
  });
});
