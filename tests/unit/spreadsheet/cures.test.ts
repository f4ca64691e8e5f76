import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changeOf } from "#components/review/cures/cure.ts";
import { choicesOf, chosenCure } from "#components/review/cures/cure-choices.ts";
import { cureKinds } from "#lib/domain/cures/cure-kinds.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { isSame } from "#lib/domain/mapping/answers/by-hand.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { IssueGroup, ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { inOneGo, type Sliced } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";
import { deriveStaged } from "#tests/support/derive-staged.ts";
import { messyRow } from "#tests/support/messy-cells.ts";
import { messyContext } from "#tests/support/messy-context.ts";
import { messyWorkbench } from "#tests/support/messy-workbench.ts";

const texts = ["sin@correo.co", "3001234567", "2025-01-31", "0", "Ana Ruiz", "no dice", "N/A", "12", "Alta"];

/** What a person does: one of the cures of nearly each kind, of all that the reasons offer, in any order. */
const deeds = fc.shuffledSubarray([...cureKinds], { minLength: cureKinds.length - 1 }).chain((kinds) =>
  fc.tuple(
    ...kinds.map((kind) =>
      fc.record({
        kind: fc.constant(kind),
        nth: fc.nat(60),
        text: fc.constantFrom(...texts),
        isUndone: fc.boolean(),
        pause: fc.nat(5),
      }),
    ),
  ),
);

/** What the page shows; which of both buttons works is no part of it. */
const shown = ({ canUndo: _, canRedo: __, ...summary }: ReviewSummary) => summary;

function figuresOf(summary: ReviewSummary, { code, column }: Pick<IssueGroup, "code" | "column">) {
  const group = summary.groups.find((one) => one.code === code && one.column === column);
  const { rowsWithErrors, rowsWithWarnings, totals } = summary;
  const { debtors, obligations, balance, rows } = totals.leftOut;
  return {
    rows: group?.rows ?? 0,
    rowsWithErrors,
    rowsWithWarnings,
    leftOut: { rows, debtors, obligations, balance },
    staged: totals.staged,
  };
}

/** What the mapping that is staged must have of the page's. */
const decisionsOf = ({ conflicts, leftOut, defaults, constants, accepted }: Mapping) => ({
  conflicts,
  leftOut,
  defaults,
  constants,
  accepted,
});

/** Ends the work in that pause; false if it was done before. */
function isStoppedIn(work: Sliced<unknown>, pause: number): boolean {
  for (let at = 0; at <= pause; at++) if (work.next().done === true) return false;
  work.return(undefined);
  return true;
}

describe("a cure on any file", () => {
  test("does what was said before, as the server finds it, and can be undone and redone", async () => {
    let [cured, stopped] = [0, 0];
    const kinds = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(messyRow, { minLength: 8, maxLength: 40 }),
        messyContext,
        deeds,
        async (rows, context, all) => {
          const { workbench, ...begun } = await messyWorkbench(rows, context);
          let { mapping, summary } = begun;
          for (const { kind, nth, text, isUndone, pause } of all) {
            const offered = summary.groups.flatMap((group) =>
              choicesOf(group, context.fields, mapping)
                .filter((choice) => choice.split(".")[0] === kind)
                .map((choice) => ({ group, cure: chosenCure(choice, text, []) })),
            );
            const { group, cure } = offered[nth % Math.max(1, offered.length)] ?? { cure: null };
            if (group === undefined || cure === null) continue;
            const change = changeOf(mapping, group, cure);
            if (change.cells === null && isSame(change.mapping, mapping)) continue;
            isStoppedIn(workbench.cures.forecast({ change, reason: group }), pause);
            expect(shown(workbench.edit({ edits: [] }))).toEqual(shown(summary));
            if (isStoppedIn(workbench.cures.cure({ change }), pause)) stopped++;
            else inOneGo(workbench.editing.travel({ direction: "undo" }));
            expect(shown(workbench.edit({ edits: [] }))).toEqual(shown(summary));
            const said = inOneGo(workbench.cures.forecast({ change, reason: group }));
            expect(said.before).toEqual(figuresOf(summary, group));
            expect(shown(workbench.edit({ edits: [] }))).toEqual(shown(summary));
            const after = inOneGo(workbench.cures.cure({ change }));
            expect(figuresOf(after, group)).toEqual(said.after);
            const undone = inOneGo(workbench.editing.travel({ direction: "undo" }));
            expect(shown(undone.summary)).toEqual(shown(summary));
            if (isUndone) {
              mapping = undone.mapping ?? mapping;
              continue;
            }
            const redone = inOneGo(workbench.editing.travel({ direction: "redo" }));
            expect(shown(redone.summary)).toEqual(shown(after));
            mapping = redone.mapping ?? mapping;
            summary = after;
            cured++;
            kinds.add(cure.kind);
          }
          expect(decisionsOf(workbench.planStaging().mapping)).toEqual(decisionsOf(mapping));
          const { page, server } = await deriveStaged(workbench, context);
          expect(server).toEqual(page);
        },
      ),
      { numRuns: cases(25) },
    );
    expect(cured).toBeGreaterThan(cases(20, 8));
    expect(stopped).toBeGreaterThan(cases(10, 4));
    const common = ["empty", "leave_out", "placeholder", "policy", "proposals", "value"];
    expect([...kinds]).toEqual(expect.arrayContaining(common));
  });
});

const header = "CEDULA;NOMBRE;CORREO;CELULAR;OBLIGACION;PRODUCTO;SALDO;VENCE";
const ids = [
  "debtor.Identification",
  "debtor.Name",
  "debtor.Email",
  "debtor.Telephone",
  "obligation.id",
  "obligation.name",
  "obligation.total_balance",
  "obligation.expiring_date",
];
const dates = (index: number) => (index < 12 ? "31/02/2026" : "30/09/2026");

/** 200 debtors: the first 12 have an impossible date, 60 have no e-mail, two have a slip in theirs. */
async function bank(change: Partial<Mapping> = {}) {
  const lines = Array.from({ length: 200 }, (_, index) => {
    const mail =
      index >= 100 && index < 160 ? "" : `ana${index}@${index < 2 || index === 180 ? "gmial.com" : "buzon.example"}`;
    return `${10_000_000 + index};ANA RUIZ;${mail};3001234567;P-${index};CONSUMO;1000;${dates(index)}`;
  });
  const workbench = new Workbench();
  await workbench.open({
    file: new File([[header, ...lines].join("\n")], "a.csv"),
    settings: {},
    fields: standardFields,
  });
  const columns = ids.map((field) => ({ state: "field", field, reading: { decimalMark: ",", dateOrder: "dmy" } }));
  const mapping: Mapping = { ...mappingSchema.parse({ columns }), ...change };
  return {
    workbench,
    mapping,
    summary: workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } }),
  };
}

const missing = { code: "required_missing", column: 2, field: "debtor.Email" } as const;
const impossible = { code: "date_impossible", column: 7, field: "obligation.expiring_date" } as const;
const slip = { code: "email_slip", column: 2, field: "debtor.Email" } as const;

describe("a bank's file", () => {
  test("is whole after two cures, and says what fills its empty cells", async () => {
    const { workbench, mapping, summary } = await bank();
    expect(summary.totals).toMatchObject({ staged: { debtors: 128 }, leftOut: { debtors: 72 } });
    const placeholder = changeOf(mapping, missing, { kind: "placeholder", text: "sincorreo@banco.co" });
    expect(inOneGo(workbench.cures.forecast({ change: placeholder, reason: missing }))).toMatchObject({
      before: { rows: 60, staged: { debtors: 128 } },
      after: { rows: 0, staged: { debtors: 188 } },
      cells: 0,
      said: [],
    });
    const filled = inOneGo(workbench.cures.cure({ change: placeholder }));
    expect(filled.filled).toEqual([{ field: "debtor.Email", value: "sincorreo@banco.co", column: 2, cells: 60 }]);
    const empty = changeOf(placeholder.mapping ?? mapping, impossible, { kind: "empty" });
    expect(inOneGo(workbench.cures.forecast({ change: empty, reason: impossible }))).toMatchObject({
      after: { rows: 0, staged: { debtors: 200 } },
      cells: 12,
    });
    expect(inOneGo(workbench.cures.cure({ change: empty })).totals.leftOut).toMatchObject({ debtors: 0, rows: 0 });
    // The counts of filled cells follow edits.
    expect(workbench.edit({ edits: [{ row: 100, column: 2, text: "luz@buzon.example" }] }).filled).toMatchObject([
      { cells: 59 },
    ]);
  });

  test("undoes cells and decisions in one order", async () => {
    const { workbench, mapping, summary } = await bank();
    const out = changeOf(mapping, slip, { kind: "leave_out" });
    inOneGo(workbench.cures.cure({ change: out }));
    workbench.edit({ edits: [{ row: 0, column: 7, text: "28/02/2026" }] });
    const empty = changeOf(out.mapping ?? mapping, impossible, { kind: "empty" });
    inOneGo(workbench.cures.cure({ change: empty }));
    const back = inOneGo(workbench.editing.travel({ direction: "undo" }));
    expect(back.mapping?.cures).toBeUndefined();
    expect(back.summary.edits).toBe(1);
    expect(inOneGo(workbench.editing.travel({ direction: "undo" }))).toMatchObject({
      at: { row: 0, column: 7 },
      mapping: null,
    });
    const first = inOneGo(workbench.editing.travel({ direction: "undo" }));
    expect(first.mapping?.leftOut).toBeUndefined();
    expect({ ...first.summary, canRedo: false }).toEqual(summary);
  });

  test("checks a typed value with the column's own reader", async () => {
    const { workbench, mapping } = await bank();
    const said = (text: string) =>
      inOneGo(
        workbench.cures.forecast({
          change: changeOf(mapping, impossible, { kind: "value", text }),
          reason: impossible,
        }),
      ).said;
    expect(said("28/02/2026")).toEqual([]);
    expect(said("31/02/2026").map(({ code }) => code)).toEqual(["date_impossible"]);
    const fill = (text: string) =>
      inOneGo(
        workbench.cures.forecast({
          change: changeOf(mapping, missing, { kind: "placeholder", text }),
          reason: missing,
        }),
      ).said;
    expect(fill("sincorreo").map(({ code }) => code)).toEqual(["email_malformed"]);
  });

  test("lists its proposals, commonest first, and applies all but the refused ones", async () => {
    const { workbench, mapping } = await bank();
    workbench.edit({ edits: [{ row: 1, column: 2, text: "ana0@gmial.com" }] });
    const { listed, others } = workbench.cures.proposals(slip);
    expect(listed).toEqual([
      { from: "ana0@gmial.com", to: "ana0@gmail.com", count: 2 },
      { from: "ana180@gmial.com", to: "ana180@gmail.com", count: 1 },
    ]);
    expect(others).toBe(0);
    const change = changeOf(mapping, slip, { kind: "proposals", except: listed.slice(1) });
    expect(inOneGo(workbench.cures.forecast({ change, reason: slip }))).toMatchObject({ cells: 2, after: { rows: 1 } });
    inOneGo(workbench.cures.cure({ change }));
    expect(workbench.window({ from: 180, count: 1, filter: { show: "all" } }).rows[0]?.cells[2]?.text).toBe(
      "ana180@gmial.com",
    );
  });

  test("keeps a decision apart from one that was changed on the page of the columns since", async () => {
    const { workbench, mapping } = await bank();
    const filled = changeOf(mapping, missing, { kind: "placeholder", text: "sincorreo@banco.co" });
    inOneGo(workbench.cures.cure({ change: filled }));
    const defaults = [{ field: "debtor.Email", value: "otro@banco.co" }];
    workbench.apply({ context: { fields: standardFields, mapping: { ...mapping, defaults }, country: "CO" } });
    expect(inOneGo(workbench.editing.travel({ direction: "undo" }))).toMatchObject({ mapping: null, at: null });
  });
});
