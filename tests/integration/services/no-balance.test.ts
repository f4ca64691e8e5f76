import { afterAll, expect, test } from "vitest";
import { type ColumnMapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { listUploads } from "#lib/services/uploads/list-uploads.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { makeTeam } from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });
afterAll(() => closeAll());

const fields = "debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(
  " ",
);
const to = (field: string): ColumnMapping => ({ state: "field", field, group: 0, reading: {} });

async function staged(balance: ColumnMapping, saldo: string) {
  const text = `Cedula;Nombre;Correo;Celular;Credito;Producto;Saldo\n1020304050;Ana Ruiz;ana@x.co;3001234567;A1;Consumo;${saldo}\n`;
  const mapping = mappingSchema.parse({ columns: [...fields.map(to), balance] });
  const { uploadId } = await stageAsPage(supervisor, tenantId, text, mapping);
  const { items } = await listUploads(supervisor, { tenantId });
  const [row] = items;
  const upload = await showUpload(supervisor, { uploadId });
  expect([row?.id, row?.hasNoBalance]).toEqual([uploadId, upload.hasNoBalance]);
  return upload;
}

test("an upload without a balance column says so, zeros do not", async () => {
  expect(await staged({ state: "unmapped" }, "1250000")).toMatchObject({ state: "staged", hasNoBalance: true });
  expect(await staged(to("obligation.total_balance"), "0")).not.toHaveProperty("hasNoBalance");
  expect(await staged(to("obligation.total_balance"), "1250000")).not.toHaveProperty("hasNoBalance");
});

test("a finished one and its debtors still say so", async () => {
  const { id: uploadId } = await staged({ state: "unmapped" }, "1250000");
  await cancelUpload(supervisor, { uploadId });
  expect(await showUpload(supervisor, { uploadId })).toMatchObject({ state: "cancelled", hasNoBalance: true });
  const { items } = await listRecords(supervisor, { uploadId, state: "not_sent" });
  expect(items).toMatchObject([{ hasNoBalance: true }]);
});
