import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ComparedGroup } from "#lib/domain/portfolio/comparison/comparison.ts";
import { exportComparison } from "#lib/services/comparison/export-comparison.ts";
import { listComparedDebtors } from "#lib/services/comparison/list-compared-debtors.ts";
import { showComparison } from "#lib/services/comparison/show-comparison.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { acceptAll, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { collected, makePortfolio, makeTeam, makeUser, signedOut, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

const { supervisor, tenantId } = await makeTeam({
  server: "crm01.wolkvox.com",
  batchSize: 10,
  repeatBehaviour: "updates",
});

/** A portfolio whose snapshot has what a load of these rows sends. */
async function portfolioWith(rows: readonly (readonly string[])[]): Promise<string> {
  const portfolioId = await makePortfolioOf(tenantId);
  await acceptAll(await stageLoad(supervisor, tenantId, portfolioId, rows));
  return portfolioId;
}

async function debtorsOf(uploadId: string): Promise<Partial<Record<ComparedGroup, number>>> {
  const { figures } = await showComparison(supervisor, { uploadId });
  const counts = Object.entries(figures.debtors).map(([group, { debtors }]) => [group, debtors]);
  return Object.fromEntries(counts.filter(([, debtors]) => debtors !== 0));
}

async function namesOf(uploadId: string, group: "new" | "changed" | "returned" | "gone"): Promise<string[]> {
  const { items } = await listComparedDebtors(supervisor, { uploadId, group, limit: 200 });
  return items.map(({ identification }) => identification);
}

const idOf = (index: number) => String(10_000_000 + index);
const rows = makePortfolio(12);
const rowsOf = (...indexes: number[]) => rows.filter(([id]) => indexes.some((index) => idOf(index) === id));

describe("a comparison", () => {
  test("first load is all new, and lists nobody", async () => {
    const portfolioId = await makePortfolioOf(tenantId);
    const uploadId = await stageLoad(supervisor, tenantId, portfolioId, rows);
    expect(await showComparison(supervisor, { uploadId })).toMatchObject({
      isFirst: true,
      portfolio: { id: portfolioId },
      load: { kind: "whole" },
      frozenAt: null,
      choice: {
        sends: "everything",
        isOpen: true,
        refusal: "first_load",
        calls: { everything: 2, changes: 2, changesWithoutVolatile: 2 },
      },
    });
    expect(await debtorsOf(uploadId)).toEqual({ new: 12 });
    expect(await namesOf(uploadId, "new")).toEqual([]);
    expect(
      await ownerDatabase().record.count({
        where: { uploadId, state: "pending", change: "new", stableDigest: { not: null } },
      }),
    ).toBe(12);
  });

  test("lists what changed with old and new", async () => {
    const portfolioId = await portfolioWith(rows);
    const changed = rows.map((row, index) => (index === 0 ? row.with(1, "Otro Nombre").with(7, "5,00") : row));
    const uploadId = await stageLoad(supervisor, tenantId, portfolioId, changed);
    const { items } = await listComparedDebtors(supervisor, { uploadId, group: "changed" });
    expect(items).toEqual([
      {
        identification: idOf(0),
        group: "changed",
        obligationsBefore: 2,
        balanceBefore: "2000.00",
        obligations: 2,
        balance: "1005.00",
        changes: [
          { fieldId: "debtor.Name", obligation: null, before: "Cliente Número 0", after: "Otro Nombre" },
          { fieldId: "obligation.total_balance", obligation: "0-1", before: "1000", after: "5" },
        ],
      },
    ]);
    const { figures } = await showComparison(supervisor, { uploadId });
    expect(figures.fields).toEqual([
      { fieldId: "debtor.Name", values: 1, sumBefore: null, sum: null },
      { fieldId: "obligation.total_balance", values: 1, sumBefore: "1000.00", sum: "5.00" },
    ]);
    const report = await exportComparison(supervisor, { uploadId });
    expect((await collected(report.rows)).map(({ fieldId, after }) => [fieldId, after])).toEqual([
      ["debtor.Name", "Otro Nombre"],
      ["obligation.total_balance", "5"],
    ]);
  });

  test("names the obligations of everybody whom it lists when downloaded", async () => {
    const portfolioId = await portfolioWith(rows);
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { portfolioId, identification: idOf(1) },
      data: { state: "closed", since: fromNow() },
    });
    const changed = rows
      .filter(([id]) => id !== idOf(3))
      .map((row) => (row[0] === idOf(0) ? row.with(1, "Otro") : row));
    const uploadId = await stageLoad(supervisor, tenantId, portfolioId, [...changed, ...makePortfolio(22).slice(-2)]);
    const report = await exportComparison(supervisor, { uploadId });
    const lines = (await collected(report.rows)).map(({ identification, group, obligation, numbers }) => [
      ...[identification, group, obligation],
      numbers.join(" "),
    ]);
    const numbersOf = (id: string) => rows.flatMap((row) => (row[0] === id ? [row[5]] : [])).join(" ");
    expect(lines).toEqual([
      [idOf(0), "changed", null, numbersOf(idOf(0))],
      [idOf(1), "returned", null, numbersOf(idOf(1))],
      [idOf(3), "gone", null, numbersOf(idOf(3))],
      [idOf(21), "new", null, "21-1 21-2"],
    ]);
  });

  test("additions remember what a debtor who was gone still lacks, not what a close-out closed", async () => {
    const portfolioId = await portfolioWith(rows);
    for (const [index, state] of [
      [0, "gone"],
      [3, "closed"],
      [6, "gone"],
    ] as const)
      await ownerDatabase().snapshotDebtor.updateMany({
        where: { portfolioId, identification: idOf(index) },
        data: { state, since: fromNow() },
      });
    const some = rowsOf(0, 3, 6).filter(([, , , , , number]) => number !== "0-2" && number !== "3-2");
    const uploadId = await stageLoad(supervisor, tenantId, portfolioId, some, { load: { kind: "additions" } });
    const listed = await ownerDatabase().comparedDebtor.findMany({
      where: { uploadId },
      orderBy: { identification: "asc" },
    });
    expect(
      listed.map(({ identification, change, goneObligations }) => [
        ...[identification, change],
        (JSON.parse(goneObligations ?? "[]") as { id: string }[]).map(({ id }) => id),
      ]),
    ).toEqual([
      [idOf(0), "returned", ["0-2"]],
      [idOf(3), "returned", []],
      [idOf(6), "returned", []],
    ]);
  });

  test("whoever is left out or unreadable is there", async () => {
    const portfolioId = await portfolioWith(rows);
    const broken = rowsOf(1, 2, 3).map((row) => (row[0] === idOf(1) ? row.with(7, "no es saldo") : row));
    const nameless = ["", "Nadie", "n@example.com", "3001234567", "", "x-1", "Tarjeta", "1,00"];
    const uploadId = await stageLoad(supervisor, tenantId, portfolioId, [...broken, nameless]);
    expect(await debtorsOf(uploadId)).toEqual({ same: 2, gone: 9 });
    expect(await namesOf(uploadId, "gone")).not.toContain(idOf(1));
    expect((await showComparison(supervisor, { uploadId })).figures.unidentifiedRows).toBe(1);
  });

  test("uncertain debtors count as changed, against what was last accepted", async () => {
    const portfolioId = await portfolioWith(rows);
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { portfolioId, identification: idOf(4) },
      data: { state: "uncertain" },
    });
    await ownerDatabase().snapshotDebtor.updateMany({
      where: { portfolioId, identification: idOf(5) },
      data: { state: "uncertain", payload: null, digest: "", stableDigest: "", obligations: 0, balance: 0 },
    });
    const uploadId = await stageLoad(supervisor, tenantId, portfolioId, rows);
    expect(await debtorsOf(uploadId)).toEqual({ same: 10, changed: 2 });
    const { items } = await listComparedDebtors(supervisor, { uploadId, group: "changed" });
    expect(items.map(({ changes }) => changes)).toEqual([[], null]);
    const { figures } = await showComparison(supervisor, { uploadId });
    expect(figures.doubted).toMatchObject({ debtors: 2, unremembered: 1 });
  });

  test("digests that are not known leave payloads to decide", async () => {
    const portfolioId = await portfolioWith(rows);
    await ownerDatabase().snapshotDebtor.updateMany({ where: { portfolioId }, data: { digest: "", stableDigest: "" } });
    const uploadId = await stageLoad(supervisor, tenantId, portfolioId, rows);
    expect(await debtorsOf(uploadId)).toEqual({ same: 12 });
  });

  test("another list of volatile fields leaves payloads to decide", async () => {
    const portfolioId = await portfolioWith(rows);
    await ownerDatabase().portfolio.update({ where: { id: portfolioId }, data: { volatileFields: ["debtor.Name"] } });
    const renamed = rows.map((row) => (row[0] === idOf(2) ? row.with(1, "Otro Nombre") : row));
    const uploadId = await stageLoad(supervisor, tenantId, portfolioId, renamed);
    expect(await debtorsOf(uploadId)).toEqual({ same: 11, volatile: 1 });
  });

  test("additions make nobody gone", async () => {
    const portfolioId = await portfolioWith(rows);
    const uploadId = await stageLoad(supervisor, tenantId, portfolioId, rowsOf(1), { load: { kind: "additions" } });
    expect(await debtorsOf(uploadId)).toEqual({ same: 1 });
    expect((await showComparison(supervisor, { uploadId })).tellsGone).toBe(false);
  });

  test("parts make nobody gone before all are staged", async () => {
    const portfolioId = await portfolioWith(rows);
    const part = (number: number, ...indexes: number[]) =>
      stageLoad(supervisor, tenantId, portfolioId, rowsOf(...indexes), { load: { kind: "part", number, of: 3 } });
    const first = await part(1, 0, 1, 2);
    const discarded = await part(2, 6, 7);
    await cancelUpload(supervisor, { uploadId: discarded });
    const second = await part(2, 3, 4);
    const third = await part(3, 5, 8);
    expect(await debtorsOf(first)).toEqual({ same: 3 });
    expect(await debtorsOf(second)).toEqual({ same: 2 });
    expect(await namesOf(third, "gone")).toEqual([6, 7, 9, 10, 11].map(idOf));
    expect(await debtorsOf(await part(1, 9))).toEqual({ same: 1 });
  });

  test("counts debtors who live in another portfolio", async () => {
    await portfolioWith(rowsOf(1, 2));
    const portfolioId = await makePortfolioOf(tenantId);
    const uploadId = await stageLoad(supervisor, tenantId, portfolioId, rowsOf(2, 3));
    const { figures } = await showComparison(supervisor, { uploadId });
    expect(figures.elsewhere).toBeGreaterThanOrEqual(1);
    expect(figures.debtors.new.debtors).toBe(2);
  });

  test("uploads of no portfolio have none, nor has anybody else's", async () => {
    const uploadId = await stage(supervisor, tenantId, rows);
    const denied = (code: string) => expect.objectContaining({ code });
    await expect(showComparison(supervisor, { uploadId })).rejects.toEqual(denied("not_found"));
    await expect(exportComparison(supervisor, { uploadId })).rejects.toEqual(denied("not_found"));
    const mine = await stageLoad(supervisor, tenantId, await makePortfolioOf(tenantId), rows);
    const other = await makeUser("supervisor");
    for (const ask of [showComparison, exportComparison]) {
      await expect(ask(signedOut, { uploadId: mine })).rejects.toEqual(denied("signed_out"));
      await expect(ask(other, { uploadId: mine })).rejects.toEqual(denied("not_found"));
      await expect(ask(supervisor, { uploadId: randomUUID() })).rejects.toEqual(denied("not_found"));
    }
    await expect(listComparedDebtors(other, { uploadId: mine, group: "gone" })).rejects.toEqual(denied("not_found"));
    await expect(listComparedDebtors(supervisor, { uploadId: mine, group: "same" as never })).rejects.toEqual(
      denied("invalid"),
    );
  });
});
