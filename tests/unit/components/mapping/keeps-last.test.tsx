import { expect, test } from "vitest";
import { KeepsLast } from "#components/mapping/keeps-last.tsx";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const shown = (id: string, defaults: readonly { field: string; value: string }[] = []) => {
  const field = standardFields.find((one) => one.id === id)!;
  const mapping = mappingSchema.parse({ columns: [], defaults });
  return rendered(<KeepsLast field={field} label="Correo" mapping={mapping} onMapping={() => undefined} />).text;
};

test("a field is said to be kept only where its empty cells leave nobody out", () => {
  const placeholder = { field: "debtor.Email", value: "sincorreo@example.com" };
  expect(shown("debtor.Email")).toBe("");
  expect(shown("debtor.Email", [placeholder])).toContain("lo conserva");
  expect(shown("debtor.Address")).toContain("lo conserva");
  expect(shown("obligation.name")).toBe("");
});
