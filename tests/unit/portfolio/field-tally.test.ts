import { expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { FieldTally } from "#lib/domain/portfolio/drift/field-tally.ts";

test("a date is exchangeable if its day could be a month", () => {
  const field = standardFields.find(({ kind }) => kind === "date");
  if (field === undefined) throw new Error("no field of dates");
  const tally = new FieldTally({ field, fallback: "" });
  for (const day of ["2026-11-01", "2026-11-12", "2026-11-13", "2026-11-30"]) tally.add(new Map([[field.apiKey, day]]));
  expect(tally.dates).toEqual({ count: 4, exchangeable: 2 });
});
