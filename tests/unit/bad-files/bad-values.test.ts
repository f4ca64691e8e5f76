import { describe, expect, it } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { badValues, valueColumns, valueFile } from "#tests/support/bad-files/bad-values.ts";
import { deriveSheet, readSheet } from "#tests/support/corpus/read-sheet.ts";

type Sent = Record<string, unknown> & { Identification: string; Obligations: Record<string, unknown>[] };

describe("bad values are read, warned of or refused", () => {
  it.each(badValues.map((value) => [value.name, value] as const))("%s", async (_, value) => {
    const { table } = await readSheet(new File([valueFile(value)], "valores"));
    const columns = valueColumns.map(([header, field]) => ({
      state: "field",
      field,
      reading: header === value.column ? (value.reading ?? {}) : {},
    }));
    const { debtors, issues } = deriveSheet(table, mappingSchema.parse({ columns }), "CO");
    expect(issues.map(({ code }) => code)).toEqual(value.issues ?? []);
    const sound = (debtors as Sent[]).at(-1);
    expect(sound?.Identification).toBe("1020304099");
    const sent = debtors.length === 2 ? (debtors[0] as Sent) : null;
    if (value.sent === null) {
      expect(sent).toBeNull();
      return;
    }
    const fieldId = valueColumns.find(([header]) => header === value.column)?.[1];
    const field = standardFields.find(({ id }) => id === fieldId);
    const level = field?.level === "debtor" ? sent : sent?.Obligations[0];
    expect(level?.[field?.apiKey ?? ""]).toBe(value.sent);
  });
});
