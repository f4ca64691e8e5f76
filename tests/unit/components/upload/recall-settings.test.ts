import { expect, test } from "vitest";
import { recallSettings } from "#app/(portal)/uploads/new/recall-settings.ts";
import type { RecalledMapping } from "#lib/domain/mapping/answers/recalled-mapping.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { SheetJoin } from "#lib/spreadsheet/protocol/reading.ts";
import { columnReport } from "../mapping/column-reports.ts";

const join: SheetJoin = { sheet: 1, column: 0, debtors: { sheet: 0, column: 0 } };
const none: RecalledMapping<Mapping> = { kind: "none" };

function exact(usedAt: string, more: object = {}): RecalledMapping<Mapping> {
  return { kind: "exact", mapping: mappingSchema.parse({ columns: [], ...more }), usedAt };
}

function settings(other: SheetJoin | "none", own: RecalledMapping<Mapping>, recalled: RecalledMapping<Mapping>) {
  const report = { columns: [columnReport(0, "Cédula")], otherShapes: [{ join: other, headers: ["Otra"] }] };
  return recallSettings(report, async ([header]) => ({ kind: "done", value: header === "Otra" ? recalled : own }));
}

test("a workbook kept apart on purpose stays apart", async () => {
  expect(await settings("none", none, exact("2025-11-01", { isApart: true }))).toEqual({ join: "none" });
});

test("a one-sheet file with those headers does not affect joining", async () => {
  expect(await settings("none", none, exact("2025-11-01"))).toEqual({});
});

test("sheets joined by hand are joined again", async () => {
  expect(await settings(join, none, exact("2025-11-01"))).toEqual({ join });
});

test("the later of two answers counts", async () => {
  const apart = exact("2025-11-02", { isApart: true });
  expect(await settings("none", exact("2025-11-01"), apart)).toEqual({ join: "none" });
  expect(await settings("none", exact("2025-11-03"), apart)).toEqual({});
});
