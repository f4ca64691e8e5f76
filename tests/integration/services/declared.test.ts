import { expect, test } from "vitest";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { explainDeclared } from "#lib/services/uploads/explain-declared.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { startStaging } from "#lib/services/uploads/start-staging.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { headOf, makePortfolio, makeTeam, portfolioMapping } from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });

const header = "Cédula;Nombre;Correo;Teléfono;Dirección;Obligación;Producto;Saldo";
const row = (debtor: number, email = `p${debtor}@example.com`) =>
  `1020304${debtor};Persona ${debtor};${email};30012345${debtor};Calle 1;77${debtor};Tarjeta;${debtor},50`;

/** Three debtors of 10.50, 11.50 and 12.50, one of them left out for its e-mail. */
const file = (footer: string) =>
  `${["CORTE 25/11/2026;;;;;;;", header, row(10), row(11, "nadie"), row(12), footer].join("\n")}\n`;

test("a footer that is right asks nothing, left-out rows included", async () => {
  const { uploadId } = await stageAsPage(supervisor, tenantId, file("TOTAL REGISTROS;3;;;;;;34,50"), portfolioMapping);
  const { declared, totals } = await showUpload(supervisor, { uploadId });
  expect(totals.leftOut.debtors).toBe(1);
  expect(declared).toMatchObject({
    totals: { rows: 3, balance: "34.50", cutOff: "2026-11-25", where: { rows: 6, balance: 6, cutOff: 1 } },
    figures: [
      { figure: "rows", difference: null },
      { figure: "balance", difference: null },
    ],
    reason: null,
  });
  await confirmUpload(supervisor, { uploadId });
  await cancelUpload(supervisor, { uploadId });
});

test("a difference of a cent is explained before confirming", async () => {
  const { uploadId } = await stageAsPage(supervisor, tenantId, file("TOTAL REGISTROS;3;;;;;;34,51"), portfolioMapping);
  await expect(confirmUpload(supervisor, { uploadId })).rejects.toMatchObject({ code: "declared_differs" });
  for (const reason of ["  ", "ok", "porque"])
    await expect(explainDeclared(supervisor, { uploadId, reason })).rejects.toMatchObject({ code: "invalid" });
  const reason = "El banco redondea su suma";
  const { declared } = await explainDeclared(supervisor, { uploadId, reason: ` ${reason} ` });
  expect(declared).toMatchObject({ reason, figures: [{ difference: null }, { difference: "-0.01" }] });
  const entry = await ownerDatabase().auditEntry.findFirst({
    where: { subject: uploadId, action: "declared_explained" },
  });
  expect(entry).toMatchObject({ actorId: supervisor.actor.userId, tenantId, details: { reason } });

  expect((await confirmUpload(supervisor, { uploadId })).confirmedAt).not.toBeNull();
  await expect(explainDeclared(supervisor, { uploadId, reason: "demasiado tarde" })).rejects.toMatchObject({
    code: "state_moved",
  });
  await cancelUpload(supervisor, { uploadId });
});

test("nothing is explained where nothing differs", async () => {
  const { uploadId } = await stageAsPage(supervisor, tenantId, file("Total;;;;;;;34,50"), portfolioMapping);
  await expect(explainDeclared(supervisor, { uploadId, reason: "por si acaso" })).rejects.toMatchObject({
    code: "state_moved",
  });
  await cancelUpload(supervisor, { uploadId });
});

test("the page cannot declare figures of its own making", async () => {
  const start = (declared: unknown) =>
    startStaging(supervisor, { tenantId, ...headOf(makePortfolio(3)), declared: declared as never });
  for (const declared of [{ balance: "1,5" }, { rows: 1.5 }, { others: 1 }, { where: { rows: 0 } }])
    await expect(start(declared)).rejects.toMatchObject({ code: "invalid" });
  const { uploadId } = await start({ where: {} });
  expect((await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } })).declared).toBeNull();
});
