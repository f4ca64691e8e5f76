import fc from "fast-check";
import { expect, test } from "vitest";
import { isFoundByName, maskFileName, maskFileNames } from "#lib/domain/masking/mask-file-name.ts";
import { cases } from "#tests/support/depth.ts";

test.each([
  ["atk-10002007.csv", "atk-••••2007.csv"],
  ["CC 1.000.200-7.xlsx", "CC ••••2007.xlsx"],
  ["CC 10.002.007 nov 2026.xlsx", "CC ••••2007 nov 2026.xlsx"],
  ["NIT900123456-7_cartera.csv", "NIT••••4567_cartera.csv"],
  ["12345.csv", "••••45.csv"],
  ["maria.perez@correo.co 2026.csv", "m…@c….co 2026.csv"],
  ["20261126_0830_10000.csv", "20261126_0830_••••00.csv"],
  ["20261126_0830_10.000.csv", "20261126_0830_••••00.csv"],
  ["7712340098_20261126.csv", "••••0098_20261126.csv"],
])("%s is shown as %s", (name, shown) => {
  expect(maskFileName(name)).toBe(shown);
});

test.each([
  "cartera.csv",
  "Cartera_20261126.csv",
  "Cartera 26-11-2026.xlsx",
  "Cartera_26112026 (2).xlsx",
  "cartera_202611.csv",
  "cartera_261126.csv",
  "cartera_20261126_083015.csv",
  "cartera_20261126083015.csv",
  "cartera_20261126_083015_001.csv",
  "cartera 2026-11-26T08.30.csv",
  "Banco 1234 parte 2 de 3.txt",
  "corte 11-2026.csv",
])("%s has nothing to mask", (name) => {
  expect(maskFileName(name)).toBe(name);
});

const identification = fc
  .integer({ min: 10_000, max: 9_999_999_999 })
  // A day, or behind one the time of it, cannot be told from an identification of as many digits.
  .filter((id) => maskFileName(`${id}`) !== `${id}` && maskFileName(`20261126_${id}`) !== `20261126_${id}`);
const aroundIt = fc.constantFrom(
  "",
  "-",
  "_",
  " ",
  "CC ",
  "cartera ",
  "(",
  ")",
  ".csv",
  " 26-11-2026",
  "_20261126_0830",
);

test("no identification is left, wherever it stands", () => {
  fc.assert(
    fc.property(
      identification,
      fc.array(aroundIt, { maxLength: 3 }),
      fc.array(aroundIt, { maxLength: 3 }),
      (id, a, b) => {
        const [before, after] = [a.join(""), b.join("")];
        fc.pre(!/\d$/.test(before) && !/^\d/.test(after));
        expect(maskFileName(`${before}${id}${after}`)).not.toContain(String(id));
      },
    ),
    { numRuns: cases(5_000) },
  );
});

test("what is masked once is not masked further", () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const masked = maskFileName(name);
      fc.pre(!name.includes("@"));
      expect(maskFileName(masked)).toBe(masked);
    }),
  );
});

test("every name in an answer is masked, and nothing else", () => {
  const at = new Date("2026-11-26T12:00:00Z");
  const answer = { id: "10002007", at, none: null, all: [{ fileName: "10002007.csv", latest: { fileName: null } }] };
  expect(maskFileNames(answer)).toEqual({ ...answer, all: [{ fileName: "••••2007.csv", latest: { fileName: null } }] });
});

test("a name is found by what is shown of it and by whole numbers, never by the first digits of one", () => {
  const name = "Cartera CC 10.002.007 y 7712340098_20261126.csv";
  for (const found of ["cartera", "csv", "10.002.007", "7712340098", "0098", "2026", "CC 10.002.007 y"])
    expect(isFoundByName(name, found), found).toBe(true);
  for (const hidden of ["10.002", "10.", "77", "7712", "771234009", "712340098", "CC 10.00", "40098"])
    expect(isFoundByName(name, hidden), hidden).toBe(false);
});
