import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DateOrder } from "#lib/domain/cleaning/dates/calendar.ts";
import { dateCleaner } from "#lib/domain/cleaning/dates/date.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";
import { describedColumns } from "#tests/support/readings/described-columns.ts";

type Digits = 2 | 4;

function written(day: Date, order: DateOrder, digits: Digits, losesZero = false): string {
  const [year = "", month = "", date = ""] = day.toISOString().slice(0, 10).split("-");
  const parts = { dmy: [date, month, year.slice(4 - digits)], mdy: [month, date, year.slice(4 - digits)] };
  const text = order === "ymd" ? `${year.slice(4 - digits)}${month}${date}` : parts[order].join("");
  return losesZero ? String(Number(text)) : text;
}

const anyDays = Array.from({ length: 90 }, (_, index) => new Date(Date.UTC(2023, 0, 1 + index * 13)));
const column = (cells: readonly string[], kinds?: string) =>
  describedColumns([{ header: "Fecha vencimiento", cells, ...(kinds === undefined ? {} : { kinds }) }])[0];

describe("dates without separators", () => {
  test.each([
    ["dmy", 2],
    ["mdy", 2],
    ["ymd", 2],
    ["dmy", 4],
    ["mdy", 4],
  ] as const)("%s with %i digits of the year are recognised with their order", (order, digits) => {
    for (const losesZero of [false, true]) {
      const cells = anyDays.map((day) => written(day, order, digits, losesZero));
      for (const kinds of ["t", "n"].map((kind) => kind.repeat(cells.length))) {
        const found = column(cells, kinds);
        expect(found?.proposal).toMatchObject({ field: "obligation.expiring_date", reason: "synonym" });
        expect(found?.dateOrder).toMatchObject({ value: order });
        expect(found?.dateOrder?.certainty).not.toBe("ambiguous");
      }
    }
  });

  test("of few days are asked, with every possible order", () => {
    const found = column(["150126", "120226", "100326"]);
    expect(found?.dateOrder?.certainty).toBe("ambiguous");
    const offered = [found?.dateOrder?.value, ...(found?.dateOrder?.alternatives ?? [])];
    expect(offered.sort()).toEqual(["dmy", "mdy", "ymd"]);
  });

  test("are distinguished from amounts and numbers of equal length", () => {
    const header = ["Saldo total", "Numero de credito", "Valor ultimo pago"];
    const cells = Array.from({ length: 200 }, (_, at) => String(100_000 + ((at * 7_919) % 900_000)));
    const columns = describedColumns(header.map((name) => ({ header: name, cells })));
    expect(columns.map(({ dateOrder, proposal }) => [dateOrder, proposal?.reason])).toEqual(
      header.map(() => [null, "synonym"]),
    );
  });

  test("are read as meant or asked, with zeros lost too", () => {
    let decided = 0;
    const given = fc.record({
      order: fc.constantFrom<DateOrder>("dmy", "mdy", "ymd"),
      digits: fc.constantFrom<Digits>(2, 4),
      kind: fc.constantFrom("t", "n"),
      losesZero: fc.boolean(),
      from: fc.integer({ min: 2001, max: 2026 }),
      spread: fc.integer({ min: 1, max: 1500 }),
      seeds: fc.array(fc.nat(), { minLength: 1, maxLength: 90 }),
    });
    fc.assert(
      fc.property(given, ({ order, digits, kind, losesZero, from, spread, seeds }) => {
        const days = seeds.map((seed) => new Date(Date.UTC(from, 0, 1 + (seed % spread))));
        const cells = days.map((day) => written(day, order, digits, losesZero || kind === "n"));
        const found = column(cells, kind.repeat(cells.length));
        if (order === "ymd" && digits === 4) return;
        if (found?.dateOrder == null || found.dateOrder.certainty === "ambiguous") return;
        expect(found.hasCompactDates).toBe(true);
        decided++;
        const read = dateCleaner("YYYY-MM-DD", { dateOrder: found.dateOrder.value, hasCompactDates: true });
        for (const [at, cell] of cells.entries())
          expect(read(cell, kind === "n" ? "number" : "text", () => undefined)).toBe(
            days[at]?.toISOString().slice(0, 10),
          );
      }),
      { numRuns: cases(600) },
    );
    expect(decided).toBeGreaterThan(cases(100));
  });

  test("follow the order that agrees with days in arrears", () => {
    const late = [549, 329, 304, 404, 197, 12, 95];
    const due = late.map((days) => new Date(Date.UTC(2026, 10, 25) - days * 86_400_000));
    for (const order of ["dmy", "mdy", "ymd"] as const) {
      const cells = due.map((day) => written(day, order, 2));
      const columns = describedColumns([
        { header: "Fecha vencimiento", cells },
        { header: "Días mora", cells: late.map(String) },
      ]);
      expect(columns[0]?.dateOrder).toMatchObject({ value: order });
      expect(columns[0]?.dateOrder?.certainty).not.toBe("ambiguous");
    }
  });
});

test("contradictory dates are asked, those with two readings reported", () => {
  const cells = ["150126", "011526", "160226", "021726", "50726", "050726"];
  expect(column(cells)?.dateOrder).toMatchObject({ certainty: "ambiguous", evidence: "date_contradictory" });
  const clean = dateCleaner("YYYY-MM-DD", { dateOrder: "dmy", hasCompactDates: true, hasBothOrders: true });
  const told = (text: string, kind: "text" | "number") => {
    const codes: string[] = [];
    clean(text, kind, (code) => codes.push(code));
    return codes;
  };
  expect(told("50726", "number")).toEqual(["date_of_two_readings"]);
  expect(told("050726", "text")).toEqual(["date_of_two_readings"]);
  expect(told("05072026", "text")).toEqual(["date_of_two_readings"]);
  expect(told("150126", "text")).toEqual([]);
  expect(told("20260705", "text")).toEqual([]);
});

test("a number without its leading zero is no serial day", async () => {
  const header = "Cedula;Nombre completo;Celular;Correo;Numero de credito;Producto;Saldo total;Fecha vencimiento";
  const cells = ["50126", "310126", "150226", "280226", "170326"];
  const rows = cells.map(
    (date, at) => `102030405${at};Ana Ruiz;300123456${at};ana${at}@x.co;CR-100${at};Vivienda;1250000;${date}`,
  );
  const workbench = new Workbench();
  const file = new File([[header, ...rows].join("\n")], "cartera.csv");
  const report = await workbench.open({ file, settings: {}, fields: standardFields });
  const columns = report.columns.map(({ proposal }) => ({
    state: "field",
    field: proposal?.field,
    reading: { dateOrder: "dmy" },
  }));
  const mapping = mappingSchema.parse({ columns });
  const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  expect(summary.groups).toEqual([]);
  expect(workbench.planStaging().mapping.columns[7]).toMatchObject({ reading: { hasCompactDates: true } });
});

test("dates without separators in another order are asked", () => {
  const many = anyDays.map((day) => written(day, "dmy", 4));
  expect(column([...many, "01/25/2026", "02/26/2026"])?.dateOrder).toMatchObject({
    certainty: "ambiguous",
    evidence: "date_forms_differ",
  });
});
