import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { customField, fieldsOf, isReservedLabel, standardFields } from "#lib/domain/fields/catalogue.ts";
import { assignBest } from "#lib/domain/mapping/assign.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import { ColumnProfiler } from "#lib/domain/mapping/columns/column-profiler.ts";
import { carryMapping, compareShapes, fingerprint } from "#lib/domain/mapping/headers/fingerprint.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { CellKind } from "#lib/domain/table/table.ts";

function profile(values: readonly string[], kind: CellKind = "text") {
  const profiler = new ColumnProfiler();
  for (const value of values) profiler.add(value, kind);
  return profiler.profile();
}

function repeated(value: string, times: number): string[] {
  return Array.from({ length: times }, () => value);
}

describe("the decimal mark of a column", () => {
  test.each([
    [["1.234.567,89", "12"], ",", "sure"],
    [["1,234,567.89"], ".", "sure"],
    [["1.234.567"], ",", "sure"],
    [["1234.5"], ".", "sure"],
    [["0,125"], ",", "sure"],
    [["$ 1.234", "$ 5.678"], ",", "ambiguous"],
    [["1,5", "1.5"], ",", "ambiguous"],
    [[...repeated("1,5", 199), "1.5"], ",", "likely"],
  ])("of %j is %j, %s", (values, mark, certainty) => {
    expect(profile(values).decimalMark).toMatchObject({ value: mark, certainty });
  });

  test("is not asked for if no text has one", () => {
    expect(profile(["1234", "12"]).decimalMark).toBeNull();
    expect(profile(["1234.5"], "number").decimalMark).toBeNull();
    expect(profile(["ANA"]).decimalMark).toBeNull();
  });
});

describe("the date order of a column", () => {
  test.each([
    [["31/01/2025", "01/02/2025"], "dmy", "sure"],
    [["01/31/2025"], "mdy", "sure"],
    [["2025-01-31"], "ymd", "sure"],
    [["01/02/2025"], "dmy", "ambiguous"],
    [["31/01/2025", "01/31/2025"], "dmy", "ambiguous"],
    [[...repeated("31/01/2025", 499), "01/31/2025"], "dmy", "likely"],
    [["25-01-31"], "dmy", "ambiguous"],
    [["31/01/98", "15/02/99"], "dmy", "sure"],
  ])("of %j is %s, %s", (values, order, certainty) => {
    expect(profile(values).dateOrder).toMatchObject({ value: order, certainty });
  });

  test("reports the deciding share without rounding up to all", () => {
    const dates = [...repeated("31/01/2025", 9999), "01/31/2025"];
    expect(profile(dates).dateOrder?.params).toEqual({ cells: 10_000, share: 99.9 });
  });
});

test("a profile counts the kinds of its cells", () => {
  expect(profile(["a@b.co", "x@y.com.co"]).counts.emails).toBe(2);
  expect(profile(["3001234567", "+57 300 123 4567"]).counts.telephones).toBe(2);
  expect(profile(["(1.234)", "5-", "-3"]).counts.negatives).toBe(3);
  expect(profile(["12,5%"]).counts.percents).toBe(1);
  expect(profile(["31-ene-2025", "20250131"]).counts.dates).toBe(2);
  expect(profile(["", " ", "x"]).filled).toBe(1);
});

describe("the shape of a file", () => {
  const headers = ["Cédula", "Nombre", "Saldo total", "Fecha"];

  test("ignores case, accents and punctuation", () => {
    expect(fingerprint(["CEDULA", "nombre", "SALDO_TOTAL", "fecha:"])).toBe(fingerprint(headers));
    expect(fingerprint(["Nombre", "Cédula", "Saldo total", "Fecha"])).not.toBe(fingerprint(headers));
    expect(fingerprint(headers)).toMatch(/^[0-9a-f]{32}$/);
  });

  test("distinguishes headers that differ only by case", () => {
    expect(fingerprint(["id", "Name", "name"])).not.toBe(fingerprint(["id", "name", "Name"]));
    expect(compareShapes(["Name", "name"], ["name", "Name"]).renamed).toEqual([]);
    const mapping = mappingSchema.parse({
      columns: [
        { state: "field", field: "debtor.Name" },
        { state: "field", field: "obligation.name" },
      ],
    });
    expect(carryMapping(["Name", "name"], ["name", "Name"], mapping).columns).toEqual(mapping.columns.toReversed());
  });

  test("lists renamed, added, moved and lost columns", () => {
    expect(compareShapes(headers, headers)).toEqual({ renamed: [], added: [], moved: [], lost: [] });
    expect(compareShapes(headers, ["Cédula", "Cliente", "Saldo total", "Fecha"]).renamed).toEqual([
      { before: 1, now: 1 },
    ]);
    expect(compareShapes(headers, ["Nuevo", ...headers])).toEqual({ renamed: [], added: [0], moved: [], lost: [] });
    expect(compareShapes(headers, ["Nombre", "Saldo total", "Fecha", "Cédula"]).moved).toEqual([{ before: 0, now: 3 }]);
    expect(compareShapes(headers, headers.slice(0, 3)).lost).toEqual([3]);
  });

  test("carries a mapping by name, new columns stay open", () => {
    const mapping = mappingSchema.parse({
      columns: headers.map((_, index) =>
        index === 2 ? { state: "field", field: "obligation.total_balance" } : { state: "left_out" },
      ),
    });
    const carried = carryMapping(headers, ["Saldo Total", "Otro", "Cédula", "Nombre", "Fecha"], mapping);
    expect(carried.columns.map((column) => column.state)).toEqual([
      "field",
      "unmapped",
      "left_out",
      "left_out",
      "left_out",
    ]);
  });
});

describe("checking a mapping", () => {
  const field = (id: string, reading = {}) => ({ state: "field", field: id, reading });
  const required = [
    "debtor.Identification",
    "debtor.Name",
    "debtor.Email",
    "debtor.Telephone",
    "obligation.id",
    "obligation.name",
  ];
  const problems = (
    columns: readonly object[],
    change: object = {},
    readings = columns.map(() => profile(["1.234", "01/02/2025"])),
  ) =>
    checkMapping(mappingSchema.parse({ columns, ...change }), standardFields, columns.length, readings).map(
      ({ code, field: id, columns: at }) => `${code} ${id} ${at}`,
    );

  test("finds nothing wrong with a complete one", () => {
    expect(problems(required.map((id) => field(id)))).toEqual([]);
  });

  test("names every problem with its columns", () => {
    const columns = required.map((id) => field(id));
    expect(problems(columns.slice(1))).toEqual(["required_field_missing debtor.Identification "]);
    expect(problems([...columns, field("debtor.Name")])).toEqual(["field_taken_twice debtor.Name 1,6"]);
    expect(problems([...columns, field("debtor.custom.X")])).toEqual(["unknown_field debtor.custom.X 6"]);
    expect(problems([...columns, field("obligation.total_balance")])).toEqual([
      "reading_missing obligation.total_balance 6",
    ]);
    expect(problems([...columns, field("obligation.total_balance", { decimalMark: "," })])).toEqual([]);
    expect(problems(columns, { constants: [{ field: "debtor.Email", value: "a@b.co" }] })).toEqual([
      "field_and_constant debtor.Email 2",
    ]);
    expect(problems(columns, { defaults: [{ field: "debtor.Email", value: "nada" }] })).toEqual([
      "value_malformed debtor.Email ",
    ]);
    expect(checkMapping(mappingSchema.parse({ columns }), standardFields, 9)).toMatchObject([
      { code: "column_count_differs" },
    ]);
  });
});

test("the assignment is one-to-one and the best", () => {
  const matrix = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 4, maxLength: 4 }), {
    minLength: 1,
    maxLength: 4,
  });
  const bestOf = (scores: readonly (readonly number[])[], used: ReadonlySet<number>): number => {
    const [row, ...rest] = scores;
    if (row === undefined) return 0;
    return row.reduce(
      (best, score, at) => (used.has(at) ? best : Math.max(best, score + bestOf(rest, new Set([...used, at])))),
      bestOf(rest, used),
    );
  };
  fc.assert(
    fc.property(matrix, (scores) => {
      const assigned = assignBest(scores, 4);
      const taken = assigned.filter((at) => at >= 0);
      expect(new Set(taken).size).toBe(taken.length);
      expect(assigned.reduce((sum, at, row) => sum + (at < 0 ? 0 : (scores[row]?.[at] ?? 0)), 0)).toBe(
        bestOf(scores, new Set()),
      );
    }),
  );
});

test("custom fields keep their label and replace no standard field", () => {
  const ciudad = {
    level: "debtor",
    label: "Ciudad año",
    kind: "text",
    dateFormat: "YYYY-MM-DD",
    allowedValues: [],
  } as const;
  expect(customField(ciudad)).toMatchObject({
    id: "debtor.custom.Ciudad año",
    apiKey: "Ciudad año",
    isRequired: false,
  });
  expect(fieldsOf([ciudad])).toHaveLength(standardFields.length + 1);
  expect(isReservedLabel("debtor", "Obligations")).toBe(true);
  expect(isReservedLabel("obligation", "Name")).toBe(false);
});
