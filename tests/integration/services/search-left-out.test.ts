import { expect, test } from "vitest";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { searchLeftOut } from "#lib/services/outcomes/search-left-out.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { collected, makeTeam, portfolioMapping } from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });

const header = "Cédula;Nombre;Correo;Teléfono;Dirección;Obligación;Producto;Saldo";
const row = (debtor: number, obligation = 1, email = `p${debtor}@example.com`) =>
  `1020304${debtor};Persona ${debtor};${email};30012345${debtor};Calle 1;77${debtor}${obligation};Tarjeta;${debtor},50`;

async function stageRows(rows: readonly string[]): Promise<string> {
  const { uploadId } = await stageAsPage(supervisor, tenantId, `${[header, ...rows].join("\n")}\n`, portfolioMapping);
  return uploadId;
}

const first = await stageRows([row(10), row(11, 1, "nadie"), row(11, 2)]);
const second = await stageRows([row(10), row(12), row(11, 3, "nadie")]);

test("uploads that left a debtor out are found, newest first, with its lines and why", async () => {
  const found = await searchLeftOut(supervisor, { tenantId, identification: "102030411" });
  expect(found.map(({ uploadId, lines, codes }) => [uploadId, lines, codes])).toEqual([
    [second, [4], ["email_malformed"]],
    [first, [3, 4], ["email_malformed"]],
  ]);
  expect(await searchDebtor(supervisor, { tenantId, identification: "102030411" })).toEqual([]);
});

test("a debtor that is sent was left out by none", async () => {
  expect(await searchLeftOut(supervisor, { tenantId, identification: "102030410" })).toEqual([]);
  expect(await searchDebtor(supervisor, { tenantId, identification: "102030410" })).toHaveLength(2);
});

test("another tenant's uploads are not found", async () => {
  const other = await makeTeam({ server: "crm01.wolkvox.com" });
  const input = { tenantId: other.tenantId, identification: "102030411" };
  expect(await searchLeftOut(other.supervisor, input)).toEqual([]);
});

test("of an upload that nobody confirmed, a debtor was discarded, not cancelled", async () => {
  const uploadId = await stageRows([row(13)]);
  await cancelUpload(supervisor, { uploadId });
  const told = { state: "not_sent", reason: "upload_discarded" };
  expect(await searchDebtor(supervisor, { tenantId, identification: "102030413" })).toMatchObject([told]);
  const { items } = await listRecords(supervisor, { uploadId, state: "not_sent" });
  expect(items).toMatchObject([told]);
  const report = await collected((await exportRows(supervisor, { uploadId, group: "failures" })).rows);
  expect(report.map(({ reason }) => reason)).toEqual([told.reason]);
});
