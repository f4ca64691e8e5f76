import { afterAll, describe, expect, test } from "vitest";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { listSetAside } from "#lib/services/outcomes/list-set-aside.ts";
import { recallMapping } from "#lib/services/tenants/recall-mapping.ts";
import { rememberMapping } from "#lib/services/tenants/remember-mapping.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { collected, makePortfolio, makeTeam, portfolioMapping, stage, totalsOf } from "#tests/support/factories.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 10 });
afterAll(() => closeAll());

const bad = ["\0", "\ud800", "\udc00", "x\0y", "x\ud800y"];

describe("text that PostgreSQL cannot store", () => {
  test("in any cell is staged, left out and returned normally", async () => {
    const rows = makePortfolio(6);
    for (const [index, text] of bad.entries()) {
      for (let column = 0; column < 8; column++) {
        const row = [...(rows[0] ?? [])].map((cell, at) =>
          at === 0 ? String(20_000_000 + index * 10 + column) : at === 5 ? `o${index}-${column}` : cell,
        );
        row[column] = column === 7 || column === 0 ? text : `${row[column]}${text}`;
        rows.push(row);
      }
    }
    const uploadId = await stage(supervisor, tenantId, rows, {
      totals: totalsOf(rows),
      fileName: "cartera\0 de \ud800.csv",
    });
    const { items } = await listLeftOut(supervisor, { uploadId, limit: 200 });
    expect(items.length).toBeGreaterThan(5);
    const report = await exportRows(supervisor, { uploadId, group: "left_out" });
    expect((await collected(report.rows)).length).toBe(items.length);
    expect(await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } })).toMatchObject({
      fileName: "cartera  de \ufffd.csv",
      state: "staged",
    });
  });

  test("in headers breaks neither mapping nor page", async () => {
    const headers = ["CED\0ULA", "NOM\ud800BRE", "c", "d", "e", "f", "g", "h"];
    await rememberMapping(supervisor, { tenantId, headers, mapping: portfolioMapping });
    expect(await recallMapping(supervisor, { tenantId, headers })).toMatchObject({ kind: "exact" });
  });

  test("in corrections and set-aside rows is kept as read", async () => {
    const rows = makePortfolio(3);
    const edits = [{ row: 0, column: 1, text: "Ana\0Ruiz \ud800" }];
    const edited = rows.map((row, index) => (index === 0 ? row.with(1, "Ana\0Ruiz \ud800") : row));
    const uploadId = await stage(supervisor, tenantId, rows, { totals: totalsOf(edited), edits });
    const [record] = await ownerDatabase().record.findMany({
      where: { uploadId },
      orderBy: { ordinal: "asc" },
      take: 1,
    });
    expect(JSON.stringify(record)).toContain("Ana Ruiz \ufffd");
    expect((await listSetAside(supervisor, { uploadId })).items).toEqual([]);
  });
});
