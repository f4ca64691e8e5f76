import { expect, test } from "vitest";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { correctionOf } from "#lib/domain/outcome/upload-stage.ts";
import type { Ctx } from "#lib/services/context.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { endHold } from "#lib/services/holds/end-hold.ts";
import { listHolds } from "#lib/services/holds/list-holds.ts";
import { countErased } from "#lib/services/outcomes/count-erased.ts";
import { countHeldOut } from "#lib/services/outcomes/count-held-out.ts";
import { countUnidentified } from "#lib/services/outcomes/count-unidentified.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { groupRejections } from "#lib/services/outcomes/group-rejections.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { planRetry } from "#lib/services/outcomes/plan-retry.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { idOf } from "#tests/support/close-outs/gone-world.ts";
import { collected, headers, makePortfolio, makeTeam, portfolioMapping } from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";
import { failuresOf, fileOfReport, openAsPage, stageOpened } from "#tests/support/reports/correct-as-page.ts";
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
  const apart = {
    unidentified: await countUnidentified(ctx, { uploadId }),
    held: await countHeldOut(ctx, { uploadId }),
    erased: await countErased(ctx, { uploadId }),
  };
  const opened = async () => {
    const { rows } = await exportRows(ctx, { uploadId, group: "failures", toCorrect: true });
    return [...new Set((await collected(rows)).map(({ identification }) => identification))].sort();
  };
  return {
    correction: correctionOf(await showUpload(ctx, { uploadId }), apart),
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
  expect(await countErased(supervisor, { uploadId })).toEqual({ debtors: 1, rows: 0 });
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
