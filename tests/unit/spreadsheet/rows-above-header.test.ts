import { describe, expect, test } from "vitest";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";

const header = "Cédula;Nombre;Correo;Celular;Crédito;Producto;Saldo";
const ids = [
  ..."debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(" "),
  "obligation.total_balance",
];
const rows = Array.from(
  { length: 9 },
  (_, at) => `1020300${at};Ana Ruiz;a${at}@x.co;3001234567;A00${at};Consumo;15000${at}`,
);
const swapped = (row: string) => {
  const [id = "", ...others] = row.split(";");
  return [others.at(-1), ...others.slice(0, -1), id].join(";");
};

async function opened(lines: readonly string[], accepted?: { code: "row_above_header"; line?: number }) {
  const workbench = new Workbench();
  const file = new File([`${lines.join("\n")}\n`], "cartera.csv");
  const report = await workbench.open({ file, settings: {}, fields: standardFields });
  const columns = report.columns.map((_, index) =>
    index < ids.length ? { state: "field", field: ids[index], reading: { decimalMark: "," } } : { state: "left_out" },
  );
  const mapping = mappingSchema.parse({ columns, ...(accepted === undefined ? {} : { accepted: [accepted] }) });
  const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  const { leftOut, staged } = summary.totals;
  const codes = summary.groups.map(({ code, count }) => `${code} ${count}`);
  return { workbench, codes, leftOut: leftOut.rows, staged: staged.rows };
}

describe("rows of data above the header", () => {
  test("are left out until somebody has looked at them", async () => {
    for (const above of [rows.slice(0, 3), rows.slice(0, 3).map(swapped)]) {
      const { codes, leftOut, staged, workbench } = await opened([...above, header, ...rows.slice(3)]);
      expect([codes, leftOut, staged]).toEqual([["row_above_header 3"], 3, 6]);
      // The mapping that is sent tells the server; the memory for the next file does not keep it.
      const { mapping } = workbench.planStaging();
      const read = compileRowReader({ fields: standardFields, mapping: mappingSchema.parse(mapping), country: "CO" });
      const told = (line: number) => read(0, { line, cells: rows[0]?.split(";") ?? [], kinds: null }).issues;
      expect(told(3)).toMatchObject([{ code: "row_above_header", severity: "error", params: { line: 4 } }]);
      expect(told(5)).toEqual([]);
      expect(rememberedMapping(mapping)).not.toHaveProperty("headerBelow");
    }
  });

  test("are sent once accepted, one or all", async () => {
    const lines = [...rows.slice(0, 3), header, ...rows.slice(3)];
    const all = await opened(lines, { code: "row_above_header" });
    expect([all.codes, all.leftOut, all.staged]).toEqual([["row_above_accepted 3"], 0, 9]);
    const one = await opened(lines, { code: "row_above_header", line: 2 });
    expect([one.codes, one.leftOut]).toEqual([["row_above_header 2", "row_above_accepted 1"], 2]);
  });

  test("are none if only titles are there", async () => {
    const { codes, staged, workbench } = await opened(["BANCO DEL ALTIPLANO", "Corte;31/10/2026", header, ...rows]);
    expect([codes, staged]).toEqual([[], 9]);
    expect(workbench.planStaging().mapping.headerBelow).toBeUndefined();
  });
});
