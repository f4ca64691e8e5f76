import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { assignField, moveToGroup } from "#lib/domain/mapping/answers/edit-mapping.ts";
import { firstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import { groupOfColumn, withLayout } from "#lib/domain/mapping/answers/layout.ts";
import { repeatFirstGroup } from "#lib/domain/mapping/answers/repeat-groups.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const text = [
  "Cedula;Nombre;Pagare A;Linea A;Debe A;Vence A;Pagare B;Linea B;Debe B;Vence B;Pagare C;Linea C;Debe C;Vence C;Asesor",
  "1023456;Ana Rojas;P-1;Consumo;1.250,50;31/01/2026;P-2;Tarjeta;20,10;28/02/2026;;;;;Eva",
  "2034567;Luis Paz;P-3;Consumo;99,90;15/02/2026;;;;;;;;;Eva",
  "3045678;Rosa Gil;P-4;Vehículo;500,00;31/03/2026;P-5;Consumo;1.000,00;30/04/2026;;;;;Eva",
].join("\n");

const fieldOf = (id: string): Field => standardFields.find((field) => field.id === id)!;
const ofFirst = [
  ["Pagare A", "obligation.id"],
  ["Linea A", "obligation.name"],
  ["Debe A", "obligation.total_balance"],
  ["Vence A", "obligation.expiring_date"],
] as const;

async function opened(content = text) {
  const workbench = new Workbench();
  const settings = { headerLine: 1, takenIn: "all" as const };
  const report = await workbench.open({ file: new File([content], "a.csv"), settings, fields: standardFields });
  const first = firstMapping(report.columns, standardFields, { kind: "none" }).mapping;
  return { workbench, report, mapping: withLayout(first, "repeated_groups", report, standardFields) };
}

const at = (report: ReadingReport, header: string) => report.columns.findIndex((column) => column.header === header);

function assign(report: ReadingReport, mapping: Mapping, header: string, id: string): Mapping {
  const column = at(report, header);
  const group = groupOfColumn(report, mapping, column, fieldOf(id));
  return assignField(mapping, report.columns[column]!, fieldOf(id), undefined, group);
}

const firstAssigned = (report: ReadingReport, mapping: Mapping) =>
  ofFirst.reduce((so, [header, id]) => assign(report, so, header, id), mapping);

describe("groups of columns without numbers in their headers", () => {
  test("are not found by headers but keep earlier choices", async () => {
    const { report, mapping } = await opened();
    expect(report.repeatedGroups).toBeUndefined();
    expect(mapping.layout).toBe("repeated_groups");
    expect(mapping.columns[at(report, "Nombre")]).toMatchObject({ field: "debtor.Name" });
  });

  test("count a field chosen again for the next obligation", async () => {
    const { report, mapping } = await opened();
    const one = assign(report, mapping, "Pagare A", "obligation.id");
    const two = assign(report, one, "Pagare B", "obligation.id");
    expect(two.columns[at(report, "Pagare A")]).toMatchObject({ group: 0 });
    expect(two.columns[at(report, "Pagare B")]).toMatchObject({ field: "obligation.id", group: 1 });
    expect(moveToGroup(two, at(report, "Pagare B"), 4).columns[at(report, "Pagare B")]).toMatchObject({ group: 4 });
    // A debtor's own fields belong to no obligation: the new column replaces the old one.
    expect(groupOfColumn(report, two, at(report, "Asesor"), fieldOf("debtor.Name"))).toBe(0);
  });

  test("repeat the first obligation's pattern, also where empty", async () => {
    const { workbench, report, mapping } = await opened();
    const pattern = repeatFirstGroup(firstAssigned(report, mapping), report.columns, standardFields)!;
    expect(pattern.added).toBe(2);
    expect(pattern.mapping.columns[at(report, "Debe B")]).toMatchObject({
      field: "obligation.total_balance",
      group: 1,
    });
    expect(pattern.mapping.columns[at(report, "Vence C")]).toMatchObject({
      field: "obligation.expiring_date",
      group: 2,
    });
    expect(pattern.mapping.columns[at(report, "Asesor")]).toEqual({ state: "unmapped" });
    const summary = workbench.apply({
      context: { fields: standardFields, mapping: pattern.mapping, country: "CO" },
    });
    expect(summary.totals.file).toMatchObject({ debtors: 3, obligations: 5, balance: "2870.50" });
  });

  test("leave out the columns that the first leaves out", async () => {
    const { report, mapping } = await opened();
    const without = firstAssigned(report, mapping);
    const columns = without.columns.map((state, index): Mapping["columns"][number] =>
      index === at(report, "Linea A") ? { state: "left_out" } : state,
    );
    const pattern = repeatFirstGroup({ ...without, columns }, report.columns, standardFields)!;
    expect(pattern.mapping.columns[at(report, "Linea C")]).toEqual({ state: "left_out" });
  });

  test("do not repeat a pattern that ends or has one column", async () => {
    const opening = await opened();
    const { report } = opening;
    const columns = opening.mapping.columns.map((): Mapping["columns"][number] => ({ state: "unmapped" }));
    const mapping = { ...opening.mapping, columns };
    expect(
      repeatFirstGroup(assign(report, mapping, "Pagare A", "obligation.id"), report.columns, standardFields),
    ).toBeNull();
    const last = ["Pagare C", "Linea C", "Debe C", "Vence C"].reduce(
      (so, header, index) => assign(report, so, header, ofFirst[index]![1]),
      mapping,
    );
    expect(repeatFirstGroup(last, report.columns, standardFields)).toBeNull();
  });

  test("report an obligation without a required field", async () => {
    const { report, mapping } = await opened();
    const pattern = repeatFirstGroup(firstAssigned(report, mapping), report.columns, standardFields)!.mapping;
    const columns = pattern.columns.map((state, index): Mapping["columns"][number] =>
      index === at(report, "Pagare B") ? { state: "left_out" } : state,
    );
    const problems = checkMapping({ ...pattern, columns }, standardFields, columns.length);
    expect(problems).toContainEqual({
      code: "group_incomplete",
      field: "obligation.id",
      columns: ["Linea B", "Debe B", "Vence B"].map((header) => at(report, header)),
    });
    expect(checkMapping(pattern, standardFields, columns.length).map(({ code }) => code)).not.toContain(
      "group_incomplete",
    );
  });

  test("are offered by group if the headers repeat exactly", async () => {
    const repeated = text.replace(/ [ABC](?=;)/g, "");
    const { report, mapping } = await opened(repeated);
    expect(report.repeatedGroups?.count).toBe(3);
    expect(groupOfColumn(report, mapping, at(report, "Debe (2)"), null)).toBe(1);
  });

  test("are remembered when assigned by hand", async () => {
    const { report, mapping } = await opened();
    const pattern = repeatFirstGroup(firstAssigned(report, mapping), report.columns, standardFields)!.mapping;
    const recalled = firstMapping(report.columns, standardFields, {
      kind: "exact",
      usedAt: "2025-11-24T10:00:00.000Z",
      mapping: pattern,
    });
    expect(recalled).toMatchObject({ memory: { kind: "exact" }, mapping: { layout: "repeated_groups" } });
    expect(recalled.mapping.columns).toEqual(pattern.columns);
  });
});
