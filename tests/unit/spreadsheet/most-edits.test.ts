import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { changeOf } from "#components/review/cures/cure.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { maxEdits } from "#lib/domain/table/cell-edit.ts";
import { EditedRows } from "#lib/spreadsheet/review/edited-rows.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";

/** So many more may be corrected: every file has these corrections before it has any. */
const most = 8;
const made = maxEdits - most;
const ofFile = Object.getOwnPropertyDescriptor(EditedRows.prototype, "count")?.get;
vi.spyOn(EditedRows.prototype, "count", "get").mockImplementation(function (this: EditedRows) {
  return made + ofFile?.call(this);
});

const rowCount = 6;
const rows = Array.from({ length: rowCount }, (_, row) => `${10_000_001 + row};Ana Ruiz;ana`);
const mapping = mappingSchema.parse({
  columns: ["debtor.Identification", "debtor.Name", "debtor.Email"].map((field) => ({ state: "field", field })),
});
const malformed = { code: "email_malformed", column: 2, field: "debtor.Email" } as const;

const edits = fc.uniqueArray(
  fc.record({
    row: fc.nat(rowCount - 1),
    column: fc.constantFrom(1, 2),
    text: fc.constantFrom("luz", "luz@buzon.example"),
  }),
  { maxLength: most, selector: ({ row, column }) => `${row} ${column}` },
);

test("a cure corrects as many cells as an upload may carry, each counted once", async () => {
  const file = new File([["Cédula;Nombre;Correo", ...rows, ""].join("\n")], "a.csv");
  await fc.assert(
    fc.asyncProperty(edits, async (before) => {
      const workbench = new Workbench();
      await workbench.open({ file, settings: {}, fields: standardFields });
      workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
      workbench.edit({ edits: before });
      const right = before.filter(({ column, text }) => column === 2 && text !== "luz");
      const names = before.filter(({ column }) => column === 1);
      const corrected = names.length + rowCount;
      const change = changeOf(mapping, malformed, { kind: "value", text: "sin@correo.co" });
      const said = inOneGo(workbench.cures.forecast({ change, reason: malformed }));
      expect(said).toMatchObject({ cells: rowCount - right.length, isTooMany: corrected > most });
      const cure = () => inOneGo(workbench.cures.cure({ change })).edits;
      if (said.isTooMany) expect(cure).toThrow("more corrections than an upload may carry");
      else expect(cure()).toBe(made + corrected);
      expect(workbench.edit({ edits: [] }).edits).toBe(made + (said.isTooMany ? before.length : corrected));
    }),
    { numRuns: cases(100) },
  );
});
