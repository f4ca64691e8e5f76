import { expect, test } from "vitest";
import { comparisonTable } from "#app/api/uploads/[uploadId]/report/comparison/comparison-table.ts";
import type { ComparisonRow } from "#lib/domain/views/comparison-view.ts";
import { locales } from "#lib/i18n/locale.ts";
import { writeCsv } from "#lib/spreadsheet/report/write-csv.ts";
import { collected } from "#tests/support/factories.ts";

const rows: readonly ComparisonRow[] = [
  {
    identification: "10",
    group: "new",
    obligation: null,
    fieldId: null,
    before: null,
    after: "1000.05",
    numbers: ["1", "CR-7"],
  },
  {
    identification: "11",
    group: "changed",
    obligation: "CR-1",
    fieldId: "obligation.total_balance",
    before: "-90.00",
    after: "85.50",
    numbers: [],
  },
  {
    identification: "11",
    group: "changed",
    obligation: null,
    fieldId: "debtor.Name",
    before: "=1+1",
    after: "1-2",
    numbers: ["CR-1"],
  },
  {
    identification: "12",
    group: "gone",
    obligation: null,
    fieldId: null,
    before: "7.00",
    after: null,
    numbers: ["=9"],
  },
];

async function* each(): AsyncGenerator<ComparisonRow> {
  yield* rows;
}

async function csvOf(locale: (typeof locales)[number], tellsGone = true): Promise<string[]> {
  const table = comparisonTable({ rows: each(), tellsGone }, locale, "csv");
  const pieces = await collected(writeCsv(table, { delimiter: ";" }));
  return new TextDecoder().decode(Buffer.concat(pieces)).trimEnd().split("\r\n");
}

test("a comparison is one line a value that differs", async () => {
  const [header, ...lines] = await csvOf("es");
  expect(header).toBe("Identificación;Grupo;Número de obligación;Campo;Antes;Ahora;Números de obligación del cliente");
  expect(lines).toEqual([
    '10;Nuevo;;Saldo del cliente;;"1000,05";1 | CR-7',
    '11;Cambió;CR-1;Saldo total;"-90,00";"85,50";',
    "11;Cambió;;Nombre;'=1+1;'1-2;CR-1",
    '12;Salió;;Saldo del cliente;"7,00";;\'=9',
  ]);
});

test.each(locales)("amounts in %s have the decimal mark of its spreadsheets", async (locale) => {
  expect((await csvOf(locale))[1]).toContain(locale === "en" ? "1000.05" : "1000,05");
});

test("amounts in a workbook are numbers", async () => {
  const [first] = await collected(comparisonTable({ rows: each(), tellsGone: true }, "es", "xlsx").rows);
  expect(first?.map(({ text, kind }) => [text, kind]).at(-2)).toEqual(["1000.05", "number"]);
});

test("a load that tells nobody gone, as one that was cancelled, says only who is not in its file", async () => {
  const groups = (lines: readonly string[]) => lines.map((line) => line.split(";")[1]);
  expect(groups(await csvOf("es")).at(-1)).toBe("Salió");
  expect(groups(await csvOf("es", false)).at(-1)).toBe("No vienen en este archivo");
  expect(groups(await csvOf("es", false)).slice(0, -1)).toEqual(groups(await csvOf("es")).slice(0, -1));
});
