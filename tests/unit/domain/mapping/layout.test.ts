import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { moveToGroup } from "#lib/domain/mapping/answers/edit-mapping.ts";
import { firstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import { groupOfColumn, proposalIn, withLayout } from "#lib/domain/mapping/answers/layout.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const corpus = new URL("../../../support/corpus/files/co-10-grupos-repetidos.", import.meta.url);
const expected: { debtors: { Obligations: unknown[] }[] } = JSON.parse(readFileSync(new URL(`${corpus}json`), "utf8"));
const workbench = new Workbench();
let report: ReadingReport;
let mapping: Mapping;

beforeAll(async () => {
  const file = new File([new Uint8Array(readFileSync(new URL(`${corpus}csv`)))], "grupos.csv");
  report = await workbench.open({ file, settings: {}, fields: standardFields });
  const first = firstMapping(report.columns, standardFields, { kind: "none" }).mapping;
  mapping = withLayout(first, "repeated_groups", report, standardFields);
});

const at = (header: string) => report.columns.findIndex((column) => column.header === header);

describe("rows with several obligations", () => {
  test("are offered, not assumed", () => {
    expect(report.repeatedGroups?.count).toBe(3);
    expect(firstMapping(report.columns, standardFields, { kind: "none" }).mapping.layout).toBe("row_per_obligation");
  });

  test("place their columns by group once chosen", () => {
    expect(mapping.columns[at("Vencimiento 2")]).toMatchObject({ field: "obligation.expiring_date", group: 1 });
    expect(groupOfColumn(report, mapping, at("Saldo 3"), null)).toBe(2);
    expect(mapping.columns[at("Nombre cliente")]).toMatchObject({ field: "debtor.Name", group: 0 });
    const codes = checkMapping(mapping, standardFields, report.columns.length).map(({ code }) => code);
    expect(codes).not.toContain("field_taken_twice");
  });

  test("give all their obligations to the debtor", () => {
    const columns = mapping.columns.map((state, column): Mapping["columns"][number] => {
      const proposal = state.state === "unmapped" ? proposalIn(report, mapping.layout, column) : null;
      if (proposal === null) return state;
      const group = groupOfColumn(report, mapping, column, null);
      return { state: "field", field: proposal.field, group, reading: proposal.reading };
    });
    const summary = workbench.apply({
      context: { fields: standardFields, mapping: { ...mapping, columns }, country: "CO" },
    });
    const obligations = expected.debtors.reduce((sum, debtor) => sum + debtor.Obligations.length, 0);
    expect(summary.totals.file).toMatchObject({ debtors: expected.debtors.length, obligations });
  });

  test("free the other group's column when one is moved", () => {
    const moved = moveToGroup(mapping, at("Vencimiento 1"), 1);
    expect(moved.columns[at("Vencimiento 1")]).toMatchObject({ group: 1 });
    expect(moved.columns[at("Vencimiento 2")]).toEqual({ state: "unmapped" });
  });

  test("keep only the first group after switching back", () => {
    const back = withLayout(mapping, "row_per_obligation", report, standardFields);
    expect(back.columns[at("Vencimiento 1")]).toMatchObject({ field: "obligation.expiring_date" });
    expect(back.columns[at("Vencimiento 2")]).toEqual({ state: "unmapped" });
  });
});
