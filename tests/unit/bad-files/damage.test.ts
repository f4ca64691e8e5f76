import { utils, write } from "@e965/xlsx";
import { beforeAll, describe, expect, it } from "vitest";
import { Refused } from "#lib/spreadsheet/refused.ts";
import type { ExpectedTable } from "#tests/support/bad-files/bad-file.ts";
import { verdictOf } from "#tests/support/bad-files/verdict.ts";
import { portfolioWorkbook } from "#tests/support/bad-files/wrong-kinds.ts";
import { cases } from "#tests/support/depth.ts";

/** The same numbers at every run, so that a failure can be repeated (Park and Miller's generator). */
function sequence(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** What is read from a file, or null if it is refused. Any other error is a bug of the reader and is thrown. */
async function readOrRefused(bytes: Uint8Array<ArrayBuffer>, name: string): Promise<Required<ExpectedTable> | null> {
  try {
    return await verdictOf(new File([bytes], name));
  } catch (thrown) {
    if (thrown instanceof Refused) return null;
    throw thrown;
  }
}

const rows = [
  ["Cédula", "Nombre", "Saldo"],
  ...Array.from({ length: 60 }, (_, index) => [10_000_000 + index, `Peña ${index}`, 1500.5 + index]),
];

function written(bookType: "biff8" | "xlsb" | "ods" | "xlml"): Uint8Array<ArrayBuffer> {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), "Cartera");
  return new Uint8Array(write(book, { bookType, type: "array" }));
}

describe("a damaged workbook", () => {
  let whole: Uint8Array<ArrayBuffer>;
  let sound: Required<ExpectedTable>;
  beforeAll(async () => {
    whole = await bytesOf(portfolioWorkbook());
    sound = await verdictOf(new File([whole], "cartera.xlsx"));
  });

  it("is refused wherever it is cut", async () => {
    for (let part = 1; part < 60; part++) {
      const cut = whole.slice(0, Math.floor((whole.length * part) / 60));
      expect(await readOrRefused(cut, "cartera.xlsx"), `cut at ${cut.length} of ${whole.length}`).toBeNull();
    }
  });

  it("is refused or read unchanged, whichever byte differs", async () => {
    const next = sequence(20_261);
    for (let time = 0; time < cases(300, 100); time++) {
      const changed = whole.slice();
      const at = next(whole.length);
      changed[at] = (changed[at] ?? 0) ^ (1 + next(255));
      const read = await readOrRefused(changed, "cartera.xlsx");
      if (read !== null) expect(read, `byte ${at}`).toEqual(sound);
    }
  });
});

describe.each(["biff8", "xlsb", "ods", "xlml"] as const)("a workbook written as %s", (bookType) => {
  it("is read cell by cell", async () => {
    const read = await verdictOf(new File([written(bookType)], "cartera"));
    expect(read).toMatchObject({
      rows: 60,
      columns: 3,
      headers: ["Cédula", "Nombre", "Saldo"],
      firstRow: ["10000000", "Peña 0", "1500.5"],
      firstKinds: "ntn",
      lastRow: ["10000059", "Peña 59", "1559.5"],
    });
  });

  it("is refused or read, however it is damaged", async () => {
    const whole = written(bookType);
    const next = sequence(77);
    for (let time = 0; time < cases(60, 24); time++) {
      const changed = time % 2 === 0 ? whole.slice(0, next(whole.length)) : whole.slice();
      if (changed.length > 0) changed[next(changed.length)] = next(256);
      const read = await readOrRefused(changed, "cartera");
      expect(read === null || read.rows > 0).toBe(true);
    }
  });
});
