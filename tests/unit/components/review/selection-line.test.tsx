import { expect, test } from "vitest";
import { SelectionLine } from "#components/review/blocks/selection-line.tsx";
import { rendered } from "#tests/support/rendered-text.tsx";

const nothing = () => undefined;
const selected = { firstRow: 0, lastRow: 1, firstColumn: 1, lastColumn: 1 };

test.each([
  ["amount", "9007199254740993.5", "suma 9.007.199.254.740.993,50"],
  ["amount", "1000.125", "suma 1.000,125"],
  ["number", "-0.1234567", "suma -0,1234567"],
  ["number", "1200", "suma 1.200"],
] as const)("a sum of the kind %s shows all decimals of %s", (kind, total, shown) => {
  const figures = { cells: 2, filled: 2, distinct: 2, sum: { kind, total, unreadable: 0 } };
  const acts = { copy: nothing, fillDown: nothing, clear: nothing, endExtending: nothing };
  const blocks = { selected, figures, isExtending: false, ...acts };
  expect(rendered(<SelectionLine blocks={blocks} progress={null} onStop={nothing} />).text).toContain(shown);
});
