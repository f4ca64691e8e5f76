import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cases } from "#tests/support/depth.ts";
import { describedColumns, type WrittenColumn } from "#tests/support/readings/described-columns.ts";

const thousands: WrittenColumn = { header: "Saldo total", cells: ["291.000", "85.500", "4.000", "912.000"] };
const repeated = (cell: string, times: number) => Array.from({ length: times }, () => cell);

/** How the first of the columns is read: its decimal mark, "asked", or "none". */
function readAs(...written: readonly WrittenColumn[]): string {
  const finding = describedColumns(written)[0]?.decimalMark;
  if (finding == null) return "none";
  return finding.certainty === "ambiguous" ? "asked" : finding.value;
}

describe("a balance of thousands, 291.000, beside a column that is no money", () => {
  test.each([
    ["Tasa", ["1.5", "2.25"]],
    ["Tasa de interés", ["1.5", "2.25"]],
    ["Versión", ["1.2", "2.0"]],
    ["Hora gestión", ["10.30", "8.15"]],
    ["Latitud", ["4.6097102", "6.25184"]],
    ["Longitud", ["-74.081749", "-75.56359"]],
    ["Cédula", ["89.552.501", "1.020.304.050"]],
    ["Nro obligación", ["89.552.501", "1.020.304.050"]],
    ["% mora", ["12.5", "8.25"]],
    ["Porcentaje", ["12,5 %", "8,25"]],
    ["Días mora", ["30.5", "12.5"]],
    ["Interés", ["1.5", "2.25"]],
    ["Puntaje", ["1.234,5", "2.345,5"]],
  ])("%s %j asks how it is read", (header, cells) => {
    expect(readAs(thousands, { header, cells })).toBe("asked");
  });

  test("a workbook's number cells settle nothing", () => {
    expect(readAs(thousands, { header: "Saldo capital", cells: ["1291000.5", "3"], kinds: "nn" })).toBe("asked");
  });
});

describe("a balance of thousands beside other money", () => {
  test.each([
    [["1.291.000"], ","],
    [["1.291.000,50"], ","],
    [["$ 1.291.000", "$ 200"], ","],
    [["-1.291.000"], ","],
    [["(1.291.000)"], ","],
    // Decimals alone do not show what a dot before three digits means.
    [["1500,50"], "asked"],
    [["1500.50"], "asked"],
    [["1,291,000.00"], "asked"],
    [["1.291.000", "1,291,000"], "asked"],
  ])("of %j is read with %s", (cells, mark) => {
    expect(readAs(thousands, { header: "Saldo capital", cells })).toBe(mark);
  });

  test.each(["last_pay", "ULTIMO PAGO", "Último abono", "Por pagar"])("the money of %j is settled by it", (header) => {
    const balance = { header: "Saldo total", cells: ["1.291.000"] };
    expect(readAs({ ...thousands, header }, balance)).toBe(",");
  });

  test("that contradicts other money is asked", () => {
    const capital = { header: "Saldo capital", cells: ["1.291.000"] };
    const paid = { header: "Valor último pago", cells: ["1,291,000"] };
    expect(readAs(thousands, capital, paid)).toBe("asked");
  });

  test("always has both sums, one a thousandth of the other", () => {
    for (const others of [[], [{ header: "Saldo capital", cells: ["1.291.000"] }]]) {
      const [balance] = describedColumns([thousands, ...others]);
      expect(balance?.sums).toEqual({
        ",": { sum: "1292500.00", unreadable: 0 },
        ".": { sum: "1292.50", unreadable: 0 },
      });
    }
  });

  test("sums every form of an amount and no other column", () => {
    const cells = ["-291.000", "(85.500)", "$ 4.000", "COP 1.000", "1000", "500.5"];
    const [balance, name] = describedColumns([
      { header: "Saldo", cells, kinds: "tttttn" },
      { header: "Nombre", cells: ["Ana"] },
    ]);
    expect(balance?.sums?.[","]).toEqual({ sum: "-369999.50", unreadable: 0 });
    expect(name?.sums).toBeUndefined();
  });
});

describe("a column of money that few of its cells decide", () => {
  test.each([
    // With decimal dots the others would be a thousandth; a single slip must not do that.
    [[...repeated("291.000", 99), "12.50"], "asked"],
    [[...repeated("291.000", 99), "0.5"], "asked"],
    [[...repeated("291.000", 40), ...repeated("1500.50", 60)], "asked"],
    [[...repeated("291,000", 99), "1.234,5"], "asked"],
    [["1.234", "1,234"], "asked"],
    // With dots between thousands the others look like money.
    [[...repeated("291.000", 99), "1.291.000"], ","],
    [["1.234", "1.234,5"], ","],
    [["1,234", "1,234.50"], "."],
    // Numbers that a program wrote with all their decimals.
    [["123.456", "12.34567", "1234.5678", "98.1", "7.25"], "."],
  ])("%j is read with %s", (cells, mark) => {
    expect(readAs({ header: "Saldo", cells })).toBe(mark);
  });
});

/** Amounts in cents, written in a bank's format. */
const formats = {
  "1.234,56": [".", ",", 2],
  "1,234.56": [",", ".", 2],
  "1234,56": ["", ",", 2],
  "1234.56": ["", ".", 2],
  "1.234": [".", ",", 0],
  "1,234": [",", ".", 0],
  "1234": ["", ",", 0],
} as const;

function written(cents: number, [group, mark, places]: readonly [string, string, number], dress: string): string {
  const whole = String(Math.floor(Math.abs(cents) / 100)).replace(/\B(?=(\d{3})+$)/g, group);
  const text = places === 0 ? whole : `${whole}${mark}${String(Math.abs(cents) % 100).padStart(2, "0")}`;
  return dress.replace("x", cents < 0 && dress === "x" ? `-${text}` : text);
}

const amounts = fc.record({
  format: fc.constantFrom(...Object.values(formats)),
  dress: fc.constantFrom("x", "$ x", "x COP", "(x)"),
  // Small amounts too: nothing decides a column without a million.
  cents: fc.array(fc.oneof(fc.integer({ min: 0, max: 99_999_900 }), fc.integer({ min: 0, max: 9_999_999_900 })), {
    minLength: 1,
    maxLength: 40,
  }),
});

const others: readonly WrittenColumn[] = [
  { header: "Tasa", cells: ["1.5"] },
  { header: "Tasa", cells: ["1,5"] },
  { header: "Latitud", cells: ["4.60971"] },
  { header: "Cédula", cells: ["89.552.501"] },
  { header: "Cédula", cells: ["89,552,501"] },
  { header: "Hora", cells: ["10.30"] },
];

test("money in any format is read as meant or asked", () => {
  let decided = 0;
  fc.assert(
    fc.property(amounts, fc.subarray([...others]), ({ format, dress, cents }, beside) => {
      const cells = cents.map((amount) => written(amount, format, dress));
      const read = readAs({ header: "Saldo total", cells }, ...beside);
      expect(["none", "asked", format[1]]).toContain(read);
      if (read === "none") expect(cells.every((cell) => !/[.,]/.test(cell))).toBe(true);
      // If a cell proves the mark, nothing is asked.
      const isProven = format[2] > 0 || (format[0] !== "" && cents.some((amount) => amount >= 100_000_000));
      if (isProven) expect(read).toBe(format[1]);
      if (isProven) decided++;
    }),
    { numRuns: cases(500) },
  );
  expect(decided).toBeGreaterThan(cases(200));
});
