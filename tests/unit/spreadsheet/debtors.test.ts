import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCents } from "#lib/domain/debtors/totals-counter.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { allDebtors, debtorWindow, isSent } from "#tests/support/debtor-windows.ts";
import { cases } from "#tests/support/depth.ts";
import { deriveStaged, type StagedDebtor } from "#tests/support/derive-staged.ts";
import { messyColumns, messyRow } from "#tests/support/messy-cells.ts";
import { messyContext } from "#tests/support/messy-context.ts";
import { messyWorkbench } from "#tests/support/messy-workbench.ts";

/** Cells of some rows, replaced by those of others; some rows get the debtor of another row. */
const edits = fc.array(
  fc.record({ row: fc.nat(40), column: fc.nat(messyColumns.length - 1), from: messyRow, isDebtor: fc.boolean() }),
  { maxLength: 6 },
);

const debtorShows = ["all", "sent", "problems", "left_out"] as const;
const searches = ["", "8000003", "ana", "ruiz ANA", "peña", "800000", "1.234.567", "zzz"];

function expectAsStaged(workbench: Workbench, staged: readonly StagedDebtor[]): void {
  const listed = allDebtors(workbench);
  expect(
    listed.map((debtor) => ({
      identification: debtor.identification,
      rows: [debtor.row, debtor.rows],
      payload: workbench.debtors.payload({ row: debtor.row }),
      isSent: isSent(debtor),
    })),
  ).toEqual(
    staged.map(({ identification, rows, payload }) => ({
      identification,
      rows: [rows[0], rows.length],
      payload,
      isSent: payload !== null,
    })),
  );
  for (const [at, debtor] of listed.entries()) {
    const { payload, obligations, cents } = staged[at] ?? { payload: null, obligations: 0, cents: 0 };
    expect(debtor.obligations).toBe(obligations);
    expect(parseCents(debtor.balance)).toBe(BigInt(cents));
    if (payload !== null) expect(debtor.name).toBe(JSON.parse(payload).Name ?? "");
  }
}

/** The obligations that the detail says are sent, as they are in the payload. */
function expectObligations(workbench: Workbench, staged: readonly StagedDebtor[]): void {
  for (const { rows, payload } of staged) {
    const detail = workbench.debtors.detail({ row: rows.at(-1) ?? 0 });
    expect(detail?.debtor.row).toBe(rows[0]);
    const keys = (detail?.fields ?? []).map((field) =>
      field
        .split(".")
        .slice(field.includes("custom") ? 2 : 1)
        .join("."),
    );
    const sent = (detail?.obligations ?? []).filter((obligation) => obligation.isSent);
    expect(
      sent.map(({ values }) =>
        Object.fromEntries(values.flatMap((value, at) => (value === "" ? [] : [[keys[at] ?? "", value]]))),
      ),
    ).toEqual(payload === null ? [] : JSON.parse(payload).Obligations);
  }
}

/** Problems and states against the issues that the rows show, and each filter against the states. */
function expectProblems(workbench: Workbench, staged: readonly StagedDebtor[]): void {
  const { rows } = workbench.window({ from: 0, count: 1_000, filter: { show: "all" } });
  const listed = allDebtors(workbench);
  for (const [at, { rows: own }] of staged.entries()) {
    const issues = own.flatMap((row) => rows[row]?.issues ?? []);
    const problems = workbench.debtors.detail({ row: own[0] ?? 0 })?.problems ?? [];
    expect(problems.map(({ issue }) => issue).toSorted(byText)).toEqual(issues.toSorted(byText));
    for (const { line, issue } of problems) expect(line).toBe(rows[issue.row]?.line);
    expect(listed[at]).toMatchObject({ problems: issues.length, first: problems[0]?.issue ?? null });
    if (listed[at]?.state === "warned") expect(issues.length).toBeGreaterThan(0);
    if (listed[at]?.state === "sent") expect(issues).toEqual([]);
  }
  const expected = {
    all: listed,
    sent: listed.filter(isSent),
    problems: listed.filter(({ problems }) => problems > 0),
    left_out: listed.filter((debtor) => !isSent(debtor)),
  };
  for (const show of debtorShows) {
    const { total, rows: shown, counts } = debtorWindow(workbench, { show });
    expect(shown).toEqual(expected[show]);
    expect([total, counts[show]]).toEqual([shown.length, shown.length]);
  }
}

const byText = (left: object, right: object) => JSON.stringify(left).localeCompare(JSON.stringify(right));

function expectWindows(workbench: Workbench, size: number): void {
  for (const show of debtorShows) {
    for (const search of searches) {
      const whole = debtorWindow(workbench, { show, search }).rows;
      for (let from = 0; from < whole.length + size; from += size)
        expect(debtorWindow(workbench, { show, search }, from, size).rows).toEqual(whole.slice(from, from + size));
      for (const [at, { row }] of whole.entries())
        expect(inOneGo(workbench.debtors.place({ row, filter: { show, search } }))).toBe(at);
    }
  }
}

describe("the debtors of any file", () => {
  test("are those that the server derives, after any corrections", async () => {
    let [sent, leftOut, several] = [0, 0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(messyRow, { minLength: 8, maxLength: 40 }),
        messyContext,
        edits,
        fc.integer({ min: 1, max: 7 }),
        async (rows, context, changes, size) => {
          const { workbench } = await messyWorkbench(rows, context);
          for (const isEdited of [false, true]) {
            if (isEdited) {
              const count = workbench.planStaging().rowCount;
              const others = workbench.window({ from: 0, count, filter: { show: "all" } }).rows;
              // One by one: in a file of more than twenty rows, each is counted in the review that is there.
              for (const { row, column, from, isDebtor } of changes) {
                const other = others[(row * 7) % count]?.cells[0]?.text;
                const text = (isDebtor ? other : from.cells[column]) ?? "";
                workbench.edit({ edits: [{ row: row % count, column: isDebtor ? 0 : column, text }] });
              }
            }
            const { debtors, page, server } = await deriveStaged(workbench, context);
            expect(server).toEqual(page);
            expectAsStaged(workbench, debtors);
            expectObligations(workbench, debtors);
            expectProblems(workbench, debtors);
            expectWindows(workbench, size);
            sent += debtors.filter(({ payload }) => payload !== null).length;
            leftOut += debtors.filter(({ payload }) => payload === null).length;
            several += debtors.filter((debtor) => debtor.rows.length > 1).length;
          }
        },
      ),
      { numRuns: cases(40) },
    );
    expect(Math.min(sent, leftOut, several)).toBeGreaterThan(cases(50, 13));
  });
});

const fields = ["debtor.Identification", "debtor.Name", "obligation.id", "obligation.name", "obligation.total_balance"];
const contact = ["debtor.Email", "debtor.Telephone"];

/** A file of debtors whose names are in two columns. */
async function bank(rows: readonly string[], isLast = false) {
  const lines = rows.map((row) => `${row};ana@buzon.example;3001234567`);
  const workbench = new Workbench();
  const header = "CEDULA;NOMBRES;OBLIGACION;PRODUCTO;SALDO;CORREO;CELULAR";
  await workbench.open({
    file: new File([[header, ...lines].join("\n")], "a.csv"),
    settings: {},
    fields: standardFields,
  });
  const mapping = mappingSchema.parse({
    columns: [...fields, ...contact].map((field) => ({ state: "field", field, reading: { decimalMark: "," } })),
    ...(isLast ? { conflicts: [{ field: "obligation.id", policy: "last" }] } : {}),
  });
  workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  return workbench;
}

const listedAs = (workbench: Workbench, search: string) =>
  debtorWindow(workbench, { search }).rows.map(({ identification }) => identification);

describe("a bank's debtors", () => {
  const rows = [
    "CC 10.234.561;ANA PEÑA ROJAS;P-1;CONSUMO;1000,50",
    "20345672;LUIS DIAZ;P-2;CONSUMO;doce",
    "CC 10.234.561;ANA PEÑA ROJAS;P-3;CONSUMO;99,50",
    ";ROSA GIL;P-4;CONSUMO;10",
  ];

  test("are found by their identification as it is sent, and by words of their names", async () => {
    const workbench = await bank(rows);
    for (const search of ["10234561", "10.234.561", "pena", "rojas ana", " Ana "])
      expect(listedAs(workbench, search)).toEqual(["10234561"]);
    for (const search of ["ana diaz", "rosa", "P-1"]) expect(listedAs(workbench, search)).toEqual([]);
    workbench.edit({ edits: [{ row: 1, column: 1, text: "ANA DIAZ" }] });
    expect(listedAs(workbench, "ana")).toEqual(["10234561", "20345672"]);
    expect(listedAs(workbench, "ana diaz")).toEqual(["20345672"]);
    expect(listedAs(workbench, "luis")).toEqual([]);
  });

  test("have a state, a total and the problem that leads to its cell", async () => {
    const workbench = await bank(rows);
    expect(allDebtors(workbench)).toMatchObject([
      { identification: "10234561", state: "sent", rows: 2, obligations: 2, balance: "1100.00", problems: 0 },
      { identification: "20345672", state: "left_out", first: { row: 1, column: 4, code: "amount_malformed" } },
    ]);
    expect(workbench.debtors.payload({ row: 1 })).toBeNull();
    workbench.edit({ edits: [{ row: 1, column: 4, text: "12" }] });
    expect(allDebtors(workbench)[1]).toMatchObject({ state: "sent", balance: "12.00", problems: 0, first: null });
    expect(JSON.parse(workbench.debtors.payload({ row: 1 }) ?? "")).toMatchObject({ Identification: "20345672" });
    expect(workbench.debtors.detail({ row: 3 })).toBeNull();
    expect(workbench.debtors.payload({ row: 3 })).toBeNull();
    expect(inOneGo(workbench.debtors.place({ row: 3, filter: { show: "all", search: "" } }))).toBeNull();
  });

  test("are sent though their first row only repeats an obligation", async () => {
    const workbench = await bank(["10234561;ANA;P-1;CONSUMO;1", "10234561;ANA;P-1;CONSUMO;2"], true);
    expect(allDebtors(workbench)).toMatchObject([{ state: "warned", obligations: 1, balance: "2.00" }]);
    expect(debtorWindow(workbench, {}).counts).toEqual({ all: 1, sent: 1, problems: 1, left_out: 0 });
    const obligations = workbench.debtors.detail({ row: 1 })?.obligations;
    expect(obligations).toMatchObject([
      { row: 0, isSent: false },
      { row: 1, isSent: true },
    ]);
  });

  test("are the same after work on them was stopped", async () => {
    const many = Array.from({ length: 60_000 }, (_, at) => `${10_000_000 + at};ANA;P-${at};CONSUMO;x`);
    const workbench = await bank(many);
    const input = { from: 59_990, count: 5, filter: { show: "left_out", search: "100590" } } as const;
    const stopped = workbench.debtors.window(input);
    expect(stopped.next().done).toBe(false);
    stopped.return(undefined as never);
    const { total, counts } = debtorWindow(workbench, input.filter);
    expect([total, counts]).toEqual([100, { all: 60_000, sent: 0, problems: 60_000, left_out: 60_000 }]);
  });
});
