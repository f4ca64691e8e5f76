import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter } from "#lib/domain/debtors/control-counter.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { judgeDebtor, ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import {
  sharedObligationIssue,
  sharedObligationSeverity,
  unownedObligationIssue,
} from "#lib/domain/debtors/shared-obligation-issue.ts";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import type { Table } from "#lib/domain/table/table.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { EditedRows } from "#lib/spreadsheet/review/edited-rows.ts";
import { IssueGroups } from "#lib/spreadsheet/review/issue-groups.ts";
import { Review } from "#lib/spreadsheet/review/review.ts";
import type { RowSet } from "#lib/spreadsheet/review/row-set.ts";
import { type MessyRow, messyColumns, messyRow } from "#tests/support/messy-cells.ts";
import { messyContext } from "#tests/support/messy-context.ts";

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

/** The result of a review without any short cut: every row read, every debtor judged. */
function straightforward(rows: EditedRows, context: DerivationContext) {
  const read = compileRowReader(context);
  const { rowCount } = rows.table;
  const checked = Array.from({ length: rowCount }, (_, row) => read(row, rows.sourceRow(row)));
  const groups = new IssueGroups(rowCount);
  const totals = new ControlCounter();
  const issues: Issue[] = [];
  const leftOut = new Set<number>();
  const debtors = Map.groupBy(checked, (row) => row.identification ?? `nobody ${row.row}`);
  const nobodyFirst = [...debtors.values()].sort((a, b) => debtorRank(a) - debtorRank(b));
  for (const debtor of nobodyFirst) {
    const isNobody = debtor[0]?.identification === null;
    const verdict = isNobody
      ? ofNobody
      : judgeDebtor(debtor, context, [
          ...debtor.flatMap((row) => sharedWith(row, checked, context)),
          ...lookAlikesOf(debtor, checked),
        ]);
    totals.add(debtor, verdict);
    for (const row of debtor) if (verdict.isLeftOut) leftOut.add(row.row);
    for (const { row, isWholeRow } of verdict.repetitions) if (isWholeRow) leftOut.add(row);
    issues.push(...debtor.flatMap((row) => row.issues), ...verdict.issues);
  }
  for (const issue of issues) groups.add(issue);
  return {
    totals: totals.totals(),
    groups: groups.list(),
    issues: Array.from({ length: rowCount }, (_, row) => issues.filter((issue) => issue.row === row)),
    errors: sorted(issues.filter(({ severity }) => severity === "error").map(({ row }) => row)),
    warnings: sorted(issues.filter(({ severity }) => severity === "warning").map(({ row }) => row)),
    leftOut: sorted(leftOut),
  };
}

function debtorRank(rows: readonly CheckedRow[]): number {
  return rows[0]?.identification === null ? 0 : 1;
}

/**
 * The warning for the first row of another debtor with the same obligation, or else for the first such row
 * without a debtor.
 */
function sharedWith(row: CheckedRow, all: readonly CheckedRow[], context: DerivationContext): Issue[] {
  const id = row.obligations[0]?.get("id");
  if (id === undefined) return [];
  const same = all.filter(({ obligations }) => obligations[0]?.get("id") === id);
  const other = same.find(({ identification }) => identification !== null && identification !== row.identification);
  const nobodys = same.find(({ identification }) => identification === null);
  const at = { row: row.row, column: obligationColumn };
  if (other !== undefined) {
    const severity = sharedObligationSeverity(context.mapping);
    return [sharedObligationIssue({ ...at, severity }, id, other.identification ?? "")];
  }
  return nobodys === undefined ? [] : [unownedObligationIssue(at, id, nobodys.line)];
}

/** The warning for the first row of another debtor whose identification gives the same number. */
function lookAlikesOf(debtor: readonly CheckedRow[], all: readonly CheckedRow[]): Issue[] {
  const [first] = debtor;
  if (first === undefined || first.identification === null) return [];
  const own = first.identification;
  const other = all.find(
    ({ identification }) =>
      identification !== null &&
      identification !== own &&
      bareForms(identification).some((form) => bareForms(own).includes(form)),
  );
  if (other === undefined) return [];
  const at = { row: first.row, column: 0, field: "debtor.Identification" } as const;
  return [{ ...at, code: "debtor_looks_alike", severity: "warning", params: { other: other.identification ?? "" } }];
}

function bareForms(identification: string): string[] {
  if (/[^\d\-_/]/.test(identification)) return [];
  return [identification, identification.replace(/-\d$/, "")]
    .map((text) => text.replaceAll(/[-_/]/g, "").replace(/^0+/, ""))
    .filter((digits) => digits !== "" && digits.length <= 15);
}

function sorted(rows: Iterable<number>): number[] {
  return [...new Set(rows)].sort((a, b) => a - b);
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
        const review = new Review(rows, context);
        expect(said(review, rowCount)).toEqual(straightforward(rows, context));
        review.edit(after.map(write));
        expect(said(review, rowCount)).toEqual(straightforward(rows, context));
      }),
      { numRuns: 150 },
    );
  });
});
