import fc from "fast-check";
import { expect, test } from "vitest";
import type { CorrectionChoices } from "#lib/domain/correction/correction.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import type { ReportCell } from "#lib/spreadsheet/report/report-cell.ts";
import { writeXlsx } from "#lib/spreadsheet/report/write-xlsx.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { allDebtors, isSent } from "#tests/support/debtor-windows.ts";
import { cases } from "#tests/support/depth.ts";
import { derivePlan } from "#tests/support/derive-plan.ts";
import { portfolioMapping } from "#tests/support/factories.ts";
import {
  columns,
  earlierText,
  givenDebtors,
  reportedAt,
  reportRows,
  rowsOf,
  tableOfRows,
} from "#tests/support/reports/earlier-upload.ts";

const fields = fieldsOf([]);

/** What a person types into a cell: a correction, or another number, which may be another debtor's. */
const typed = fc.oneof(
  fc.record({ column: fc.constant(columns.telephone), text: fc.constantFrom("3009990001", "3009990002", "no tiene") }),
  fc.record({ column: fc.constant(columns.email), text: fc.constantFrom("bien@example.com", "sin arroba") }),
  fc.record({
    column: fc.constant(columns.identification),
    text: fc.constantFrom("99999999", "10304050", "103040510", "03800060", "3800060", "3,8E+06", ""),
  }),
  fc.record({ column: fc.constant(columns.obligation), text: fc.constantFrom("77-1", "120570", "000120570", "") }),
);
const anyChoices = fc.record({
  sendsFewer: fc.boolean(),
  sendsUnchanged: fc.boolean(),
  sendsRenumbered: fc.boolean(),
  sendsAccepted: fc.boolean(),
});
const deed = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: "keep" } as const) },
  { weight: 3, arbitrary: typed.map((cell) => ({ kind: "type", ...cell }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: "remove" } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: "twice" } as const) },
);
const added = fc.array(fc.constantFrom("88888888", "10304050", "03800060", "3800060", "x"), { maxLength: 2 });

/** What is done in the page, in this order. */
const steps = fc.array(
  fc.oneof(
    fc
      .array(
        typed.chain((cell) =>
          fc.record({ row: fc.nat(9), column: fc.constant(cell.column), text: fc.constant(cell.text) }),
        ),
        {
          minLength: 1,
          maxLength: 3,
        },
      )
      .map((edits) => ({ kind: "edit", edits }) as const),
    fc.constantFrom({ kind: "undo" } as const, { kind: "redo" } as const),
    anyChoices.map((choices) => ({ kind: "decide", choices }) as const),
  ),
  { maxLength: 6 },
);

type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

function correctedRows(written: ReportCell[][], deeds: readonly Deed[], extra: readonly string[]) {
  const [head = [], ...rest] = written;
  const rows = rest.flatMap((row, index) => {
    const done = deeds[index % deeds.length];
    if (done?.kind === "remove") return [];
    if (done?.kind === "twice") return [row, row];
    if (done?.kind !== "type") return [row];
    return [row.map((cell, column) => (column === done.column ? { ...cell, text: done.text } : cell))];
  });
  // A row added by hand has nothing in the columns that the report adds.
  const byHand = extra.map((id, index) =>
    rowsOf({ identification: id, obligations: [`5${index}`], fate: "open" }).flatMap((row) =>
      row.map((text): ReportCell => ({ text, kind: "text", holds: "value", isAtFault: false })),
    ),
  );
  return [head, ...rows, ...byHand];
}

async function openCorrected(rows: readonly (readonly ReportCell[])[], text: string) {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const part of writeXlsx(tableOfRows(rows), { sheetName: "R" })) parts.push(part);
  const workbench = new Workbench();
  await workbench.open({ file: new File(parts, "corregido.xlsx"), settings: {}, fields });
  workbench.correct({ text: new TextEncoder().encode(text).buffer, at: reportedAt });
  return workbench;
}

test("page and server derive the same from any correction", async () => {
  const states = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      givenDebtors,
      fc.array(deed, { minLength: 1, maxLength: 6 }),
      added,
      anyChoices,
      steps,
      async (debtors, deeds, extra, said, done) => {
        const text = earlierText(debtors);
        const rows = correctedRows(await reportRows(debtors.flatMap(rowsOf)), deeds, extra);
        fc.pre(rows.length > 1 && rows[1]?.length !== 8);
        const workbench = await openCorrected(rows, text);
        const apply = (choices: CorrectionChoices) =>
          workbench.apply({ context: { fields, mapping: portfolioMapping, country: "CO" }, choices });
        const check = async () => {
          const { page, server, leftOut, payloads } = await derivePlan(workbench, fields, text, reportedAt);
          expect(page).toEqual(server);
          const shown = workbench.window({ from: 0, count: 100, filter: { show: "left_out" } });
          expect(shown.rows.map(({ row }) => row)).toEqual(leftOut);
          const listed = allDebtors(workbench);
          expect(listed.map(({ row }) => workbench.debtors.payload({ row }))).toEqual(payloads);
          expect(listed.map(isSent)).toEqual(payloads.map((payload) => payload !== null));
          for (const { row, state } of listed.filter((debtor) => !isSent(debtor))) {
            const problems = workbench.debtors.detail({ row })?.problems ?? [];
            const codes = problems.flatMap(({ issue }) => (issue.severity === "error" ? [issue.code] : []));
            expect(codes).not.toEqual([]);
            expect(state).toBe(codes.every((code) => code.startsWith("correction_")) ? "held_back" : "left_out");
            states.add(state);
          }
        };
        apply(said);
        await check();
        for (const step of done) {
          if (step.kind === "edit")
            workbench.edit({ edits: step.edits.map((edit) => ({ ...edit, row: edit.row % (rows.length - 1) })) });
          else if (step.kind === "decide") apply(step.choices);
          else inOneGo(workbench.editing.travel({ direction: step.kind }));
          await check();
        }
      },
    ),
    { numRuns: cases(200), seed: 10 },
  );
  expect([...states].toSorted()).toEqual(["held_back", "left_out"]);
});
