import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { CellsKeeper } from "#lib/spreadsheet/kept/cells-keeper.ts";
import { journalLine, readJournal } from "#lib/spreadsheet/kept/journal.ts";
import type { CellsRecord } from "#lib/spreadsheet/kept/kept-cells.ts";
import { CellChanges } from "#lib/spreadsheet/review/cell-changes.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";

const rowCount = 6;
const columnCount = 3;
const lines = Array.from({ length: rowCount }, (_, row) => `${10_234_561 + row};Ana ${row};${row}.000,00`);
const file = new File([["Cédula;Nombre;Saldo total", ...lines, ""].join("\n")], "cartera.csv");
const mapping = mappingSchema.parse({
  columns: [
    { state: "field", field: "debtor.Identification" },
    { state: "field", field: "debtor.Name" },
    { state: "left_out" },
  ],
});
const context = { fields: standardFields, mapping, country: "CO" };

async function opened(): Promise<Workbench> {
  const workbench = new Workbench();
  await workbench.open({ file, settings: {}, fields: standardFields });
  return workbench;
}

/** A workbench whose corrections go to a journal, as in its worker. */
async function keeping() {
  const workbench = await opened();
  workbench.apply({ context });
  const keeper = new CellsKeeper();
  const written: Uint8Array[] = [];
  void keeper.begin(
    { append: (record) => void written.push(journalLine(record)), close: () => undefined },
    workbench.cells,
  );
  return { workbench, keeper, bytes: () => new Uint8Array(Buffer.concat(written)) };
}

function texts(workbench: Workbench): string[][] {
  return workbench
    .window({ from: 0, count: rowCount + 5, filter: { show: "all" } })
    .rows.map(({ cells }) => cells.map(({ text }) => text));
}

async function restored(bytes: Uint8Array): Promise<{ workbench: Workbench; dropped: number }> {
  const workbench = await opened();
  const { dropped } = workbench.restoreCells(readJournal(bytes).records as CellsRecord[]);
  workbench.apply({ context });
  return { workbench, dropped };
}

const cell = fc.record({
  row: fc.nat(rowCount - 1),
  column: fc.nat(columnCount - 1),
  text: fc.constantFrom("", "x", "Ana 1", "10234562", "é;\n"),
});
const action = fc.oneof(
  { weight: 3, arbitrary: fc.array(cell, { minLength: 1, maxLength: 4 }) },
  fc.constantFrom("undo" as const, "redo" as const),
);

function act(
  workbench: Workbench,
  keeper: CellsKeeper,
  one: "undo" | "redo" | readonly { row: number; column: number; text: string }[],
) {
  if (typeof one === "string") inOneGo(workbench.editing.travel({ direction: one }));
  else workbench.edit({ edits: one });
  keeper.look(workbench.cells);
}

/** Reads the file with its first line as the header (1) or as data (0). */
async function readAs(workbench: Workbench, headerLine: number): Promise<void> {
  await workbench.reread({ settings: headerLine === 0 ? { headerLine } : {} });
  workbench.apply({ context });
}

function canTravel({ cells }: Workbench, direction: "undo" | "redo"): boolean {
  return (direction === "undo" ? cells?.history.canUndo : cells?.history.canRedo) === true;
}

/** What the page decides about reasons and empty cells, each with a part that was not there before. */
const decisions: readonly ((mapping: Mapping) => Mapping)[] = [
  (now) => ({ ...now, leftOut: [{ code: "email_slip", field: "debtor.Email" }] }),
  (now) => ({ ...now, leftOut: [] }),
  (now) => ({ ...now, defaults: [{ field: "debtor.Name", value: "Sin nombre" }] }),
  ({ leftOut: _, ...now }) => now,
];

const settled = () => new Promise((resolve) => setTimeout(resolve));

describe("kept corrections", () => {
  test("cut at any byte, they are those after one of the user's actions, and none is lost that was whole", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 6 }), async (actions) => {
        const { workbench, keeper, bytes } = await keeping();
        await settled();
        const states = [{ until: bytes().length, texts: texts(workbench) }];
        for (const one of actions) {
          act(workbench, keeper, one);
          await settled();
          states.push({ until: bytes().length, texts: texts(workbench) });
        }
        const all = bytes();
        // Every byte would take minutes; each record's end and the bytes around it are where it matters.
        const cuts = new Set(states.flatMap(({ until }) => [until - 1, until, until + 1, until + 20]));
        for (const cut of [...cuts].filter((at) => at >= 0 && at <= all.length)) {
          const back = await restored(all.subarray(0, cut));
          const last = states.findLast(({ until }) => until <= cut);
          expect(texts(back.workbench)).toEqual(last?.texts ?? states[0]?.texts);
        }
      }),
      { numRuns: cases(25) },
    );
  });

  test("are undone and redone after a restart as without one", async () => {
    await fc.assert(
      fc.asyncProperty(
        // Long ones: a step of before a base has to be undone behind one of after it.
        fc.array(fc.oneof(fc.tuple(cell), fc.constantFrom("undo", "undo", "redo", "base")), {
          size: "max",
          maxLength: 16,
        }),
        fc.array(fc.constantFrom("undo" as const, "redo" as const), { maxLength: 8 }),
        async (actions, travels) => {
          const { workbench, keeper, bytes } = await keeping();
          let headerLine = 1;
          for (const one of actions) {
            if (one !== "base") act(workbench, keeper, one);
            else {
              headerLine = 1 - headerLine;
              await readAs(workbench, headerLine);
              keeper.look(workbench.cells);
            }
          }
          await keeper.end();
          const back = await opened();
          await readAs(back, headerLine);
          back.restoreCells(readJournal(bytes()).records as CellsRecord[]);
          back.apply({ context });
          expect(texts(back)).toEqual(texts(workbench));
          for (const direction of travels) {
            // What was done, or undone, before the last base can be travelled to without a restart only.
            const isBefore = !canTravel(back, direction);
            if (isBefore && actions.includes("base")) continue;
            expect(canTravel(workbench, direction)).toBe(!isBefore);
            inOneGo(workbench.editing.travel({ direction }));
            inOneGo(back.editing.travel({ direction }));
            expect(texts(back)).toEqual(texts(workbench));
          }
        },
      ),
      {
        numRuns: cases(300),
        examples: [
          [
            [[{ row: 0, column: 0, text: "" }], "base", [{ row: 0, column: 0, text: "x" }], "undo", "undo", "redo"],
            ["undo", "redo"],
          ],
        ],
      },
    );
  });

  test("come back with what was decided about reasons, for undo and redo too", async () => {
    const one = fc.oneof(
      fc.tuple(cell),
      fc.record({ decides: fc.nat(decisions.length - 1), cells: fc.array(cell, { maxLength: 2 }) }),
      fc.record({ elsewhere: fc.nat(decisions.length - 1) }),
      fc.constantFrom("undo" as const, "undo" as const, "redo" as const),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(one, { maxLength: 9 }),
        fc.array(fc.constantFrom("undo" as const, "redo" as const), { maxLength: 8 }),
        async (actions, travels) => {
          const { workbench, keeper, bytes } = await keeping();
          let now: Mapping = mapping;
          for (const action of actions) {
            if (Array.isArray(action)) workbench.edit({ edits: action });
            else if (typeof action === "string")
              now = inOneGo(workbench.editing.travel({ direction: action })).mapping ?? now;
            else if ("elsewhere" in action) {
              // On the page of the columns, where it is no step.
              now = decisions[action.elsewhere]!(now);
              workbench.apply({ context: { ...context, mapping: now } });
            } else {
              now = decisions[action.decides]!(now);
              const rows = workbench.cells?.rows;
              if (rows !== undefined) inOneGo(workbench.editing.make(CellChanges.of(action.cells, rows), now));
            }
            keeper.look(workbench.cells);
          }
          await keeper.end();
          const back = await opened();
          back.restoreCells(readJournal(bytes()).records as CellsRecord[]);
          let then: Mapping = JSON.parse(JSON.stringify(now));
          back.apply({ context: { ...context, mapping: then } });
          for (const direction of travels) {
            expect(canTravel(back, direction)).toBe(canTravel(workbench, direction));
            now = inOneGo(workbench.editing.travel({ direction })).mapping ?? now;
            then = inOneGo(back.editing.travel({ direction })).mapping ?? then;
            expect(texts(back)).toEqual(texts(workbench));
            expect(then).toEqual(now);
          }
        },
      ),
      { numRuns: cases(200) },
    );
  });

  test("go on in the same journal after a restart", async () => {
    const first = await keeping();
    act(first.workbench, first.keeper, [{ row: 1, column: 1, text: "Eva" }]);
    await first.keeper.end();
    const { workbench } = await restored(first.bytes());
    const keeper = new CellsKeeper();
    const written = [first.bytes()];
    if (workbench.cells !== null) keeper.resume(workbench.cells);
    void keeper.begin(
      { append: (record) => void written.push(journalLine(record)), close: () => undefined },
      workbench.cells,
    );
    act(workbench, keeper, [{ row: 2, column: 1, text: "Inés" }]);
    await keeper.end();
    const again = (await restored(new Uint8Array(Buffer.concat(written)))).workbench;
    expect(texts(again)).toEqual(texts(workbench));
    inOneGo(again.editing.travel({ direction: "undo" }));
    inOneGo(again.editing.travel({ direction: "undo" }));
    expect(texts(again)).toEqual(texts(await appliedAnew()));
  });

  test("follow another reading of the file", async () => {
    const { workbench, keeper, bytes } = await keeping();
    act(workbench, keeper, [{ row: 3, column: 1, text: "Eva" }]);
    // The header's line as data: every row is one further down.
    await workbench.reread({ settings: { headerLine: 0 } });
    keeper.look(workbench.cells);
    await keeper.end();
    const other = await opened();
    await other.reread({ settings: { headerLine: 0 } });
    expect(other.restoreCells(readJournal(bytes()).records as CellsRecord[])).toEqual({ kept: 1, dropped: 0 });
    expect(texts(other)[4]?.[1]).toBe("Eva");
  });

  test("are not those that were only tried, or stopped", async () => {
    const { workbench, keeper, bytes } = await keeping();
    await settled();
    const before = bytes();
    const rows = workbench.cells?.rows;
    if (rows === undefined) throw new Error("no file is open");
    const changes = CellChanges.of([{ row: 1, column: 1, text: "Eva" }], rows);
    inOneGo(workbench.editing.trial(changes, null, () => 0));
    const stopped = workbench.editing.make(changes, null);
    stopped.next();
    stopped.return();
    keeper.look(workbench.cells);
    await settled();
    expect(bytes()).toEqual(before);
  });

  test("are made in rows that were taken in as data", async () => {
    const workbench = new Workbench();
    const titled = new File([`Corte al 3 de mayo;;\n${await file.text()}`], "con título.csv");
    await workbench.open({ file: titled, settings: {}, fields: standardFields });
    workbench.apply({ context });
    workbench.takeIn({ takenIn: [1] });
    const written: Uint8Array[] = [];
    const keeper = new CellsKeeper();
    void keeper.begin(
      { append: (record) => void written.push(journalLine(record)), close: () => undefined },
      workbench.cells,
    );
    act(workbench, keeper, [{ row: 0, column: 1, text: "Eva" }]);
    await keeper.end();
    const other = new Workbench();
    await other.open({ file: titled, settings: {}, fields: standardFields });
    const records = readJournal(new Uint8Array(Buffer.concat(written))).records as CellsRecord[];
    expect(other.restoreCells(records)).toEqual({ kept: 1, dropped: 0 });
    expect(texts(other)[0]?.[1]).toBe("Eva");
  });

  test("are dropped and counted where the file's own text is another one", async () => {
    const { workbench, keeper, bytes } = await keeping();
    act(workbench, keeper, [
      { row: 0, column: 1, text: "Eva" },
      { row: 1, column: 1, text: "Inés" },
    ]);
    await keeper.end();
    const other = new Workbench();
    const changed = new File([(await file.text()).replace("Ana 1", "Ana Uno")], "cartera.csv");
    await other.open({ file: changed, settings: {}, fields: standardFields });
    expect(other.restoreCells(readJournal(bytes()).records as CellsRecord[])).toEqual({ kept: 1, dropped: 1 });
    expect(texts(other)[1]?.[1]).toBe("Ana Uno");
  });

  test("of a long action count only once its last part is written", async () => {
    const many = Array.from({ length: 25_000 }, (_, row) => `${10_000_000 + row};Ana ${row};1`);
    const long = new File([["Cédula;Nombre;Saldo total", ...many, ""].join("\n")], "larga.csv");
    const workbench = new Workbench();
    await workbench.open({ file: long, settings: {}, fields: standardFields });
    workbench.apply({ context });
    const records: CellsRecord[] = [];
    const keeper = new CellsKeeper();
    void keeper.begin({ append: (record) => void records.push(record), close: () => undefined }, workbench.cells);
    act(
      workbench,
      keeper,
      many.map((_, row) => ({ row, column: 1, text: "Eva" })),
    );
    await keeper.end();
    expect(records.length).toBe(4);
    const other = new Workbench();
    await other.open({ file: long, settings: {}, fields: standardFields });
    expect(other.restoreCells(records.slice(0, -1))).toEqual({ kept: 0, dropped: 0 });
    expect(other.restoreCells(records)).toEqual({ kept: 25_000, dropped: 0 });
  });

  test.each([null, "full, too"])(
    "a journal that cannot be written is closed and ends keeping with its error",
    async (closing) => {
      const workbench = await opened();
      const keeper = new CellsKeeper();
      let closed = 0;
      const append = () => {
        throw new Error("full");
      };
      const close = () => {
        closed++;
        if (closing !== null) throw new Error(closing);
      };
      await expect(keeper.begin({ append, close }, workbench.cells)).rejects.toThrow("full");
      await keeper.end();
      expect(closed).toBe(1);
    },
  );
});

async function appliedAnew(): Promise<Workbench> {
  const workbench = await opened();
  workbench.apply({ context });
  return workbench;
}
