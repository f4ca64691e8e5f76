import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { EditedRows } from "#lib/spreadsheet/review/edited-rows.ts";
import { Review } from "#lib/spreadsheet/review/review.ts";
import type { RowSet } from "#lib/spreadsheet/review/row-set.ts";
import { cases } from "#tests/support/depth.ts";
import { type MessyRow, messyColumns, messyRow } from "#tests/support/messy-cells.ts";
import { messyContext } from "#tests/support/messy-context.ts";
import { straightforwardReview } from "#tests/support/straightforward-review.ts";

const obligationColumn = messyColumns.findIndex(([, field]) => field === "obligation.id");

interface GivenRow {
  readonly debtor: number;
  readonly row: MessyRow;
  /**
   * `isAlike`: the row has its debtor's values, as the debtor's other rows do. `isOwn`: its obligation is in
   * no other row.
   */
  readonly isAlike: boolean;
  readonly isOwn: boolean;
}

/** Every other debtor differs from the one before it in leading zeros only. */
function twinId(debtor: number): string {
  return `${debtor % 2 === 0 ? "" : "00"}80${debtor >> 1}`;
}

/** A table in which the rows of a debtor mostly agree and most obligations occur once, as in a file. */
function tableFrom(debtors: readonly MessyRow[], rows: readonly GivenRow[]): Table {
  const builder = new GridBuilder();
  const header = messyColumns.map(([, field]) => field);
  builder.addRow(header, null, 1);
  for (const [index, { debtor, row, isAlike, isOwn }] of rows.entries()) {
    const { cells } = debtors[debtor % debtors.length] ?? row;
    const mixed = row.cells.map((cell, column) => {
      if (column === obligationColumn && isOwn) return `C${index}`;
      if (!isAlike || header[column]?.startsWith("debtor.") !== true) return cell;
      return column === 0 ? twinId(debtor % debtors.length) : (cells[column] ?? "");
    });
    builder.addRow(mixed, row.kinds, index + 2);
  }
  return tableOf(builder.finish(), { headerRow: 0, endRow: rows.length + 1 });
}

function rowsIn(set: RowSet): number[] {
  return set.slice(0, set.size);
}

function said(review: Review, rowCount: number) {
  const { totals, groups } = review.summary();
  return {
    totals,
    groups,
    issues: Array.from({ length: rowCount }, (_, row) => [...review.issuesOf(row)]),
    errors: rowsIn(review.errors),
    warnings: rowsIn(review.warnings),
    leftOut: rowsIn(review.leftOut),
  };
}

const mostly = fc.nat(9).map((drawn) => drawn > 0);
const debtors = fc.array(messyRow, { minLength: 3, maxLength: 8 });
const tables = fc.array(fc.record({ debtor: fc.nat(7), row: messyRow, isAlike: mostly, isOwn: mostly }), {
  minLength: 5,
  maxLength: 25,
});

/** Cells of some rows, replaced by those of others. */
const editsOf = fc.array(fc.record({ row: fc.nat(4), column: fc.nat(messyColumns.length - 1), from: messyRow }), {
  maxLength: 6,
});

describe("a review", () => {
  test("equals reading every row and judging every debtor", () => {
    fc.assert(
      fc.property(messyContext, debtors, tables, editsOf, editsOf, (context, some, given, before, after) => {
        const rows = new EditedRows(tableFrom(some, given));
        const { rowCount } = rows.table;
        const write = ({ row, column, from }: (typeof before)[number]) => ({
          row,
          column,
          text: from.cells[column] ?? "",
        });
        for (const edit of before) rows.write(write(edit));
        const review = Review.of(rows, context);
        expect(said(review, rowCount)).toEqual(straightforwardReview(rows, context));
        review.edit(after.map(write));
        expect(said(review, rowCount)).toEqual(straightforwardReview(rows, context));
      }),
      { numRuns: cases(150) },
    );
  });
});
