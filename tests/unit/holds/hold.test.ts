import { expect, test } from "vitest";
import { heldStamp, holdBucket } from "#lib/domain/holds/hold.ts";
import { identificationForms as formsOf } from "#lib/domain/people/known-terms.ts";
import { nitCheckDigit } from "#lib/domain/person/check-digits.ts";
import { holdKey as keyOfPerson } from "#lib/domain/person/hold-key.ts";
import { cases } from "#tests/support/depth.ts";

const holdKey = (identification: string) => keyOfPerson(identification, "CO");
const identificationForms = (identification: string) => formsOf(identification, "CO");

test("a key has no leading zeros, capital letters, and no marks", () => {
  const keys = ["0012345678", "12345678", "ab-12", "00AB-12", "A_B/12", "AB12", "ñ1", "12345-6", "0-0A1"].map(holdKey);
  expect(keys).toEqual(["12345678", "12345678", "AB12", "AB12", "AB12", "AB12", "ñ1", "123456", "A1"]);
});

test("a key has no check digit of a NIT, joined or wrong after a dash", () => {
  const company = ["900123456", "9001234568", "9001234567", "900123456-7", "00900123456-1", "0900123456"];
  expect(new Set(company.map(holdKey))).toEqual(new Set(["900123456"]));
  // A person's: the number of the identity card with its check digit, of eight and of ten digits.
  const ofEight = `19123456${nitCheckDigit("19123456")}`;
  const ofTen = `1023456789${nitCheckDigit("1023456789")}`;
  expect([ofEight, ofTen, "19123456-9"].map(holdKey)).toEqual(["19123456", "1023456789", "19123456"]);
  const others = ["1023456789", "80123456", "191234560", "10234567890", "20123456789"];
  expect(others.map(holdKey)).toEqual(others);
});

test("the forms of an identification are those that its key stands for", () => {
  const written = (number: string): string[] => {
    const digits = [..."0123456789"];
    const behind = ["", ...digits, ...digits.map((digit) => `-${digit}`)];
    return ["", "0", "000"].flatMap((zeros) => behind.map((ending) => zeros + number + ending));
  };
  for (const number of ["900123456", "80123456", "1023456789", "123", "12345678901", "AB12"]) {
    const forms = identificationForms(number);
    expect(forms.every((form) => holdKey(form) === holdKey(number))).toBe(true);
    const same = written(number).filter((form) => holdKey(form) === holdKey(number) && form.length <= 20);
    expect(same.filter((form) => !forms.includes(form))).toEqual([]);
  }
  expect(identificationForms("ab-12")).toEqual(
    expect.arrayContaining(["ab-12", "AB-12", "AB12", "a/b12", "AB1_2", "00ab12"]),
  );
});

test("a stamp tells who, in whatever order", () => {
  expect(heldStamp(["1", "2"])).toBe(heldStamp(new Set(["2", "1"])));
  expect(new Set([[], ["1"], ["12"], ["1", "2"]].map(heldStamp)).size).toBe(4);
});

test("a bucket is shared by so many numbers that it names nobody", () => {
  // Of all ten-digit numbers, one in two thousand, and the numbers after each other that registers give out.
  for (const step of [2_003, 1]) {
    const shares = new Uint32Array(1 << 20);
    const numbers = cases(4_500_000, 1_000_000);
    for (let index = 0; index < numbers; index++) {
      const bucket = holdBucket(String(1_000_000_000 + index * step));
      shares[bucket] = (shares[bucket] ?? 0) + 1;
    }
    const empty = shares.filter((share) => share === 0).length / shares.length;
    // As if by chance: each bucket has 4.3 of them on average, e^-4.3 of the buckets none; 0.95 in a quick run.
    expect(empty).toBeLessThan(Math.exp(-numbers / shares.length) + 0.006);
    expect(Math.max(...new Set(shares))).toBeLessThan(cases(25, 14));
  }
});
