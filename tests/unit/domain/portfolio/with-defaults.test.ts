import { expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { withDefaults } from "#lib/domain/portfolio/with-defaults.ts";

const mapping = mappingSchema.parse({
  columns: [{ state: "field", field: "debtor.Name" }, { state: "unmapped" }],
  constants: [{ field: "debtor.Telephone", value: "3000000000" }],
});

test("default values fill only fields that nothing gives", () => {
  const defaults = {
    "debtor.Name": "Nadie",
    "debtor.Email": "sin@correo.co",
    "debtor.Telephone": "1",
    "debtor.Identification": "99",
    "debtor.custom.Gone": "x",
  };
  expect(withDefaults(mapping, defaults, standardFields).constants).toEqual([
    { field: "debtor.Telephone", value: "3000000000" },
    { field: "debtor.Email", value: "sin@correo.co" },
  ]);
  expect(withDefaults(mapping, {}, standardFields)).toEqual(mapping);
});
