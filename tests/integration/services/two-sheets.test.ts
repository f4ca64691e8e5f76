import { expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listLeftOut } from "#lib/services/outcomes/list-left-out.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { type CorpusSheet, corpusSheets } from "#tests/support/corpus/corpus-sheet.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { collected, makeTeam } from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });

function sheetNamed(name: string): CorpusSheet {
  const sheet = corpusSheets().find((candidate) => candidate.name === name);
  if (sheet === undefined) throw new Error(`the corpus has no ${name}`);
  return sheet;
}

const sheet = sheetNamed("co-26-clientes-y-obligaciones");

/** The mapping that the corpus sheet expects, with the readings that the page proposes. */
async function mappingOf({ file, expected }: CorpusSheet): Promise<Mapping> {
  const { columns } = await new Workbench().open({ file, settings: {}, fields: standardFields });
  return mappingSchema.parse({
    columns: columns.map(({ proposal }, at) => {
      const field = expected.columns[at]?.is ?? null;
      return field === null ? { state: "left_out" } : { state: "field", field, reading: proposal?.reading };
    }),
  });
}

test("two sheets are staged with the page's totals", async () => {
  const { uploadId, page, server } = await stageAsPage(supervisor, tenantId, sheet.file, await mappingOf(sheet));
  expect(server).toEqual(page.totals);
  const records = await ownerDatabase().record.findMany({ where: { uploadId }, select: { payload: true } });
  const payloads = records.map(({ payload }): unknown => JSON.parse(payload ?? "null"));
  expect(payloads).toHaveLength(sheet.expected.debtors.length);
  expect(payloads).toEqual(expect.arrayContaining([...sheet.expected.debtors]));
});

test("a debtor without obligations is reported on its own line", async () => {
  const { uploadId } = await stageAsPage(supervisor, tenantId, sheet.file, await mappingOf(sheet));
  const { totals } = await showUpload(supervisor, { uploadId });
  expect([totals.file.debtors, totals.leftOut.debtors, totals.staged.debtors]).toEqual([5, 1, 4]);
  const [leftOut] = (await listLeftOut(supervisor, { uploadId })).items;
  expect(leftOut).toMatchObject({ line: 1_000_000_007, identification: "79555444" });
  const report = await exportRows(supervisor, { uploadId, group: "left_out" });
  const [row] = await collected(report.rows);
  expect(row).toMatchObject({ line: 1_000_000_007 });
  expect(row?.cells.slice(0, 7)).toEqual(["CC 79.555.444", "", "", "", "", "", "Luz Marina Patiño"]);
});
