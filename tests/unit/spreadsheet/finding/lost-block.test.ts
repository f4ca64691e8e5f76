import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";

const header = "Cédula;Nombre;Correo;Celular;Crédito;Producto;Saldo;Oficina";
const ids = [
  ..."debtor.Identification debtor.Name debtor.Email debtor.Telephone obligation.id obligation.name".split(" "),
  "obligation.total_balance",
];
const rowCount = 40;
const lineOf = (at: number) =>
  `102030${4000 + at};Ana Ruiz;a${at}@x.co;3001234567;A00${at};Consumo;${150_000 + at};Bogotá centro`;
const lines = Array.from({ length: rowCount }, (_, at) => lineOf(at));

async function opened(text: string) {
  const workbench = new Workbench();
  const report = await workbench.open({ file: new File([text], "cartera.csv"), settings: {}, fields: standardFields });
  const columns = report.columns.map((_, index) =>
    index < ids.length ? { state: "field", field: ids[index], reading: { decimalMark: "," } } : { state: "left_out" },
  );
  const mapping = mappingSchema.parse({ columns });
  const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
  return { workbench, notices: report.notices, summary };
}

const textOf = (all: readonly string[]) => `${[header, ...all].join("\n")}\n`;

describe("a block of zeros", () => {
  test("across a line end leaves its row out with a report", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 7 }),
        fc.integer({ min: 1, max: 3 }),
        fc.nat(2),
        async (column, rows, more) => {
          // From within a cell of one row to within the same cell of another.
          const cells = (at: number) => lineOf(at).split(";");
          const head = [...cells(3).slice(0, column), cells(3)[column]?.slice(0, more)].join(";");
          const tail = [cells(3 + rows)[column]?.slice(-1), ...cells(3 + rows).slice(column + 1)].join(";");
          const glued = `${head}${"\0".repeat(30)}${tail}`;
          const { notices, summary, workbench } = await opened(textOf(lines.toSpliced(3, rows + 1, glued)));
          expect(notices).toEqual([{ code: "lost_block", params: { count: 1, line: 5 } }]);
          expect(summary.groups).toContainEqual(
            expect.objectContaining({ code: "row_lost_block", severity: "error", count: 1, firstRow: 3 }),
          );
          expect(summary.totals.staged.rows).toBe(rowCount - rows - 1);
          // The mapping that is sent tells the server; the memory for the next file does not keep it.
          const { mapping } = workbench.planStaging();
          const read = compileRowReader({
            fields: standardFields,
            mapping: mappingSchema.parse(JSON.parse(JSON.stringify(mapping))),
            country: "CO",
          });
          const { issues } = read(3, { line: 5, cells: glued.split(";"), kinds: null });
          expect(issues).toContainEqual(expect.objectContaining({ code: "row_lost_block", column }));
          expect(rememberedMapping(mapping)).not.toHaveProperty("hasLostBlocks");
        },
      ),
      { numRuns: cases(60) },
    );
  });

  test("is settled once its cell is corrected", async () => {
    const { workbench, summary } = await opened(textOf(lines.with(3, lineOf(3).replace("Bogotá", "\0".repeat(6)))));
    expect(summary.groups.map(({ code }) => code)).toEqual(["row_lost_block"]);
    const edited = workbench.edit({ edits: [{ row: 3, column: 7, text: "Bogotá centro" }] });
    expect([edited.groups, edited.totals.leftOut.rows]).toEqual([[], 0]);
  });

  test("is padding if most lines have it", async () => {
    const padded = await opened(
      textOf(lines.map((line, at) => (at % 3 > 0 ? line.replace("Ana Ruiz", `Ana Ruiz${"\0".repeat(6)}`) : line))),
    );
    expect([padded.summary.groups, padded.summary.totals.staged.rows]).toEqual([[], rowCount]);
    expect(padded.notices).toEqual([{ code: "control_characters", params: { count: 26, line: 3 } }]);
  });

  test("within a loaded cell leaves its row out, elsewhere not", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(7), fc.nat(20), fc.integer({ min: 1, max: 3 }), async (column, place, zeros) => {
        const cells = lineOf(3).split(";");
        const cell = cells[column] ?? "";
        const at = place % cell.length;
        const holed = `${cell.slice(0, at)}${"\0".repeat(zeros)}${cell.slice(at + zeros)}`;
        const { notices, summary } = await opened(textOf(lines.with(3, cells.with(column, holed).join(";"))));
        expect(notices).toEqual([{ code: "lost_block", params: { count: 1, line: 5 } }]);
        expect(summary.totals.staged.rows).toBe(column < ids.length ? rowCount - 1 : rowCount);
      }),
      { numRuns: cases(80) },
    );
  });

  test("in most columns of a small file is damage too", async () => {
    const few = lines.slice(0, 8).map((line, at) => (at < 4 ? line.replace("150", "15\0") : line));
    const { summary } = await opened(textOf(few));
    expect(summary.totals.leftOut.rows).toBe(4);
  });
});
