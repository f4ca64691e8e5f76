import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { RowsMoved } from "#lib/domain/table/rows-moved.ts";
import type { RowFilter } from "#lib/spreadsheet/protocol/review.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";

const mapped = ["debtor.Identification", "debtor.Name", "debtor.Email", "obligation.id", "obligation.total_balance"];
const rowCount = 24;
const email = 2;
const balance = 4;

const context: DerivationContext = {
  fields: standardFields.filter(({ id }) => mapped.includes(id)),
  country: "CO",
  mapping: mappingSchema.parse({
    columns: mapped.map((field) => ({ state: "field", field, reading: { decimalMark: "," } })),
  }),
};

/** Every third mail is missing, every fifth is none, and every ninth balance cannot be read. */
async function reviewed(): Promise<Workbench> {
  const mailOf = (row: number) => (row % 3 === 0 ? "" : row % 5 === 1 ? "zzz" : `c${row}@real.co`);
  const lines = Array.from(
    { length: rowCount },
    (_, row) => `${1_023_456 + row};Ana ${row};${mailOf(row)};CR-${row};${row % 9 === 3 ? "1.5OO,25" : "2.000,00"}`,
  );
  const workbench = new Workbench();
  const file = new File([["Cedula;Nombre;Correo;Credito;Saldo", ...lines, ""].join("\n")], "a.csv");
  await workbench.open({ file, settings: { headerLine: 1, takenIn: "all" }, fields: context.fields });
  workbench.apply({ context });
  return workbench;
}

const rowsOf = (workbench: Workbench, filter: RowFilter) =>
  workbench.window({ from: 0, count: rowCount, filter }).rows.map(({ row }) => row);
const textsOf = (workbench: Workbench, column: number) =>
  workbench.window({ from: 0, count: rowCount, filter: { show: "all" } }).rows.map(({ cells }) => cells[column]?.text);

const filters: readonly RowFilter[] = [
  { show: "all", where: [{ column: email, holds: { part: "wrong" } }] },
  { show: "errors" },
  { show: "warnings" },
  { show: "left_out" },
  { show: "edited" },
  { show: "group", code: "amount_malformed", column: balance },
];

const place = fc.nat(rowCount - 1);
const column = fc.constantFrom(email, balance);
const text = fc.constantFrom("", "k@real.co", "zzz", "5,00", "12abc");
const deed = fc.oneof(
  fc.record({ kind: fc.constant("type" as const), place, column, text }),
  fc.record({
    kind: fc.constantFrom("fill" as const, "paste" as const),
    place,
    column,
    rows: fc.integer({ min: 2, max: 5 }),
  }),
  fc.record({ kind: fc.constantFrom("undo" as const, "redo" as const) }),
);

type Deed = typeof deed extends fc.Arbitrary<infer Drawn> ? Drawn : never;

function act(workbench: Workbench, applied: RowFilter, done: Deed): void {
  const { editing, blocks } = workbench;
  if (!("place" in done)) return void inOneGo(editing.travel({ direction: done.kind }));
  const row = rowsOf(workbench, applied)[done.place];
  if (row === undefined) return;
  if ("text" in done) return void workbench.edit({ edits: [{ row, column: done.column, text: done.text }] });
  const range = { filter: applied, from: done.place, to: done.place + done.rows - 1, columns: [done.column] };
  if (done.kind === "fill") return void inOneGo(blocks.fillDown(range));
  const text = Array.from({ length: done.rows }, (_, at) => `p${at}@real.co\r\n`).join("");
  inOneGo(blocks.paste({ text, range, across: [done.column], isConfirmed: true }));
}

describe("an applied filter", () => {
  test("keeps its rows in their places until it is applied again, and tells how many differ", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...filters), fc.array(deed, { maxLength: 8 }), async (filter, deeds) => {
        const workbench = await reviewed();
        workbench.edit({ edits: [{ row: 1, column: email, text: "first@real.co" }] });
        const applied = { ...filter, asOf: 1 };
        const rows = rowsOf(workbench, applied);
        expect(rows).toEqual(rowsOf(workbench, filter));
        for (const one of deeds) {
          act(workbench, applied, one);
          expect(rowsOf(workbench, applied)).toEqual(rows);
          const now = rowsOf(workbench, filter);
          expect(workbench.window({ from: 0, count: 1, filter: applied }).moved).toEqual({
            gone: rows.filter((row) => !now.includes(row)).length,
            come: now.filter((row) => !rows.includes(row)).length,
          });
        }
        expect(rowsOf(workbench, { ...filter, asOf: 2 })).toEqual(rowsOf(workbench, filter));
      }),
      { numRuns: cases(60) },
    );
  });

  test("lets values typed one below the other land in the order shown, and the first one be filled down", async () => {
    for (const filter of [filters[0]!, filters[5]!]) {
      const workbench = await reviewed();
      const at = filter.where === undefined ? balance : email;
      const values = ["k0@real.co", "k1@real.co"];
      const applied = { ...filter, asOf: 7 };
      const before = rowsOf(workbench, filter);
      for (const [position, value] of values.entries()) {
        const [shown] = workbench.window({ from: position, count: 1, filter: applied }).rows;
        workbench.edit({ edits: [{ row: shown!.row, column: at, text: value }] });
      }
      expect(before.slice(0, 2).map((row) => textsOf(workbench, at)[row])).toEqual(values);
      inOneGo(workbench.blocks.fillDown({ filter: applied, from: 0, to: before.length - 1, columns: [at] }));
      expect(before.map((row) => textsOf(workbench, at)[row])).toEqual(before.map(() => values[0]));
    }
  });

  test("shows other rows once the file is read with other rows set aside", async () => {
    const workbench = await reviewed();
    const applied: RowFilter = { show: "errors", asOf: 1 };
    const before = rowsOf(workbench, applied);
    workbench.edit({ edits: [{ row: before[0]!, column: balance, text: "5,00" }] });
    expect(rowsOf(workbench, applied)).toEqual(before);
    workbench.takeIn({ takenIn: null });
    expect(rowsOf(workbench, applied)).toEqual(rowsOf(workbench, { show: "errors" }));
  });
});

const asked = fc.oneof(
  // Of any filter that was applied so far; the page may still ask for the rows of one that it has left.
  fc.record({ kind: fc.constant("window" as const), of: fc.nat(9) }),
  fc.record({ kind: fc.constant("apply" as const), filter: fc.constantFrom(...filters) }),
  fc.record({ kind: fc.constant("type" as const), row: place, column, text }),
  fc.record({
    kind: fc.constantFrom("clear" as const, "fill" as const, "paste" as const, "replace" as const),
    of: fc.nat(9),
    place,
    column,
    rows: fc.integer({ min: 2, max: 5 }),
  }),
);

type Operation = Extract<typeof asked extends fc.Arbitrary<infer Drawn> ? Drawn : never, { rows: number }>;

/** The places whose cells the operation may write. */
function operate(workbench: Workbench, filter: RowFilter, { kind, place, column, rows }: Operation): [number, number] {
  const { editing, blocks } = workbench;
  const range = { filter, from: place, to: place + rows - 1, columns: [column] };
  if (kind === "replace") {
    const query = { text: "", isExact: false, isWhole: true };
    inOneGo(editing.replace({ query, columns: [column], filter, replacement: "r@real.co", only: null }));
    return [0, rowCount];
  }
  if (kind === "clear") inOneGo(blocks.clear(range));
  else if (kind === "fill") inOneGo(blocks.fillDown(range));
  else {
    const text = Array.from({ length: rows }, (_, at) => `p${at}@real.co\r\n`).join("");
    inOneGo(blocks.paste({ text, range, across: [column], isConfirmed: true }));
  }
  return [place, place + rows];
}

describe("an operation on the rows of an applied filter", () => {
  test("writes to the rows that were shown when it was asked, or nothing, whatever was asked meanwhile", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 3, maxLength: 14 }), async (questions) => {
        const workbench = await reviewed();
        const applied: { filter: RowFilter; rows: number[] }[] = [];
        const apply = (filter: RowFilter) => {
          const next = { ...filter, asOf: applied.length };
          applied.push({ filter: next, rows: rowsOf(workbench, next) });
        };
        apply(filters[0]!);
        for (const question of questions) {
          if (question.kind === "apply") apply(question.filter);
          else if (question.kind === "type") workbench.edit({ edits: [question] });
          else {
            const { filter, rows } = applied[question.of % applied.length]!;
            const isShown = filter === applied.at(-1)!.filter;
            if (question.kind === "window") {
              rowsOf(workbench, filter);
              continue;
            }
            const before = textsOf(workbench, question.column);
            let may: readonly number[] = [];
            try {
              may = rows.slice(...operate(workbench, filter, question));
            } catch (error) {
              expect([error instanceof RowsMoved, isShown]).toEqual([true, false]);
            }
            const after = textsOf(workbench, question.column);
            const written = after.flatMap((now, row) => (now === before[row] ? [] : [row]));
            expect(written.filter((row) => !may.includes(row))).toEqual([]);
          }
          const shown = applied.at(-1)!;
          expect(rowsOf(workbench, shown.filter)).toEqual(shown.rows);
        }
      }),
      { numRuns: cases(80) },
    );
  });
});
