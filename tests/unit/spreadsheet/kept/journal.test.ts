import fc from "fast-check";
import { expect, test } from "vitest";
import { journalLine, readJournal } from "#lib/spreadsheet/kept/journal.ts";
import { cases } from "#tests/support/depth.ts";

const records = fc.array(fc.jsonValue(), { maxLength: 8 });

/** A value as JSON keeps it: -0 is 0. */
const asKept = (value: unknown) => JSON.parse(JSON.stringify(value));

function bytesOf(all: readonly unknown[]): Uint8Array {
  return new Uint8Array(Buffer.concat(all.map(journalLine)));
}

test("a journal cut at any byte has the records that were whole, and says where they end", () => {
  fc.assert(
    fc.property(records, (all) => {
      const bytes = bytesOf(all);
      const ends = all.map((_, index) => bytesOf(all.slice(0, index + 1)).length);
      for (let cut = 0; cut <= bytes.length; cut++) {
        const whole = ends.filter((end) => end <= cut).length;
        expect(readJournal(bytes.subarray(0, cut))).toEqual({
          records: all.slice(0, whole).map(asKept),
          wholeBytes: ends[whole - 1] ?? 0,
        });
      }
    }),
    { numRuns: cases(40) },
  );
});

test("a spoilt byte ends a journal before its record", () => {
  fc.assert(
    fc.property(records, fc.nat(), fc.integer({ min: 1, max: 255 }), (all, at, change) => {
      const bytes = bytesOf(all);
      if (bytes.length === 0) return;
      const spoilt = at % bytes.length;
      bytes[spoilt] = (bytes[spoilt] ?? 0) ^ change;
      const ends = all.map((_, index) => bytesOf(all.slice(0, index + 1)).length);
      const before = ends.filter((end) => end <= spoilt).length;
      expect(readJournal(bytes).records).toEqual(all.slice(0, before).map(asKept));
    }),
  );
});

test("what a machine without power left behind a journal is not read", () => {
  const bytes = new Uint8Array(Buffer.concat([journalLine("kept"), Buffer.alloc(4_096)]));
  expect(readJournal(bytes)).toEqual({ records: ["kept"], wholeBytes: journalLine("kept").length });
});

test("a journal goes on behind its whole records", () => {
  fc.assert(
    fc.property(records, fc.nat(), fc.jsonValue(), (all, at, next) => {
      const bytes = bytesOf(all);
      const cut = bytes.subarray(0, at % (bytes.length + 1));
      const { records: whole, wholeBytes } = readJournal(cut);
      const gone = Buffer.concat([cut.subarray(0, wholeBytes), journalLine(next)]);
      expect(readJournal(new Uint8Array(gone)).records).toEqual([...whole, asKept(next)]);
    }),
  );
});
