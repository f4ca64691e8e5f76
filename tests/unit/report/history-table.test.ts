import { expect, test } from "vitest";
import { historyTable } from "#app/api/history/history-table.ts";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { locales } from "#lib/i18n/locale.ts";
import { writeCsv } from "#lib/spreadsheet/report/write-csv.ts";
import { collected } from "#tests/support/factories.ts";
import { groupOf, uploadViewOf } from "#tests/support/upload-view.ts";

async function csvOf(locale: (typeof locales)[number], ...views: readonly UploadView[]): Promise<string[]> {
  const table = historyTable(each(views), locale, "csv");
  const pieces = await collected(writeCsv(table, { delimiter: ";" }));
  return new TextDecoder().decode(Buffer.concat(pieces)).trimEnd().split("\r\n");
}

async function* each(views: readonly UploadView[]): AsyncGenerator<UploadView> {
  yield* views;
}

const nobody = groupOf(0, "0.00");
const some = uploadViewOf({
  fileName: "=HYPERLINK(1)",
  createdBy: "+Ana",
  portfolio: { id: "p", name: "@Andino" },
  state: "finished",
  groups: {
    pending: nobody,
    unchanged: nobody,
    volatile: nobody,
    accepted: groupOf(6, "600.50"),
    rejected: groupOf(3, "300.00"),
    unconfirmed: groupOf(1, "99.50"),
    not_sent: nobody,
  },
});

test("an upload is one line, with its times by the clock of the history", async () => {
  const [header, line] = await csvOf("es", some);
  expect(header?.replace("\ufeff", "").split(";")).toEqual([
    ...["Archivo", "Creada", "Quién", "Operación", "Cartera", "Estado", "Inicio del envío", "Fin del envío"],
    ...["Filas", "Clientes", "Excluidos", "Aceptados", "Sin cambios"],
    ...["Solo cambió lo diario (no enviados)", "Rechazados", "Sin confirmar", "No enviados", "Pendientes"],
    ...["Moneda", "Saldo", "Saldo aceptado"],
  ]);
  expect(line).toBe(
    `'=HYPERLINK(1);2026-11-26T07:00:00;'+Ana;Cartera;'@Andino;Terminada en parte;2026-11-26T07:01:00;2026-11-26T07:02:00;10;10;0;6;0;0;3;1;0;0;COP;"1000,00";"600,50"`,
  );
});

test("an upload without balances has no sums", async () => {
  const [, line] = await csvOf("es", { ...some, hasNoBalance: true });
  expect(line?.split(";").slice(-3)).toEqual(["", "", ""]);
});

test.each(locales)("in %s every column has its own header", async (locale) => {
  const [header = "", line = ""] = await csvOf(locale, uploadViewOf());
  const headers = header.split(";");
  expect(new Set(headers).size).toBe(headers.length);
  expect(line.split(";")).toHaveLength(headers.length);
});

test("a workbook has numbers and times as such", async () => {
  const [first] = await collected(historyTable(each([some]), "es", "xlsx").rows);
  expect(first?.map(({ kind }) => kind)).toEqual([
    "text",
    "date",
    ...Array.from({ length: 4 }, () => "text"),
    "date",
    "date",
    ...Array.from({ length: 10 }, () => "number"),
    "text",
    "number",
    "number",
  ]);
});
