import { expect, test } from "vitest";
import { goneTable } from "#app/api/portfolios/[portfolioId]/gone/gone-table.ts";
import { type GoneDebtorView, type GoneList, goneLists } from "#lib/domain/views/close-out-view.ts";
import { writeCsv } from "#lib/spreadsheet/report/write-csv.ts";
import { collected } from "#tests/support/factories.ts";

const debtor: GoneDebtorView = {
  identification: "10",
  name: "Ana",
  numbers: ["1", "=2"],
  balance: "1000.05",
  since: "2026-11-26T12:00:00.000Z",
  uploadId: "u1",
  fileName: "cartera.csv",
  backIn: null,
};

async function* rows(): AsyncGenerator<GoneDebtorView> {
  yield debtor;
  const backIn = { uploadId: "u2", fileName: "martes.csv" };
  yield { ...debtor, identification: "11", numbers: [], uploadId: null, fileName: null, backIn };
}

async function csvOf(list: GoneList): Promise<string[]> {
  const pieces = await collected(writeCsv(goneTable({ list, rows: rows() }, "es", "csv"), { delimiter: ";" }));
  return new TextDecoder().decode(Buffer.concat(pieces)).trimEnd().split("\r\n");
}

test.each(goneLists)("a list of %s names the obligations and the upload behind each debtor", async (list) => {
  const [header, ...lines] = await csvOf(list);
  const upload = list === "closed" ? "Cerrado;Cierre" : "Salió;Carga";
  const back = list === "gone" ? ["Volvió sin entrar;", ";", "martes.csv;"] : ["", "", ""];
  expect(header?.replace(/^\uFEFF/, "")).toBe(
    `Identificación;Nombre;Obligaciones;Saldo;${upload};${back[0]}Números de obligación`,
  );
  // A leading mark keeps a spreadsheet from reading a text as something else.
  expect(lines).toEqual([
    `10;Ana;2;"1000,05";'26/11/2026;cartera.csv;${back[1]}1 | =2`,
    `11;Ana;0;"1000,05";'26/11/2026;;${back[2]}`,
  ]);
});
