import { describe, expect, test } from "vitest";
import { customField, standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const capital = customField({
  level: "obligation",
  label: "Saldo capital",
  kind: "amount",
  dateFormat: "YYYY-MM-DD",
  allowedValues: [],
});
const fields = [...standardFields, capital];

interface Told {
  readonly balance?: string;
  /** Header of the column beside the balance. */
  readonly beside?: string;
  readonly isMapped?: boolean;
  readonly rows?: number;
  readonly at?: (row: number) => readonly [balance: string, beside: string];
}

/** Rows are `debtor;obligation;balance;beside`, the balance 80 of the 100 beside it. */
async function found({ balance = "SALDO TOTAL", beside = "SALDO CAPITAL", isMapped = false, rows = 50, at }: Told) {
  const amounts = at ?? ((row) => [`${80_000 + 80 * row}`, `${100_000 + 100 * row}`] as const);
  const lines = Array.from({ length: rows }, (_, row) => `${79_000_100 + row};CR-${row};${amounts(row).join(";")}`);
  const workbench = new Workbench();
  const text = `Cedula;Credito;${balance};${beside}\n${lines.join("\n")}\n`;
  await workbench.open({ file: new File([text], "a.csv"), settings: {}, fields });
  const values = { "debtor.Name": "ANA", "debtor.Email": "a@x.co", "debtor.Telephone": "3001234567" };
  const mapping = mappingSchema.parse({
    columns: [
      { state: "field", field: "debtor.Identification" },
      { state: "field", field: "obligation.id" },
      { state: "field", field: "obligation.total_balance", reading: { decimalMark: "," } },
      isMapped ? { state: "field", field: capital.id, reading: { decimalMark: "," } } : { state: "left_out" },
    ],
    constants: Object.entries({ ...values, "obligation.name": "CUPO" }).map(([field, value]) => ({ field, value })),
  });
  return workbench.apply({ context: { fields, mapping, country: "CO" } }).largerPart;
}

describe("a part of the balance that is larger than the balance", () => {
  const whole = { column: 3, balance: 2, rows: 50, ofRows: 50, sum: "4098000.00", sumOfPart: "5122500.00" };

  test("is told with both sums, mapped or not", async () => {
    expect(await found({})).toEqual(whole);
    expect(await found({ isMapped: true })).toEqual(whole);
  });

  test("is told by the name of its field if the file has no names", async () => {
    expect(await found({ balance: "", beside: "", isMapped: true })).toMatchObject({ column: 3, balance: 2 });
  });

  test.each(["CAPITAL", "VLR CAPITAL", "Principal", "Intereses", "SALDO EN MORA", "Saldo vencido", "Capital vigente"])(
    "is told of %s",
    async (beside) => expect(await found({ beside })).toMatchObject({ rows: 50 }),
  );

  test.each([
    "CAPITAL INICIAL",
    "VALOR DESEMBOLSADO",
    "CAPITAL DESEMBOLSADO",
    "MONTO ORIGINAL",
    "CUPO TOTAL",
    "VALOR CUOTA",
    "VALOR ULTIMO PAGO",
    "CAPITAL CLIENTE",
    "DIAS MORA",
    "SALDO MES ANTERIOR",
    "TELEFONO",
  ])("is not looked for in %s", async (beside) => expect(await found({ beside })).toBeUndefined());

  test("is not asked if the balance is itself a part by its name", async () => {
    expect(await found({ balance: "SALDO EN MORA" })).toBeUndefined();
  });

  test.each<[string, Told]>([
    ["equal amounts", { at: (row) => [`${1000 + row}`, `${1000 + row}`] }],
    ["few rows", { rows: 9 }],
    ["fewer than four of five rows", { at: (row) => [row % 4 === 0 ? "900" : "500", "700"] }],
    [
      "empty and zero cells",
      { at: (row) => (row < 9 ? ["500", "700"] : [row % 2 === 0 ? "0" : "500", row % 2 === 0 ? "700" : ""]) },
    ],
  ])("is not told of %s", async (_, told) => expect(await found(told)).toBeUndefined());

  test("is told if some rows are right", async () => {
    expect(await found({ at: (row) => [row % 10 === 0 ? "900" : "500", "700"] })).toMatchObject({
      rows: 45,
      ofRows: 50,
    });
  });
});
