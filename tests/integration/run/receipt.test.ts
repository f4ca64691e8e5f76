import { expect, test } from "vitest";
import { receiptTable } from "#app/api/uploads/[uploadId]/report/receipt/receipt-table.ts";
import { formatCents, parseCents } from "#lib/domain/debtors/totals-counter.ts";
import { type Receipt, receiptLines } from "#lib/domain/portfolio/receipt.ts";
import { addHolds } from "#lib/services/holds/add-holds.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { explainDeclared } from "#lib/services/uploads/explain-declared.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import {
  collected,
  makePortfolio,
  makeTeam,
  headers as portfolioHeaders,
  portfolioMapping,
} from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";
import { stageCorrection } from "#tests/support/reports/correct-report.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, host, staged } = await runStage();

const idOf = (index: number) => String(10_000_000 + index);

const outside = [
  [idOf(31), "Cliente Fuera", "sin arroba", "3001200031", "", "31-1", "Tarjeta", "5,05"],
  [idOf(31), "Cliente Fuera", "fuera@example.com", "3001200031", "", "31-2", "Tarjeta", "6,00"],
  [idOf(32), "Cliente Fuera", "sin arroba", "no es", "", "32-1", "Tarjeta", "7,10"],
  ["", "Sin Cédula", "nadie@example.com", "3001200033", "", "33-1", "Tarjeta", "8,00"],
];

/** The first obligation of debtor 2 twice, word for word: the repetition is not sent, its debtor is. */
function fileOf(rows: readonly (readonly string[])[]): string {
  const repeated = rows.filter((row) => row[0] === idOf(2)).slice(0, 1);
  const lines = [portfolioHeaders, ...rows, ...repeated, ["TOTAL REGISTROS", "99", "", "", "", "", "", "1,00"]];
  return `CORTE 25/11/2026;;;;;;;\n${lines.map((cells) => cells.join(";")).join("\n")}\n`;
}

interface Sum {
  readonly debtors: number;
  readonly obligations: number;
  readonly balance: string;
}

/** The database's own sums, from its rows rather than its counters. */
async function sumsOf(uploadId: string): Promise<ReadonlyMap<string, Sum>> {
  const rows = await ownerDatabase().$queryRaw<(Sum & { part: string })[]>`
    SELECT state::text || coalesce(' ' || reason, '') AS part, count(*)::int AS debtors, sum(obligations)::int AS obligations,
      sum(balance)::numeric(22, 2)::text AS balance
    FROM "Record" WHERE "uploadId" = ${uploadId}::uuid GROUP BY 1
    UNION ALL
    SELECT 'later', count(*)::int, sum(obligations)::int, sum(balance)::numeric(22, 2)::text
    FROM "Record" WHERE "uploadId" = ${uploadId}::uuid AND "acceptedLater"
    UNION ALL
    SELECT 'left_out', count(DISTINCT identification)::int, sum(obligations)::int, sum(balance)::numeric(22, 2)::text
    FROM "LeftOutRow" WHERE "uploadId" = ${uploadId}::uuid AND obligations IS NOT NULL`;
  return new Map(rows.map(({ part, ...sum }) => [part, sum]));
}

const total = (sums: readonly { readonly balance: string }[]) =>
  sums.reduce((all, { balance }) => all + parseCents(balance), 0n);

function expectToAddUp(receipt: Receipt): void {
  const { read, leftOut, staged, setAsideRows, groups } = receipt;
  expect(read.rows).toBe(setAsideRows + leftOut.rows + staged.rows);
  expect(total([read])).toBe(total([leftOut, staged]));
  expect(total([staged])).toBe(total(Object.values(groups)));
  const parts = [...receipt.leftOutReasons, receipt.leftOutRepeated, receipt.leftOutEarlier].filter(
    (part) => part !== null,
  );
  expect(total(parts)).toBe(total([leftOut]));
  for (const figure of ["rows", "debtors", "obligations"] as const)
    expect(parts.reduce((sum, part) => sum + part[figure], 0)).toBe(leftOut[figure]);
  expect(total(receipt.rejectedReasons)).toBe(total([groups.rejected]));
}

test("its figures equal the database's to the cent", async () => {
  const { supervisor, tenantId, name } = await makeTeam({ server: host, batchSize: 5 });
  const { uploadId } = await stageAsPage(
    supervisor,
    tenantId,
    fileOf([...makePortfolio(20), ...outside]),
    portfolioMapping,
  );
  await explainDeclared(supervisor, { uploadId, reason: "El pie es de otro corte" });
  await expect(showReceipt(supervisor, { uploadId })).rejects.toMatchObject({ code: "not_found" });
  await control.setFaults([
    { match: { identifications: [idOf(3), idOf(6)] }, action: { do: "refuse_debtors", shape: "objects" } },
    { match: { endpoint: "massive_collections", identifications: [idOf(17)] }, action: { do: "html" } },
  ]);
  await forgoReadBacks(uploadId);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await control.setFaults([]);
  const early = await showReceipt(supervisor, { uploadId });
  const [first] = (await listRecords(supervisor, { uploadId, state: "rejected" })).items;
  const { id: retryId } = await retryFailures(supervisor, { uploadId, ordinals: [first?.ordinal ?? -1] });
  await confirmUpload(supervisor, { uploadId: retryId });
  await waitForUpload(supervisor, retryId, ["finished"]);

  const receipt = await showReceipt(supervisor, { uploadId });
  expect(early.figuresAt >= (early.finishedAt ?? "none")).toBe(true);
  const { settledAt } = await ownerDatabase().record.findFirstOrThrow({ where: { uploadId: retryId } });
  expect([receipt.figuresAt, receipt.figuresAt > early.figuresAt]).toEqual([settledAt?.toISOString(), true]);
  expect(await showReceipt(supervisor, { uploadId })).toEqual(receipt);
  const sums = await sumsOf(uploadId);
  expect(receipt.groups.accepted).toEqual(sums.get("accepted"));
  expect(receipt.groups.unconfirmed).toEqual([...sums].find(([part]) => part.startsWith("unconfirmed"))?.[1]);
  expect(receipt.groups.unconfirmed.debtors).toBe(5);
  expect(receipt.rejectedReasons).toHaveLength(1);
  for (const { reason, said, ...sum } of receipt.rejectedReasons) {
    expect(sum).toEqual(sums.get(`rejected ${reason}`));
    expect(said).toBe("Email is not valid");
  }
  expect(receipt.groups.rejected).toMatchObject({ debtors: 2 });
  expect(receipt.acceptedLater?.sent).toEqual(sums.get("later"));
  expect(receipt.acceptedLater?.sent.debtors).toBe(1);

  const counted = sums.get("left_out");
  expect(counted).toMatchObject({ debtors: 2, obligations: 4, balance: "26.15" });
  expect(receipt.leftOut).toMatchObject({ rows: 5, debtors: 2, obligations: 5 });
  expect(total([receipt.leftOut]) - total(receipt.leftOutRepeated === null ? [] : [receipt.leftOutRepeated])).toBe(
    parseCents(counted?.balance ?? ""),
  );
  expect(receipt.leftOutReasons.map(({ code, header, rows }) => [code, header, rows]).sort()).toEqual([
    ["email_malformed", "Correo", 3],
    ["identification_missing", "Cédula", 1],
  ]);
  expect(receipt.leftOutRepeated).toMatchObject({ rows: 1, debtors: 0, obligations: 1 });
  expectToAddUp(receipt);

  expect(receipt).toMatchObject({
    tenant: { name, server: host },
    portfolio: null,
    load: { kind: "whole" },
    currency: "COP",
    declared: { rows: 99, balance: "1.00" },
    declaredReason: "El pie es de otro corte",
    loadedBy: supervisor.actor.name,
    confirmedBy: supervisor.actor.name,
  });
  expect(receipt.file.sha256).toBe(
    (await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } })).fileSha256,
  );
  expect(JSON.stringify(receipt)).not.toMatch(/1000\d{4}|Cliente/);
  expect(
    receiptLines(receipt)
      .filter(({ reason }) => reason === null)
      .map(({ part }) => part),
  ).toEqual([
    "declared",
    "read",
    "set_aside",
    "left_out",
    "staged",
    "accepted",
    "rejected",
    "unconfirmed",
    "not_sent",
    "later",
  ]);
  const ofRetry = await showReceipt(supervisor, { uploadId: retryId });
  expect(ofRetry.fileIs).toBe("retried");
  expectToAddUp(ofRetry);
});

test("what was accepted later is what a correction of it sent, a correction of a correction too", async () => {
  const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: 5 });
  const rows = makePortfolio(6);
  const damaged = (at: number, balance: string) =>
    rows.filter((row) => row[0] === idOf(at)).map((row) => row.with(7, balance));
  const others = rows.filter((row) => ![idOf(1), idOf(4)].includes(row[0] ?? ""));
  const text = [portfolioHeaders, ...others, ...damaged(1, "85O,00"), ...damaged(4, "9O,00")];
  const { uploadId } = await stageAsPage(
    supervisor,
    tenantId,
    `${text.map((cells) => cells.join(";")).join("\n")}\n`,
    portfolioMapping,
  );
  const send = async (id: string) => {
    await confirmUpload(supervisor, { uploadId: id });
    await waitForUpload(supervisor, id, ["finished"]);
    return id;
  };
  await send(uploadId);
  const first = await send(
    await stageCorrection(supervisor, tenantId, uploadId, [...damaged(1, "106,25"), ...damaged(4, "9O,00")]),
  );
  const second = await send(await stageCorrection(supervisor, tenantId, first, damaged(4, "33,50")));
  const accepted = await ownerDatabase().record.findMany({ where: { uploadId: { in: [first, second] } } });
  const receipt = await showReceipt(supervisor, { uploadId });
  expect(receipt.acceptedLater?.leftOut).toMatchObject({
    debtors: accepted.length,
    obligations: accepted.reduce((sum, { obligations }) => sum + obligations, 0),
    balance: formatCents(total(accepted.map(({ balance }) => ({ balance: balance.toFixed(2) })))),
  });
  expect(parseCents(receipt.acceptedLater?.leftOut.balance ?? "")).toBeGreaterThan(parseCents("139.00"));
});

test("the receipt of a cancelled load says who cancelled it and when, in its workbook too", async () => {
  const { admin, supervisor, uploadId } = await staged(4, { batchSize: 2 });
  await control.setFaults([{ match: { endpoint: "massive_collections" }, action: { do: "hold" } }]);
  await confirmUpload(supervisor, { uploadId });
  await cancelUpload(admin, { uploadId });
  await control.setFaults([]);
  const receipt = await showReceipt(supervisor, { uploadId });
  const { finishedAt } = await showUpload(supervisor, { uploadId });
  expect(receipt.cancelled).toEqual({ by: admin.actor.name, at: finishedAt });
  const lines = await collected(receiptTable(receipt, "es").rows);
  const [first] = lines.map((cells) => cells.map(({ text }) => text));
  expect(first).toEqual(["Acuse de carga cancelada"]);
  expect(lines.some(([label, value]) => label?.text === "Canceló" && value?.text.startsWith(admin.actor.name))).toBe(
    true,
  );
});

test("of a load cancelled between its halves it adds up, with who was held, and so does that of its correction by report", async () => {
  const { supervisor, tenantId } = await makeTeam({ server: host, batchSize: 4 });
  const rows = makePortfolio(12);
  const text = [portfolioHeaders, ...rows].map((cells) => cells.join(";")).join("\n");
  const { uploadId } = await stageAsPage(supervisor, tenantId, `${text}\n`, portfolioMapping);
  await addHolds(supervisor, { tenantId, identifications: [1, 6].map(idOf), why: "claim" });
  const load = "massive_collections";
  await control.setFaults([
    { match: { endpoint: load, nthRequest: 4 }, action: { do: "hold" } },
    { match: { identifications: [idOf(2)] }, action: { do: "refuse_batch" } },
  ]);
  const calls = async () => (await control.requests()).filter(({ endpoint }) => endpoint === load).length;
  await confirmUpload(supervisor, { uploadId });
  await expect.poll(calls).toBe(4);
  await cancelUpload(supervisor, { uploadId });
  await control.setFaults([]);
  await expect.poll(async () => (await showUpload(supervisor, { uploadId })).groups.pending.debtors).toBe(0);
  const { batchCount, batchesDone, callsMade, heldNotSent, halving } = await showUpload(supervisor, { uploadId });
  expect({ batchCount, batchesDone, callsMade, heldNotSent, halving }).toMatchObject({
    ...{ batchCount: 5, batchesDone: 4, callsMade: 4 },
    heldNotSent: { debtors: 2 },
    halving: { batches: 1, calls: 1 },
  });
  const receipt = await showReceipt(supervisor, { uploadId });
  expectToAddUp(receipt);
  expect(total(receipt.notSentReasons)).toBe(total([receipt.groups.not_sent]));
  expect(receipt.notSentReasons.find(({ reason }) => reason === "held")?.debtors).toBe(2);
  const failed = await ownerDatabase().record.findMany({
    where: { uploadId, state: { in: ["rejected", "not_sent"] } },
  });
  const open = failed.map(({ identification }) => identification).filter((id) => ![1, 6].map(idOf).includes(id));
  expect(open).toContain(idOf(2));
  const corrected = rows.filter(([id = ""]) => open.includes(id)).map((row) => row.with(3, "3009998877"));
  const correctionId = await stageCorrection(supervisor, tenantId, uploadId, corrected);
  await confirmUpload(supervisor, { uploadId: correctionId });
  await waitForUpload(supervisor, correctionId, ["finished"]);
  const ofCorrection = await showReceipt(supervisor, { uploadId: correctionId });
  expect(ofCorrection.fileIs).toBe("own");
  expectToAddUp(ofCorrection);
  const later = (await showReceipt(supervisor, { uploadId })).acceptedLater;
  expect(later?.sent).toEqual(ofCorrection.groups.accepted);
});

test("there is none for a load that nobody confirmed", async () => {
  const { supervisor, tenantId } = await makeTeam({ server: host });
  const text = `${[portfolioHeaders, ...makePortfolio(3)].map((cells) => cells.join(";")).join("\n")}\n`;
  const { uploadId } = await stageAsPage(supervisor, tenantId, text, portfolioMapping);
  await cancelUpload(supervisor, { uploadId });
  await expect(showReceipt(supervisor, { uploadId })).rejects.toMatchObject({ code: "not_found" });
});
