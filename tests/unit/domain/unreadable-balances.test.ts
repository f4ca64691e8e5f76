import { expect, it } from "vitest";
import { amountCleaner } from "#lib/domain/cleaning/amount.ts";
import { totalBalanceField } from "#lib/domain/fields/catalogue.ts";
import type { CellKind } from "#lib/domain/table/table.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { unreadableBalances } from "#lib/domain/validation/unreadable-balances.ts";

const cells: readonly (readonly [string, CellKind])[] = [
  ["1.250,00", "text"],
  ["(1.250,00)", "text"],
  ["1,2345", "text"],
  ["616.910", "text"],
  ["US$ 1200", "text"],
  ["EUR 3,50", "text"],
  ["3.000.00", "text"],
  ["mil pesos", "text"],
  ["9".repeat(30), "text"],
  ["1E+25", "number"],
  ["TRUE", "boolean"],
  ["46000", "date"],
];

it.each([",", ".", undefined] as const)("counts exactly the cells without a value, mark %s", (mark) => {
  const codes = new Set<IssueCode>();
  for (const [text, kind] of cells) {
    const said: IssueCode[] = [];
    const value = amountCleaner(mark, "written", "COP")(text, kind, (code) => said.push(code));
    const counted = unreadableBalances(said.map((code) => ({ code, field: totalBalanceField, rows: 1 })));
    expect(counted, `${text} says ${said}`).toBe(value === "" ? 1 : 0);
    for (const code of said) codes.add(code);
  }
  expect(codes).toContain("amount_currency");
  expect(codes).toContain("amount_malformed");
});
