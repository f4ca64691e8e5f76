import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { CellRange, PasteInput } from "#lib/spreadsheet/protocol/blocks.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { parseBlock } from "#lib/spreadsheet/workbench/blocks/parse-block.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";

const fields = ["debtor.Identification", "debtor.Name", "obligation.total_balance", "obligation.days_delay"];
const context: DerivationContext = {
  fields: standardFields.filter(({ id }) => fields.includes(id)),
  country: "CO",
  mapping: mappingSchema.parse({
    columns: [
      ...fields.map((field) => ({ state: "field", field, reading: { decimalMark: "," } })),
      { state: "left_out" },
    ],
  }),
};

const rows = [
  "001023456;Ana;1.000,10;30;x",
  "2034567;Luis;2.000,20;45;y",
  "3045678;Eva;mucho;;z",
  "4056789;Sol;3.000,3;1;z",
];

async function reviewed(lines: readonly string[] = rows): Promise<Workbench> {
  const workbench = new Workbench();
  const file = new File([`Cedula;Nombre;Saldo;Mora;Nota\n${lines.join("\n")}\n`], "a.csv");
  await workbench.open({ file, settings: { headerLine: 1, takenIn: "all" }, fields: context.fields });
  workbench.apply({ context });
  return workbench;
}

const range = (from: number, to: number, ...columns: number[]): CellRange => ({
  filter: { show: "all" },
  from,
  to,
  columns,
});
const cellsOf = (workbench: Workbench) =>
  workbench.window({ from: 0, count: 9, filter: { show: "all" } }).rows.map(({ cells }) => cells.map((c) => c.text));
const copy = (workbench: Workbench, asked: CellRange) => inOneGo(workbench.blocks.copyRange(asked));
const paste = (workbench: Workbench, input: Partial<PasteInput> & Pick<PasteInput, "text" | "range">) =>
  inOneGo(workbench.blocks.paste({ across: input.range.columns, isConfirmed: false, ...input }));

describe("copying a range", () => {
  test("gives the cells as they are corrected, in the order of the table", async () => {
    const workbench = await reviewed();
    workbench.edit({ edits: [{ row: 1, column: 1, text: 'Luis\t"Lucho"' }] });
    expect(copy(workbench, range(0, 1, 1, 0)).text).toBe('Ana\t001023456\r\n"Luis\t""Lucho"""\t2034567\r\n');
    expect(copy(workbench, range(0, 0, 0)).text).toBe("001023456");
  });

  test("gives only the rows that the filter shows", async () => {
    const workbench = await reviewed();
    workbench.edit({ edits: [{ row: 3, column: 1, text: "Sol María" }] });
    const shown = { ...range(0, 0, 1, 2), filter: { show: "edited" } as const };
    expect(copy(workbench, shown).text).toBe("Sol María\t3.000,3\r\n");
  });

  test("keeps leading zeros and formulas as texts in the table for spreadsheets", async () => {
    const workbench = await reviewed(["001023456;=1+1 <b>;1,5;1;x"]);
    const { html } = copy(workbench, range(0, 0, 0, 1, 2));
    expect(html).toBe(
      `<table><tr><td style="mso-number-format:'\\@'">001023456</td>` +
        `<td style="mso-number-format:'\\@'">'=1+1 &lt;b&gt;</td><td>1,5</td></tr></table>`,
    );
  });

  test("puts no live formula on the clipboard, as text or as a table", async () => {
    const formula = '=HYPERLINK("https://a.test";"Ver")';
    const workbench = await reviewed();
    workbench.edit({ edits: [{ row: 0, column: 1, text: formula }] });
    for (const to of [0, 1]) {
      const { text, html } = copy(workbench, range(0, to, 1));
      expect(text.startsWith(`'${formula}`)).toBe(true);
      expect(html).toContain(">'=HYPERLINK(");
      expect(parseBlock(text)[0]).toEqual([formula]);
    }
  });
});

describe("the cells of a copied block", () => {
  const cell = fc.oneof(
    fc.string(),
    fc.stringMatching(/^["\t\r\nab]{0,6}$/),
    fc.stringMatching(/^'{0,2}[=+@1a-]{0,4}$/),
  );

  test("are those that were copied", async () => {
    const builder = await reviewed(Array.from({ length: 3 }, (_, row) => `${row + 1_000_000};a;b;1;c`));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 3, maxLength: 3 }), (cells) => {
        const edits = cells.flatMap((two, row) => two.map((text, at) => ({ row, column: at === 0 ? 1 : 4, text })));
        builder.edit({ edits });
        expect(parseBlock(copy(builder, range(0, 2, 1, 4)).text)).toEqual(
          cells.map((two) => two.map((text) => text.toWellFormed().replaceAll("\0", " "))),
        );
      }),
      { numRuns: cases(300) },
    );
  });

  test("keep a quote that ends nothing", () => {
    expect(parseBlock('"El Sol" S.A.\t5" tubo\nb\tc\n')).toEqual([
      ['"El Sol" S.A.', '5" tubo'],
      ["b", "c"],
    ]);
  });

  test("are a blank one if nothing was copied, and blank lines stay rows", () => {
    expect(parseBlock("")).toEqual([[""]]);
    expect(parseBlock("a\r\n\r\nb\r\n")).toEqual([["a"], [""], ["b"]]);
  });
});

describe("pasting a block", () => {
  test("writes texts as they were typed, in one step", async () => {
    const workbench = await reviewed();
    const before = cellsOf(workbench);
    const { effect, changed, summary } = paste(workbench, {
      text: "007\tUno\n2034567\tDos\n",
      range: range(0, 0, 0, 1),
    });
    expect(effect).toMatchObject({ rows: 2, columns: 2, asks: false });
    // One of the four cells had that text already.
    expect([changed, summary?.edits]).toEqual([3, 3]);
    expect(cellsOf(workbench).map((cells) => cells.slice(0, 2))).toEqual([
      ["007", "Uno"],
      ["2034567", "Dos"],
      ["3045678", "Eva"],
      ["4056789", "Sol"],
    ]);
    inOneGo(workbench.editing.travel({ direction: "undo" }));
    expect(cellsOf(workbench)).toEqual(before);
  });

  test("fills a selection with one cell, or with a block that it holds whole", async () => {
    const workbench = await reviewed();
    paste(workbench, { text: "9", range: range(0, 2, 3) });
    expect(cellsOf(workbench).map((cells) => cells[3])).toEqual(["9", "9", "9", "1"]);
    paste(workbench, { text: "a\nb\n", range: range(0, 3, 1) });
    expect(cellsOf(workbench).map((cells) => cells[1])).toEqual(["a", "b", "a", "b"]);
    paste(workbench, { text: "c\nd\n", range: range(0, 2, 1) });
    expect(cellsOf(workbench).map((cells) => cells[1])).toEqual(["c", "d", "a", "b"]);
  });

  test("leaves cells alone that a shorter row lacks", async () => {
    const workbench = await reviewed();
    paste(workbench, { text: "a\t1\nb\n", range: range(0, 0, 1, 2) });
    expect(cellsOf(workbench).map((cells) => cells[2])).toEqual(["1", "2.000,20", "mucho", "3.000,3"]);
  });

  test("asks before anything of it is lost or goes where it is not sent", async () => {
    const workbench = await reviewed();
    const before = cellsOf(workbench);
    const text = "a\tb\tc\nd\te\tf\ng\th\ti\n";
    const input = { text, range: range(2, 2, 3), across: [3, 4] };
    const asked = paste(workbench, input);
    expect(asked).toMatchObject({
      effect: { rows: 2, columns: 2, cutRows: 1, cutColumns: 1, leftOut: [4], asks: true },
      summary: null,
    });
    expect(cellsOf(workbench)).toEqual(before);
    expect(paste(workbench, { ...input, isConfirmed: true }).changed).toBe(4);
    expect(cellsOf(workbench).map((cells) => cells.slice(3))).toEqual([
      ["30", "x"],
      ["45", "y"],
      ["a", "b"],
      ["d", "e"],
    ]);
  });

  test("leaves cells alone whose text would be too long", async () => {
    const workbench = await reviewed();
    const { effect } = paste(workbench, { text: `${"x".repeat(40_000)}\nb\n`, range: range(0, 0, 1) });
    expect(effect.tooLong).toBe(1);
    expect(cellsOf(workbench).map((cells) => cells[1])).toEqual(["Ana", "b", "Eva", "Sol"]);
  });
});

describe("filling and clearing", () => {
  test("copies the first row down, or the row above into a single one", async () => {
    const workbench = await reviewed();
    expect(inOneGo(workbench.blocks.fillDown(range(1, 3, 1, 4))).changed).toBe(4);
    expect(inOneGo(workbench.blocks.fillDown(range(1, 1, 1))).changed).toBe(1);
    expect(cellsOf(workbench).map((cells) => [cells[1], cells[4]])).toEqual([
      ["Ana", "x"],
      ["Ana", "y"],
      ["Luis", "y"],
      ["Luis", "y"],
    ]);
    expect(inOneGo(workbench.blocks.fillDown(range(0, 0, 1))).changed).toBe(0);
  });

  test("clears only the rows that the filter shows", async () => {
    const workbench = await reviewed();
    // Luis and Sol are corrected and stay shown.
    workbench.edit({ edits: [1, 3].map((row) => ({ row, column: 4, text: "!" })) });
    const shown = { ...range(0, 1, 1), filter: { show: "edited" } as const };
    expect(inOneGo(workbench.blocks.clear(shown)).changed).toBe(2);
    expect(cellsOf(workbench).map((cells) => cells[1])).toEqual(["Ana", "", "Eva", ""]);
  });
});

describe("the figures of a range", () => {
  const measure = (workbench: Workbench, asked: CellRange) => inOneGo(workbench.blocks.measureRange(asked));

  test("count cells, filled ones and different ones", async () => {
    expect(measure(await reviewed(), range(0, 3, 3, 4))).toMatchObject({ cells: 8, filled: 7, distinct: 6 });
  });

  test("sum money by the column's reading, to the cent", async () => {
    const workbench = await reviewed();
    expect(measure(workbench, range(0, 3, 2)).sum).toEqual({ kind: "amount", total: "6000.60", unreadable: 1 });
    expect(measure(workbench, range(0, 3, 1, 3)).sum).toEqual({ kind: "number", total: "76", unreadable: 0 });
    workbench.edit({ edits: [{ row: 2, column: 2, text: "999.999.999.999,99" }] });
    expect(measure(workbench, range(0, 3, 2)).sum).toMatchObject({ total: "1000000006000.59", unreadable: 0 });
  });

  test("sum neither texts, nor money together with days", async () => {
    const workbench = await reviewed();
    expect(measure(workbench, range(0, 3, 0, 1, 4)).sum).toBeNull();
    expect(measure(workbench, range(0, 3, 2, 3)).sum).toBeNull();
  });
});
