import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { leaveOutOpen } from "#lib/domain/mapping/answers/edit-mapping.ts";
import { firstMappingOf } from "#lib/domain/mapping/answers/first-groups.ts";
import { withLayout } from "#lib/domain/mapping/answers/layout.ts";
import { unplacedColumns } from "#lib/domain/mapping/answers/unplaced-columns.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const usedAt = "2026-02-01T10:00:00.000Z";
const none = { kind: "none" } as const;

const headers = (id: string, name: string, balance: string) =>
  ["CEDULA;NOMBRE;CELULAR;CORREO", ...[1, 2].map((n) => `${id}${n};${name}${n};${balance}${n}`)].join(";");
const debtor = (n: number, second: string) =>
  `1023456${n};ANA ROJAS;300123456${n};a${n}@buzon.example;P-${n};CONSUMO;5372249${n};${second}`;
const filled = [debtor(1, "Q-1;TARJETA;9123456"), debtor(2, ";;"), debtor(3, "Q-3;TARJETA;123456")];
const empty = [debtor(1, ";;"), debtor(2, ";;")];

const spellings = [
  ["CREDITO_", "LINEA_", "SALDO_TOTAL_"],
  ["OBLIGACION ", "PRODUCTO ", "SALDO "],
] as const;

async function opened(rows: readonly string[]) {
  const workbench = new Workbench();
  const file = new File([rows.join("\n")], "a.csv");
  return { workbench, report: await workbench.open({ file, settings: {}, fields: standardFields }) };
}

const groupsOf = (mapping: Mapping, field: string) =>
  mapping.columns.flatMap((state) => ("field" in state && state.field === field ? [state.group] : []));

describe.each(spellings)("obligations beside each other as %s, %s, %s", (...names) => {
  test("are proposed only if further groups have values", async () => {
    const { report } = await opened([headers(...names), ...filled]);
    const { mapping } = firstMappingOf(report, standardFields, none);
    expect(mapping.layout).toBe("repeated_groups");
    expect(groupsOf(mapping, "obligation.id")).toEqual([0, 1]);
    expect(groupsOf(mapping, "obligation.total_balance")).toEqual([0, 1]);
    const hollow = await opened([headers(...names), ...empty]);
    expect(firstMappingOf(hollow.report, standardFields, none).mapping.layout).toBe("row_per_obligation");
  });

  test("are named over the review until someone decides", async () => {
    const { report } = await opened([headers(...names), ...filled]);
    const { mapping } = firstMappingOf(report, standardFields, none);
    const one = withLayout(mapping, "row_per_obligation", report, standardFields);
    const named = (of: Mapping) => unplacedColumns(report, of, standardFields, []).map(({ header }) => header);
    expect(named(one)).toEqual(expect.arrayContaining(names.map((name) => `${name}2`)));
    expect(named(leaveOutOpen(one))).toEqual([]);
  });

  test("are asked again if remembered as undecided", async () => {
    const { report } = await opened([headers(...names), ...filled]);
    const groups = firstMappingOf(report, standardFields, none).mapping;
    const remembered = withLayout(groups, "row_per_obligation", report, standardFields);
    const again = firstMappingOf(report, standardFields, { kind: "exact", usedAt, mapping: remembered });
    expect(again.memory).toEqual({ kind: "near", changed: [7, 8, 9], lost: [] });
    expect(again.mapping.layout).toBe("repeated_groups");
    expect(groupsOf(again.mapping, "obligation.id")).toEqual([0, 1]);
    const decided = firstMappingOf(report, standardFields, {
      kind: "exact",
      usedAt,
      mapping: leaveOutOpen(remembered),
    });
    expect(decided.memory).toEqual({ kind: "exact" });
    expect(decided.mapping.layout).toBe("row_per_obligation");
    // A returned report (`isOwn`) keeps the answer that was given for its cells.
    const own = { kind: "exact", usedAt, mapping: remembered, isOwn: true } as const;
    expect(firstMappingOf(report, standardFields, own).memory).toEqual({ kind: "exact" });
  });
});

test("repeated columns beside a single obligation number are no groups", async () => {
  const { report } = await opened([
    "CEDULA;NOMBRE;CELULAR;CORREO;OBLIGACION;PRODUCTO 1;SALDO 1;PRODUCTO 2;SALDO 2",
    "10234561;ANA ROJAS;3001234567;a@buzon.example;P-1;CONSUMO;53722491;TARJETA;9123456",
    "10234562;LUIS PAZ;3001234568;b@buzon.example;P-2;CONSUMO;53722492;TARJETA;9123457",
  ]);
  expect(report.repeatedGroups?.count).toBe(2);
  const { mapping } = firstMappingOf(report, standardFields, none);
  expect(mapping.layout).toBe("row_per_obligation");
  const unplaced = unplacedColumns(report, mapping, standardFields, []);
  expect(unplaced.map(({ header }) => header)).toEqual(expect.arrayContaining(["PRODUCTO 2", "SALDO 2"]));
});

test("a doubtful number elsewhere does not stop the groups", async () => {
  const { report } = await opened([headers(...spellings[0]), ...filled]);
  const doubtful = { field: "obligation.id", reason: "doubtful", score: 0.6, reading: {} } as const;
  const columns = report.columns.map((column) => {
    const proposal =
      column.index === 3 ? doubtful : column.proposal?.field === "obligation.id" ? null : column.proposal;
    return { ...column, proposal };
  });
  const { mapping } = firstMappingOf({ ...report, columns }, standardFields, none);
  expect(mapping.layout).toBe("repeated_groups");
  const without = { ...report.repeatedGroups!, proposals: report.columns.map(() => null) };
  const payments = firstMappingOf({ ...report, columns, repeatedGroups: without }, standardFields, none);
  expect(payments.mapping.layout).toBe("row_per_obligation");
});
