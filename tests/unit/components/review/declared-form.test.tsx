import { expect, test } from "vitest";
import { DeclaredForm } from "#components/review/declared/declared-form.tsx";
import { typedAmount } from "#lib/domain/portfolio/declared/typed-declared.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

// Saved as it stands, it must not be more precise than the bank wrote it.
test.each([
  ["412300021", "412.300.021"],
  ["412300021.00", "412.300.021,00"],
  ["412300021.40", "412.300.021,40"],
])("a declared balance of %s is shown as precise as it is", (balance, shown) => {
  const { markup } = rendered(<DeclaredForm declared={{ balance, where: {} }} onSave={() => undefined} />);
  expect(markup).toContain(`value="${shown}"`);
  expect(typedAmount(shown, ",")).toBe(balance);
});
