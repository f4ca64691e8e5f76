import { describe, expect, test } from "vitest";
import { withUnitSums } from "#app/(portal)/uploads/new/ask-unit-sums.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { setReading } from "#lib/domain/mapping/answers/edit-mapping.ts";
import { firstMappingOf } from "#lib/domain/mapping/answers/first-groups.ts";
import type { RecalledMapping } from "#lib/domain/mapping/answers/recalled-mapping.ts";
import { answeredUnit } from "#lib/domain/mapping/answers/unit-of-last-time.ts";
import type { AmountUnit } from "#lib/domain/mapping/cell-reading.ts";
import { checkMapping } from "#lib/domain/mapping/check-mapping.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const usedAt = "2026-02-01T10:00:00.000Z";
const none = { kind: "none" } as const;
const balance = 6;
const headers = "CEDULA;NOMBRE;CELULAR;CORREO;OBLIGACION;PRODUCTO;SALDO TOTAL;DIAS MORA".split(";");
const rows = [1, 2].map((n) => `1023456${n};ANA ROJAS;300123456${n};a${n}@buzon.example;P-${n};CONSUMO;${n}250;${n}0`);
const thousands = "Cifras en miles de pesos";
const millions = "Cifras en millones de pesos";

/** A file as the page begins with it; `title` stands above its header. */
async function begun(title: string | null, recalled: RecalledMapping<Mapping>, names = headers) {
  const workbench = new Workbench();
  const lines = [...(title === null ? [] : [title]), names.join(";"), ...rows];
  const file = new File([lines.join("\n")], "a.csv");
  const report = await workbench.open({ file, settings: {}, fields: standardFields, currency: "COP" });
  const first = firstMappingOf(report, standardFields, recalled);
  const columns = await withUnitSums(first, standardFields, async (input) => workbench.sumColumns(input));
  const problems = checkMapping(first.mapping, standardFields, columns.length, columns);
  const open = problems.flatMap((problem) => (problem.code === "reading_missing" ? problem.columns : []));
  return { ...first, columns, open };
}

type Begun = Awaited<ReturnType<typeof begun>>;

/** What is remembered of a file whose question was answered so. */
function memoryOf({ columns, mapping }: Pick<Begun, "columns" | "mapping">, unit?: AmountUnit): Mapping {
  const column = columns[balance];
  if (column === undefined) throw new Error("no column");
  const answered = unit === undefined ? mapping : setReading(mapping, balance, answeredUnit(column, unit));
  return mappingSchema.parse(rememberedMapping(answered));
}

async function answeredBefore(title: string | null, unit: AmountUnit): Promise<RecalledMapping<Mapping>> {
  return { kind: "exact", usedAt, mapping: memoryOf(await begun(title, none), unit) };
}

describe("a unit that only last time's file named", () => {
  test("is asked again with every answer's sum", async () => {
    const today = await begun(null, await answeredBefore(thousands, "thousands"));
    expect(today.open).toEqual([balance]);
    expect(today.memory).toEqual({ kind: "near", changed: [balance], lost: [] });
    expect(today.columns[balance]).toMatchObject({
      amountUnit: { value: "thousands", certainty: "ambiguous", params: { factor: 1000 } },
      unitSums: { ",": { sum: "3500.00", unreadable: 0 } },
    });
  });

  test("is asked as before if today's names it", async () => {
    const today = await begun(thousands, await answeredBefore(thousands, "thousands"));
    expect(today.open).toEqual([balance]);
    expect(today.columns[balance]?.amountUnit?.evidence).toBe("amount_unit_row");
  });

  test("is asked of columns that were renamed since", async () => {
    const { mapping } = await begun(thousands, none);
    const before = setReading(mapping, balance, { amountUnit: "millions" });
    const names = headers.with(balance, "SALDO TOTAL HOY");
    const today = await begun(null, { kind: "near", mapping: before, headers }, names);
    expect(today.columns[balance]?.amountUnit?.value).toBe("millions");
    expect(today.open).toEqual([balance]);
  });

  test("holds for the report of the same rows", async () => {
    const recalled = await answeredBefore(thousands, "thousands");
    const today = await begun(null, { ...recalled, isOwn: true });
    expect([today.open, today.memory]).toEqual([[], { kind: "exact" }]);
    expect(today.mapping.columns[balance]).toMatchObject({ reading: { amountUnit: "thousands" } });
  });
});

describe("the question says where the unit was remembered", () => {
  const whose = async (recalled: RecalledMapping<Mapping>) =>
    (await begun(null, recalled)).columns[balance]?.amountUnit?.params;

  test("for these columns, a portfolio or a file that is like it", async () => {
    const exact = await answeredBefore(thousands, "thousands");
    const mapping = exact.kind === "none" ? null : exact.mapping;
    if (mapping === null) throw new Error("no memory");
    expect(await whose(exact)).toEqual({ factor: 1000, whose: "same", portfolio: "" });
    const near = { kind: "near", mapping, headers } as const;
    expect(await whose(near)).toEqual({ factor: 1000, whose: "other", portfolio: "" });
    expect(await whose({ ...near, of: null })).toEqual({ factor: 1000, whose: "other", portfolio: "" });
    expect(await whose({ ...near, of: "Bank one" })).toEqual({
      factor: 1000,
      whose: "portfolio",
      portfolio: "Bank one",
    });
  });
});

describe("amounts that were sent as written last time", () => {
  test("are not asked about while files say the same", async () => {
    for (const title of [null, thousands]) {
      const today = await begun(title, await answeredBefore(thousands, "written"));
      expect([today.open, today.memory]).toEqual([[], { kind: "exact" }]);
    }
  });

  test("are asked about if today's file names another unit", async () => {
    const today = await begun(millions, await answeredBefore(thousands, "written"));
    expect(today.open).toEqual([balance]);
  });

  test("are asked about if only today's file names one", async () => {
    const unnamed = await begun(null, await answeredBefore(thousands, "thousands"));
    const mapping = memoryOf(unnamed, "written");
    expect((await begun(null, { kind: "exact", usedAt, mapping })).open).toEqual([]);
    expect((await begun(thousands, { kind: "exact", usedAt, mapping })).open).toEqual([balance]);
  });

  test("stay so in memories without a named unit", async () => {
    const { mapping } = await begun(thousands, none);
    const old = setReading(mapping, balance, { amountUnit: "written" });
    expect((await begun(thousands, { kind: "exact", usedAt, mapping: old })).open).toEqual([]);
  });
});
