import { expect, test } from "vitest";
import { ChangedValue } from "#components/comparison/changed-cell.tsx";
import { totalBalanceField } from "#lib/domain/fields/catalogue.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const shown = (before: string | null, after: string | null, isOneSided: boolean) =>
  rendered(<ChangedValue fieldId={totalBalanceField} values={{ before, after }} isOneSided={isOneSided} />).text;

test("a balance that an obligation had and has no more is told as a change", () => {
  expect(shown("2267299.90", null, false)).toContain("2.267.299,90");
  expect(shown("2267299.90", null, false)).toContain("→");
  expect(shown(null, "5.00", false)).toContain("→");
});

test("who is new or gone has one balance", () => {
  expect([shown("7.50", null, true), shown(null, "7.50", true)]).toEqual(["7,50", "7,50"]);
});
