import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { usualFields } from "#tests/support/usual-fields.ts";

const ids = [...usualFields, "obligation.expiring_date", "obligation.days_delay"];
const field = (id: string) => ({ state: "field", field: id, reading: { dateOrder: "ymd" } });
const mapped = (change: object = {}): Mapping => mappingSchema.parse({ columns: ids.map(field), ...change });

const dayMs = 86_400_000;
const closed = "2026-10-31";

/** Thirty obligations (or `length`) that fell due one day apart; those in `wrong` have 400 days in arrears. */
function portfolio(wrong: readonly number[] = [], length = 30): File {
  const rows = Array.from({ length }, (_, index) => {
    const due = new Date(Date.parse(closed) - (index + 1) * dayMs).toISOString().slice(0, 10);
    const days = wrong.includes(index) ? 400 : index + 1;
    return `${1_000_000 + index};Ana;ana${index}@x.co;3001234567;A${index};Consumo;${due};${days}`;
  });
  return new File([`Cedula;Nombre;Correo;Celular;Credito;Producto;Vence;Mora\n${rows.join("\n")}\n`], "a.csv");
}

async function reviewed(mapping: Mapping, wrong: readonly number[] = [], length = 30) {
  const workbench = new Workbench();
  await workbench.open({ file: portfolio(wrong, length), settings: {}, fields: standardFields });
  const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  return { workbench, summary };
}

describe("the cut-off of a file", () => {
  test("is found, compared with the days and sent", async () => {
    const { workbench, summary } = await reviewed(mapped(), [3]);
    expect(summary.cutOff).toEqual({
      found: { day: closed, agreeing: 29, obligations: 30 },
      stated: null,
      day: closed,
    });
    expect(summary.groups.map(({ code, count, firstRow }) => [code, count, firstRow])).toEqual([
      ["days_against_due_date", 1, 3],
    ]);
    expect(workbench.planStaging().mapping).toEqual({
      ...mapped(),
      rowWidth: { least: 8, most: 8, padded: 8, filled: 8 },
      cutOff: closed,
    });
  });

  test("is found in a file of few rows", async () => {
    const { summary } = await reviewed(mapped(), [1], 4);
    expect(summary.cutOff).toMatchObject({ found: { day: closed, agreeing: 3, obligations: 4 } });
    expect(summary.groups).toMatchObject([{ code: "days_against_due_date", count: 1, firstRow: 1 }]);
    expect((await reviewed(mapped(), [], 2)).summary.cutOff?.found).toBeNull();
    expect((await reviewed(mapped(), [0, 2, 4], 6)).summary.cutOff?.found).toBeNull();
  });

  test("can be another day or none", async () => {
    const other = await reviewed(mapped({ cutOff: "2026-12-31" }));
    expect(other.summary.cutOff).toMatchObject({ found: { day: closed }, day: "2026-12-31" });
    expect(other.summary.groups).toMatchObject([{ code: "days_against_due_date", count: 30 }]);
    const none = await reviewed(mapped({ cutOff: "none" }), [3]);
    expect(none.summary).toMatchObject({ cutOff: { found: { day: closed }, day: null }, groups: [] });
    expect(none.workbench.planStaging().mapping.cutOff).toBe("none");
  });

  test("is not asked if no days are loaded", async () => {
    const columns = ids.map((id) => (id === "obligation.days_delay" ? { state: "left_out" } : field(id)));
    const { workbench, summary } = await reviewed(mapped({ columns }));
    expect(summary.cutOff).toBeNull();
    expect(workbench.planStaging().mapping.cutOff).toBeUndefined();
  });

  test("leaves out debtors with differing days on request", async () => {
    const leftOut = [{ code: "days_against_due_date", field: "obligation.days_delay" }];
    const { summary } = await reviewed(mapped({ leftOut }), [3, 4]);
    expect(summary.totals).toMatchObject({ staged: { debtors: 28 }, leftOut: { debtors: 2, rows: 2 } });
  });

  test("stays while cells are corrected", async () => {
    const { workbench } = await reviewed(mapped());
    const edits = Array.from({ length: 25 }, (_, row) => ({ row, column: 7, text: "7" }));
    expect(workbench.edit({ edits }).cutOff?.day).toBe(closed);
  });

  test("is not remembered, except that none is wanted", () => {
    expect(rememberedMapping(mapped({ cutOff: closed }))).toEqual(mapped());
    expect(rememberedMapping(mapped({ cutOff: "none" })).cutOff).toBe("none");
    const swapped = { state: "field", field: ids[6], reading: { dateOrder: "ymd", datedCells: "swapped" } };
    const columns = ids.map((id, index) => (index === 6 ? swapped : field(id)));
    expect(rememberedMapping(mapped({ columns }))).toEqual(mapped());
  });
});
