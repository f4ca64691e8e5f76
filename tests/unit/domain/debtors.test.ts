import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { BatchCutter, requestBody } from "#lib/domain/debtors/batch-debtors.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter } from "#lib/domain/debtors/control-counter.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { addTotals, formatCents, parseCents, sameTotals, TotalsCounter } from "#lib/domain/debtors/totals-counter.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { CutOffFinder } from "#lib/domain/validation/cut-off-finder.ts";
import { usualFields } from "#tests/support/usual-fields.ts";

const ids = [...usualFields, "obligation.total_balance"];

function contextOf(change: object = {}, columns: readonly object[] = ids.map(toField)): DerivationContext {
  const mapping: Mapping = mappingSchema.parse({ columns, ...change });
  return { fields: standardFields, mapping, country: "CO" };
}

function toField(field: string) {
  return { state: "field", field, reading: { decimalMark: ",", dateOrder: "dmy" } };
}

const ana = ["123", "Ana", "ana@x.co", "3001234567", "A1", "Consumo", "1.000,50"];

function readAll(rows: readonly (readonly string[])[], context: DerivationContext, kinds: string | null = null) {
  const read = compileRowReader(context);
  return rows.map((cells, row) => read(row, { line: row + 2, cells, kinds }));
}

const codes = (issues: readonly { code: string; column: number | null; row: number }[]) =>
  issues.map(({ code, row, column }) => `${code}@${row}:${column}`);

describe("reading rows", () => {
  test("gives canonical values by key, balances in cents", () => {
    const [row] = readAll([ana], contextOf());
    expect(row?.identification).toBe("123");
    expect([...(row?.debtor ?? [])]).toEqual([
      ["Name", "Ana"],
      ["Email", "ana@x.co"],
      ["Telephone", "3001234567"],
    ]);
    expect(row?.obligations.map((values) => Object.fromEntries(values))).toEqual([
      { id: "A1", name: "Consumo", total_balance: "1000.50" },
    ]);
    expect(row?.balanceCents).toBe(100_050);
    expect(row?.issues).toEqual([]);
  });

  test("puts issues on their cell, once per unreadable cell", () => {
    const [row] = readAll([["1,2E+09", "Ana", "a@x", "3001234567", "", "Consumo", "12abc"]], contextOf());
    expect(row?.identification).toBeNull();
    expect(codes(row?.issues ?? [])).toEqual([
      "identification_digits_lost@0:0",
      "email_malformed@0:2",
      "amount_malformed@0:6",
      "required_missing@0:4",
    ]);
  });

  test("refuses error cells and formulas without a value", () => {
    const [row] = readAll([["123", "#N/A", "ana@x.co", "3001234567", "A1", "Consumo", ""]], contextOf(), "tetttte");
    expect(codes(row?.issues ?? [])).toEqual(["cell_error@0:1", "formula_without_value@0:6"]);
  });

  test("applies defaults to empty cells, constants without a column", () => {
    const context = contextOf({
      defaults: [{ field: "debtor.Email", value: "sin@correo.co" }],
      constants: [{ field: "obligation.portfolio_type", value: "Castigada" }],
    });
    const { debtor, issues } = assembleDebtor(
      readAll([["123", "Ana", " ", "3001234567", "A1", "Consumo", ""]], context),
      context,
    );
    expect(JSON.parse(debtor?.payload ?? "")).toMatchObject({
      Email: "sin@correo.co",
      Obligations: [{ portfolio_type: "Castigada" }],
    });
    expect(issues).toEqual([]);
  });

  test("joins name parts in order of position", () => {
    const columns = ids
      .map(toField)
      .map((column, index) => (index === 1 ? { state: "joined", field: "debtor.Name", position: 2 } : column));
    const context = contextOf({}, [...columns, { state: "joined", field: "debtor.Name", position: 1 }]);
    const [row] = readAll([["123", "Ruiz", "ana@x.co", "3001234567", "A1", "C", "1", "Ana"]], context);
    expect(row?.debtor.get("Name")).toBe("Ana Ruiz");
  });

  test("reads repeated groups and skips the empty ones", () => {
    const group = (number: number) =>
      ["obligation.id", "obligation.name", "obligation.total_balance"].map((field) => ({
        ...toField(field),
        group: number,
      }));
    const context = contextOf({ layout: "repeated_groups" }, [
      ...ids.slice(0, 4).map(toField),
      ...group(0),
      ...group(1),
      ...group(2),
    ]);
    const [row] = readAll([[...ana.slice(0, 4), "A1", "C", "1,5", "", "", "", "A3", "T", "2"]], context);
    expect(row?.obligations.map((values) => values.get("id"))).toEqual(["A1", "A3"]);
    expect(row?.balanceCents).toBe(350);
    expect(row?.issues).toEqual([]);
  });
});

describe("assembling a debtor", () => {
  test("writes the payload in catalogue order without empty values", () => {
    const context = contextOf();
    const rows = readAll([ana, ["123", "", "", "", "A2", 'Libre "inversión"', ""]], context);
    const { debtor, issues } = assembleDebtor(rows, context);
    expect(issues).toEqual([]);
    expect(debtor?.payload).toBe(
      '{"Identification":"123","Name":"Ana","Email":"ana@x.co","Telephone":"3001234567","Obligations":[{"id":"A1","name":"Consumo","total_balance":"1000.50"},{"id":"A2","name":"Libre \\"inversión\\""}]}',
    );
    expect(debtor).toMatchObject({ rows: [0, 1], lines: [2, 3], obligationCount: 2, balanceCents: 100_050 });
  });

  test("reports a missing required field on the first row", () => {
    const context = contextOf();
    const rows = readAll(
      [
        ["123", "Ana", "", "3001234567", "A1", "C", "1"],
        ["123", "Ana", "", "", "A2", "C", "1"],
      ],
      context,
    );
    const { debtor, issues } = assembleDebtor(rows, context);
    expect(debtor).toBeNull();
    expect(codes(issues)).toEqual(["required_missing@0:2"]);
  });

  test("leaves a debtor out whole for one row's error", () => {
    const context = contextOf();
    const { debtor } = assembleDebtor(readAll([ana, ["123", "", "", "", "A2", "C", "12abc"]], context), context);
    expect(debtor).toBeNull();
  });

  test("sends a repeated row once and reports its line", () => {
    const context = contextOf();
    const { debtor, issues, repetitions } = assembleDebtor(readAll([ana, ana], context), context);
    expect(debtor).toMatchObject({ rows: [0], lines: [2], obligationCount: 1, balanceCents: 100_050 });
    expect(issues.map(({ row, code, severity, params }) => ({ row, code, severity, params }))).toEqual([
      { row: 1, code: "row_repeated", severity: "warning", params: { obligation: "A1", line: 2 } },
    ]);
    expect(repetitions).toEqual([{ row: 1, obligations: [0], cents: 100_050, isWholeRow: true }]);
  });

  test("leaves out debtors with repeated rows on request", () => {
    const context = contextOf({ leftOut: [{ code: "row_repeated", field: "obligation.id" }] });
    expect(assembleDebtor(readAll([ana, ana], context), context)).toMatchObject({ debtor: null, repetitions: [] });
  });

  const told = (balance: string) => ana.with(6, balance);
  test.each([
    ["nothing", [], ["1", "2"], null, ["obligation_repeated@1:4"]],
    ["leave_out", ["leave_out"], ["1", "2"], null, ["obligation_repeated@1:4"]],
    ["first", ["first"], ["1", "2"], "1", ["obligation_set_aside@1:4"]],
    ["last", ["last"], ["1", "2"], "2", ["obligation_set_aside@0:4"]],
    ["last of three alike", ["last"], ["1", "2", "1"], "1", ["obligation_set_aside@1:4", "row_repeated@2:4"]],
    ["most_frequent", ["most_frequent"], ["1", "2", "2"], "2", ["obligation_set_aside@0:4", "row_repeated@2:4"]],
    ["most_frequent without a leader", ["most_frequent"], ["1", "2"], null, ["obligation_repeated@1:4"]],
  ])("settles differing rows of an obligation: %s", (_, policies, balances, sent, said) => {
    const context = contextOf({ conflicts: policies.map((policy) => ({ field: "obligation.id", policy })) });
    const { debtor, issues } = assembleDebtor(readAll(balances.map(told), context), context);
    const payload = debtor === null ? null : JSON.parse(debtor.payload);
    expect(payload?.Obligations.map((values: { total_balance: string }) => values.total_balance) ?? null).toEqual(
      sent === null ? null : [sent],
    );
    expect(codes(issues)).toEqual(said);
  });

  test("counts what it does not send, to the cent", () => {
    const context = contextOf({ conflicts: [{ field: "obligation.id", policy: "last" }] });
    const rows = readAll([told("1,10"), told("2,20"), ["123", "", "", "", "A2", "C", "4,40"]], context);
    const counter = new ControlCounter();
    counter.add(rows, assembleDebtor(rows, context));
    expect(counter.totals()).toEqual({
      file: { rows: 3, debtors: 1, obligations: 3, balance: "7.70" },
      setAside: 0,
      leftOut: { rows: 1, debtors: 0, obligations: 1, balance: "1.10" },
      staged: { rows: 2, debtors: 1, obligations: 2, balance: "6.60" },
    });
    counter.add(rows, assembleDebtor(rows, context), -1);
    expect(counter.totals().file).toEqual({ rows: 0, debtors: 0, obligations: 0, balance: "0.00" });
  });

  test("keeps a row if only one of its obligations repeats", () => {
    const group = (number: number) => ids.slice(4).map((field) => ({ ...toField(field), group: number }));
    const context = contextOf({ layout: "repeated_groups" }, [
      ...ids.slice(0, 4).map(toField),
      ...group(0),
      ...group(1),
    ]);
    const rows = readAll(
      [
        [...ana, "A1", "Consumo", "1.000,50"],
        [...ana.slice(0, 4), "A1", "Consumo", "1.000,50", "A2", "C", "5"],
      ],
      context,
    );
    const { debtor, repetitions } = assembleDebtor(rows, context);
    expect(JSON.parse(debtor?.payload ?? "").Obligations.map(({ id }: { id: string }) => id)).toEqual(["A1", "A2"]);
    expect(debtor?.lines).toEqual([2, 3]);
    expect(repetitions).toEqual([
      { row: 0, obligations: [1], cents: 100_050, isWholeRow: false },
      { row: 1, obligations: [0], cents: 100_050, isWholeRow: false },
    ]);
  });

  test("reads a repeated row's values of its debtor", () => {
    const context = contextOf();
    const { debtor, issues } = assembleDebtor(readAll([ana.with(3, ""), ana], context), context);
    expect(JSON.parse(debtor?.payload ?? "").Telephone).toBe("3001234567");
    expect(codes(issues)).toEqual(["row_repeated@1:4"]);
  });

  test.each([
    ["first", "Ana", ["debtor_values_differ@1:1", "debtor_values_differ@2:1"]],
    ["last", "Luz", ["debtor_values_differ@0:1"]],
    ["most_frequent", "Luz", ["debtor_values_differ@0:1"]],
    ["leave_out", null, ["debtor_left_out@1:1", "debtor_left_out@2:1"]],
  ])("settles differing names by the policy %s", (policy, name, said) => {
    const context = contextOf({ conflicts: [{ field: "debtor.Name", policy }] });
    const named = (value: string, id: string) => ["123", value, "ana@x.co", "3001234567", id, "C", "1"];
    const { debtor, issues } = assembleDebtor(
      readAll([named("Ana", "1"), named("Luz", "2"), named("Luz", "3")], context),
      context,
    );
    expect(debtor === null ? null : JSON.parse(debtor.payload).Name).toBe(name);
    expect(codes(issues)).toEqual(said);
  });

  test("ignores differences of accents and case in names", () => {
    const context = contextOf();
    const rows = readAll(
      [
        ["123", "JOSÉ", "a@x.co", "3001234567", "1", "C", ""],
        ["123", "Jose", "", "", "2", "C", ""],
      ],
      context,
    );
    expect(assembleDebtor(rows, context).issues).toEqual([]);
  });

  test("gives the same text from stored and fresh rows", () => {
    const context = contextOf();
    const rows = readAll([ana], context);
    const stored = rows.map((row) => ({
      ...row,
      debtor: new Map(row.debtor),
      obligations: row.obligations.map((values) => new Map(values)),
    }));
    expect(assembleDebtor(stored, context)).toEqual(assembleDebtor(rows, contextOf()));
  });
});

const payloadArbitrary = fc.record({ size: fc.integer({ min: 1, max: 400 }), accents: fc.boolean() });

test("batches keep the debtors' order and both limits", () => {
  fc.assert(
    fc.property(fc.array(payloadArbitrary, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (sizes, most) => {
      const payloads = sizes.map(({ size, accents }, index) =>
        JSON.stringify({ Identification: String(index), Name: (accents ? "ñ€😀" : "n").repeat(size) }),
      );
      const cutter = new BatchCutter({ debtors: most, bytes: 2_000 });
      const batches: { payloads: string[]; bytes: number }[] = [];
      for (const payload of payloads) {
        if (cutter.add(Buffer.byteLength(payload))) batches.push({ payloads: [], bytes: 0 });
        batches.at(-1)?.payloads.push(payload);
        batches.splice(-1, 1, { payloads: batches.at(-1)?.payloads ?? [], bytes: cutter.bytes });
      }
      expect(batches.flatMap((batch) => batch.payloads)).toEqual(payloads);
      for (const batch of batches) {
        expect(batch.payloads.length).toBeLessThanOrEqual(most);
        expect(Buffer.byteLength(requestBody("operacion", batch.payloads))).toBeLessThanOrEqual(batch.bytes);
        expect(batch.bytes <= 2_000 || batch.payloads.length === 1).toBe(true);
      }
    }),
  );
});

test("totals are exact beyond what a number holds", () => {
  const counter = new TotalsCounter();
  for (let i = 0; i < 1000; i++) counter.add(1, 1, 2, 99_999_999_999_999);
  counter.subtract(1, 0, 1, 1);
  expect(counter.totals()).toEqual({ rows: 999, debtors: 1000, obligations: 1999, balance: "999999999999989.99" });
});

test("cents survive formatting and parsing, and totals add up", () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt(), (a, b) => {
      expect(parseCents(formatCents(a))).toBe(a);
      const of = (cents: bigint) => ({ rows: 1, debtors: 1, obligations: 1, balance: formatCents(cents) });
      expect(sameTotals(addTotals(of(a), of(b)), addTotals(of(b), of(a)))).toBe(true);
      expect(sameTotals(of(a), of(a + 1n))).toBe(false);
    }),
  );
  expect(formatCents(-5n)).toBe("-0.05");
  expect(() => parseCents("1.234")).toThrow(RangeError);
});

describe("rules between two values of an obligation", () => {
  const columns = [
    "debtor.Identification",
    "obligation.id",
    "obligation.name",
    "obligation.total_balance",
    "obligation.balance_payment",
    "obligation.expiring_date",
    "obligation.days_delay",
  ].map(toField);

  test("a payment above the balance is a warning", () => {
    const [row] = readAll(
      [
        ["1", "A", "C", "100", "100,01", "", ""],
        ["1", "B", "C", "100", "100", "", ""],
      ],
      contextOf({}, columns),
    );
    expect(codes(row?.issues ?? [])).toEqual(["payment_above_balance@0:4"]);
  });

  test("days in arrears are compared once the cut-off is known", () => {
    const cells = (due: string, days: string) => ["1", "A", "C", "", "", due, days];
    const rows = Array.from({ length: 30 }, (_, i) =>
      cells(`${String(i + 1).padStart(2, "0")}/01/2025`, String(59 - i)),
    );
    const finder = new CutOffFinder();
    for (const row of readAll(rows, contextOf({}, columns))) finder.add(row);
    expect(finder.found()).toEqual({ day: "2025-03-01", agreeing: 30, obligations: 30 });
    const checked = readAll([...rows, cells("01/02/2025", "400")], contextOf({ cutOff: "2025-03-01" }, columns));
    expect(checked.flatMap((row) => codes(row.issues))).toEqual(["days_against_due_date@30:6"]);
    const unasked = readAll([cells("01/02/2025", "400")], contextOf({ cutOff: "none" }, columns));
    expect(unasked[0]?.issues).toEqual([]);
  });
});
