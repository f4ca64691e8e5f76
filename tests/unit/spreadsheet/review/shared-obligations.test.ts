import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";

const code = "obligation_of_two_debtors";
const leftOut = [{ code, field: "obligation.id" }];

/** Rows are `debtor;obligation`, or `debtor;obligation;obligation` where `groups` is 2. */
function contextOf(groups: 1 | 2, change: object = {}): DerivationContext {
  const ids = Array.from({ length: groups }, (_, group) => ({ state: "field", field: "obligation.id", group }));
  const values = {
    "debtor.Name": "ANA",
    "debtor.Email": "a@x.co",
    "debtor.Telephone": "3001234567",
    "obligation.name": "CUPO",
  };
  const mapping = mappingSchema.parse({
    layout: groups === 1 ? "row_per_obligation" : "repeated_groups",
    columns: [{ state: "field", field: "debtor.Identification" }, ...ids],
    constants: Object.entries(values).map(([field, value]) => ({ field, value })),
    ...change,
  });
  return { fields: standardFields, mapping, country: "CO" };
}

async function opened(rows: readonly string[], groups: 1 | 2 = 1) {
  const workbench = new Workbench();
  const text = `Cedula;Credito${groups === 1 ? "" : ";Credito 2"}\n${rows.join("\n")}\n`;
  await workbench.open({ file: new File([text], "a.csv"), settings: {}, fields: standardFields });
  return workbench;
}

async function reviewed(rows: readonly string[], groups: 1 | 2 = 1, change: object = {}) {
  const workbench = await opened(rows, groups);
  return { workbench, summary: workbench.apply({ context: contextOf(groups, change) }) };
}

const told = (workbench: Workbench) =>
  workbench
    .window({ from: 0, count: 10, filter: { show: "all" } })
    .rows.flatMap(({ row, issues }) =>
      issues.flatMap((issue) => (issue.code === code ? [[row, issue.column, issue.params.other]] : [])),
    );

describe("an obligation under two debtors", () => {
  test("is reported on all of its rows", async () => {
    const { workbench } = await reviewed(["1023456;AB-1", "1023456;AB-2", "2034567;AB-1", "3045678;AB-3"]);
    expect(told(workbench)).toEqual([
      [0, 1, "2034567"],
      [2, 1, "1023456"],
    ]);
  });

  test("is reported in its column among several obligations", async () => {
    const { workbench, summary } = await reviewed(["1023456;A1;A2", "2034567;;A1", "3045678;A3;A2"], 2);
    expect(told(workbench)).toEqual([
      [0, 1, "2034567"],
      [0, 2, "3045678"],
      [1, 2, "1023456"],
      [2, 2, "1023456"],
    ]);
    expect(summary.totals.staged.debtors).toBe(3);
  });

  test("leaves out all its debtors on request", async () => {
    const rows = ["1023456;A1", "1023456;A2", "2034567;A1", "3045678;A3"];
    const { summary } = await reviewed(rows, 1, { leftOut });
    expect(summary.totals).toMatchObject({ leftOut: { debtors: 2, rows: 3 }, staged: { debtors: 1, rows: 1 } });
    expect(summary.groups).toMatchObject([{ code, severity: "error", count: 2 }]);
  });

  test("without a second debtor is reported but still sent", async () => {
    const { workbench, summary } = await reviewed(["1023456;A1", ";A1", "2034567;A2", "nadie;A3", ";A3"], 1, {
      leftOut,
    });
    const issues = workbench
      .window({ from: 0, count: 9, filter: { show: "all" } })
      .rows.flatMap(({ row, issues }) =>
        issues.flatMap(({ code, params }) => (code.startsWith("obligation") ? [[row, code, params.line]] : [])),
      );
    expect(issues).toEqual([[0, "obligation_without_debtor", 3]]);
    expect(summary.totals.staged.debtors).toBe(2);
    workbench.edit({ edits: [{ row: 1, column: 0, text: "2034567" }] });
    expect(told(workbench).map(([row]) => row)).toEqual([0, 1]);
  });

  test("appears and disappears with edits on either side", async () => {
    const { workbench } = await reviewed(["1023456;77", "2034567;77", "3045678;78", "4056789;77"]);
    expect(told(workbench).map(([row]) => row)).toEqual([0, 1, 3]);
    workbench.edit({ edits: [{ row: 0, column: 1, text: "76" }] });
    expect(told(workbench).map(([row]) => row)).toEqual([1, 3]);
    workbench.edit({ edits: [{ row: 3, column: 0, text: "2034567" }] });
    expect(told(workbench)).toEqual([]);
    workbench.edit({ edits: [{ row: 0, column: 0, text: "" }] });
    expect(told(workbench)).toEqual([]);
  });
});

test("a review after edits equals a fresh one", async () => {
  const cell = fc.constantFrom("1023456", "2034567", "3045678", "nadie");
  const number = fc.constantFrom("A1", "A2", "77", "");
  const edit = fc.record({ row: fc.integer({ min: 0, max: 19 }), column: fc.constantFrom(0, 1, 2), text: number });
  const row = fc.tuple(cell, number, number).map((cells) => cells.join(";"));
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 20, maxLength: 20 }),
      fc.array(fc.array(edit, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
      fc.boolean(),
      async (rows, steps, isDeciding) => {
        const context = contextOf(2, isDeciding ? { leftOut } : {});
        const workbench = await opened(rows, 2);
        workbench.apply({ context });
        for (const step of steps) {
          const edits = step.map(({ row, column, text }) => ({
            row,
            column,
            text: column === 0 ? (text === "A1" ? "1023456" : text === "A2" ? "2034567" : "") : text,
          }));
          const { canUndo: _, canRedo: __, ...edited } = workbench.edit({ edits });
          expect(workbench.apply({ context })).toMatchObject(edited);
        }
      },
    ),
    { numRuns: cases(60) },
  );
});
