import { utils, write } from "@e965/xlsx";
import { expect, test } from "vitest";
import { Refused } from "#lib/spreadsheet/refused.ts";
import { endsOf, type Parts, partsOf, repacked } from "#tests/support/bad-files/repacked.ts";
import { verdictOf } from "#tests/support/bad-files/verdict.ts";
import { xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";
import { cases, isDeep } from "#tests/support/depth.ts";

const rows = [
  ["Cédula", "Nombre", "Saldo"],
  ...Array.from({ length: 31 }, (_, row) => [`${10_000_000 + row}`, `Peña ${row}`, 1500.5 + row]),
];

/** The number of rows read, or the code of the refusal. */
async function outcome(bytes: Uint8Array<ArrayBuffer>): Promise<number | string> {
  try {
    return (await verdictOf(new File([bytes], "cartera"))).rows;
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.refusal.code;
    throw thrown;
  }
}

function written(bookType: "biff8" | "biff5" | "xlsb" | "ods" | "xlml"): Uint8Array<ArrayBuffer> {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), "Cartera");
  return new Uint8Array(write(book, { bookType, type: "array", compression: true }));
}

/**
 * Cuts one part at each place and packs the archive again, so that the archive itself is sound. Returns the outcomes.
 */
async function outcomes(parts: Parts, name: string, places: readonly number[]): Promise<Set<number | string>> {
  const seen = new Set<number | string>();
  for (const at of places)
    seen.add(await outcome(repacked(parts, name, (parts[name] ?? new Uint8Array()).slice(0, at))));
  return seen;
}

const refusals = new Set<number | string>([
  "truncated",
  "corrupt",
  "nothing_readable",
  "empty",
  "wrong_kind",
  "only_header",
]);

test("an XLSX sheet that ends between rows is refused", async () => {
  const parts = await partsOf(xlsxFile({ sheets: [{ name: "H", rows }] }));
  const sheet = "xl/worksheets/sheet1.xml";
  const places = endsOf(parts[sheet] ?? new Uint8Array(), "</row>");
  expect(places).toHaveLength(32);
  expect(await outcomes(parts, sheet, places)).toEqual(new Set(["truncated"]));
});

test("an XLSX part cut anywhere is refused or read whole", async () => {
  const parts = await partsOf(xlsxFile({ sheets: [{ name: "H", rows }] }));
  for (const [name, content] of Object.entries(parts)) {
    const places = endsOf(content, ">").filter((at, index) => at < content.length && index % (isDeep ? 7 : 21) === 0);
    for (let at = 1; at < content.length; at += isDeep ? 397 : 1_191) places.push(at);
    for (const seen of await outcomes(parts, name, places)) {
      expect(seen === 31 || refusals.has(seen), `${name}: ${seen}`).toBe(true);
    }
  }
});

test.each(["xlsb", "ods"] as const)("a part of %s cut anywhere is refused or read whole", async (type) => {
  const parts = await partsOf(new Blob([written(type)]));
  for (const [name, content] of Object.entries(parts)) {
    const count = cases(40, 14);
    const places = Array.from({ length: Math.min(content.length, count) }, (_, index) =>
      Math.floor((content.length * index) / count),
    );
    if (name === "content.xml")
      places.push(...endsOf(content, "</table:table-row>").filter((_, index) => index % 4 === 0));
    for (const seen of await outcomes(parts, name, places)) {
      expect(seen === 31 || refusals.has(seen), `${name}: ${seen}`).toBe(true);
    }
  }
});

test.each(["biff8", "biff5", "xlml"] as const)("a file of %s cut anywhere is refused or read whole", async (type) => {
  const whole = written(type);
  expect(await outcome(whole)).toBe(31);
  const count = cases(80, 27);
  const places = Array.from({ length: count }, (_, index) => Math.floor((whole.length * index) / count)).slice(1);
  places.push(...endsOf(whole, "</Row>").filter((_, index) => index % 4 === 0));
  for (const at of places) {
    const seen = await outcome(whole.slice(0, at));
    expect(seen === 31 || refusals.has(seen), `${at} of ${whole.length}: ${seen}`).toBe(true);
  }
});
