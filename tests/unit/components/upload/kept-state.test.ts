import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markOf } from "#components/upload/kept/begun-with.ts";
import { changeOf, headOf, type KeptState, keptStateOf, readState } from "#components/upload/kept/kept-state.ts";
import { firstState, type WizardState } from "#components/upload/wizard-state.ts";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";

const head = headOf({ fileName: "cartera.csv", fileBytes: 3, tenant: "Norte", fieldsDigest: "0" });
const mapping = mappingSchema.parse({ columns: [{ state: "unmapped" }] });
const asKept = (value: unknown) => JSON.parse(JSON.stringify(value));

/** Random states that share some parts, as those of the page do; parts come and go. */
const parts = fc.record(
  {
    settings: fc.constantFrom({}, { sheet: 1 }),
    step: fc.constantFrom("mapping", "review"),
    edits: fc.constantFrom(null, 0, 12),
    place: fc.constantFrom(null, { filter: { show: "errors" }, row: 3, column: null }),
    confirmed: fc.constantFrom({ repeatedBalance: 1 }, undefined),
    declared: fc.constantFrom({ sum: "1.00" }),
  },
  { requiredKeys: ["step"] },
);

function recordsOf(states: readonly KeptState[]): unknown[] {
  const changes = states.flatMap((state, index) => changeOf(states[index - 1] ?? null, state) ?? []);
  return asKept([{ head }, ...changes]);
}

const states = fc
  .array(parts, { minLength: 1, maxLength: 8 })
  .map((all) => all.map((some) => ({ mapping, ...some }) as unknown as KeptState));

describe("the kept state of a page", () => {
  test("is the last one that was noted", () => {
    fc.assert(
      fc.property(states, (all) => {
        const read = readState([...recordsOf(all), { isWhole: true }]);
        expect(read).toEqual({ kind: "whole", head, state: asKept(all.at(-1)) });
      }),
    );
  });

  test("is nothing before the file is whole, and over once that is noted", () => {
    fc.assert(
      fc.property(states, (all) => {
        const records = recordsOf(all);
        expect(readState(records)).toEqual({ kind: "nothing" });
        expect(readState([...records, { isWhole: true }, { isOver: true }])).toEqual({ kind: "over" });
      }),
    );
  });

  test("notes nothing if nothing has changed, and only what has", () => {
    const state = { mapping, step: "mapping", edits: null } as unknown as KeptState;
    expect(changeOf(state, { ...state })).toBeNull();
    expect(changeOf(state, { ...state, edits: 2 })).toEqual({ set: { edits: 2 }, gone: [] });
  });

  test("of another version is unreadable and keeps its name", () => {
    const other = { ...head, schema: head.schema + 1 };
    const record = { set: { anything: "else" }, gone: [] };
    expect(readState([{ head: other }, { isWhole: true }, record])).toEqual({ kind: "unreadable", head: other });
  });

  test("with a mapping that is none is unreadable", () => {
    const record = { set: { mapping: { columns: "?" }, step: "review" }, gone: [] };
    expect(readState([{ head }, { isWhole: true }, record])).toEqual({ kind: "unreadable", head });
  });

  test("of a fetched correction counts from its first change on, whatever that is", () => {
    const mark = markOf({ uploadId: "u", debtors: null, reason: null, leftOut: "amount_malformed.5" });
    const fetched = headOf({ ...head, begunWith: mark });
    const correction = { uploadId: "u", choices: noChoices };
    const untouched = { mapping, step: "review", edits: 0, settings: {}, correction } as unknown as KeptState;
    const kindOf = (state: KeptState, of = fetched) =>
      readState([{ head: of }, { isWhole: true }, { set: state, gone: [] }]).kind;
    expect([kindOf(untouched), kindOf(untouched, head)]).toEqual(["untouched", "whole"]);
    expect(kindOf({ ...untouched, place: { row: 3 } } as unknown as KeptState)).toBe("untouched");
    const changes: object[] = [
      { edits: 1 },
      { edits: null },
      { correction: { ...correction, choices: { ...noChoices, sendsFewer: true } } },
      { byHand: { columns: [], parts: ["leftOut"] } },
      { confirmed: { largerPart: 1 } },
      { declared: { sum: "1.00" } },
      { settings: { takenIn: {} } },
      { correction: null },
    ];
    for (const change of changes) expect(kindOf({ ...untouched, ...change }), JSON.stringify(change)).toBe("whole");
  });

  test("is none while nothing is decided", () => {
    const reading: WizardState = { step: "reading", fileName: "a", fileBytes: 1, share: 0, firstRows: null };
    expect([firstState, reading].map((state) => keptStateOf(state, null))).toEqual([null, null]);
  });
});
