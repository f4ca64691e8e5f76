import { describe, expect, test } from "vitest";
import { AppError } from "#lib/domain/app-error.ts";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { totalsOfParams } from "#lib/domain/debtors/differing-totals.ts";
import { listAudit } from "#lib/services/operations/list-audit.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { planCorrection } from "#lib/services/outcomes/plan-correction.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { findCorrection } from "#lib/services/uploads/find-correction.ts";
import { findEarlierUpload } from "#lib/services/uploads/find-earlier-upload.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import {
  beginStaging,
  headers,
  makePortfolio,
  makeTeam,
  portfolioMapping,
  signedOut,
  stage,
  totalsOf,
} from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { failuresOf, fileOfReport, openAsPage, stageOpened } from "#tests/support/reports/correct-as-page.ts";
import { bringCorrection, reviewCorrection, stageCorrection } from "#tests/support/reports/correct-report.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, host } = await runStage();

const idOf = (index: number) => String(10_000_000 + index);
const rowsOf = (rows: readonly string[][], ...indexes: number[]) =>
  rows.filter((row) => indexes.some((index) => row[0] === idOf(index))).map((row) => [...row]);
const withCell = (rows: readonly string[][], index: number, column: number, text: string) =>
  rows.map((row) => (row[0] === idOf(index) ? row.map((cell, at) => (at === column ? text : cell)) : row));
const phone = 3;
const email = 2;

/**
 * Ten debtors sent, 3, 6 and 7 refused by name (3 and 6 have two obligations), and debtor 11 left out for its
 * e-mail.
 */
async function withFailures() {
  const team = await makeTeam({ server: host, batchSize: 20 });
  const rows = [
    ...makePortfolio(10),
    [idOf(11), "Cliente Fuera", "sin arroba", "3001200011", "", "11-1", "Tarjeta", "5,00"],
    [idOf(11), "Cliente Fuera", "sin arroba", "3001200011", "", "11-2", "Tarjeta", "6,00"],
  ];
  await control.setFaults([
    { match: { identifications: [3, 6, 7].map(idOf) }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  const uploadId = await stage(team.supervisor, team.tenantId, rows, { totals: totalsOf(rows) });
  await confirmUpload(team.supervisor, { uploadId });
  await waitForUpload(team.supervisor, uploadId, ["finished"]);
  await control.setFaults([]);
  return { ...team, uploadId, rows };
}

async function sent(ctx: Parameters<typeof confirmUpload>[0], uploadId: string) {
  await confirmUpload(ctx, { uploadId });
  return waitForUpload(ctx, uploadId, ["finished"]);
}

describe("a corrected report", () => {
  test("sends changed and newly valid debtors once, nobody else", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const report = withCell(
      withCell(rowsOf(rows, 1, 3, 6, 7, 11), 3, phone, "3009990003"),
      11,
      email,
      "fuera@example.com",
    );
    // Sorted in Excel, which changes nothing.
    const sorted = [...report].sort((left, right) => (left[5] ?? "").localeCompare(right[5] ?? "")).reverse();
    const reviewed = await reviewCorrection(supervisor, tenantId, uploadId, sorted);
    expect([...reviewed.issues].sort()).toEqual(
      [
        [idOf(1), ["correction_accepted"]],
        [idOf(3), []],
        [idOf(6), ["correction_unchanged"]],
        [idOf(7), ["correction_unchanged"]],
        [idOf(11), []],
      ].map(([id, codes]) => [id, codes]),
    );
    const retryId = await stageCorrection(supervisor, tenantId, uploadId, sorted);
    const retry = await sent(supervisor, retryId);
    expect(retry).toMatchObject({ retryOfId: uploadId, fileName: "corregido.xlsx" });
    expect([groupsOf(retry), retry.totals.leftOut.debtors]).toEqual([[2, 0, 0, 0, 0], 3]);
    const { items } = await listLeftOut(supervisor, { uploadId: retryId });
    expect(items.flatMap((row) => row.issues.map((issue) => `${row.identification} ${issue.code}`)).sort()).toEqual([
      `${idOf(1)} correction_accepted`,
      `${idOf(6)} correction_unchanged`,
      `${idOf(6)} correction_unchanged`,
      `${idOf(7)} correction_unchanged`,
    ]);
    const first = await showUpload(supervisor, { uploadId });
    expect([groupsOf(first), first.retriedDebtors, first.retries]).toEqual([
      [7, 3, 0, 0, 0],
      1,
      [
        {
          id: retryId,
          state: "finished",
          completeness: "whole",
          debtors: 2,
          moved: 1,
          fresh: 1,
          isCorrection: true,
          isDiscarded: false,
        },
      ],
    ]);
    expect(await control.summary()).toMatchObject({ debtorsApplied: 9, writtenAgain: 0 });
    const [entry] = await ownerDatabase().auditEntry.findMany({
      where: { subject: uploadId, action: "upload_retried" },
    });
    expect(entry?.details).toEqual({ debtors: 1, retryId, isCorrected: true, ...noChoices });
    // The report does not count as a file that was loaded before.
    const { fileSha256 } = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: retryId } });
    expect(await findEarlierUpload(supervisor, { tenantId, sha256: fileSha256 })).toBeNull();

    // The same report again: everybody in it is accepted, or still unchanged since the CRM's refusal.
    const again = await reviewCorrection(supervisor, tenantId, uploadId, sorted);
    expect([again.issues.get(idOf(3)), again.issues.get(idOf(11)), again.totals.staged.debtors]).toEqual([
      ["correction_accepted"],
      ["correction_accepted"],
      0,
    ]);
  });

  test("is listed beside later retries with its debtor counts", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const fixed = (index: number, telephone: string) => withCell(rowsOf(rows, index), index, phone, telephone);
    await control.setFaults([
      { match: { identifications: [idOf(3)] }, action: { do: "refuse_debtors", shape: "objects" } },
    ]);
    const mended = withCell([...fixed(3, "3009990003"), ...rowsOf(rows, 11)], 11, email, "fuera@example.com");
    const correctionId = await stageCorrection(supervisor, tenantId, uploadId, mended);
    await sent(supervisor, correctionId);
    await control.setFaults([]);
    const retry = await retryFailures(supervisor, { uploadId });
    const secondId = await stageCorrection(supervisor, tenantId, uploadId, fixed(3, "3009990033"));
    const retriesOf = async (id: string) =>
      (await showUpload(supervisor, { uploadId: id })).retries?.map((each) => [
        each.id,
        each.state,
        each.debtors,
        each.moved,
        each.fresh,
      ]);
    expect(await retriesOf(uploadId)).toEqual([
      [secondId, "staged", 1, 0, 0],
      [retry.id, "staged", 2, 2, 0],
      [correctionId, "finished", 2, 1, 1],
    ]);
    expect(await retriesOf(correctionId)).toEqual([[secondId, "staged", 1, 1, 0]]);
    const listed = (await listUploads(supervisor, { tenantId })).items.find(({ id }) => id === uploadId);
    expect(listed?.retries?.map(({ id }) => id)).toEqual([secondId, retry.id, correctionId]);
    const { head } = await findCorrection(supervisor, { tenantId, uploadId });
    expect(head.holders).toEqual([
      { id: retry.id, fileName: "cartera.csv", state: "staged", debtors: 2, isCorrection: false },
      { id: secondId, fileName: "corregido.xlsx", state: "staged", debtors: 1, isCorrection: true },
    ]);
    await cancelUpload(supervisor, { uploadId: secondId });
    expect((await showUpload(supervisor, { uploadId })).retries?.[0]).toMatchObject({ isDiscarded: true });
  });

  test("dropped several times at once is staged once", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const report = withCell(rowsOf(rows, 3, 11), 3, phone, "3009990003");
    const fixed = withCell(report, 11, email, "fuera@example.com");
    const reviewed = await reviewCorrection(supervisor, tenantId, uploadId, fixed);
    const uploads = await Promise.all([1, 2, 3, 4].map(() => bringCorrection(supervisor, tenantId, fixed, reviewed)));
    const ends = await Promise.allSettled(uploads.map((each) => finishStaging(supervisor, { uploadId: each })));
    expect(ends.map((end) => (end.status === "fulfilled" ? "staged" : end.reason.code)).sort()).toEqual([
      "correction_moved",
      "correction_moved",
      "correction_moved",
      "staged",
    ]);
    const refused = uploads.filter((_, index) => ends[index]?.status === "rejected");
    await expect(finishStaging(supervisor, { uploadId: refused[0] ?? "" })).rejects.toMatchObject({
      code: "correction_moved",
    });
    const states = await Promise.all(
      uploads.map(async (each) => (await showUpload(supervisor, { uploadId: each })).state),
    );
    expect(states.toSorted()).toEqual(["cancelled", "cancelled", "cancelled", "staged"]);
    const later = await reviewCorrection(supervisor, tenantId, uploadId, fixed);
    expect([...later.issues.values()]).toEqual([["correction_in_retry"], ["correction_in_retry"]]);
    expect((await showUpload(supervisor, { uploadId })).retriedDebtors).toBe(1);
  });

  test("and a concurrent plain retry take each debtor once", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const report = withCell(rowsOf(rows, 3), 3, phone, "3009990003");
    const correctionId = await bringCorrection(
      supervisor,
      tenantId,
      report,
      await reviewCorrection(supervisor, tenantId, uploadId, report),
    );
    await Promise.allSettled([
      finishStaging(supervisor, { uploadId: correctionId }),
      retryFailures(supervisor, { uploadId }),
    ]);
    const carriers = await ownerDatabase().record.count({
      where: { tenantId, identification: idOf(3), state: "pending" },
    });
    expect(carriers).toBe(1);
  });

  test("can be sent again if its upload was cancelled", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const report = withCell(rowsOf(rows, 3), 3, phone, "3009990003");
    const firstTry = await stageCorrection(supervisor, tenantId, uploadId, report);
    await cancelUpload(supervisor, { uploadId: firstTry });
    const secondTry = await stageCorrection(supervisor, tenantId, uploadId, report);
    expect(groupsOf(await sent(supervisor, secondTry))).toEqual([1, 0, 0, 0, 0]);
    const [before, after] = await Promise.all(
      [firstTry, uploadId].map((each) => showUpload(supervisor, { uploadId: each })),
    );
    expect([before?.retriedDebtors, after?.retriedDebtors]).toEqual([0, 1]);
  });

  test("still counts as unchanged after a discarded or cancelled draft", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const untouched = rowsOf(rows, 3, 6);
    const codes = async () => [...(await reviewCorrection(supervisor, tenantId, uploadId, untouched)).issues.values()];
    const unchanged = [["correction_unchanged"], ["correction_unchanged"]];
    expect(await codes()).toEqual(unchanged);
    const draft = await stageCorrection(supervisor, tenantId, uploadId, withCell(untouched, 3, phone, "3009990003"));
    await cancelUpload(supervisor, { uploadId: draft });
    expect(await codes()).toEqual(unchanged);
    const retry = await retryFailures(supervisor, { uploadId });
    await cancelUpload(supervisor, { uploadId: retry.id });
    expect(await codes()).toEqual(unchanged);
    // Confirmed, and cancelled before any of it was sent.
    const midway = await stageCorrection(supervisor, tenantId, uploadId, withCell(untouched, 3, phone, "3009990003"));
    await ownerDatabase().upload.update({ where: { id: midway }, data: { confirmedAt: fromNow() } });
    await cancelUpload(supervisor, { uploadId: midway });
    expect(await codes()).toEqual(unchanged);
  });

  test("of a discarded correction keeps what was corrected there", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const draft = await stageCorrection(
      supervisor,
      tenantId,
      uploadId,
      withCell(rowsOf(rows, 3), 3, phone, "3009990003"),
    );
    await cancelUpload(supervisor, { uploadId: draft });
    const file = await fileOfReport(await failuresOf(supervisor, draft, false), "xlsx");
    const said = { choices: noChoices, mapping: portfolioMapping, edits: [] };
    const page = await openAsPage(supervisor, tenantId, draft, file, said);
    const again = (await stageOpened(supervisor, tenantId, draft, page, headers)).uploadId;
    expect(groupsOf(await sent(supervisor, again))).toEqual([1, 0, 0, 0, 0]);
    expect((await showUpload(supervisor, { uploadId })).later?.rejected).toBe(1);
    expect((await retryFailures(supervisor, { uploadId })).totals.staged.debtors).toBe(2);
  });

  test("must change again what the latest retry had refused", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const report = withCell(rowsOf(rows, 3), 3, phone, "3009990003");
    await control.setFaults([
      { match: { identifications: [idOf(3)] }, action: { do: "refuse_debtors", shape: "objects" } },
    ]);
    await sent(supervisor, await stageCorrection(supervisor, tenantId, uploadId, report));
    const codes = async (text: string) =>
      (await reviewCorrection(supervisor, tenantId, uploadId, withCell(report, 3, phone, text))).issues.get(idOf(3));
    expect([await codes("3009990003"), await codes("3009990004")]).toEqual([["correction_unchanged"], []]);
  });

  test("sends debtors with missing rows only on request", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const [oneOfThree] = withCell(rowsOf(rows, 3), 3, phone, "3009990003");
    const [oneOfEleven] = withCell(rowsOf(rows, 11), 11, email, "fuera@example.com");
    const report = [oneOfThree ?? [], oneOfEleven ?? []];
    const held = await reviewCorrection(supervisor, tenantId, uploadId, report);
    expect([[...held.issues.values()], held.totals.staged.debtors]).toEqual([
      [["correction_fewer"], ["correction_fewer"]],
      0,
    ]);
    const said = await reviewCorrection(supervisor, tenantId, uploadId, report, { ...noChoices, sendsFewer: true });
    expect(said.totals.staged).toMatchObject({ debtors: 2, obligations: 2 });
    const retryId = await bringCorrection(supervisor, tenantId, report, said);
    await finishStaging(supervisor, { uploadId: retryId });
    expect(groupsOf(await sent(supervisor, retryId))).toEqual([2, 0, 0, 0, 0]);
  });

  test("with a changed identification makes a new debtor", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const report = rowsOf(rows, 3, 7).map((row) => (row[5] === "3-2" ? ["99999999", ...row.slice(1)] : row));
    const reviewed = await reviewCorrection(supervisor, tenantId, uploadId, report);
    expect([...reviewed.issues]).toEqual([
      [idOf(3), ["correction_fewer"]],
      ["99999999", []],
      [idOf(7), ["correction_unchanged"]],
    ]);
  });

  test("leaves out debtors that a later upload carries", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const later = await stage(supervisor, tenantId, rowsOf(rows, 3));
    await sent(supervisor, later);
    const report = withCell(rowsOf(rows, 3), 3, phone, "3009990003");
    const reviewed = await reviewCorrection(supervisor, tenantId, uploadId, report);
    expect([...reviewed.issues.values()]).toEqual([["correction_superseded"]]);
  });
});

describe("unconfirmed debtors", () => {
  async function cutOff() {
    const team = await makeTeam({ server: host, batchSize: 5 });
    const rows = makePortfolio(5);
    await control.setFaults([
      { match: { endpoint: "massive_collections" }, action: { do: "reset", when: "before_applying" } },
      { match: { endpoint: "custom_query" }, action: { do: "reset", when: "before_applying" } },
    ]);
    const uploadId = await stage(team.supervisor, team.tenantId, rows);
    await confirmUpload(team.supervisor, { uploadId });
    await expect.poll(async () => (await showUpload(team.supervisor, { uploadId })).groups.unconfirmed.debtors).toBe(5);
    await ownerDatabase().upload.updateMany({ where: { id: uploadId, state: "running" }, data: { state: "finished" } });
    return { ...team, uploadId, rows };
  }

  test("are corrected only if the CRM updates or lacks them", async () => {
    const { admin, supervisor, tenantId, uploadId, rows } = await cutOff();
    const report = withCell(rowsOf(rows, 1, 2), 1, phone, "3009990001");
    const blind = await reviewCorrection(supervisor, tenantId, uploadId, report);
    expect([...blind.issues.values()]).toEqual([["correction_unconfirmed"], ["correction_unconfirmed"]]);
    await stateOutcome(supervisor, { uploadId, ordinals: [2], outcome: "rejected", note: "No está en Cobranzas" });
    const told = await reviewCorrection(supervisor, tenantId, uploadId, report);
    expect([...told.issues.values()]).toEqual([["correction_unconfirmed"], []]);
    await editTenant(admin, { tenantId, repeatBehaviour: "updates" });
    const updating = await reviewCorrection(supervisor, tenantId, uploadId, report);
    expect([...updating.issues.values()]).toEqual([[], []]);
    // A page reviewed before that change works with an outdated state.
    const retryId = await bringCorrection(supervisor, tenantId, report, told);
    await expect(finishStaging(supervisor, { uploadId: retryId })).rejects.toMatchObject({ code: "correction_moved" });
  });
});

describe("a correction of an upload", () => {
  test("is not found for strangers and refused before its end", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const other = await makeTeam({ server: host });
    const both = { ...supervisor, actor: { ...supervisor.actor, role: "admin" as const } };
    for (const [ctx, input] of [
      [other.supervisor, { tenantId: other.tenantId, uploadId }],
      [other.supervisor, { tenantId, uploadId }],
      // A user of both tenants: the report still does not belong to this one.
      [both, { tenantId: other.tenantId, uploadId }],
      [supervisor, { tenantId, uploadId: "01900000-0000-7000-8000-000000000000" }],
      [supervisor, { tenantId, uploadId: "'; DROP TABLE" }],
    ] as const)
      await expect(findCorrection(ctx, input)).rejects.toMatchObject({ code: "not_found" });
    await expect(findCorrection(signedOut, { tenantId, uploadId })).rejects.toMatchObject({ code: "signed_out" });
    const open = await stage(supervisor, tenantId, makePortfolio(2));
    await expect(findCorrection(supervisor, { tenantId, uploadId: open })).rejects.toMatchObject({
      code: "state_moved",
    });

    const mine = { ofId: uploadId, stamp: "0123456789abcdef", ...noChoices };
    const report = rowsOf(rows, 3);
    await expect(beginStaging(other.supervisor, other.tenantId, report, { correction: mine })).rejects.toMatchObject({
      code: "correction_moved",
    });
    const forged = await bringCorrection(supervisor, tenantId, report, {
      ...(await reviewCorrection(supervisor, tenantId, uploadId, report)),
      correction: mine,
    });
    await expect(finishStaging(supervisor, { uploadId: forged })).rejects.toMatchObject({ code: "correction_moved" });
  });

  test("is refused of a load that was discarded, which nothing has judged", async () => {
    const { supervisor, tenantId } = await makeTeam({ server: host });
    const rows = makePortfolio(2);
    const uploadId = await stage(supervisor, tenantId, rows);
    await cancelUpload(supervisor, { uploadId });
    expect(await planCorrection(supervisor, { uploadId })).toBeNull();
    await expect(exportRows(supervisor, { uploadId, group: "failures", toCorrect: true })).rejects.toMatchObject({
      code: "nothing_to_send",
    });
    await expect(findCorrection(supervisor, { tenantId, uploadId })).rejects.toMatchObject({
      ...{ code: "state_moved", params: { state: "cancelled" } },
    });
    const correction = { ofId: uploadId, stamp: "0123456789abcdef", ...noChoices };
    await expect(beginStaging(supervisor, tenantId, rows, { correction })).rejects.toMatchObject({
      code: "correction_moved",
    });
  });

  test("leaves an audit entry when opened, none when refused", async () => {
    const { admin, supervisor, tenantId, uploadId } = await withFailures();
    const other = await makeTeam({ server: host });
    await expect(findCorrection(other.supervisor, { tenantId, uploadId })).rejects.toMatchObject({ code: "not_found" });
    await findCorrection(supervisor, { tenantId, uploadId });
    const { items } = await listAudit(admin, { tenantId, action: "correction_opened" });
    expect(items).toMatchObject([{ subject: { id: uploadId }, actor: { id: supervisor.actor.userId } }]);
  });

  test("is refused whole if the server leaves out more", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const report = rowsOf(rows, 1, 3);
    const reviewed = await reviewCorrection(supervisor, tenantId, uploadId, report);
    const retryId = await bringCorrection(supervisor, tenantId, report, { ...reviewed, totals: totalsOf(report) });
    const refusal: unknown = await finishStaging(supervisor, { uploadId: retryId }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "totals_differ" });
    expect((await showUpload(supervisor, { uploadId })).retriedDebtors).toBe(0);
    // Nothing was staged, so the history has no line for it; the server's own totals can be accepted instead.
    const shown = await listUploads(supervisor, { tenantId });
    expect(shown.items.map(({ id }) => id)).toEqual([uploadId]);
    const totals = refusal instanceof AppError ? totalsOfParams(refusal.params)?.server : undefined;
    expect(totals).toEqual(reviewed.totals);
    const acceptedId = await bringCorrection(supervisor, tenantId, report, {
      ...reviewed,
      totals: totals ?? reviewed.totals,
    });
    expect((await finishStaging(supervisor, { uploadId: acceptedId })).totals).toEqual(reviewed.totals);
  });

  test("sends unchanged debtors on request and audits it", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const report = rowsOf(rows, 3, 6, 7);
    const held = await reviewCorrection(supervisor, tenantId, uploadId, report);
    expect(held.totals.staged.debtors).toBe(0);
    const choices = { ...noChoices, sendsUnchanged: true };
    const said = await reviewCorrection(supervisor, tenantId, uploadId, report, choices);
    const retryId = await bringCorrection(supervisor, tenantId, report, said);
    await finishStaging(supervisor, { uploadId: retryId });
    expect(groupsOf(await sent(supervisor, retryId))).toEqual([3, 0, 0, 0, 0]);
    const [entry] = await ownerDatabase().auditEntry.findMany({
      where: { subject: uploadId, action: "upload_retried" },
    });
    expect(entry?.details).toEqual({ debtors: 3, retryId, isCorrected: true, ...choices });
  });

  test("sends an accepted debtor's changes only on request", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const report = withCell(rowsOf(rows, 3), 3, phone, "3009990003");
    const oneRow = report.slice(0, 1);
    const fewer = await reviewCorrection(supervisor, tenantId, uploadId, oneRow, { ...noChoices, sendsFewer: true });
    const firstId = await bringCorrection(supervisor, tenantId, oneRow, fewer);
    await finishStaging(supervisor, { uploadId: firstId });
    expect(groupsOf(await sent(supervisor, firstId))).toEqual([1, 0, 0, 0, 0]);

    const codes = async (of: readonly string[][]) =>
      (await reviewCorrection(supervisor, tenantId, uploadId, of)).issues.get(idOf(3));
    expect([await codes(oneRow), await codes(report)]).toEqual([
      ["correction_accepted"],
      ["correction_accepted_differs"],
    ]);
    const choices = { ...noChoices, sendsAccepted: true };
    const whole = await reviewCorrection(supervisor, tenantId, uploadId, report, choices);
    expect(whole.totals.staged).toMatchObject({ debtors: 1, obligations: 2 });
    const cancelledId = await bringCorrection(supervisor, tenantId, report, whole);
    await finishStaging(supervisor, { uploadId: cancelledId });
    await cancelUpload(supervisor, { uploadId: cancelledId });
    // Not sent in the end, so what was accepted before still holds.
    expect(await codes(report)).toEqual(["correction_accepted_differs"]);
    const again = await reviewCorrection(supervisor, tenantId, uploadId, report, choices);
    const secondId = await bringCorrection(supervisor, tenantId, report, again);
    await finishStaging(supervisor, { uploadId: secondId });
    expect(groupsOf(await sent(supervisor, secondId))).toEqual([1, 0, 0, 0, 0]);
    expect(await codes(report)).toEqual(["correction_accepted"]);
    const entries = await ownerDatabase().auditEntry.findMany({
      where: { subject: uploadId, action: "upload_retried" },
    });
    expect(entries.map(({ details }) => details)).toContainEqual(
      expect.objectContaining({ retryId: secondId, sendsAccepted: true }),
    );
  });

  test("counts a repeated earlier refusal as unchanged", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    await control.setFaults([
      { match: { identifications: [idOf(3)] }, action: { do: "refuse_debtors", shape: "objects" } },
    ]);
    const other = withCell(rowsOf(rows, 3), 3, phone, "3009990003");
    await sent(supervisor, await stageCorrection(supervisor, tenantId, uploadId, other));
    const asBefore = await reviewCorrection(supervisor, tenantId, uploadId, rowsOf(rows, 3));
    expect(asBefore.issues.get(idOf(3))).toEqual(["correction_unchanged"]);
  });

  test("under another number replaces the old one until cancelled", async () => {
    const { supervisor, tenantId, uploadId, rows } = await withFailures();
    const drop = async (choices = noChoices) => {
      const file = await fileOfReport(await failuresOf(supervisor, uploadId, false), "xlsx");
      const { lines } = await findCorrection(supervisor, { tenantId, uploadId });
      expect(lines.join("")).toContain(idOf(7));
      return openAsPage(supervisor, tenantId, uploadId, file, { choices, mapping: portfolioMapping, edits: [] });
    };
    const rename = async (now: string) => {
      const page = await drop({ ...noChoices, sendsRenumbered: true });
      const at = page
        .window({ from: 0, count: 20, filter: { show: "all" } })
        .rows.find(({ cells }) => cells[0]?.text === idOf(7));
      page.edit({ edits: [{ row: at?.row ?? -1, column: 0, text: now }] });
      return (await stageOpened(supervisor, tenantId, uploadId, page, headers)).uploadId;
    };
    const open = async () => (await showUpload(supervisor, { uploadId })).retriedDebtors;
    const codesOfOld = async () =>
      (await reviewCorrection(supervisor, tenantId, uploadId, rowsOf(rows, 7))).issues.get(idOf(7));

    const firstId = await rename("99887766");
    expect([await open(), await codesOfOld()]).toEqual([1, ["correction_renamed"]]);
    await cancelUpload(supervisor, { uploadId: firstId });
    expect(await codesOfOld()).toEqual(["correction_unchanged"]);
    // Corrected again. Nobody can send the first new number now: retrying the cancelled correction returns this one.
    const secondId = await rename("99887755");
    expect((await retryFailures(supervisor, { uploadId: firstId })).id).toBe(secondId);
    expect(groupsOf(await sent(supervisor, secondId))).toEqual([1, 0, 0, 0, 0]);
    expect(await codesOfOld()).toEqual(["correction_renamed"]);

    // Whatever is sent of the first upload now, the obligation stays with one debtor.
    const retryId = (await retryFailures(supervisor, { uploadId })).id;
    const carried = await ownerDatabase().record.findMany({
      where: { uploadId: retryId },
      select: { identification: true },
    });
    expect(carried.map(({ identification }) => identification).sort()).toEqual([idOf(3), idOf(6)]);
  });
});
