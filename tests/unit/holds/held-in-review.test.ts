import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { heldStamp, holdBucket } from "#lib/domain/holds/hold.ts";
import { identificationForms as formsOf } from "#lib/domain/people/known-terms.ts";
import { holdKey as keyOfPerson } from "#lib/domain/person/hold-key.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { FirstLook } from "#lib/spreadsheet/review/first-look.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";
import { headers, makePortfolio, portfolioMapping, totalsOf } from "#tests/support/factories.ts";

const holdKey = (identification: string) => keyOfPerson(identification, "CO");
const identificationForms = (identification: string) => formsOf(identification, "CO");

const fields = fieldsOf([]);
const base = { fields, mapping: portfolioMapping, country: "CO" };
const heldOf = (...keys: string[]) => new Map(keys.map((key) => [key, "claim" as const]));

/** Debtors of one row or two, all of whose cells the fast path takes. */
const makePlain = (debtors: number) =>
  makePortfolio(debtors).map(([id = "", , , , , obligation, ...rest]) => {
    const at = Number(id) % 1_000;
    const letters = String.fromCharCode(97 + (at % 26), 97 + Math.floor(at / 26));
    return [
      id,
      `Persona R${letters}s`,
      `${letters}@buzon.example`,
      `3001234${String(at).padStart(3, "0")}`,
      `Calle ${at}`,
      `CR-${obligation}`,
      ...rest,
    ];
  });

test("the fast path takes such debtors", async () => {
  const isWhole = vi.spyOn(FirstLook.prototype, "isWhole");
  await reviewed(makePlain(12));
  expect(isWhole.mock.results.map(({ value }) => value)).toEqual(Array(12).fill(true));
});

async function reviewed(rows: readonly (readonly string[])[], held = heldOf()) {
  const workbench = new Workbench();
  const text = [headers, ...rows].map((cells) => cells.join(";")).join("\n");
  await workbench.open({ file: new File([text], "cartera.csv"), settings: {}, fields });
  return { workbench, summary: workbench.apply({ context: { ...base, held } }) };
}

const textAt = (workbench: Workbench, row: number) =>
  workbench.window({ from: row, count: 1, filter: { show: "all" } }).rows[0]?.cells[0]?.text ?? "";

const figures = ({ totals, held, groups }: ReviewSummary) => ({
  totals,
  held,
  groups: groups.map(({ code, count, rows }) => [code, count, rows]).sort(),
});

describe("a held debtor in the review", () => {
  test("is left out whole, with a reason and totals of its own", async () => {
    const rows = makePlain(9);
    const [first = "", second = ""] = [rows[0]?.[0], rows[2]?.[0]];
    const { workbench, summary } = await reviewed(rows, heldOf(first, second));
    // Every third debtor has two obligations.
    expect(summary.held).toMatchObject({ rows: 3, debtors: 2, obligations: 3 });
    expect(summary.totals.leftOut).toEqual(summary.held);
    expect(summary.totals.staged.debtors).toBe(7);
    expect(summary.groups.map(({ code, column, rows: of }) => [code, column, of])).toEqual([["debtor_held", 0, 3]]);
    expect(workbench.window({ from: 0, count: 1, filter: { show: "all" } }).rows[0]?.issues[0]).toMatchObject({
      code: "debtor_held",
      severity: "error",
      params: { why: "claim" },
    });
    expect(workbench.planStaging().heldStamp).toBe(heldStamp([second, first]));
  });

  test.each(["900123456", "10000007", "1023456789", "AB12345"])(
    "%s is found in all forms that files write",
    async (id) => {
      const plain = makePlain(3);
      for (const form of identificationForms(id)) {
        const rows = plain.map((cells, row) => (row === 2 ? cells.with(0, form) : cells));
        const { workbench, summary } = await reviewed(rows, heldOf(holdKey(id)));
        expect([form, summary.held.debtors]).toEqual([form, 1]);
        expect(summary.totals).toEqual(totalsOf(rows, portfolioMapping, heldOf(holdKey(id))));
        expect(workbench.planStaging().heldStamp).toBe(heldStamp([holdKey(id)]));
      }
    },
  );

  test("edits of identifications count as a file that had them from the start", async () => {
    const rows = makePlain(12);
    const ids = [...new Set(rows.map(([id]) => id ?? ""))];
    const cell = fc.record({
      row: fc.nat(rows.length - 1),
      text: fc.constantFrom(...ids, ...ids.flatMap(identificationForms), "no es", "99999999"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 8 }), fc.subarray(ids), async (edits, keys) => {
        const held = heldOf(...keys);
        const { workbench } = await reviewed(rows, held);
        const written = rows.map((cells) => [...cells]);
        let summary = workbench.edit({ edits: [] });
        for (const { row, text } of edits) {
          summary = workbench.edit({ edits: [{ row, column: 0, text }] });
          const line = written[row];
          if (line !== undefined) line[0] = text;
        }
        const fresh = await reviewed(written, held);
        expect(figures(summary)).toEqual(figures(fresh.summary));
        expect(workbench.planStaging().heldStamp).toBe(fresh.workbench.planStaging().heldStamp);
        // And as the server counts them, debtor by debtor.
        expect(summary.totals).toEqual(totalsOf(written, portfolioMapping, held));
      }),
      { numRuns: cases(60) },
    );
  });
});

describe("whom the page asks about", () => {
  test("only debtors in a bucket of the list, corrected cells included", async () => {
    const { workbench } = await reviewed(makePortfolio(2_000));
    const wanted = "0010000007";
    const context = { ...base };
    const buckets = [holdBucket(holdKey(wanted))];
    const first = workbench.heldCandidates({ context, buckets, among: "all" });
    expect(first).toContain("10000007");
    expect(first.length).toBeLessThan(5);
    workbench.edit({ edits: [{ row: 0, column: 0, text: wanted }] });
    expect(workbench.heldCandidates({ context, buckets, among: "all" })).toContain(wanted);
    expect(workbench.heldCandidates({ context, buckets: [], among: "all" })).toEqual([]);
  });

  test("also whom a change brings into the file, who then counts as held from the start", async () => {
    const rows = makePlain(12);
    const strangers = ["900123456", "70000274", "AB12345"];
    const forms = strangers.flatMap(identificationForms);
    const cell = fc.record({ row: fc.nat(rows.length - 1), text: fc.constantFrom(...forms, rows[0]?.[0] ?? "") });
    const step = fc.oneof(fc.array(cell, { minLength: 1, maxLength: 3 }), fc.constantFrom("undo", "redo"));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), fc.subarray(strangers), async (steps, ids) => {
        const list = heldOf(...ids.map(holdKey));
        const buckets = [...list.keys()].map(holdBucket);
        const { workbench } = await reviewed(rows);
        let summary = workbench.edit({ edits: [] });
        const changed = (now: ReviewSummary) => {
          const asked = workbench.heldCandidates({ context: null, buckets, among: "edited" }).map(holdKey);
          const told = asked.filter((key) => list.has(key));
          summary = told.length === 0 ? now : workbench.alsoHold({ held: heldOf(...told) });
        };
        for (const one of steps) {
          if (typeof one === "string") changed(inOneGo(workbench.editing.travel({ direction: one })).summary);
          else changed(workbench.edit({ edits: one.map((edit) => ({ ...edit, column: 0 })) }));
        }
        const written = rows.map((cells, row) => cells.with(0, textAt(workbench, row)));
        const fresh = await reviewed(written, list);
        expect(figures(summary)).toEqual(figures(fresh.summary));
        expect(workbench.planStaging().heldStamp).toBe(fresh.workbench.planStaging().heldStamp);
        expect(summary.totals).toEqual(totalsOf(written, portfolioMapping, list));
      }),
      { numRuns: cases(60) },
    );
  });
});
