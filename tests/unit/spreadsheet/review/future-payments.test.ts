import { describe, expect, test } from "vitest";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { usualFields } from "#tests/support/usual-fields.ts";

const now = Date.UTC(2026, 10, 27, 13);
const ids = [...usualFields, "obligation.last_pay_date"];
const mapping = mappingSchema.parse({
  columns: ids.map((field) => ({ state: "field", field, reading: { dateOrder: "ymd" } })),
});

async function reviewed(days: readonly string[], at = now) {
  const rows = days.map((day, row) => `${1_000_000 + row};Ana;ana${row}@x.co;3001234567;A${row};Consumo;${day}`);
  const text = `Cedula;Nombre;Correo;Celular;Credito;Producto;Fecha ultimo pago\n${rows.join("\n")}\n`;
  const workbench = new Workbench(undefined, () => at);
  await workbench.open({ file: new File([text], "a.csv"), settings: {}, fields: standardFields });
  const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  return { workbench, summary };
}

const days = (count: number, day: string) => Array<string>(count).fill(day);
const told = async (of: readonly string[]) =>
  (await reviewed(of)).summary.groups.map(({ code, column, count, firstRow }) => [code, column, count, firstRow]);

describe("payments in the future", () => {
  test("are told row by row, with a day of grace", async () => {
    const some = [...days(8, "2026-11-02"), "2026-11-28", "2026-11-29", "2027-04-05"];
    expect(await told(some)).toEqual([["payment_in_future", 6, 2, 9]]);
    expect((await reviewed(some)).summary.futurePayments).toBeUndefined();
  });

  test("are asked about if nearly all are", async () => {
    const { summary } = await reviewed([...days(44, "2027-04-05"), "2026-01-05", ""]);
    expect(summary.futurePayments).toEqual({ column: 6, rows: 44, ofRows: 45 });
  });

  test("are not told of today and before", async () => {
    expect(await told([...days(3, "2026-11-27"), "2026-11-28", "2020-01-01", ""])).toEqual([]);
  });

  test("are no question any more once they are corrected", async () => {
    const { workbench } = await reviewed(days(4, "2027-04-05"));
    const edits = [0, 1, 2, 3].map((row) => ({ row, column: 6, text: "2026-04-05" }));
    const summary = workbench.edit({ edits });
    expect([summary.futurePayments, summary.groups]).toEqual([undefined, []]);
  });

  test("are the same for the server days later, and not for the next file", async () => {
    const { workbench } = await reviewed(days(3, "2026-11-29"));
    const sent = workbench.planStaging().mapping;
    expect(sent.paymentsUntil).toBe("2026-11-28");
    const read = compileRowReader({ fields: standardFields, mapping: mappingSchema.parse(sent), country: "CO" });
    const cells = ["1000000", "Ana", "ana@x.co", "3001234567", "A1", "Consumo", "2026-11-29"];
    expect(read(0, { line: 2, cells, kinds: null }).issues.map(({ code }) => code)).toEqual(["payment_in_future"]);
    expect(rememberedMapping(sent)).not.toHaveProperty("paymentsUntil");
  });
});
