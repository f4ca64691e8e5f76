import { describe, expect, test } from "vitest";
import { completenessOfView, stillMissing } from "#lib/domain/outcome/still-missing.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { groupLeftOut } from "#lib/services/outcomes/group-left-out.ts";
import { groupRejections } from "#lib/services/outcomes/group-rejections.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { collected, makePortfolio, makeTeam, stage, totalsOf } from "#tests/support/factories.ts";
import { stageCorrection } from "#tests/support/reports/correct-report.ts";
import { countedLater, keptLater } from "#tests/support/reports/counted-later.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, host } = await runStage();

const idOf = (index: number) => String(10_000_000 + index);
const phone = 3;
const email = 2;
const outside = [
  [idOf(11), "Cliente Fuera", "sin arroba", "3001200011", "", "11-1", "Tarjeta", "5,00"],
  [idOf(11), "Cliente Fuera", "sin arroba", "3001200011", "", "11-2", "Tarjeta", "6,00"],
  [idOf(12), "Cliente Fuera", "sin arroba", "3001200012", "", "12-1", "Tarjeta", "7,00"],
];

const refuse = (...indexes: number[]) =>
  control.setFaults(
    indexes.length === 0
      ? []
      : [{ match: { identifications: indexes.map(idOf) }, action: { do: "refuse_debtors", shape: "objects" } }],
  );

/** Ten debtors sent, 3, 6 and 7 refused by name, and 11 and 12 left out for their e-mails. */
async function withFailures() {
  const team = await makeTeam({ server: host, batchSize: 20 });
  const rows = [...makePortfolio(10), ...outside];
  await refuse(3, 6, 7);
  const uploadId = await stage(team.supervisor, team.tenantId, rows, { totals: totalsOf(rows) });
  const first = await sent(team.supervisor, uploadId);
  await refuse();
  const of = (...indexes: number[]) => rows.filter((row) => indexes.some((index) => row[0] === idOf(index)));
  return { ...team, uploadId, first, of };
}

async function sent(ctx: Parameters<typeof confirmUpload>[0], uploadId: string) {
  await confirmUpload(ctx, { uploadId });
  return waitForUpload(ctx, uploadId, ["finished"]);
}

const withCell = (rows: readonly (readonly string[])[], column: number, text: string) =>
  rows.map((row) => row.map((cell, at) => (at === column ? text : cell)));

const cents = (balance: string) => BigInt(balance.replace(".", ""));

describe("an upload's row in the history", () => {
  test("counts debtors accepted later with their own file's money", async () => {
    const { supervisor, tenantId, uploadId, first, of } = await withFailures();
    const report = [
      ...withCell(of(3), phone, "3009990003"),
      ...of(6, 7, 12),
      ...withCell(of(11), email, "fuera@example.com"),
    ];
    const correctionId = await stageCorrection(supervisor, tenantId, uploadId, report);
    const before = stillMissing(await showUpload(supervisor, { uploadId }));
    expect([before.later, before.counts.rejected, before.leftOut]).toMatchObject([
      0,
      3,
      { debtors: 2, balance: "18.00" },
    ]);
    await sent(supervisor, correctionId);

    const { items } = await listUploads(supervisor, { tenantId });
    const row = (id: string) => stillMissing(items.find((upload) => upload.id === id) ?? first);
    const { balance: ofThree } = (await listRecords(supervisor, { uploadId, state: "rejected" })).items[0] ?? {
      balance: "",
    };
    expect(row(uploadId)).toMatchObject({
      later: 2,
      counts: { accepted: 9, rejected: 2 },
      leftOut: { rows: 1, debtors: 1, obligations: 1, balance: "7.00" },
      carried: null,
    });
    expect(cents(row(uploadId).failed.balance)).toBe(cents(first.groups.rejected.balance) - cents(ofThree));
    // 6, 7 and 12 are in the correction's file too, but their money stays with the first upload.
    expect(row(correctionId)).toMatchObject({
      later: 0,
      leftOut: { rows: 0, debtors: 0, obligations: 0, balance: "0.00" },
      carried: { debtors: 3 },
    });
    // The correction brought in everything it was to send.
    expect(items.find(({ id }) => id === uploadId)?.retries).toMatchObject([{ completeness: "whole" }]);
    expect(items.map((view) => completenessOfView(view))).toEqual(["whole", "part"]);
    expect(await keptLater(tenantId)).toEqual(await countedLater(tenantId));
  });

  test("counts an acceptance through every retry in between", async () => {
    const { supervisor, tenantId, uploadId, of } = await withFailures();
    await refuse(3, 6, 7, 11);
    const correctionId = await stageCorrection(supervisor, tenantId, uploadId, [
      ...withCell(of(3), phone, "3009990003"),
      ...withCell(of(11), email, "fuera@example.com"),
    ]);
    await sent(supervisor, correctionId);
    expect(stillMissing(await showUpload(supervisor, { uploadId }))).toMatchObject({
      later: 0,
      counts: { rejected: 3 },
    });
    const { items } = await listRecords(supervisor, { uploadId, state: "rejected" });
    expect(items.map(({ retriedState }) => retriedState)).toEqual(["rejected", undefined, undefined]);
    await refuse();
    const { id } = await retryFailures(supervisor, { uploadId: correctionId });
    await sent(supervisor, id);
    const upload = await showUpload(supervisor, { uploadId });
    expect(stillMissing(upload)).toMatchObject({ later: 2, counts: { rejected: 2 }, leftOut: { debtors: 1 } });
    expect(upload.retries).toMatchObject([{ id: correctionId, completeness: "whole" }]);
    expect(await keptLater(tenantId)).toEqual(await countedLater(tenantId));
  });

  test("is complete once every debtor of the file is accepted", async () => {
    const { supervisor, tenantId, uploadId, of } = await withFailures();
    const all = [...of(3, 6, 7), ...of(11, 12)].map((row) => row.with(email, "bien@example.com"));
    await sent(supervisor, await stageCorrection(supervisor, tenantId, uploadId, all));
    const { items } = await listUploads(supervisor, { tenantId });
    const [correction, first] = items;
    expect(first).toMatchObject({ id: uploadId, retries: [{ id: correction?.id, completeness: "whole" }] });
    expect(stillMissing(first ?? items[0]!)).toMatchObject({
      later: 5,
      failed: { debtors: 0, balance: "0.00" },
      leftOut: { rows: 0, balance: "0.00" },
    });
  });

  test("counts nobody of a discarded correction", async () => {
    const { supervisor, tenantId, uploadId, of } = await withFailures();
    const report = withCell(of(11), email, "fuera@example.com");
    const draft = await stageCorrection(supervisor, tenantId, uploadId, report);
    await cancelUpload(supervisor, { uploadId: draft });
    const { id: retryId } = await retryFailures(supervisor, { uploadId, ordinals: [3] });
    const { items } = await listRecords(supervisor, { uploadId, state: "rejected" });
    expect(
      items.map(({ retriedInId, isInCorrection, acceptedLater }) => [retriedInId, isInCorrection, acceptedLater]),
    ).toEqual([
      [retryId, false, false],
      [null, undefined, false],
      [null, undefined, false],
    ]);
    expect(stillMissing(await showUpload(supervisor, { uploadId })).later).toBe(0);
    await sent(supervisor, await stageCorrection(supervisor, tenantId, uploadId, report));
    expect(stillMissing(await showUpload(supervisor, { uploadId }))).toMatchObject({
      later: 1,
      leftOut: { debtors: 1 },
    });
    expect(await keptLater(tenantId)).toEqual(await countedLater(tenantId));
  });
});

describe("what can still be corrected", () => {
  /** The debtors whom a correction of all failures opens, and how many of them the reasons of the result name. */
  async function open(ctx: Parameters<typeof confirmUpload>[0], uploadId: string) {
    const rows = await exportRows(ctx, { uploadId, group: "failures", toCorrect: true }).then(
      (report) => collected(report.rows),
      (error: { code: string }) => error.code,
    );
    const leftOut = await groupLeftOut(ctx, { uploadId });
    const { groups } = await groupRejections(ctx, { uploadId });
    return {
      debtors: typeof rows === "string" ? rows : [...new Set(rows.map((row) => row.identification))].sort(),
      leftOut: leftOut.map((group) => [group.code, group.rows, group.open]),
      rejected: groups.reduce((sum, group) => sum + group.open, 0),
    };
  }

  test("is nobody whom a correction brought in, or a correction of that one", async () => {
    const { supervisor, tenantId, uploadId, of } = await withFailures();
    const ids = (...indexes: number[]) => indexes.map(idOf);
    expect(await open(supervisor, uploadId)).toEqual({
      debtors: ids(3, 6, 7, 11, 12),
      leftOut: [["email_malformed", 3, 3]],
      rejected: 3,
    });
    const report = [
      ...withCell(of(3), phone, "3009990003"),
      ...of(6, 7, 12),
      ...withCell(of(11), email, "fuera@example.com"),
    ];
    const correctionId = await stageCorrection(supervisor, tenantId, uploadId, report);
    await sent(supervisor, correctionId);
    expect(await open(supervisor, uploadId)).toEqual({
      debtors: ids(6, 7, 12),
      leftOut: [["email_malformed", 3, 1]],
      rejected: 2,
    });
    expect((await open(supervisor, correctionId)).debtors).toEqual(ids(6, 7, 12));
    const again = [...withCell(of(6, 7), phone, "3009990006"), ...withCell(of(12), email, "fuera@example.com")];
    await sent(supervisor, await stageCorrection(supervisor, tenantId, correctionId, again));
    for (const id of [uploadId, correctionId])
      expect(await open(supervisor, id)).toMatchObject({ debtors: "nothing_to_send", rejected: 0 });
  });
});
