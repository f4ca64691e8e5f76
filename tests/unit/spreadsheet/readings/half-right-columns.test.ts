import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { describedColumns } from "#tests/support/readings/described-columns.ts";

const header = "Cedula;Nombre completo;Celular;Correo;Numero de credito;Producto;Saldo total;Dias mora";
/**
 * One balance is an error, and the fourth row lacks its mail, so that its later cells are one column too far left.
 */
const shifted = [
  "Cartera Banco de prueba",
  header,
  "1020304050;Ana Ruiz;3001234567;ana@x.co;CR-1001;Libre inversion;1250000;35",
  "1020304051;Luis Diaz;3001234568;luis@x.co;CR-1002;Libre inversion;#N/A;12",
  "1020304052;Eva Mora;3001234569;eva@x.co;CR-1003;Vivienda;3250000;98",
  "1020304053;Juan Paz;3001234570;CR-1004;Vivienda;980000;5",
  "1020304054;Sara Gil;3001234571;sara@x.co;CR-1005;Consumo;450000;61",
  "Subtotal;;;;;;4950000;",
  "Total;;;;;;5930000;",
];

async function columnsOf(lines: readonly string[]): Promise<readonly ColumnReport[]> {
  const file = new File([`${lines.join("\n")}\n`], "cartera.csv");
  return (await new Workbench().open({ file, settings: {}, fields: standardFields })).columns;
}

/** The field of each column: with "?" if it is asked about, null if it has none. */
const placed = (columns: readonly ColumnReport[]) =>
  columns.map(({ proposal }) =>
    proposal === null ? null : proposal.reason === "doubtful" ? `${proposal.field}?` : proposal.field,
  );

const fieldsOfHeader = [
  ..."debtor.Identification debtor.Name debtor.Telephone debtor.Email obligation.id obligation.name".split(" "),
  ..."obligation.total_balance obligation.days_delay".split(" "),
];

describe("a column with some cells that are no values", () => {
  test("is placed despite an error and a shifted row", async () => {
    expect(placed(await columnsOf(shifted))).toEqual(fieldsOfHeader);
  });

  test("shows no value of a shifted row as its own", async () => {
    const columns = await columnsOf(shifted);
    expect(columns[5]?.samples).toEqual(["Libre inversion", "Vivienda", "Consumo"]);
    expect(columns[6]?.samples).not.toContain("5");
  });

  test.each(["#N/A", "#¡REF!", "#DIV/0!", "NULL", "null", "N/A", ".", "-", "--", "(vacío)", "Err:502", "nan"])(
    "is placed where most are %s",
    (absent) => {
      const value: Readonly<Record<string, string>> = {
        "Saldo total": "1250000",
        "Fecha vencimiento": "2026-10-31",
        "Dias mora": "35",
        Correo: "ana@x.co",
        Celular: "3001234567",
        "Numero de credito": "CR-1001",
      };
      const columns = Object.entries(value).map(([name, cell]) => ({
        header: name,
        cells: [cell, cell, absent, absent, absent, absent, absent],
      }));
      expect(placed(describedColumns(columns))).not.toContain(null);
      expect(placed(describedColumns(columns)).join()).not.toContain("?");
    },
  );

  test("is placed despite a workbook's error cells", () => {
    const cells = ["1250000", "#N/A", "#N/A", "3250000", "#REF!"];
    const [balance] = describedColumns([{ header: "Saldo total", cells, kinds: "neene" }]);
    expect(balance?.proposal).toMatchObject({ field: "obligation.total_balance", reason: "synonym" });
  });
});

describe("a column with a certain name and mostly right values", () => {
  const right: Readonly<Record<string, readonly [field: string, right: string, wrong: string]>> = {
    "Saldo total": ["obligation.total_balance", "1250000", "pendiente"],
    Saldo: ["obligation.total_balance", "1250000", "pendiente"],
    "Fecha vencimiento": ["obligation.expiring_date", "2026-10-31", "pendiente"],
    "Dias mora": ["obligation.days_delay", "35", "treinta"],
    Cedula: ["debtor.Identification", "1020304050", "2026-10-31"],
    Celular: ["debtor.Telephone", "3001234567", "no tiene"],
    Correo: ["debtor.Email", "ana@x.co", "no tiene"],
    "Saldo pendiente por pagar": ["obligation.balance_payment", "1250000", "pendiente"],
  };

  test("is always asked about, with an example", () => {
    const names = fc.constantFrom(...Object.keys(right));
    fc.assert(
      fc.property(
        names,
        fc.integer({ min: 3, max: 30 }),
        fc.double({ min: 0.51, max: 1, noNaN: true }),
        (name, rows, share) => {
          const [field = "", good = "", bad = ""] = right[name] ?? [];
          const goods = Math.floor(rows * share);
          fc.pre(goods * 2 > rows);
          const cells = Array.from({ length: rows }, (_, at) => (at < goods ? good : bad));
          const [column] = describedColumns([{ header: name, cells }]);
          expect(column?.proposal?.field).toBe(field);
          if (column?.proposal?.reason !== "doubtful" || column.proposal.misfits === undefined) return;
          expect(column.proposal.misfits).toEqual({ count: rows - goods, filled: rows, line: goods + 2, example: bad });
        },
      ),
    );
  });

  test("is preferred to a weaker name with fitting values", () => {
    const cells = ["1250000", "3250000", "450000", "pendiente", "por definir"];
    const columns = describedColumns([
      { header: "Saldo", cells: cells.map((_, at) => `${at + 1}000`) },
      { header: "Saldo total", cells },
    ]);
    expect(placed(columns)).toEqual([null, "obligation.total_balance?"]);
  });

  test("stays open if no value is right", () => {
    const [column] = describedColumns([{ header: "Saldo total", cells: ["rojo", "verde", "azul"] }]);
    expect(column?.proposal).toBeNull();
  });
});

test.each([
  ["without a header", "", "\n"],
  ["whose rows are one cell wider than their header", `${header}\n`, ";\n"],
])("the values shown of a text %s begin with its first row", async (_, above, end) => {
  const rows = Array.from({ length: 6 }, (_row, at) =>
    ["1020304050", "Ana", "3001234567", "ana@x.co", "CR-1", "Visa", "1250000", "3"].map((cell) => `${cell}${at}`),
  );
  const text = rows.map((cells) => cells.join(";") + end).join("");
  const { columns } = await new Workbench().open({
    file: new File([above + text], "cartera.csv"),
    settings: {},
    fields: standardFields,
  });
  expect(columns.slice(0, 8).map(({ samples }) => samples)).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7].map((column) => rows.slice(0, 3).map((cells) => cells[column])),
  );
});
