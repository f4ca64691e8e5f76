import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { compileRowBalance } from "#lib/domain/debtors/row-balance.ts";
import { formatCents } from "#lib/domain/debtors/totals-counter.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { EditedRows } from "#lib/spreadsheet/review/edited-rows.ts";
import { Review } from "#lib/spreadsheet/review/review.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { cases } from "#tests/support/depth.ts";
import { type MessyRow, messyColumns, messyRow } from "#tests/support/messy-cells.ts";
import { messyContext } from "#tests/support/messy-context.ts";

const balanceColumn = messyColumns.findIndex(([, field]) => field === "obligation.total_balance");

function tableFrom(given: readonly MessyRow[]): Table {
  const builder = new GridBuilder();
  builder.addRow(
    messyColumns.map(([, field]) => field),
    null,
    1,
  );
  for (const [at, { cells, kinds }] of given.entries()) builder.addRow(cells, kinds, at + 2);
  return tableOf(builder.finish(), { headerRow: 0, endRow: given.length + 1 });
}

/** Every row whose balance is corrected, read with its corrections and as it came. */
function wholeSum(rows: EditedRows, context: DerivationContext): string {
  const balance = compileRowBalance(context);
  const corrected = new Set(rows.all().flatMap(({ row, column }) => (balance.isIn(column) ? [row] : [])));
  let cents = 0;
  for (const row of corrected)
    cents += balance.centsOf(rows.sourceRow(row)) - balance.centsOf(rows.table.sourceRow(row));
  return formatCents(BigInt(cents));
}

const edits = fc.array(
  fc.record({
    row: fc.nat(7),
    column: fc.oneof(fc.constant(balanceColumn), fc.nat(messyColumns.length)),
    from: messyRow,
    isFiles: fc.boolean(),
  }),
  { minLength: 1, maxLength: 4 },
);

describe("what corrections add to the balance", () => {
  test("is the sum over all corrected rows, after any corrections, undone or not, and under any mapping", () => {
    let moved = 0;
    fc.assert(
      fc.property(
        fc.array(messyRow, { minLength: 8, maxLength: 8 }),
        fc.array(fc.record({ edits, isUndone: fc.boolean(), context: fc.option(messyContext) }), { maxLength: 6 }),
        messyContext,
        (given, steps, first) => {
          const rows = new EditedRows(tableFrom(given));
          let [context, review] = [first, Review.of(rows, first)];
          const check = () => {
            expect(review.summary().editedBalance).toBe(wholeSum(rows, context));
            if (review.summary().editedBalance !== "0.00") moved++;
          };
          for (const step of steps) {
            const written = step.edits.map(({ row, column, from, isFiles }): CellEdit => {
              const isCell = row < rows.table.rowCount && column < rows.table.columnCount;
              return {
                row,
                column,
                text: isFiles && isCell ? rows.table.cell(row, column) : (from.cells[column] ?? ""),
              };
            });
            const before = written.map(({ row, column }) => ({ row, column, text: rows.text(row, column) }));
            review.edit(written);
            check();
            if (step.isUndone) review.edit(before);
            if (step.context !== null) [context, review] = [step.context, Review.of(rows, step.context)];
            else if (step.isUndone) review = inOneGo(review.again(new Set(before.map(({ column }) => column))));
            check();
          }
        },
      ),
      { numRuns: cases(150) },
    );
    expect(moved).toBeGreaterThan(cases(100));
  });

  test("reads the rows of a correction only, however many are corrected", () => {
    const count = 500;
    const [context] = fc.sample(
      messyContext.filter(({ mapping }) => mapping.columns[balanceColumn]?.state === "field"),
      {
        numRuns: 1,
        seed: 3,
      },
    );
    const [row] = fc.sample(messyRow, { numRuns: 1, seed: 3 });
    const given = Array.from({ length: count }, (_, at) => ({
      ...row!,
      cells: row!.cells.with(0, String(1_000_000 + at)),
    }));
    const rows = new EditedRows(tableFrom(given));
    for (let at = 0; at < count; at++) rows.write({ row: at, column: balanceColumn, text: `${at + 1}00` });
    const review = Review.of(rows, context!);
    review.summary();
    const read = vi.spyOn(rows.table, "sourceRow");
    review.edit([{ row: 7, column: balanceColumn, text: "777" }]);
    review.summary();
    expect(new Set(read.mock.calls.map(([at]) => at))).toEqual(new Set([7]));
  });
});
