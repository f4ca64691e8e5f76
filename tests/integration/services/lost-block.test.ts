import { expect, test } from "vitest";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makeTeam, portfolioMapping } from "#tests/support/factories.ts";
import { stageAsPage } from "#tests/support/page-staging.ts";

const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com" });

const header = "Cédula;Nombre;Correo;Teléfono;Dirección;Obligación;Producto;Saldo";
const row = (client: number) =>
  `1020304${client};Persona ${client};p${client}@example.com;30012345${client};Calle 1;77${client};Tarjeta;${client},50`;

test("rows with zero bytes are left out by page and server", async () => {
  const rows = Array.from({ length: 30 }, (_, at) => row(at + 10));
  // From inside one balance to inside the next row's.
  const glued = `${row(15).slice(0, -4)}${"\0".repeat(8)}${row(16).slice(-4)}`;
  const above = `${row(12)}`.replace("Calle 1", "\0Calle\0 1");
  const text = `${[header, ...rows.toSpliced(5, 2, glued).with(2, above)].join("\n")}\n`;
  const { uploadId, page, server } = await stageAsPage(supervisor, tenantId, text, portfolioMapping);
  expect(server).toEqual(page.totals);
  expect(server).toMatchObject({ leftOut: { rows: 2 }, staged: { rows: 27 } });
  const kept = await ownerDatabase().leftOutRow.findMany({
    where: { uploadId },
    select: { line: true, issues: true },
    orderBy: { line: "asc" },
  });
  expect(kept.map(({ line }) => line)).toEqual([4, 7]);
  const issues = JSON.stringify(kept[1]?.issues);
  expect(issues).toContain("row_lost_block");
  expect(issues).toContain("amount_malformed");
  expect(issues).toContain(" ".repeat(8));
  await cancelUpload(supervisor, { uploadId });
});

test("a header with a zero byte can be staged", async () => {
  const text = `${[header.replace("Dirección", "Direc\0ción"), row(10), row(11)].join("\n")}\n`;
  const { uploadId, page, server } = await stageAsPage(supervisor, tenantId, text, portfolioMapping);
  expect(server).toEqual(page.totals);
  await cancelUpload(supervisor, { uploadId });
});
