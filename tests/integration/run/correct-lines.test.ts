import { describe, expect, test } from "vitest";
import { type CorrectionChoices, noChoices } from "#lib/domain/correction/correction.ts";
import { completenessOfView, stillMissing } from "#lib/domain/outcome/still-missing.ts";
import type { Ctx } from "#lib/services/context.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { erasePerson } from "#lib/services/people/erase-person.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import type { ReportCell } from "#lib/spreadsheet/report/report-cell.ts";
import type { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { placesOf } from "#tests/support/every-stored-text.ts";
import { headers, makePortfolio, makeTeam, portfolioMapping, stage, totalsOf } from "#tests/support/factories.ts";
import { failuresOf, fileOfReport, openAsPage, stageOpened } from "#tests/support/reports/correct-as-page.ts";
import { countedLater, keptLater } from "#tests/support/reports/counted-later.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, host } = await runStage();

const first = "70555555";
const second = "70555556";
const obligation = "7700000521";
const unreadable = [
  "xyz 987654",
  "Cliente Sin Número",
  "uno@example.com",
  "3001200077",
  "",
  obligation,
  "Tarjeta",
  "9,00",
];

/** Five debtors are sent; line 9 has no readable identification, and two lines of 11000001 have a wrong e-mail. */
async function withUnreadable(written = unreadable[0]) {
  const team = await makeTeam({ server: host, batchSize: 20 });
  const sent = makePortfolio(5);
  const outside = ["11-1", "11-2"].map((id) => [
    "11000001",
    "Ana",
    "sin arroba",
    "3001200011",
    "",
    id,
    "Tarjeta",
    "5,00",
  ]);
  const rows = [...sent, [written ?? "", ...unreadable.slice(1)], ...outside];
  await control.setFaults([]);
  const uploadId = await stage(team.supervisor, team.tenantId, rows, { totals: totalsOf(rows) });
  await send(team.supervisor, uploadId);
  return { ...team, uploadId };
}

async function send(ctx: Ctx, uploadId: string) {
  await confirmUpload(ctx, { uploadId });
  return waitForUpload(ctx, uploadId, ["finished"]);
}

const refuse = (...identifications: string[]) =>
  control.setFaults(
    identifications.length === 0
      ? []
      : [{ match: { identifications }, action: { do: "refuse_debtors", shape: "objects" } }],
  );

interface Opened {
  readonly supervisor: Ctx;
  readonly tenantId: string;
  readonly uploadId: string;
}

/** A report as downloaded, opened in the page, with some cells of the rows with an obligation typed over. */
async function open(
  { supervisor, tenantId, uploadId }: Opened,
  typed: Readonly<Record<string, Readonly<Record<number, string>>>>,
  report: readonly ReportCell[][] | null = null,
  choices: CorrectionChoices = noChoices,
): Promise<Workbench> {
  const file = await fileOfReport(report ?? (await failuresOf(supervisor, uploadId, false)), "xlsx");
  const workbench = await openAsPage(supervisor, tenantId, uploadId, file, {
    choices,
    mapping: portfolioMapping,
    edits: [],
  });
  const rows = workbench.window({ from: 0, count: 50, filter: { show: "all" } }).rows;
  const edits = Object.entries(typed).flatMap(([id, cells]) => {
    const row = rows.find((one) => one.cells[5]?.text === id)?.row ?? -1;
    return Object.entries(cells).map(([column, text]) => ({ row, column: Number(column), text }));
  });
  workbench.edit({ edits });
  return workbench;
}

const stagedOf = ({ supervisor, tenantId, uploadId }: Opened, workbench: Workbench) =>
  stageOpened(supervisor, tenantId, uploadId, workbench, headers).then((staged) => staged.uploadId);

function issuesOf(workbench: Workbench, id = obligation) {
  const { rows } = workbench.window({ from: 0, count: 50, filter: { show: "all" } });
  return (rows.find((one) => one.cells[5]?.text === id)?.issues ?? []).map(({ code, params }) => ({ code, params }));
}

/** Lines that a correction in the page opens. */
async function offered({ supervisor, uploadId }: Opened): Promise<number[]> {
  const lines: number[] = [];
  const { rows } = await exportRows(supervisor, { uploadId, group: "left_out", toCorrect: true });
  for await (const row of rows) lines.push(row.line);
  return lines;
}

async function openUnreadable({ supervisor, uploadId }: Opened): Promise<number> {
  const groups = await groupLeftOut(supervisor, { uploadId });
  return groups.find(({ code }) => code.startsWith("identification"))?.open ?? -1;
}

const sentAlready = [{ code: "correction_line_sent", params: { known: first } }];

describe("a left-out row without a readable identification", () => {
  test("is accepted later once its correction is, and is not sent to a second client", async () => {
    const team = await withUnreadable();
    const { supervisor, tenantId, uploadId } = team;
    expect([await openUnreadable(team), await offered(team)]).toEqual([1, [9, 10, 11]]);
    const report = await failuresOf(supervisor, uploadId, false);
    const draftId = await stagedOf(team, await open(team, { [obligation]: { 0: first } }));
    expect(issuesOf(await open(team, { [obligation]: { 0: second } }))).toEqual([
      { code: "correction_in_retry", params: {} },
    ]);
    await send(supervisor, draftId);

    expect([await openUnreadable(team), await offered(team)]).toEqual([0, [10, 11]]);
    const view = await showUpload(supervisor, { uploadId });
    expect(view.later?.leftOut).toEqual({ rows: 1, debtors: 0, obligations: 1, balance: "9.00" });
    expect(stillMissing(view).leftOut).toMatchObject({ rows: 2, debtors: 1 });
    expect((await listLeftOut(supervisor, { uploadId })).items.map(({ acceptedInId }) => acceptedInId)).toEqual([
      draftId,
      null,
      null,
    ]);
    const { acceptedLater } = await showReceipt(supervisor, { uploadId });
    expect(acceptedLater?.leftOut).toEqual({ rows: 1, debtors: 0, obligations: 1, balance: "9.00" });
    expect(await keptLater(tenantId)).toEqual(await countedLater(tenantId));

    // A report that was downloaded before.
    expect(issuesOf(await open(team, { [obligation]: { 0: first } }, report))[0]?.code).toBe("correction_accepted");
    const other = await open(team, { [obligation]: { 0: second } }, report);
    expect([issuesOf(other), other.planStaging().totals.staged.debtors]).toEqual([sentAlready, 0]);
    // Whoever says that the first number was the mistake can send it; page and server agree.
    const sure = await open(team, { [obligation]: { 0: second } }, report, { ...noChoices, sendsAccepted: true });
    expect(sure.planStaging().totals.staged.debtors).toBe(1);
    await cancelUpload(supervisor, { uploadId: await stagedOf(team, sure) });

    // The other rows as well: then the file is in.
    const good = { 2: "ana@example.com" };
    await send(supervisor, await stagedOf(team, await open(team, { "11-1": good, "11-2": good })));
    const whole = await showUpload(supervisor, { uploadId });
    expect([completenessOfView(whole), stillMissing(whole).leftOut.rows]).toEqual(["whole", 0]);
  });

  test.each(["", "ABC??"])("is followed as well if it was %j and is filled in in the file itself", async (written) => {
    const team = await withUnreadable(written);
    const { supervisor, tenantId } = team;
    const filled = async (text: string) => {
      const report = await failuresOf(supervisor, team.uploadId, false);
      return report.map((cells) => (cells[5]?.text === obligation ? cells.with(0, { ...cells[0]!, text }) : cells));
    };
    const [once, later] = [await filled(first), await filled(second)];
    // Given up, and done again.
    await cancelUpload(supervisor, { uploadId: await stagedOf(team, await open(team, {}, once)) });
    const opened = await open(team, {}, once);
    expect(issuesOf(opened)).toEqual([]);
    await send(supervisor, await stagedOf(team, opened));
    expect([await openUnreadable(team), await offered(team)]).toEqual([0, [10, 11]]);
    expect(issuesOf(await open(team, {}, later))).toEqual(sentAlready);
    expect(await keptLater(tenantId)).toEqual(await countedLater(tenantId));
  });

  test("is open again once its correction is discarded", async () => {
    const team = await withUnreadable();
    const { supervisor, tenantId } = team;
    const draftId = await stagedOf(team, await open(team, { [obligation]: { 0: first } }));
    await cancelUpload(supervisor, { uploadId: draftId });
    expect([await openUnreadable(team), issuesOf(await open(team, { [obligation]: { 0: second } }))]).toEqual([1, []]);
    await send(supervisor, await stagedOf(team, await open(team, { [obligation]: { 0: second } })));
    expect(await openUnreadable(team)).toBe(0);
    expect(await keptLater(tenantId)).toEqual(await countedLater(tenantId));
    expect(issuesOf(await open(team, { [obligation]: { 0: first } }))).toEqual([
      { code: "correction_line_sent", params: { known: second } },
    ]);
  });

  test("is open again once the CRM refused it, under any number", async () => {
    const team = await withUnreadable();
    const { supervisor, tenantId } = team;
    await refuse(first);
    const refusedId = await stagedOf(team, await open(team, { [obligation]: { 0: first } }));
    await send(supervisor, refusedId);
    await refuse();
    expect([await openUnreadable(team), issuesOf(await open(team, { [obligation]: { 0: second } }))]).toEqual([1, []]);
    await send(supervisor, await stagedOf(team, await open(team, { [obligation]: { 0: second } })));
    expect([
      await openUnreadable(team),
      (await showUpload(supervisor, { uploadId: refusedId })).later?.rejected,
    ]).toEqual([0, 1]);
    // The line got in, and not the person of the first number.
    const { items } = await listRecords(supervisor, { uploadId: refusedId, state: "rejected" });
    expect(items).toMatchObject([{ identification: first, acceptedLater: true, wentAsAnother: true }]);
    expect(await keptLater(tenantId)).toEqual(await countedLater(tenantId));
  });

  test("is followed through a correction that leaves it out again", async () => {
    const team = await withUnreadable();
    const { supervisor, tenantId, uploadId } = team;
    // The correction needs somebody to send.
    const good = { 2: "ana@example.com" };
    const middleId = await stagedOf(team, await open(team, { "11-1": good, "11-2": good }));
    await send(supervisor, middleId);
    expect(await offered({ ...team, uploadId: middleId })).toHaveLength(1);
    const middle = { ...team, uploadId: middleId };
    await send(supervisor, await stagedOf(middle, await open(middle, { [obligation]: { 0: first } })));
    expect([await openUnreadable(team), await openUnreadable(middle)]).toEqual([0, 0]);
    expect(completenessOfView(await showUpload(supervisor, { uploadId }))).toBe("whole");
    const asked = await Promise.all([team, middle].map((one) => open(one, { [obligation]: { 0: second } })));
    expect(asked.map((page) => issuesOf(page))).toEqual([sentAlready, sentAlready]);
    expect(await keptLater(tenantId)).toEqual(await countedLater(tenantId));
  });
});

test("nothing names a person who is erased, not even the line that went under their number", async () => {
  const team = await withUnreadable();
  const { admin, supervisor, tenantId } = team;
  const person = "70444123";
  await send(supervisor, await stagedOf(team, await open(team, { [obligation]: { 0: person } })));
  const asked = await open(team, { [obligation]: { 0: second } });
  expect(issuesOf(asked)).toEqual([{ code: "correction_line_sent", params: { known: person } }]);
  await cancelUpload(supervisor, { uploadId: await stagedOf(team, asked) });
  const places = await placesOf([person]);
  expect(places).toEqual(expect.arrayContaining([`LeftOutRow.retriedAs: ${person}`, `LeftOutRow.issues: ${person}`]));
  const before = await keptLater(tenantId);
  await erasePerson(admin, { tenantId, identification: person });
  expect([await placesOf([person]), await keptLater(tenantId)]).toEqual([[], before]);
  expect(await countedLater(tenantId)).toEqual(before);
});

describe("a left-out row that goes under another identification", () => {
  test("leaves its debtor's other rows open, and the debtor counts with its last row", async () => {
    const team = await withUnreadable();
    const { supervisor, tenantId, uploadId } = team;
    const good = "ana@example.com";
    const moved = await open(team, { "11-1": { 0: first, 2: good } }, null, { ...noChoices, sendsFewer: true });
    await send(supervisor, await stagedOf(team, moved));
    expect(await offered(team)).toEqual([9, 11]);
    expect((await showUpload(supervisor, { uploadId })).later?.leftOut).toMatchObject({ rows: 1, debtors: 0 });
    const report = await failuresOf(supervisor, uploadId, false);
    expect(issuesOf(await open(team, { "11-1": { 2: good } }, report), "11-1")).toContainEqual(sentAlready[0]);
    await send(supervisor, await stagedOf(team, await open(team, { "11-1": { 0: first }, "11-2": { 2: good } })));
    expect((await showUpload(supervisor, { uploadId })).later?.leftOut).toMatchObject({ rows: 2, debtors: 1 });
    expect(await offered(team)).toEqual([9]);
    expect(await keptLater(tenantId)).toEqual(await countedLater(tenantId));
  });
});
