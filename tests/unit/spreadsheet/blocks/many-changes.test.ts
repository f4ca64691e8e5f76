import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { compileReplace } from "#lib/domain/table/find-pattern.ts";
import type { CellRange } from "#lib/spreadsheet/protocol/blocks.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { inOneGo, type Sliced } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";
import { straightforwardReview } from "#tests/support/straightforward-review.ts";

const mapped = [
  "debtor.Identification",
  "debtor.Name",
  "debtor.Telephone",
  "obligation.id",
  "obligation.total_balance",
];
const header = ["Cedula", "Nombre", "Celular", "Credito", "Saldo", "Nota"];
const width = header.length;
const rowCount = 45;

const context: DerivationContext = {
  fields: standardFields.filter(({ id }) => mapped.includes(id)),
  country: "CO",
  mapping: mappingSchema.parse({
    columns: [
      ...mapped.map((field) => ({ state: "field", field, reading: { decimalMark: "," } })),
      { state: "left_out" },
    ],
    defaults: [{ field: "debtor.Telephone", value: "3000000000" }],
  }),
};

/** Every debtor has two or three rows, some obligations are of two debtors, and every ninth balance cannot be read. */
const original = Array.from({ length: rowCount }, (_, row) => [
  String(1_023_456 + (row % 20)),
  `Ana Peña ${row % 20}`,
  `30012345${String(10 + (row % 20))}`,
  `CR-${row < 40 ? row : row - 35}`,
  row % 9 === 3 ? "1.5OO,25" : "2.000,00",
  `nota ${row}`,
]);

async function reviewed(): Promise<Workbench> {
  const workbench = new Workbench();
  const text = `${[header, ...original].map((cells) => cells.join(";")).join("\n")}\n`;
  const settings = { headerLine: 1, takenIn: "all" as const };
  await workbench.open({ file: new File([text], "a.csv"), settings, fields: context.fields });
  workbench.apply({ context });
  return workbench;
}

const shownRows = (workbench: Workbench, filter: CellRange["filter"] = { show: "all" }) =>
  workbench.window({ from: 0, count: rowCount, filter }).rows;
const cellsOf = (workbench: Workbench) => shownRows(workbench).map(({ cells }) => cells.map(({ text }) => text));

/** Excel's form of a block, with every cell quoted. */
const copied = (block: readonly (readonly string[])[]) =>
  block.map((cells) => `${cells.map((text) => `"${text.replaceAll('"', '""')}"`).join("\t")}\r\n`).join("");

const text = fc.constantFrom(
  "",
  "1023456",
  "001023457",
  "CR-3",
  "Ana Peña 1",
  "3001234510",
  "1.234,56",
  "12abc",
  "1.5OO,25",
  'dijo "sí"\tay\nno',
  '"El Sol" S.A.',
);
const filter = fc.constantFrom<CellRange["filter"]>({ show: "all" }, { show: "errors" }, { show: "edited" });
const range = fc.record({
  filter,
  from: fc.nat(rowCount - 1),
  rows: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.constant(rowCount)),
  column: fc.nat(width - 1),
  columns: fc.integer({ min: 1, max: 3 }),
});
const deed = fc.oneof(
  fc.record({ kind: fc.constant("edit" as const), row: fc.nat(rowCount - 1), column: fc.nat(width - 1), text }),
  // Rows that move to another debtor, and obligations that become another's.
  fc
    .record({ row: fc.nat(rowCount - 1), other: fc.nat(rowCount - 1), column: fc.constantFrom(0, 3, 3) })
    .map(({ row, other, column }) => ({ kind: "edit" as const, row, column, text: original[other]?.[column] ?? "" })),
  fc.record({
    kind: fc.constant("paste" as const),
    range,
    block: fc
      .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(text, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
      ),
  }),
  fc.record({ kind: fc.constantFrom("fill" as const, "clear" as const), range }),
  fc.record({ kind: fc.constant("replace" as const), filter, find: fc.constantFrom("o", "2", "peña", "00"), text }),
  fc.record({ kind: fc.constant("travel" as const), direction: fc.constantFrom("undo" as const, "redo" as const) }),
);
type Deed = typeof deed extends fc.Arbitrary<infer Drawn> ? Drawn : never;

/** What the page asks, and what naively becomes of the cells; null if the filter shows too few rows for it. */
function doneTo(
  workbench: Workbench,
  cells: string[][],
  done: Deed,
): { work: Sliced<unknown>; cells: string[][] } | null {
  const { editing, blocks } = workbench;
  const after = structuredClone(cells);
  if (done.kind === "travel") return { work: editing.travel(done), cells };
  if (done.kind === "edit") {
    after[done.row]![done.column] = done.text;
    return { work: editing.edit({ edits: [done] }), cells: after };
  }
  const rows = shownRows(workbench, "range" in done ? done.range.filter : done.filter).map(({ row }) => row);
  if (done.kind === "replace") {
    const query = { text: done.find, isExact: false, isWhole: false };
    const replaced = compileReplace(query, done.text);
    for (const row of rows) after[row] = after[row]!.map(replaced);
    const columns = header.map((_, column) => column);
    const scope = { query, columns, filter: done.filter, replacement: done.text, only: null };
    return { work: editing.replace(scope), cells: after };
  }
  const { from, column } = done.range;
  const to = Math.min(from + done.range.rows, rows.length) - 1;
  if (to < from) return null;
  const across = header.map((_, index) => index).slice(column);
  const asked: CellRange = { filter: done.range.filter, from, to, columns: across.slice(0, done.range.columns) };
  const write = (place: number, index: number, written: string | undefined) => {
    const row = rows[place];
    const at = across[index];
    if (row !== undefined && at !== undefined && written !== undefined) after[row]![at] = written;
  };
  if (done.kind === "paste") {
    const [height, breadth] = [done.block.length, done.block[0]!.length];
    const size = [to - from + 1, asked.columns.length] as const;
    const isRepeated = size[0] % height === 0 && size[1] % breadth === 0;
    for (let row = 0; row < (isRepeated ? size[0] : height); row++)
      for (let index = 0; index < (isRepeated ? size[1] : breadth); index++)
        write(from + row, index, done.block[row % height]![index % breadth]);
    const input = { text: copied(done.block), range: asked, across, isConfirmed: true };
    return { work: blocks.paste(input), cells: after };
  }
  for (let place = from; place <= to; place++) {
    for (const [index, at] of asked.columns.entries()) {
      const source = cells[rows[from === to ? from - 1 : from] ?? -1]?.[at];
      write(place, index, done.kind === "clear" ? "" : source);
    }
  }
  return { work: done.kind === "clear" ? blocks.clear(asked) : blocks.fillDown(asked), cells: after };
}

/** Cells before each action, for a naive undo. */
class NaiveHistory {
  cells = original;
  readonly #done: string[][][] = [];
  readonly #undone: string[][][] = [];

  travel(direction: "undo" | "redo"): void {
    const [from, to] = direction === "undo" ? [this.#done, this.#undone] : [this.#undone, this.#done];
    const cells = from.pop();
    if (cells === undefined) return;
    to.push(this.cells);
    this.cells = cells;
  }

  /** `isStep`: an edit of one cell is a step even if it changes nothing. */
  take(cells: string[][], isStep: boolean): void {
    if (!isStep && JSON.stringify(cells) === JSON.stringify(this.cells)) return;
    this.#done.push(this.cells);
    this.#undone.length = 0;
    this.cells = cells;
  }
}

const ofCells = ({ totals, groups, filled, rowsWithErrors, rowsWithWarnings }: ReviewSummary) => ({
  totals,
  groups,
  filled,
  rowsWithErrors,
  rowsWithWarnings,
});

function naively(cells: readonly (readonly string[])[], workbench: Workbench) {
  // The mapping with what was found out about the file, as the server gets it.
  const { mapping } = workbench.planStaging();
  const sourceRow = (row: number) => ({ line: row + 2, cells: cells[row] ?? [], kinds: null });
  return straightforwardReview({ table: { rowCount: cells.length }, sourceRow }, { ...context, mapping });
}

describe("many changes in a row", () => {
  test("give the cells, issues and totals of a naive model, and of a fresh workbench", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 14 }), async (deeds) => {
        const workbench = await reviewed();
        const naive = new NaiveHistory();
        for (const one of deeds) {
          const done = doneTo(workbench, naive.cells, one);
          if (done === null) continue;
          inOneGo(done.work);
          if (one.kind === "travel") naive.travel(one.direction);
          else naive.take(done.cells, one.kind === "edit");
          expect(cellsOf(workbench)).toEqual(naive.cells);
        }
        const summary = workbench.edit({ edits: [] });
        const expected = naively(naive.cells, workbench);
        expect(summary.totals).toEqual(expected.totals);
        expect(summary.groups).toEqual(expected.groups);
        expect(shownRows(workbench).map(({ issues }) => issues)).toEqual(expected.issues);
        expect(shownRows(workbench, { show: "left_out" }).map(({ row }) => row)).toEqual(expected.leftOut);

        const fresh = await reviewed();
        const edits = naive.cells.flatMap((cells, row) =>
          cells.map((written, column) => ({ row, column, text: written })),
        );
        fresh.edit({ edits });
        expect(ofCells(summary)).toEqual(ofCells(fresh.apply({ context })));
        expect(summary.edits).toBe(fresh.planStaging().edits.length);
      }),
      { numRuns: cases(60) },
    );
  });

  test("leave everything as it was if they are stopped", async () => {
    let stopped = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 4 }), deed, fc.nat(4), async (deeds, last, pauses) => {
        const workbench = await reviewed();
        const naive = new NaiveHistory();
        for (const one of deeds) {
          const done = doneTo(workbench, naive.cells, one);
          if (done === null) continue;
          inOneGo(done.work);
          if (one.kind === "travel") naive.travel(one.direction);
          else naive.take(done.cells, one.kind === "edit");
        }
        const [before, summary] = [cellsOf(workbench), workbench.edit({ edits: [] })];
        const done = doneTo(workbench, naive.cells, last);
        fc.pre(done !== null);
        for (let pause = 0; pause <= pauses; pause++) fc.pre(done?.work.next().done !== true);
        done?.work.return(undefined);
        stopped++;
        expect(cellsOf(workbench)).toEqual(before);
        expect(workbench.edit({ edits: [] })).toEqual(summary);
        expect(ofCells(workbench.apply({ context }))).toEqual(ofCells(summary));
      }),
      { numRuns: cases(30) },
    );
    expect(stopped).toBeGreaterThan(0);
  });
});
