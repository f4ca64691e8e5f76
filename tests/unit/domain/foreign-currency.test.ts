import { describe, expect, test } from "vitest";
import { cleanerOf } from "#lib/domain/cleaning/cleaner-of.ts";
import { isOtherCurrencyCell } from "#lib/domain/cleaning/currency.ts";
import { glancesOf } from "#lib/domain/fast/cell-glance.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { namedCurrency, otherCurrencies, saidCurrency } from "#lib/domain/mapping/said-currency.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { derivationOf } from "#lib/staging/derivation-of.ts";

const balance = standardFields.find(({ id }) => id === "obligation.total_balance");

const glance = balance === undefined ? null : glancesOf(balance, { decimalMark: "," }, "CO").text;

function clean(text: string, currency?: string) {
  if (balance === undefined) throw new Error("no balance");
  const said: unknown[] = [];
  const value = cleanerOf(
    balance,
    { decimalMark: "," },
    "CO",
    currency,
  )(text, "text", (code, params) => {
    said.push([code, params]);
  });
  return { value, said };
}

describe("an amount that names a currency", () => {
  test.each([
    ["USD 1.250,00", "COP", "USD"],
    ["US$ 3.400,50", "COP", "US$"],
    ["1.250,00 EUR", "COP", "EUR"],
    ["€ 900,00", "COP", "€"],
    ["$1.250,00 USD", "COP", "USD"],
    ["(us$ 1.250)", "COP", "us$"],
    ["-1.250 US$", "COP", "US$"],
    ["US$ -", "COP", "US$"],
    ["1.250 dólares", "COP", "dólares"],
    ["1.250 pesos", "USD", "pesos"],
    ["R$ 1.250", "COP", "R$"],
    ["S/. 1.250", "COP", "S/."],
    ["MXN 1.250", "COP", "MXN"],
    ["COP 1.250", "USD", "COP"],
    ["£ 12", "EUR", "£"],
    ["1.250,00 UDIS", "MXN", "UDIS"],
    ["UDI 1.250", "MXN", "UDI"],
  ])("%s is an error where the tenant has %s", (value, own, found) => {
    expect(clean(value, own)).toEqual({ value: "", said: [["amount_currency", { value, found, own }]] });
    expect(glance?.(value, 0, value.length)).toBeNaN();
  });

  test.each([
    ["$ 1.250,00", "COP"],
    ["1.250,00 $", "USD"],
    ["$ 1.250 COP", "COP"],
    ["COL$ 1.250", "COP"],
    ["cop$ 1.250", "COP"],
    ["1.250 pesos", "COP"],
    ["1.250 pesos", "MXN"],
    ["US$ 1.250", "USD"],
    ["U$S 1.250", "USD"],
    ["USD 1.250", "USD"],
    ["1.250 USD", "USD"],
    ["R$ 1.250", "BRL"],
    ["S/ 1.250", "PEN"],
    ["S/. 1.250", "PEN"],
    ["1.250 €", "EUR"],
    ["GTQ 1.250", "GTQ"],
    ["USD 1.250"],
  ])("%s is 1250 where the tenant has %s", (text, own?: string) => {
    expect(clean(text, own)).toEqual({ value: "1250", said: [] });
  });
});

const header = "CEDULA;NOMBRE;CELULAR;CORREO;OBLIGACION;PRODUCTO;SALDO TOTAL;DIAS MORA";
const balances = ["$ 53.722.494,00", "$ 16.948.580,00", "USD 1.250,00", "US$ 3.400,50", "1.250,00 EUR", "€ 900,00"];
const fields = [
  ..."debtor.Identification debtor.Name debtor.Telephone debtor.Email obligation.id obligation.name".split(" "),
  ..."obligation.total_balance obligation.days_delay".split(" "),
];
const columns = fields.map((field) => ({
  state: "field",
  field,
  group: 0,
  reading: field === "obligation.total_balance" ? { decimalMark: "," } : {},
}));
const mapping = (change: Partial<Mapping> = {}) => mappingSchema.parse({ columns, ...change });

describe("a file with amounts of other currencies", () => {
  test.each([
    ["COP", 2, "70671074.00"],
    ["USD", 4, "70675724.50"],
  ])("leaves their debtors out under %s, on both sides", async (currency, debtors, sum) => {
    const rows = balances.map(
      (cell, at) => `3156006${at};Ana Ruiz ${at};315149335${at};ana${at}@x.co;45581${at};Visa;${cell};35`,
    );
    const workbench = new Workbench();
    const file = new File([`${[header, ...rows].join("\n")}\n`], "cartera.csv");
    await workbench.open({ file, settings: {}, fields: standardFields });
    const context = { fields: standardFields, mapping: mapping(), country: "CO", currency };
    expect(derivationOf(context)).toEqual(context);
    expect(workbench.apply({ context }).totals.staged).toMatchObject({ debtors, balance: sum });
  });
});

test("a default in another currency is refused", () => {
  const codes = (currency: string) =>
    checkMapping(
      mapping({ defaults: [{ field: "obligation.total_balance", value: "USD 100" }] }),
      standardFields,
      columns.length,
      [],
      "CO",
      currency,
    ).map(({ code }) => code);
  expect(codes("COP")).toEqual(["value_malformed"]);
  expect(codes("USD")).toEqual([]);
});

test("a header in units of account names another currency", () => {
  expect(otherCurrencies("SALDO TOTAL (UDIS)", "MXN")).toEqual(["UDIS"]);
  expect(otherCurrencies("Saldo UVR", "COP")).toEqual(["UVR"]);
});

describe("words for foreign money", () => {
  const foreign = [
    ..."M/E;M.E.;M / E;(ME);(M/E);MON. EXT.;MON EXT;Mda. Ext.;moneda ext;moneda ext.;moneda extranjera".split(";"),
    ..."moeda estrangeira;moeda estr.;foreign currency;US$;u$s;U$S;U.S.D.;U.S.$;USD".split(";"),
  ];
  const row = (text: string) => ({ line: 1, text, cells: [text] });

  test.each(foreign)("%s is named in header, sheet and rows", (words) => {
    expect(otherCurrencies(`SALDO TOTAL ${words}`, "COP")).toHaveLength(1);
    expect(namedCurrency(`Saldos ${words}`, "cartera.xlsx", "COP")?.by).toBe("sheet");
    expect(namedCurrency(null, `cartera ${words}.csv`, "COP")?.by).toBe("file");
    for (const text of [`Saldos ${words}`, `Moneda: ${words}`, `Saldos en ${words}`, `Valores em ${words}`, words])
      expect(saidCurrency([row(text)], "COP"), text).not.toBeNull();
  });

  test.each(["SALDO_ME", "SALDO_M/E", "SALDO_USD", "SaldoUSD", "SaldoMonedaExt", "saldo m/e"])(
    "the header %s names one",
    (header) => expect(otherCurrencies(header, "COP")).toHaveLength(1),
  );

  test.each(["M/N", "M/L", "M.N.", "(MN)", "moneda nacional", "moneda local", "mon. nal.", "ME3", "COME", "mes", "M"])(
    "%s names none",
    (words) => {
      expect(otherCurrencies(`SALDO TOTAL ${words}`, "COP")).toEqual([]);
      expect(namedCurrency(`Saldos ${words}`, `cartera ${words}.csv`, "COP")).toBeNull();
      expect(saidCurrency([row(`Saldos en ${words}`)], "COP")).toBeNull();
    },
  );

  test.each(["No incluye moneda ext.", "Sin M/E", "Ayúdeme a cobrar", "Moneda extra: ninguna"])(
    "the row %s names none",
    (text) => expect(saidCurrency([row(text)], "COP")).toBeNull(),
  );

  test.each(["M/E", "m.e.", "ME", "Mon. Ext.", "Moneda extranjera"])("%s is one in a column of currencies", (cell) => {
    expect(isOtherCurrencyCell(cell, "COP")).toBe(true);
  });

  test.each(["M/N", "MN", "M/L", "Moneda nacional"])("%s is none in a column of currencies", (cell) => {
    expect(isOtherCurrencyCell(cell, "COP")).toBe(false);
  });
});
