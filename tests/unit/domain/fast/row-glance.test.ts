import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import { judgeDebtor } from "#lib/domain/debtors/judge-debtor.ts";
import { compileRowGlance } from "#lib/domain/fast/compile-row-glance.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { cases } from "#tests/support/depth.ts";
import { messyRow } from "#tests/support/messy-cells.ts";
import { messyContext } from "#tests/support/messy-context.ts";

function valuesOf({ debtor }: CheckedRow): string {
  return JSON.stringify([...debtor]);
}

/** Issues that may be the only one of a row. Each must occur alone here, or the fast path could miss it unnoticed. */
const aloneIssues = [
  "row_short",
  "row_long",
  "row_other_order",
  "row_above_header",
  "row_lost_block",
  "row_perhaps_shifted",
  "cell_unlike",
  "cell_perhaps_cut",
  "amount_currency",
  "amount_unlikely",
  "date_of_two_readings",
  "date_ambiguous",
  "days_against_due_date",
  "payment_above_balance",
  "payment_in_future",
] as const satisfies readonly IssueCode[];

describe("a glance at a row", () => {
  test("calls only rows without issues plain, with right balances", () => {
    let plain = 0;
    let alike = 0;
    const alone = new Set<IssueCode>();
    fc.assert(
      fc.property(messyContext, fc.array(messyRow, { minLength: 10, maxLength: 30 }), (context, rows) => {
        const read = compileRowReader(context);
        const glance = compileRowGlance(context);
        if (glance === null) return;
        const saidByDigest = new Map<string, string>();
        for (const [row, { cells, kinds }] of rows.entries()) {
          const source = { line: row + 2, cells, kinds };
          const placed = new PlacedRow();
          placed.take(source);
          const checked = read(row, source);
          const key = glance.identificationOf(placed);
          const [issue] = checked.issues;
          if (issue !== undefined && checked.issues.length === 1) alone.add(issue.code);
          if (key > 0) expect(checked.identification).toBe(String(key));
          glance.digest(placed);
          const digest = `${glance.digest1} ${glance.digest2}`;
          const isPlain = glance.isPlain(placed, false);
          if (saidByDigest.has(digest)) {
            alike++;
            expect(glance.isPlain(placed, true)).toBe(isPlain);
          }
          if (!isPlain) continue;
          plain++;
          expect(checked.issues).toEqual([]);
          expect(checked.identification).not.toBeNull();
          expect(glance.balanceCents).toBe(checked.balanceCents);
          expect(judgeDebtor([checked], context).issues).toEqual([]);
          expect(saidByDigest.get(digest) ?? valuesOf(checked)).toBe(valuesOf(checked));
          saidByDigest.set(digest, valuesOf(checked));
        }
      }),
      { numRuns: cases(500, 200) },
    );
    expect(plain).toBeGreaterThan(cases(400, 100));
    expect(alike).toBeGreaterThan(cases(40, 8));
    expect(aloneIssues.filter((code) => !alone.has(code))).toEqual([]);
  });
});
