import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { canBeLeftOut } from "#lib/domain/validation/leave-out.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const code = "debtor_looks_alike";
const mapping = mappingSchema.parse({
  layout: "row_per_obligation",
  columns: [
    { state: "field", field: "debtor.Identification" },
    { state: "field", field: "obligation.id" },
  ],
  constants: ["debtor.Name", "debtor.Email", "debtor.Telephone", "obligation.name"].map((field) => ({
    field,
    value: field.endsWith("Email") ? "a@x.co" : "3001234567",
  })),
});

async function reviewed(identifications: readonly string[]) {
  const workbench = new Workbench();
  const text = `Cedula;Credito\n${identifications.map((id, at) => `${id};A${at}`).join("\n")}\n`;
  await workbench.open({ file: new File([text], "a.csv"), settings: {}, fields: standardFields });
  const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  return { workbench, summary };
}

const told = (workbench: Workbench) =>
  workbench
    .window({ from: 0, count: 20, filter: { show: "all" } })
    .rows.flatMap(({ row, issues }) =>
      issues.flatMap((issue) => (issue.code === code ? [[row, issue.column, issue.params.other]] : [])),
    );

describe("debtors whose identifications look alike", () => {
  test.each([
    ["12345678", "0012345678"],
    ["0012345678", "00012345678"],
    ["900123456-1", "900123456"],
    ["12345-6789", "123456789"],
  ])("are reported to each other and still sent: %s, %s", async (one, other) => {
    const { workbench, summary } = await reviewed([one, "55555555", other, other]);
    expect(told(workbench)).toEqual([
      [0, 0, other],
      [2, 0, one],
    ]);
    expect(summary.totals.staged.debtors).toBe(3);
    // Staging does not know this warning, so no policy may turn it into an error.
    expect(canBeLeftOut(code)).toBe(false);
  });

  test("are not reported if equal once read, or different numbers", async () => {
    const { workbench } = await reviewed(["12.345.678", "12345678", "CC 12345678", "123456780", "AB-12345678", "0055"]);
    expect(told(workbench)).toEqual([]);
  });

  test("appear and disappear with edits", async () => {
    const { workbench } = await reviewed(["12345678", "55555555", "66666666"]);
    expect(told(workbench)).toEqual([]);
    workbench.edit({ edits: [{ row: 2, column: 0, text: "0012345678" }] });
    expect(told(workbench).map(([row]) => row)).toEqual([0, 2]);
    workbench.edit({ edits: [{ row: 0, column: 0, text: "055555555" }] });
    expect(told(workbench)).toEqual([
      [0, 0, "55555555"],
      [1, 0, "055555555"],
    ]);
    workbench.edit({ edits: [{ row: 1, column: 0, text: "" }] });
    expect(told(workbench)).toEqual([]);
  });
});
