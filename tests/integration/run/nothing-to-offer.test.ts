import { expect, test } from "vitest";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { receiptWords } from "#lib/i18n/receipt-words.ts";
import type { Ctx } from "#lib/services/context.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { endHold } from "#lib/services/holds/end-hold.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { groupRejections } from "#lib/services/outcomes/group-rejections.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { planCorrection } from "#lib/services/outcomes/plan-correction.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { idOf, makeCloseOut, sentPortfolio, without } from "#tests/support/close-outs/gone-world.ts";
import { collected, headers, makePortfolio, makeTeam, portfolioMapping, stage } from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";
import { failuresOf, fileOfReport, openAsPage, stageOpened } from "#tests/support/reports/correct-as-page.ts";
import { stageCorrection } from "#tests/support/reports/correct-report.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { host, control, staged } = await runStage();

const textOf = (rows: readonly (readonly string[])[]) => [headers, ...rows].map((cells) => cells.join(";")).join("\n");

async function sent(ctx: Ctx, uploadId: string) {
  await confirmUpload(ctx, { uploadId });
  return waitForUpload(ctx, uploadId, ["finished"]);
}

/** What the result offers of an upload: a correction, the clients of it, and whom a retry takes. */
async function offeredOf(ctx: Ctx, uploadId: string) {
  const opened = async () => {
    const { rows } = await exportRows(ctx, { uploadId, group: "failures", toCorrect: true });
    return [...new Set((await collected(rows)).map(({ identification }) => identification))].sort();
  };
  return {
    correction: await planCorrection(ctx, { uploadId }),
    opened: await opened().catch(({ code }: { code: string }) => code),
    retried: (await planRetry(ctx, { uploadId })).debtors,
  };
}

const nothing = { correction: null, opened: "nothing_to_send", retried: 0 };

test("nothing is offered of a left-out person who is held and erased", async () => {
  const { admin, supervisor, tenantId } = await makeTeam({ server: host });
  await addHolds(supervisor, { tenantId, identifications: [idOf(1)], why: "claim" });
  const { uploadId } = await stageAsPage(supervisor, tenantId, textOf(makePortfolio(4)), portfolioMapping);
  await sent(supervisor, uploadId);
  expect(await offeredOf(supervisor, uploadId)).toEqual(nothing);
  await erasePerson(admin, { tenantId, identification: idOf(1), keepsHold: true });
  expect(await offeredOf(supervisor, uploadId)).toEqual(nothing);
  expect(await groupLeftOut(supervisor, { uploadId })).toMatchObject([{ open: 0, held: 0, erased: 1 }]);
});

test("an erased person is neither opened with the others nor counted as missing", async () => {
  const { admin, supervisor, tenantId } = await makeTeam({ server: host });
  const wrong = [idOf(1), idOf(2)];
  const rows = makePortfolio(5).map((row) => (wrong.includes(row[0] ?? "") ? row.with(2, "sin arroba") : row));
  const { uploadId } = await stageAsPage(supervisor, tenantId, textOf(rows), portfolioMapping);
  await sent(supervisor, uploadId);
  await erasePerson(admin, { tenantId, identification: idOf(1) });
  expect(await offeredOf(supervisor, uploadId)).toEqual({ correction: "first", opened: [idOf(2)], retried: 0 });
  const file = await fileOfReport(await failuresOf(supervisor, uploadId, false), "xlsx");
  const edits = [{ row: 0, column: 2, text: "a@ejemplo.co" }];
  const workbench = await openAsPage(supervisor, tenantId, uploadId, file, {
    choices: noChoices,
    mapping: portfolioMapping,
    edits,
  });
  const corrected = await stageOpened(supervisor, tenantId, uploadId, workbench, headers);
  expect((await showUpload(supervisor, { uploadId: corrected.uploadId })).report).toMatchObject({ removed: 0 });
  await sent(supervisor, corrected.uploadId);
  expect(await offeredOf(supervisor, uploadId)).toEqual(nothing);
});

test("a rejected person who is erased is neither retried nor corrected", async () => {
  const { admin, supervisor, tenantId, uploadId } = await staged(6, { batchSize: 3 });
  const bad = [idOf(1), idOf(2)];
  await control.setFaults([{ match: { identifications: bad }, action: { do: "refuse_debtors", shape: "objects" } }]);
  await sent(supervisor, uploadId);
  expect(await offeredOf(supervisor, uploadId)).toEqual({ correction: "first", opened: bad, retried: 2 });
  await erasePerson(admin, { tenantId, identification: idOf(1) });
  expect(await offeredOf(supervisor, uploadId)).toEqual({ correction: "first", opened: [idOf(2)], retried: 1 });
  const { groups } = await groupRejections(supervisor, { uploadId });
  expect(groups.map(({ debtors, open }) => [debtors, open]).sort()).toEqual([
    [1, 0],
    [1, 1],
  ]);
  await expect(retryFailures(supervisor, { uploadId, ordinals: [1] })).rejects.toMatchObject({
    ...{ code: "nothing_to_send", params: { stop: "erased" } },
  });
  await erasePerson(admin, { tenantId, identification: idOf(2) });
  expect(await offeredOf(supervisor, uploadId)).toEqual(nothing);
});

test("who was not sent as held is offered once the hold ends", async () => {
  const { supervisor, tenantId, uploadId } = await staged(6, { batchSize: 3 });
  await control.setFaults([
    { match: { identifications: [idOf(4)] }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  await addHolds(supervisor, { tenantId, identifications: [idOf(1), idOf(2)], why: "claim" });
  await sent(supervisor, uploadId);
  await control.setFaults([]);
  const held = async () => {
    const { items } = await listRecords(supervisor, { uploadId, state: "not_sent" });
    return items.flatMap(({ identification, isHeld }) => (isHeld === true ? [identification] : []));
  };
  expect(await offeredOf(supervisor, uploadId)).toEqual({ correction: "first", opened: [idOf(4)], retried: 1 });
  expect(await held()).toEqual([idOf(1), idOf(2)]);
  expect(await planRetry(supervisor, { uploadId })).toMatchObject({ debtors: 1, held: 2 });
  await expect(retryFailures(supervisor, { uploadId, ordinals: [1, 2] })).rejects.toMatchObject({
    ...{ code: "nothing_to_send", params: { stop: "held" } },
  });
  const retry = await retryFailures(supervisor, { uploadId });
  expect(retry.totals.staged.debtors).toBe(1);
  await sent(supervisor, retry.id);
  expect(await offeredOf(supervisor, uploadId)).toEqual(nothing);

  const holds = (await listHolds(supervisor, { tenantId })).items;
  const first = holds.find(({ identification }) => identification === idOf(1));
  await endHold(supervisor, { tenantId, holdId: first?.id ?? "" });
  expect(await offeredOf(supervisor, uploadId)).toEqual({ correction: "first", opened: [idOf(1)], retried: 1 });
  expect(await held()).toEqual([idOf(2)]);
  expect(await planRetry(supervisor, { uploadId })).toMatchObject({ debtors: 1, held: 1 });
  const again = await retryFailures(supervisor, { uploadId });
  expect(again.totals.staged.debtors).toBe(1);
});

/** A load of whom the CRM refuses the named debtors; the CRM takes them from then on. */
async function refusedLoad(refused: readonly string[]) {
  const team = await staged(6, { batchSize: 3 });
  await control.setFaults([
    { match: { identifications: [...refused] }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  await sent(team.supervisor, team.uploadId);
  await control.setFaults([]);
  return team;
}

/** What the receipt says of whom is missing. */
async function missingOf(ctx: Ctx, uploadId: string) {
  const receipt = await showReceipt(ctx, { uploadId });
  const clock = receiptWords("es")
    .head(receipt)
    .find(({ label }) => label === "Cinco días hábiles");
  return clock?.value.replace(/^recibido el \d+\/\d+\/\d+/, "").replace(/ \(plazo: .*?\)/, "");
}

test("nothing is offered of whom a later load carries, and the receipt misses nobody", async () => {
  const { supervisor, tenantId, uploadId } = await refusedLoad([idOf(1), idOf(2)]);
  expect(await missingOf(supervisor, uploadId)).toMatch(/^; falta gente por aceptar/);
  const rows = makePortfolio(6).filter(([identification]) => identification === idOf(1));
  const next = async (file: readonly (readonly string[])[]) =>
    sent(supervisor, await stage(supervisor, tenantId, file));
  await next(rows);
  // The other one is still to be corrected.
  expect(await offeredOf(supervisor, uploadId)).toEqual({ correction: "first", opened: [idOf(2)], retried: 1 });
  expect(await missingOf(supervisor, uploadId)).toMatch(/^; falta gente por aceptar/);
  const { items } = await listRecords(supervisor, { uploadId, state: "rejected" });
  expect(items.map(({ identification, isSentLater }) => [identification, isSentLater])).toEqual([
    [idOf(1), true],
    [idOf(2), undefined],
  ]);
  await addHolds(supervisor, { tenantId, identifications: [idOf(2)], why: "claim" });
  expect(await offeredOf(supervisor, uploadId)).toEqual(nothing);
  expect(await missingOf(supervisor, uploadId)).toBe(
    " y aceptado el mismo día; de los demás, 1 retenido, 1 en una carga posterior",
  );
});

test("nothing is offered of who was refused, left out or not sent and is held since", async () => {
  const { supervisor, tenantId, uploadId } = await refusedLoad([idOf(1)]);
  const wrong = makePortfolio(8)
    .slice(-4)
    .map((row) => row.with(2, "sin arroba"));
  const { uploadId: leftOutId } = await stageAsPage(
    supervisor,
    tenantId,
    textOf([...wrong, ...makePortfolio(30).slice(-1)]),
    portfolioMapping,
  );
  await sent(supervisor, leftOutId);
  expect((await offeredOf(supervisor, leftOutId)).correction).toBe("first");
  const { uploadId: cancelledId } = await stageAsPage(
    supervisor,
    tenantId,
    textOf(makePortfolio(12).slice(-3)),
    portfolioMapping,
  );
  await control.setFaults([{ match: { endpoint: "massive_collections" }, action: { do: "hold" } }]);
  await confirmUpload(supervisor, { uploadId: await stage(supervisor, tenantId, makePortfolio(20).slice(-1)) });
  await confirmUpload(supervisor, { uploadId: cancelledId });
  await cancelUpload(supervisor, { uploadId: cancelledId });
  await control.setFaults([]);
  expect((await offeredOf(supervisor, cancelledId)).correction).toBe("first");
  const identifications = [
    idOf(1),
    ...new Set([...wrong, ...makePortfolio(12).slice(-3)].map(([first = ""]) => first)),
  ];
  await addHolds(supervisor, { tenantId, identifications, why: "claim" });
  for (const id of [uploadId, leftOutId, cancelledId]) {
    expect(await offeredOf(supervisor, id)).toEqual(nothing);
    expect(await missingOf(supervisor, id)).toContain("retenido");
    await expect(retryFailures(supervisor, { uploadId: id })).rejects.toMatchObject({ code: "nothing_to_send" });
  }
});

test("no correction is offered of whom a retry that waits has", async () => {
  const { supervisor, uploadId } = await refusedLoad([idOf(1)]);
  const retry = await retryFailures(supervisor, { uploadId });
  expect(await offeredOf(supervisor, uploadId)).toEqual(nothing);
  expect(await missingOf(supervisor, uploadId)).toMatch(/^; falta gente por aceptar/);
  await cancelUpload(supervisor, { uploadId: retry.id });
  expect(await offeredOf(supervisor, uploadId)).toMatchObject({ correction: "first", opened: [idOf(1)] });
});

test("no correction is offered of a close-out, which has no rows", async () => {
  const { supervisor, rows, send } = await sentPortfolio(host);
  const { uploadId } = await makeCloseOut(supervisor, await send(without(rows, 3, 4)));
  await control.setFaults([
    { match: { identifications: [idOf(3), idOf(4)] }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  await sent(supervisor, uploadId);
  await control.setFaults([]);
  expect(await offeredOf(supervisor, uploadId)).toEqual({ ...nothing, retried: 2 });
});

test("a correction comes second once only rows of nobody are left, and not for repetitions", async () => {
  const { supervisor, tenantId } = await makeTeam({ server: host });
  const rows = makePortfolio(4);
  const damaged = rows.map((row) => (row[0] === idOf(1) ? row.with(2, "sin arroba") : row));
  const [first = [], nobody = []] = [rows[0], rows[0]?.with(0, "").with(5, "9-9")];
  const plan = (uploadId: string) => planCorrection(supervisor, { uploadId });
  const { uploadId } = await stageAsPage(supervisor, tenantId, textOf([...damaged, first, nobody]), portfolioMapping);
  expect(await plan(uploadId)).toBe(null);
  await sent(supervisor, uploadId);
  expect(await plan(uploadId)).toBe("first");
  const cured = rows.filter(([identification]) => identification === idOf(1));
  await sent(supervisor, await stageCorrection(supervisor, tenantId, uploadId, cured));
  expect(await plan(uploadId)).toBe("second");
  const { uploadId: repeats } = await stageAsPage(
    supervisor,
    tenantId,
    textOf([...makePortfolio(30).slice(-1), ...makePortfolio(30).slice(-1)]),
    portfolioMapping,
  );
  expect((await sent(supervisor, repeats)).totals.leftOut.rows).toBe(1);
  expect(await plan(repeats)).toBe(null);
});
