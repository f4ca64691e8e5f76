import { expect, test } from "vitest";
import { isWholeFile } from "#lib/domain/debtors/control-counter.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listSetAside } from "#lib/services/outcomes/list-set-aside.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { finishStaging } from "#lib/services/uploads/finish-staging.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { startStaging } from "#lib/services/uploads/start-staging.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { cases } from "#tests/support/depth.ts";
import {
  bringLists,
  chunksOf,
  collected,
  headOf,
  makePortfolio,
  makeTeam,
  portfolioMapping,
  totalsOf,
} from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";
import { randomAt } from "#tests/support/portfolio/random.ts";
import { printedReport } from "#tests/support/reports/report-with-asides.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });

const header = "Cédula;Nombre;Correo;Teléfono;Dirección;Obligación;Producto;Saldo";
const row = (debtor: number) =>
  `1020304${debtor};Persona ${debtor};p${debtor}@example.com;30012345${debtor};Calle 1;77${debtor};Tarjeta;${debtor},50`;

function file(...lines: string[]): string {
  return `${lines.join("\n")}\n`;
}

test("rows set aside are in the totals and kept", async () => {
  const text = file(
    "BANCO DE PRUEBA;;;;;;;",
    header,
    row(10),
    row(11),
    "Subtotal Centro;;;;;;;21,00",
    row(12),
    "Total;;;;;;;33,00",
  );
  const { uploadId, page, server } = await stageAsPage(supervisor, tenantId, text, portfolioMapping);
  expect(server).toEqual(page.totals);
  expect(server).toMatchObject({ file: { rows: 6, debtors: 3, balance: "34.50" }, setAside: 3, staged: { rows: 3 } });
  expect(page.setAside.reasons.map(({ reason, count, line }) => [reason, count, line])).toEqual([
    ["title", 1, 1],
    ["total", 2, 5],
  ]);
  expect((await showUpload(supervisor, { uploadId })).totals).toEqual(server);

  const { items, next } = await listSetAside(supervisor, { uploadId, limit: 2 });
  expect(items.map(({ line, reason, text: said }) => [line, reason, said])).toEqual([
    [1, "title", "BANCO DE PRUEBA"],
    [5, "total", "Subtotal Centro · 21,00"],
  ]);
  const rest = await listSetAside(supervisor, { uploadId, after: next ?? "", limit: 2 });
  expect(rest).toMatchObject({ items: [{ line: 7, text: "Total · 33,00" }], next: null });
  const report = await exportRows(supervisor, { uploadId, group: "set_aside" });
  expect(
    (await collected(report.rows)).map(({ line, setAside, cells }) => [line, setAside, cells.findLast(Boolean)]),
  ).toEqual([
    [1, "title", "BANCO DE PRUEBA"],
    [5, "total", "21,00"],
    [7, "total", "33,00"],
  ]);
  await cancelUpload(supervisor, { uploadId });
});

test("a page cannot hide a debtor or miscount rows", async () => {
  const rows = makePortfolio(3);
  const [first = [], ...others] = rows;
  const totals = totalsOf(others);
  const aside = { ...totals, setAside: 1, file: { ...totals.file, rows: totals.file.rows + 1 } };
  const head = headOf(others, { totals: aside });
  await expect(startStaging(supervisor, { tenantId, ...head })).rejects.toMatchObject({
    code: "invalid",
    params: { fields: ["totals"] },
  });
  const { uploadId } = await startStaging(supervisor, {
    tenantId,
    ...head,
    lists: { set_aside: { items: 1, parts: 1 } },
  });
  const bring = (row: SetAsideRow) =>
    bringLists(supervisor, uploadId, { edits: [], setAside: [row], correction: null });
  await expect(bring({ line: 2, cells: first, kinds: null, reason: "total" })).rejects.toMatchObject({
    code: "invalid",
    params: { fields: ["set_aside"] },
  });
  for (const chunk of chunksOf(uploadId, others)) await receiveChunk(supervisor, chunk);
  await expect(finishStaging(supervisor, { uploadId })).rejects.toMatchObject({
    code: "chunks_missing",
    params: { sequences: [], parts: ["set_aside:0"] },
  });
  await bring({ line: 1, cells: ["TOTAL"], kinds: null, reason: "total" });
  expect((await finishStaging(supervisor, { uploadId })).totals).toEqual(aside);
  expect(await ownerDatabase().setAsideRow.count({ where: { uploadId } })).toBe(1);
});

const column = (field: string, reading = {}) => ({ state: "field" as const, field, reading });
const leftOut = { state: "left_out" as const };
const fields = new Map([
  ["Cédula", column("debtor.Identification")],
  ["Nombre", column("debtor.Name")],
  ["Correo", column("debtor.Email")],
  ["Celular", column("debtor.Telephone")],
  ["Obligación", column("obligation.id")],
  ["Producto", column("obligation.name")],
  ["Saldo", column("obligation.total_balance", { decimalMark: "," })],
]);

/** Maps the columns to their fields, and gives an e-mail if there is no column of them. */
function mappingOf(header: readonly string[]): Mapping {
  const emails = [{ field: "debtor.Email", value: "sin-correo@example.com" }];
  const columns = header.map((name) => fields.get(name) ?? leftOut);
  return mappingSchema.parse({ columns, [header.includes("Correo") ? "defaults" : "constants"]: emails });
}

test("page and server divide any report's rows alike", async () => {
  for (let seed = 0; seed < cases(12, 4); seed++) {
    const report = printedReport(randomAt(29, seed, 0));
    const mapping = mappingOf(report.lines[report.headerLine - 1]?.cells ?? []);
    const { page, server, uploadId } = await stageAsPage(supervisor, tenantId, report.text, mapping);
    expect(server).toEqual(page.totals);
    expect(isWholeFile(server)).toBe(true);
    expect(server.file.rows).toBe(report.lines.length - 1);
    expect(server.staged.debtors).toBe(report.lines.filter(({ isDebtor }) => isDebtor).length);
    expect(await ownerDatabase().setAsideRow.count({ where: { uploadId } })).toBe(server.setAside);
  }
});
