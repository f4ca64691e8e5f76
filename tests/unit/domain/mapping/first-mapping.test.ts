import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { firstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import type { AmountUnit } from "#lib/domain/mapping/cell-reading.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { columnReport, proposal } from "../../components/mapping/column-reports.ts";

const usedAt = "2025-11-24T10:00:00.000Z";

const to = (field: string) => ({ state: "field", field, group: 0, reading: {} }) as const;
const remembered: Mapping = {
  layout: "row_per_obligation",
  columns: [to("debtor.Identification"), to("debtor.Name"), { state: "left_out" }],
  constants: [{ field: "obligation.name", value: "Crédito" }],
  defaults: [{ field: "debtor.Email", value: "sin@correo.co" }],
  separators: [],
  conflicts: [],
};
const headers = ["Cédula", "Nombre", "Zona"];
const columnsOf = (names: readonly string[]) => names.map((name, index) => columnReport(index, name));

/** A decimal mark that no value settles. */
const openMark = {
  value: ",",
  certainty: "ambiguous",
  evidence: "decimal_undecided",
  params: {},
  alternatives: ["."],
} as const;

describe("the first mapping of a file", () => {
  test("takes sure proposals and leaves doubtful ones open", () => {
    const columns = [
      columnReport(0, "Cédula", { proposal: proposal("debtor.Identification") }),
      columnReport(1, "Saldo", { proposal: proposal("obligation.total_balance", "doubtful") }),
    ];
    const { mapping, memory } = firstMapping(columns, standardFields, { kind: "none" });
    expect(memory.kind).toBe("none");
    expect(mapping.columns).toEqual([to("debtor.Identification"), { state: "unmapped" }]);
  });

  test("gives a field to one column only", () => {
    const columns = [0, 1].map((index) => columnReport(index, "Nombre", { proposal: proposal("debtor.Name") }));
    const { mapping } = firstMapping(columns, standardFields, { kind: "none" });
    expect(mapping.columns.map((column) => column.state)).toEqual(["field", "unmapped"]);
  });

  test("is the remembered one for the same shape", () => {
    expect(firstMapping(columnsOf(headers), standardFields, { kind: "exact", mapping: remembered, usedAt })).toEqual({
      mapping: remembered,
      memory: { kind: "exact" },
    });
  });

  test("opens a column whose custom field was removed", () => {
    const old: Mapping = {
      ...remembered,
      columns: [to("debtor.Identification"), to("debtor.custom.Ciudad"), { state: "left_out" }],
      defaults: [{ field: "debtor.custom.Ciudad", value: "Cali" }],
    };
    const { mapping } = firstMapping(columnsOf(headers), standardFields, { kind: "exact", mapping: old, usedAt });
    expect(mapping.columns[1]).toEqual({ state: "unmapped" });
    expect(mapping.defaults).toEqual([]);
  });

  test("keeps what a near shape has and proposes the rest", () => {
    const columns = [
      columnReport(0, "Nombre"),
      columnReport(1, "Cédula"),
      columnReport(2, "Correo", { proposal: proposal("debtor.Email") }),
    ];
    const { mapping, memory } = firstMapping(columns, standardFields, { kind: "near", mapping: remembered, headers });
    expect(mapping.columns).toEqual([to("debtor.Name"), to("debtor.Identification"), to("debtor.Email")]);
    expect(memory).toMatchObject({ kind: "near", changed: [2] });
    expect(mapping.constants).toEqual(remembered.constants);
  });

  test("names lost columns only if they were loaded", () => {
    const columns = columnsOf(["Cédula", "Ciudad", "Barrio"]);
    const { memory } = firstMapping(columns, standardFields, { kind: "near", mapping: remembered, headers });
    expect(memory).toMatchObject({ kind: "near", lost: ["Nombre"] });
  });

  test("asks again if a mark would make thousandths", () => {
    const columns = [columnReport(0, "Saldo", { decimalMark: openMark })];
    const read = (decimalMark: "," | ".") => {
      const state = { state: "field", field: "obligation.total_balance", group: 0, reading: { decimalMark } } as const;
      return firstMapping(columns, standardFields, {
        kind: "exact",
        mapping: { ...remembered, columns: [state] },
        usedAt,
      });
    };
    expect(read(".")).toMatchObject({
      mapping: { columns: [{ reading: {} }] },
      memory: { kind: "near", changed: [0] },
    });
    expect(read(".").mapping.columns[0]).not.toHaveProperty("reading.decimalMark");
    expect(read(",").memory).toEqual({ kind: "exact" });
  });

  test("reads a returned report as its upload was read", () => {
    const proven = { ...openMark, certainty: "sure", evidence: "decimal_by_values" } as const;
    const balance = { ...to("obligation.total_balance"), reading: { decimalMark: "." } } as const;
    const mapping: Mapping = { ...remembered, columns: [to("debtor.Identification"), balance, { state: "left_out" }] };
    const names = ["Cédula", "Saldo", "Zona"];
    for (const decimalMark of [openMark, proven]) {
      const columns = ["Zona", "Saldo", "Cédula"].map((name, index) =>
        columnReport(index, name, name === "Saldo" ? { decimalMark } : {}),
      );
      const recalled = { kind: "near", mapping, headers: names } as const;
      const moved = firstMapping(columns, standardFields, { ...recalled, isOwn: true });
      expect(moved.mapping.columns).toEqual([{ state: "left_out" }, balance, to("debtor.Identification")]);
      expect(moved.memory).toEqual({ kind: "exact" });
      expect(firstMapping(columns, standardFields, recalled).memory).toMatchObject({ kind: "near", changed: [1] });
      const same = columns.toReversed().map((column, index) => ({ ...column, index }));
      const exact = firstMapping(same, standardFields, { kind: "exact", mapping, usedAt, isOwn: true });
      expect([exact.mapping.columns[1], exact.memory]).toEqual([balance, { kind: "exact" }]);
    }
    // A column renamed in the report gets a proposal and questions, as in any file.
    const renamed = ["Zona", "Valor", "Cédula"].map((name, index) => columnReport(index, name));
    expect(
      firstMapping(renamed, standardFields, { kind: "near", mapping, headers: names, isOwn: true }).memory,
    ).toEqual({
      kind: "near",
      changed: [1],
      lost: ["Saldo"],
    });
  });

  test("asks again if dates suggest another order", () => {
    const orders = ["dmy", "mdy", "ymd"] as const;
    for (const value of orders) {
      const dateOrder = {
        value,
        certainty: "ambiguous",
        evidence: "date_undecided",
        params: {},
        alternatives: [],
      } as const;
      const columns = [columnReport(0, "Vence", { dateOrder })];
      for (const answer of orders) {
        const state = { ...to("obligation.expiring_date"), reading: { dateOrder: answer } };
        const mapping = { ...remembered, columns: [state] };
        const first = firstMapping(columns, standardFields, { kind: "exact", mapping, usedAt });
        // An order with the year first is too rare to be reused without asking.
        const isSame = answer === value && value !== "ymd";
        expect(first.mapping.columns).toEqual([isSame ? state : to("obligation.expiring_date")]);
        expect(first.memory.kind).toBe(isSame ? "exact" : "near");
      }
    }
  });

  test("asks again if today's values contradict the answers", () => {
    const marks = { value: ",", certainty: "ambiguous", evidence: "decimal_contradictory", params: {} } as const;
    const orders = { value: "dmy", certainty: "ambiguous", evidence: "date_contradictory", params: {} } as const;
    const columns = [
      columnReport(0, "Saldo", { decimalMark: { ...marks, alternatives: ["."] } }),
      columnReport(1, "Vence", { dateOrder: { ...orders, alternatives: ["mdy"] } }),
    ];
    const states = [
      { ...to("obligation.total_balance"), reading: { decimalMark: "," as const } },
      { ...to("obligation.expiring_date"), reading: { dateOrder: "dmy" as const } },
    ];
    const first = firstMapping(columns, standardFields, {
      kind: "exact",
      mapping: { ...remembered, columns: states },
      usedAt,
    });
    for (const state of first.mapping.columns) {
      expect(state).not.toHaveProperty("reading.decimalMark");
      expect(state).not.toHaveProperty("reading.dateOrder");
    }
    expect(first.memory).toMatchObject({ kind: "near", changed: [0, 1] });
  });

  test("keeps answers for the same shape, not a similar one", () => {
    const open = { certainty: "ambiguous", evidence: "decimal_undecided", params: {} } as const;
    const states = [
      { ...to("obligation.total_balance"), reading: { decimalMark: ",", amountUnit: "thousands" } },
      { ...to("obligation.expiring_date"), reading: { dateOrder: "dmy" } },
    ] as const;
    const mapping = { ...remembered, columns: [...states, to("debtor.Name")] };
    const amountUnit = { ...open, evidence: "amount_unit_header", value: "thousands", alternatives: [] } as const;
    const column = (certainty: "ambiguous" | "sure") => [
      columnReport(0, "Saldo", {
        decimalMark: { ...openMark, certainty, value: ",", alternatives: ["."] },
        ...(certainty === "sure" ? {} : { amountUnit }),
      }),
      columnReport(1, "Vence", {
        dateOrder: { ...openMark, certainty, evidence: "date_undecided", value: "dmy", alternatives: ["mdy"] },
      }),
    ];
    const recalled = { mapping, headers: ["Saldo", "Vence", "Nombre"] };
    const near = firstMapping(column("ambiguous"), standardFields, { kind: "near", ...recalled });
    expect(near.mapping.columns).toEqual([to("obligation.total_balance"), to("obligation.expiring_date")]);
    expect(near.memory).toEqual({ kind: "near", changed: [0, 1], lost: ["Nombre"] });
    const proven = firstMapping(column("sure"), standardFields, { kind: "near", ...recalled });
    expect(proven.mapping.columns).toMatchObject([
      { reading: { decimalMark: "," } },
      { reading: { dateOrder: "dmy" } },
    ]);
    // A multiplication is asked again, whether today's file names a unit or not (unit-of-last-time.test.ts).
    expect(proven.mapping.columns[0]).not.toHaveProperty("reading.amountUnit");
    expect(proven.memory).toMatchObject({ changed: [0] });
    const own = firstMapping(column("ambiguous"), standardFields, { kind: "near", ...recalled, isOwn: true });
    expect(own.mapping.columns).toEqual(states);
  });

  test("places a column that was undecided last time", () => {
    const mapping = { ...remembered, columns: [to("debtor.Name"), { state: "unmapped" as const }] };
    const read = (reason: "synonym" | "doubtful", field = "obligation.total_balance") =>
      firstMapping(
        [columnReport(0, "Nombre"), columnReport(1, "Saldo total", { proposal: proposal(field, reason) })],
        standardFields,
        { kind: "exact", mapping, usedAt },
      );
    expect(read("synonym")).toMatchObject({
      mapping: { columns: [to("debtor.Name"), to("obligation.total_balance")] },
      memory: { kind: "near", changed: [1] },
    });
    expect(read("doubtful").memory).toEqual({ kind: "exact" });
    expect(read("synonym", "debtor.Name").mapping.columns[1]).toEqual({ state: "unmapped" });
  });

  test("drops the order if today's dates have none", () => {
    const state = { ...to("obligation.expiring_date"), reading: { dateOrder: "ymd" as const } };
    const columns = [columnReport(0, "Vence", { samples: ["31-jul-24"] })];
    const first = firstMapping(columns, standardFields, {
      kind: "exact",
      mapping: { ...remembered, columns: [state] },
      usedAt,
    });
    expect(first).toMatchObject({ mapping: { columns: [to("obligation.expiring_date")] }, memory: { kind: "exact" } });
  });

  test.each<AmountUnit>(["thousands", "hundredths"])("asks for %s again unless sent as written", (amountUnit) => {
    const state = { ...to("obligation.total_balance"), reading: { amountUnit } };
    const unit = { certainty: "ambiguous", evidence: "amount_unit_header", params: {}, alternatives: [] } as const;
    const said = [columnReport(0, "Saldo (miles)", { amountUnit: { ...unit, value: amountUnit } })];
    const firstOf = (reading = state.reading, own: { isOwn?: true } = {}) => {
      const { mapping, memory } = firstMapping(said, standardFields, {
        kind: "exact",
        mapping: { ...remembered, columns: [{ ...state, reading }] },
        usedAt,
        ...own,
      });
      return { memory, states: mapping.columns };
    };
    const isAsked = { kind: "near", changed: [0], lost: [] };
    expect(firstOf()).toEqual({ memory: isAsked, states: [to("obligation.total_balance")] });
    expect(firstOf(state.reading, { isOwn: true })).toEqual({ memory: { kind: "exact" }, states: [state] });
    const written = { amountUnit: "written" as const };
    expect(firstOf(written)).toEqual({ memory: { kind: "exact" }, states: [{ ...state, reading: written }] });
  });

  test("keeps a count of days only where suggested again", () => {
    const dayCount = { certainty: "ambiguous", evidence: "dates_as_numbers", params: {}, alternatives: [] } as const;
    const counted = (value: "1900" | "1904") => columnReport(0, "Vence", { dayCount: { ...dayCount, value } });
    const state = { ...to("obligation.expiring_date"), reading: { dayCount: "1904" as const } };
    const mapping = { ...remembered, columns: [state] };
    const firstOf = (column: ReturnType<typeof columnReport>) => {
      const first = firstMapping([column], standardFields, { kind: "exact", mapping, usedAt });
      return { states: first.mapping.columns, kind: first.memory.kind };
    };
    const without = [to("obligation.expiring_date")];
    expect(firstOf(counted("1904"))).toEqual({ states: [state], kind: "exact" });
    expect(firstOf(counted("1900"))).toEqual({ states: without, kind: "near" });
    // Where nothing asks, a few numbers among dates would become days of another count.
    expect(firstOf(columnReport(0, "Vence"))).toEqual({ states: without, kind: "exact" });
  });

  describe("with dates that today's values decide", () => {
    const finding = {
      value: "mdy",
      certainty: "sure",
      evidence: "date_by_values",
      params: {},
      alternatives: ["dmy"],
    } as const;
    const columns = [columnReport(0, "Vence", { dateOrder: finding })];
    const dated = (reading: { dateOrder?: "dmy" | "mdy" }): Mapping => ({
      ...remembered,
      columns: [{ state: "field", field: "obligation.expiring_date", group: 0, reading }],
    });
    const read = (reading: { dateOrder?: "dmy" | "mdy" }) =>
      firstMapping(columns, standardFields, { kind: "exact", mapping: dated(reading), usedAt });

    test("shows today's order if it differs from last time's", () => {
      expect(read({ dateOrder: "dmy" })).toMatchObject({
        mapping: { columns: [{ reading: { dateOrder: "mdy" } }] },
        memory: { kind: "near", changed: [0], lost: [] },
      });
    });

    test("fills in an order unknown last time", () => {
      expect(read({})).toMatchObject({
        mapping: { columns: [{ reading: { dateOrder: "mdy" } }] },
        memory: { kind: "exact" },
      });
    });
  });
});
