import fc from "fast-check";
import { expect, test } from "vitest";
import { sourceLine } from "#lib/domain/table/source-line.ts";
import { Lines } from "#lib/staging/packed-lines.ts";
import { sumRows } from "#lib/staging/sum-rows.ts";

type Rows = readonly (readonly string[])[];

/** The sum of some rows from a line of a file on, in chunks of so many. */
function sumOf(rows: Rows, size: number, from = 2): bigint {
  const lines = rows.map((cells, at) => sourceLine({ line: from + at, cells, kinds: null }));
  const chunks = Array.from({ length: Math.ceil(lines.length / size) }, (_, at) =>
    lines.slice(at * size, (at + 1) * size),
  );
  return chunks.reduce((sum, chunk) => sum + BigInt(sumRows(new Lines(Buffer.from(`${chunk.join("\n")}\n`)))), 0n);
}

const rows = fc.array(fc.array(fc.string(), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 });

test("rows have the same sum in any order, at any line and in any chunks", () => {
  fc.assert(
    fc.property(
      rows.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      fc.integer({ min: 1, max: 5 }),
      ([all, shuffled], size) => {
        expect(sumOf(shuffled, size, 40)).toBe(sumOf(all, all.length));
      },
    ),
  );
});

test("another cell is another sum, and so is a row more", () => {
  fc.assert(
    fc.property(rows, fc.nat(), fc.string(), (all, at, text) => {
      const [first = [], ...others] = all;
      const column = at % first.length;
      expect(sumOf([first.with(column, text), ...others], 3) === sumOf(all, 3)).toBe(first[column] === text);
      expect(sumOf([...all, first], 3)).not.toBe(sumOf(all, 3));
    }),
  );
});
