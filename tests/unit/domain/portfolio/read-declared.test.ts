import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatCents } from "#lib/domain/debtors/totals-counter.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { provenBy, readDeclared } from "#lib/domain/portfolio/declared/read-declared.ts";
import type { SetAsideReason } from "#lib/domain/table/set-aside.ts";
import { cases } from "#tests/support/depth.ts";

const headers = ["Cédula", "Nombre", "Correo", "Obligación", "Días de mora", "Saldo total"];
const ids = [
  "debtor.Identification",
  "debtor.Name",
  "debtor.Email",
  "obligation.id",
  "obligation.days_delay",
  "obligation.total_balance",
];

interface Written {
  readonly mark?: "," | "." | undefined;
  readonly unit?: "written" | "thousands" | undefined;
}

function mappingOf({ mark, unit }: Written = {}) {
  const reading = { ...(mark === undefined ? {} : { decimalMark: mark }), ...(unit && { amountUnit: unit }) };
  return mappingSchema.parse({
    columns: ids.map((field) => ({ state: "field", field, reading: field.endsWith("balance") ? reading : {} })),
  });
}

interface Row {
  readonly cells: readonly string[];
  readonly reason?: SetAsideReason;
  readonly line?: number;
  readonly kinds?: string;
}

/** Rows 3 to 3,002 are data; a row without a line stands below them. */
function read(rows: readonly Row[], written: Written = { mark: "," }) {
  return readDeclared({
    rows: rows.map(({ cells, reason = "total", line, kinds = null }, at) => ({
      cells,
      reason,
      line: line ?? 3_003 + at,
      kinds,
    })),
    firstLine: 3,
    lastLine: 3_002,
    headers,
    mapping: mappingOf(written),
  });
}

function declaredIn(...cells: string[]) {
  const { where: _, ...declared } = read([
    { cells, reason: /total|suma|soma/i.test(cells[0] ?? "") ? "total" : "note" },
  ]).declared;
  return declared;
}

describe("a footer's totals", () => {
  test("are read beside their words and in their column", () => {
    const { declared, proposed } = read([{ cells: ["TOTAL REGISTROS", "3000", "", "", "", "69.128.328.660,50"] }]);
    expect(declared).toEqual({ rows: 3000, balance: "69128328660.50", where: { rows: 3003, balance: 3003 } });
    expect(proposed).toEqual([]);
  });

  test.each([
    [["Total obligaciones: 1.204"], { obligations: 1204 }],
    [["TOTAL GENERAL $ 1.234.567,89"], { balance: "1234567.89" }],
    [["Registros: 3000 Valor: 69.128.328.660,50"], { rows: 3000, balance: "69128328660.50" }],
    [["Cantidad de clientes", "1.204"], { debtors: 1204 }],
    [["Número de registros", "3000", "Saldo", "69.128.328.660,50"], { rows: 3000, balance: "69128328660.50" }],
    [["No. de obligaciones: 1204; Total saldo: $ 12.500,00"], { obligations: 1204, balance: "12500.00" }],
    [["Total 1.204 clientes, 3.000 obligaciones"], { debtors: 1204, obligations: 3000 }],
    [["3000 registros por valor de $ 1.234,00"], { rows: 3000, balance: "1234.00" }],
    [["Total clientes enviados: 1204"], { debtors: 1204 }],
    [["TOTAL SALDO TOTAL COP 69.128.328.660,50"], { balance: "69128328660.50" }],
    [["Suma", "", "", "", "", "(1.234,50)"], { balance: "-1234.50" }],
    [["Total de registros: 3.000 - Valor total: R$ 69.128,05"], { rows: 3000, balance: "69128.05" }],
    [["Quantidade de contratos: 1.204"], { obligations: 1204 }],
    [["Saldo total no arquivo: R$ 1.234,05"], { balance: "1234.05" }],
    [["N° de registros: 3.000"], { rows: 3000 }],
    [["No. total de registros 3000"], { rows: 3000 }],
    [["Total deuda: $ 1.234.567"], { balance: "1234567" }],
    [["Qtde de devedores", "1204"], { debtors: 1204 }],
    [["TOTAL GERAL R$ 1.234.567,89"], { balance: "1234567.89" }],
    [["Soma dos saldos: 1.234.567,89"], { balance: "1234567.89" }],
    [["Record count: 3,000"], { rows: 3000 }],
    [["Total loans: 1,204 Total balance: $69,128,328,660.50"], { obligations: 1204, balance: "69128328660.50" }],
    [["Grand total: USD 1,234,567.89"], { balance: "1234567.89" }],
    [["CANT. REGISTROS", "398"], { rows: 398 }],
    [["SUMA DE SALDOS", "1.763.105.058,08"], { balance: "1763105058.08" }],
    [["SUMATORIA SALDOS: 1.763,08"], { balance: "1763.08" }],
    [["VALOR TOTAL", "1.763,08"], { balance: "1763.08" }],
    [["Sum of balances", "1,763.08"], { balance: "1763.08" }],
    [["Records: 3000 | Amount: 1,234.05"], { rows: 3000, balance: "1234.05" }],
  ])("%j", (cells, figures) => {
    expect(declaredIn(...cells)).toEqual(figures);
  });

  test("are read from a workbook's numbers and dates", () => {
    const row = { cells: ["TOTAL CLIENTES", "1204", "", "", "", "69128328660.499996"], kinds: "tnttt" + "n" };
    expect(read([row], {}).declared).toMatchObject({ debtors: 1204, balance: "69128328660.50" });
  });

  test("are the most precise of two that agree", () => {
    const of = (title: string) => [
      { cells: [`Saldo total: $ ${title}`] },
      { cells: ["Saldo total: 69.128.328.660,50"] },
    ];
    expect(read(of("69.128.328.661"), { mark: "," }).declared.balance).toBe("69128328660.50");
    expect(read(of("69.128.328.660,00"), { mark: "," }).declared.balance).toBeUndefined();
    expect(read(of("69.128.328.659"), { mark: "," }).declared.balance).toBeUndefined();
  });

  test("count in thousands where their column does", () => {
    const { declared } = read([{ cells: ["TOTAL", "", "", "", "", "1.234,5"] }], { mark: ",", unit: "thousands" });
    expect(declared.balance).toBe("1234500.00");
  });
});

describe("a title's totals", () => {
  const title = (text: string) => read([{ cells: [text], reason: "title", line: 1 }]).declared;

  test("are read with the day of the cut-off", () => {
    expect(title("CARTERA CORTE 25/11/2026 - 3.000 registros - Saldo: $ 69.128,50")).toEqual({
      rows: 3000,
      balance: "69128.50",
      cutOff: "2026-11-25",
      where: { rows: 1, balance: 1, cutOff: 1 },
    });
  });

  test("are none where digits are days or numbers", () => {
    expect(title("BANCO DEL VALLE NIT 900.123.456-7")).toEqual({ where: {} });
    expect(title("Generado 25/11/2026 10:32:05 página 1")).toEqual({ where: {} });
    expect(title("Corte 03/04/2026")).toEqual({ where: {} });
  });
});

describe("what is not certain", () => {
  test("a group's subtotals are read as nothing", () => {
    const rows = [
      { cells: ["Subtotal Centro", "", "", "", "", "21,00"], line: 50 },
      { cells: ["Subtotal Norte", "", "", "", "", "12,00"] },
    ];
    expect(read(rows)).toEqual({ declared: { where: {} }, proposed: [] });
  });

  test("a bare total below groups is only proposed", () => {
    const rows = [
      { cells: ["Total Centro", "", "", "", "", "21,00"], line: 50 },
      { cells: ["Total", "", "", "", "", "33,00"] },
    ];
    expect(read(rows)).toEqual({
      declared: { where: {} },
      proposed: [{ figure: "balance", value: "33.00", line: 3004 }],
    });
    const [group, total] = rows;
    expect(read([group!, { cells: ["Total general", ...total!.cells.slice(1)] }]).declared.balance).toBe("33.00");
  });

  test("a narrower count is only proposed", () => {
    const { declared, proposed } = read([{ cells: ["Total clientes en mora: 300"] }]);
    expect(declared).toEqual({ where: {} });
    expect(proposed).toEqual([{ figure: "debtors", value: 300, line: 3003 }]);
  });

  test("two rows that disagree are both proposed", () => {
    const { declared, proposed } = read([
      { cells: ["Registros: 3000"], reason: "note" },
      { cells: ["Total registros: 2999"] },
    ]);
    expect(declared).toEqual({ where: {} });
    expect(proposed.map(({ value }) => value)).toEqual([3000, 2999]);
  });

  test("an amount with two meanings is proposed twice", () => {
    const { declared, proposed } = read([{ cells: ["Total saldo: 1.230"] }], {});
    expect(declared).toEqual({ where: {} });
    expect(proposed.map(({ value }) => value)).toEqual(["1230.00", "1.23"]);
    expect(read([{ cells: ["Total saldo: 1.230"] }], { mark: "," }).declared.balance).toBe("1230");
  });

  test("a proposal that is right proves itself", () => {
    const reading = read([{ cells: ["Total clientes al día: 1.204", "Saldo capital: 69.128,50"] }]);
    expect(reading.declared).toEqual({ where: {} });
    const file = { rows: 3001, debtors: 1204, obligations: 3000, balance: "70000.00" };
    const proven = provenBy(reading, { totals: { file, setAside: 1 }, hasBalance: true, cutOff: null });
    expect(proven.declared).toEqual({ debtors: 1204, where: { debtors: 3003 } });
    expect(proven.proposed.map(({ figure }) => figure)).toEqual(["balance"]);
  });

  test("a count in the balance's column may be money", () => {
    const { declared, proposed } = read([{ cells: ["TOTAL REGISTROS", "", "", "", "", "69.128.328"] }]);
    expect(declared).toEqual({ where: {} });
    expect(proposed.map(({ figure }) => figure)).toEqual(["rows", "balance"]);
  });
});

const grouped = (digits: string, mark: string) => digits.replace(/\B(?=(\d{3})+$)/g, mark);

function written(cents: bigint, decimal: "," | "."): string {
  const [whole = "", fraction = ""] = formatCents(cents).split(".");
  return `${grouped(whole, decimal === "," ? "." : ",")}${decimal}${fraction}`;
}

const count = (value: number, decimal: "," | ".") => grouped(String(value), decimal === "," ? "." : ",");

type Totals = { rows: number; debtors: number; obligations: number; cents: bigint };

/** Footers as banks write them; each declares what its name says. */
const footers: readonly ((totals: Totals, decimal: "," | ".") => { row: Row; declares: readonly (keyof Totals)[] })[] =
  [
    (t, d) => ({
      row: { cells: ["TOTAL REGISTROS", String(t.rows), "", "", "", written(t.cents, d)] },
      declares: ["rows", "cents"],
    }),
    (t, d) => ({ row: { cells: ["TOTAL", "", "", "", "", `$ ${written(t.cents, d)}`] }, declares: ["cents"] }),
    (t, d) => ({ row: { cells: [`TOTAL GENERAL $ ${written(t.cents, d)}`] }, declares: ["cents"] }),
    (t, d) => ({
      row: { cells: [`Registros: ${t.rows} Valor: ${written(t.cents, d)}`], reason: "note" },
      declares: ["rows", "cents"],
    }),
    (t, d) => ({ row: { cells: [`Total obligaciones: ${count(t.obligations, d)}`] }, declares: ["obligations"] }),
    (t, d) => ({
      row: { cells: [`Total de clientes ${count(t.debtors, d)} / Total de contratos ${count(t.obligations, d)}`] },
      declares: ["debtors", "obligations"],
    }),
    (t, d) => ({
      row: {
        cells: ["Quantidade de registros", count(t.rows, d), "Saldo total", `R$ ${written(t.cents, d)}`],
        reason: "note",
      },
      declares: ["rows", "cents"],
    }),
    (t, d) => ({ row: { cells: ["SUMA DE SALDOS", written(t.cents, d)] }, declares: ["cents"] }),
    (t, d) => ({ row: { cells: ["VALOR TOTAL", written(t.cents, d)] }, declares: ["cents"] }),
    (t) => ({ row: { cells: [`REGISTROS: ${t.rows}`], reason: "note" }, declares: ["rows"] }),
    (t) => ({ row: { cells: ["CANT. REGISTROS", String(t.rows)], reason: "note" }, declares: ["rows"] }),
    (t, d) => ({
      row: { cells: [`Records: ${count(t.rows, d)}`, `Total balance: USD ${written(t.cents, d)}`], reason: "note" },
      declares: ["rows", "cents"],
    }),
    (t, d) => ({
      row: {
        cells: [`CARTERA CORTE 25/11/2026 ${t.debtors} clientes - saldo ${written(t.cents, d)}`],
        reason: "title",
        line: 1,
      },
      declares: ["debtors", "cents"],
    }),
  ];

test("any footer of true totals is read back exactly", () => {
  const number = fc.integer({ min: 0, max: 9_999_999 });
  const totals = fc.record({
    rows: number,
    debtors: number,
    obligations: number,
    cents: fc.bigInt({ min: 0n, max: 10n ** 17n }),
  });
  fc.assert(
    fc.property(totals, fc.constantFrom(...footers), fc.constantFrom(",", "."), (truth, footer, decimal) => {
      const { row, declares } = footer(truth, decimal as "," | ".");
      const { where: _, cutOff: __, ...declared } = read([row], { mark: decimal as "," | "." }).declared;
      const { cents, ...counts } = truth;
      const all = { ...counts, balance: formatCents(cents) };
      const figures = declares.map((name) => (name === "cents" ? "balance" : name));
      expect(declared).toEqual(Object.fromEntries(figures.map((name) => [name, all[name]])));
    }),
    { numRuns: cases(2_000) },
  );
});
