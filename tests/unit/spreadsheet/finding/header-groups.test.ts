import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";

const debtor = ["debtor.Identification", "debtor.Name", "debtor.Telephone"];
const obligation = ["obligation.id", "obligation.name", "obligation.total_balance", "obligation.days_delay"];
const names = ["Documento", "Nombre", "Celular", "Número", "Producto", "Saldo", "Días mora", "Fecha"];
const rows = Array.from({ length: 8 }, (_, at) => [
  ...[`10203041${10 + at}`, `Ana Ruiz ${at}`, `30012345${10 + at}`, `CR-10${at}`, "Libre inversion"],
  ...[String(1_250_000 + at), String(35 + at), `2026-0${1 + at}-15`],
]);

async function read(lines: readonly (readonly string[])[], kind: "csv" | "xlsx", merges: readonly string[] = []) {
  const text = lines.map((cells) => cells.join(";")).join("\n");
  const file =
    kind === "csv"
      ? new File([`${text}\n`], "cartera.csv")
      : new File([xlsxFile({ sheets: [{ name: "H", rows: lines, merges }] })], "cartera.xlsx");
  const report = await new Workbench().open({ file, settings: {}, fields: standardFields });
  return {
    report,
    rows: report.rowCount,
    aside: report.setAside.count,
    headers: report.columns.map(({ header }) => header),
    fields: report.columns.map(({ proposal }) =>
      proposal === null ? null : `${proposal.field}${proposal.reason === "doubtful" ? "?" : ""}`,
    ),
  };
}

describe.each(["csv", "xlsx"] as const)("a header under the names of groups, %s", (kind) => {
  test.each([
    ["repeated", ["CLIENTE", "CLIENTE", "CLIENTE", ...Array(4).fill("OBLIGACION"), "VENCIMIENTO"], []],
    ["merged", ["CLIENTE", "", "", "OBLIGACION", "", "", "", "VENCIMIENTO"], ["A1:C1", "D1:G1"]],
    ["over some columns only", ["", "", "", "OBLIGACION", "", "", "", "VENCIMIENTO"], ["D1:G1"]],
  ] as const)("is joined with them, %s", async (_, groups, merges) => {
    const found = await read([groups, names, ...rows], kind, merges);
    expect(found).toMatchObject({
      rows: rows.length,
      aside: 0,
      fields: [...debtor, ...obligation, "obligation.expiring_date"],
    });
    expect(found.headers.slice(3)).toEqual([
      ...["OBLIGACION Número", "Producto", "OBLIGACION Saldo", "Días mora", "VENCIMIENTO Fecha"],
    ]);
    expect(found.report.headerRow.params).toMatchObject({ line: 2 });
  });

  test("is joined with names that have nothing below", async () => {
    const groups = ["Documento", "Nombre", "Celular", "OBLIGACION", "", "", "", "Fecha vencimiento"];
    const below = ["", "", "", "Número", "Producto", "Saldo", "Días mora", ""];
    for (const merges of [[], ["A1:A2", "B1:B2", "C1:C2", "D1:G1", "H1:H2"]]) {
      const found = await read([groups, below, ...rows], kind, merges);
      expect(found).toMatchObject({
        rows: rows.length,
        aside: 0,
        fields: [...debtor, ...obligation, "obligation.expiring_date"],
      });
    }
  });

  test("keeps the second name of its last group", async () => {
    const groups = ["Documento", "Nombre", "No obligacion", "Producto", "Saldo total", "ULTIMO PAGO", ""];
    const below = ["", "", "", "", "", "Valor", "Fecha"];
    const paid = rows.map(([id = "", name = "", , number = "", product = "", balance = "", , day = ""]) => {
      return [id, name, number, product, balance, "15000", day];
    });
    const found = await read([groups, below, ...paid], kind, ["F1:G1"]);
    expect(found.rows).toBe(rows.length);
    expect(found.fields.slice(-2)).toEqual(["obligation.last_pay", "obligation.last_pay_date"]);
  });

  test("distinguishes the debtor from the guarantor", async () => {
    const groups = ["TITULAR", "", "", "OBLIGACION", "", "", "CODEUDOR", ""];
    for (const others of [
      ["Documento", "Nombre"],
      ["Identificación", "Nombre completo"],
    ]) {
      const below = [...names.slice(0, 5), "Saldo total", ...others];
      const two = rows.map((cells) => [...cells.slice(0, 6), "52345649", "Eva Mora"]);
      const { fields } = await read([groups, below, ...two], kind);
      expect(fields).toEqual([...debtor, ...obligation.slice(0, 3), null, null]);
    }
  });

  test("shows which obligation each column belongs to", async () => {
    const groups = ["CLIENTE", "", "OBLIGACION 1", "", "", "OBLIGACION 2", "", ""];
    const below = ["Documento", "Nombre", "Número", "Producto", "Saldo", "Número", "Producto", "Saldo"];
    const two = rows.map(([id = "", name = "", , number = "", product = "", balance = ""]) => {
      return [id, name, number, product, balance, `${number}9`, product, balance];
    });
    const { report } = await read([groups, below, ...two], kind);
    expect(report.repeatedGroups).toMatchObject({ count: 2, groups: [null, null, 0, 0, 0, 1, 1, 1] });
    expect(report.repeatedGroups?.proposals.map((proposal) => proposal?.field)).toEqual([
      ...debtor.slice(0, 2),
      ...obligation.slice(0, 3),
      ...obligation.slice(0, 3),
    ]);
  });
});

test.each([
  ["where the table begins", ["OBLIGACIONES", "", "", "", "", "", "", ""]],
  ["of two parts", ["BANCO DE PRUEBA", "", "", "CARTERA CASTIGADA", "", "", "", ""]],
  ["with a day", ["", "", "", "OBLIGACION", "", "", "2026-11-30", ""]],
])("a title %s does not belong to the header", async (_, title) => {
  const found = await read([title, names, ...rows], "csv");
  expect(found).toMatchObject({ aside: 1, rows: rows.length, headers: names });
});

test("a title above a blank line does not belong to it", async () => {
  const found = await read([["", "", "", "OBLIGACION", "", "", "", ""], [], names, ...rows], "csv");
  expect(found).toMatchObject({ aside: 1, headers: names });
});
