import { describe, expect, test } from "vitest";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

/** Rows are `debtor;obligation;balance`, or with a second obligation and balance behind that. */
function contextOf(groups: 1 | 2, change: object = {}): DerivationContext {
  const values = { "debtor.Name": "ANA", "debtor.Email": "a@x.co", "debtor.Telephone": "3001234567" };
  const mapping = mappingSchema.parse({
    layout: groups === 1 ? "row_per_obligation" : "repeated_groups",
    columns: [
      { state: "field", field: "debtor.Identification" },
      ...Array.from({ length: groups }, (_, group) => [
        { state: "field", field: "obligation.id", group },
        { state: "field", field: "obligation.total_balance", group, reading: { decimalMark: "," } },
      ]).flat(),
    ],
    constants: Object.entries({ ...values, "obligation.name": "CUPO" }).map(([field, value]) => ({ field, value })),
    ...change,
  });
  return { fields: standardFields, mapping, country: "CO" };
}

async function reviewed(
  rows: readonly string[],
  { header = "Saldo", groups = 1, change }: { header?: string; groups?: 1 | 2; change?: object } = {},
) {
  const workbench = new Workbench();
  const text = `Cedula;Credito;${header}${groups === 1 ? "" : ";Credito 2;Saldo 2"}\n${rows.join("\n")}\n`;
  await workbench.open({ file: new File([text], "a.csv"), settings: {}, fields: standardFields });
  return { workbench, found: workbench.apply({ context: contextOf(groups, change) }).repeatedBalance };
}

/** Debtors with so many obligations each, and the balance that each row has. */
function rowsOf(debtors: number, each: number, balance: (debtor: number, obligation: number) => string) {
  return Array.from({ length: debtors * each }, (_, at) => {
    const debtor = at % debtors;
    const obligation = Math.floor(at / debtors);
    return `${79_000_100 + debtor};CR-${debtor}-${obligation};${balance(debtor, obligation)}`;
  });
}

const perDebtor = (debtor: number) => `${1_000_000 + 1_001 * debtor},50`;
const perObligation = (debtor: number, obligation: number) => `${1_000_000 + 1_001 * debtor + 77 * obligation},50`;

describe("one balance on all rows of each client", () => {
  test("is reported with the sums of rows and clients", async () => {
    const { found } = await reviewed([...rowsOf(5, 3, perDebtor), "79000900;CR-9;500"]);
    expect(found).toEqual({ column: 2, debtors: 5, ofDebtors: 5, sum: "15030537.50", once: "5010512.50" });
  });

  test("is reported if nearly all clients have it", async () => {
    const rows = [...rowsOf(40, 2, perDebtor), "79000900;CR-9;500", "79000900;CR-10;700"];
    const { found } = await reviewed(rows);
    expect(found).toMatchObject({ debtors: 40, ofDebtors: 41 });
  });

  test("is reported across the obligations of a row", async () => {
    const rows = Array.from({ length: 4 }, (_, at) => `7900010${at};A${at};${1000 + at};B${at};${1000 + at}`);
    const { found } = await reviewed(rows, { groups: 2 });
    expect(found).toEqual({ column: 2, debtors: 4, ofDebtors: 4, sum: "8012.00", once: "4006.00" });
  });

  test("of a single client needs a header that says so", async () => {
    const rows = [...rowsOf(1, 3, perDebtor), "79000900;CR-9;500"];
    expect((await reviewed(rows)).found).toBeUndefined();
    const { found } = await reviewed(rows, { header: "SALDO TOTAL CLIENTE" });
    expect(found).toMatchObject({ debtors: 1, sum: "3000501.50", once: "1000500.50" });
  });

  test("is looked for again after a large correction", async () => {
    const { workbench } = await reviewed(rowsOf(2, 2, perDebtor));
    const edits = [0, 1].map((row) => ({ row, column: 2, text: `${row + 7}` }));
    expect(workbench.edit({ edits }).repeatedBalance).toBeUndefined();
  });
});

describe("balances that are no client's total", () => {
  test.each([
    ["differ between a client's rows", rowsOf(30, 2, perObligation)],
    ["are the same for everybody", rowsOf(30, 2, () => "50000")],
    ["are one of a few prices", rowsOf(30, 2, (debtor) => `${49_900 + (debtor % 4) * 10_000}`)],
    ["are zero", rowsOf(30, 2, () => "0")],
    ["are of clients with one row", rowsOf(30, 1, perDebtor)],
    ["are an obligation's that is repeated", [...rowsOf(9, 1, perDebtor), ...rowsOf(9, 1, perDebtor)]],
    ["are a total for a few clients alone", [...rowsOf(4, 2, perDebtor), ...rowsOf(30, 2, perObligation)]],
  ])("if they %s", async (_, rows) => {
    expect((await reviewed(rows)).found).toBeUndefined();
  });

  test("if no column gives them", async () => {
    const columns = ["debtor.Identification", "obligation.id"].map((field) => ({ state: "field", field }));
    const change = { columns: [...columns, { state: "left_out" }] };
    expect((await reviewed(rowsOf(5, 2, perDebtor), { change })).found).toBeUndefined();
  });
});
