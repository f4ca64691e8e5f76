import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { identificationForms } from "#lib/domain/people/known-terms.ts";
import { nitCheckDigit, rutCheckDigit } from "#lib/domain/person/check-digits.ts";
import { holdKey } from "#lib/domain/person/hold-key.ts";
import { identificationCleaner } from "#lib/domain/person/identification.ts";
import { readIdentification } from "#lib/domain/person/read-identification.ts";
import { cases } from "#tests/support/depth.ts";

/** Numbers of people and companies as a country gives them out, and their check digits. */
const countries = [
  {
    country: "CO",
    kinds: ["", "CC ", "C.C. ", "NIT ", "NIT: ", "cc. No. "],
    numbers: [
      fc.integer({ min: 100_000, max: 99_999_999 }),
      fc.integer({ min: 1_000_000_000, max: 1_299_999_999 }),
      fc.integer({ min: 800_000_000, max: 999_999_999 }),
    ],
    checkDigitOf: (number: string) => nitCheckDigit(number) ?? "",
    /** Behind others a joined check digit may be the last one of somebody else's number: a longer one, or a company's. */
    hasJoined: (number: string) => number.length >= 8 && !/^[89]\d{7}$/.test(number),
  },
  {
    country: "CL",
    kinds: ["", "RUT ", "Rut: ", "rut"],
    numbers: [fc.integer({ min: 3_000_000, max: 29_999_999 }), fc.integer({ min: 50_000_000, max: 99_999_999 })],
    checkDigitOf: rutCheckDigit,
    hasJoined: (number: string) => number.length === 8 || rutCheckDigit(number) === "K",
  },
] as const;

const thousands = (number: string, mark: string) => number.replace(/\B(?=(\d{3})+$)/g, mark);

describe.each(countries)("a person of $country", ({ country, kinds, numbers, checkDigitOf, hasJoined }) => {
  const clean = (text: string) => identificationCleaner(country)(text, "text", () => undefined);
  const number = fc.oneof(...numbers).map(String);
  const written = number.chain((bare) => {
    const marks = fc.constantFrom("-", "/", "_");
    // A mark before one digit says that it is a check digit.
    const at = fc.integer({ min: 1, max: bare.length - 2 });
    const split = fc.tuple(marks, at).map(([mark, place]) => bare.slice(0, place) + mark + bare.slice(place));
    const grouped = fc.constantFrom(".", ",", " ", "'", "-", "/", "_").map((mark) => thousands(bare, mark));
    const body = fc.oneof(fc.constant(bare), split, grouped);
    const check = checkDigitOf(bare);
    const endings = [
      "",
      "-",
      "/",
      "_",
      ...["-", "/", "_", " - ", "–"].flatMap((mark) => [mark + check, `${mark}${check.toLowerCase()}`]),
    ];
    const ending = fc.constantFrom(...endings, ...(hasJoined(bare) ? [check] : []));
    const zeros = fc.constantFrom("", "0", "000");
    return fc
      .tuple(fc.constantFrom(...kinds), zeros, body, ending)
      .map(([kind, before, middle, end]) => ({ bare, text: kind + before + middle + end }));
  });

  test("has one key however a file writes the number, if it can be read at all", () => {
    let read = 0;
    fc.assert(
      fc.property(written, ({ bare, text }) => {
        const identification = clean(text);
        if (identification === "") return;
        read++;
        expect(`${text}: ${holdKey(identification, country)}`).toBe(`${text}: ${holdKey(bare, country)}`);
      }),
      { numRuns: cases(20_000, 2_000) },
    );
    expect(read).toBeGreaterThan(cases(5_000, 500));
  });

  test("has a key that is its own key, by which the list finds what a person types", () => {
    fc.assert(
      fc.property(written, ({ bare, text }) => {
        const typed = readIdentification(text, country);
        if (typed !== null) expect(typed.key).toBe(holdKey(bare, country));
        expect(holdKey(holdKey(bare, country), country)).toBe(holdKey(bare, country));
      }),
      { numRuns: cases(5_000, 1_000) },
    );
  });

  test("is erased in the forms that one mark, zeros and a check digit make", () => {
    fc.assert(
      fc.property(number, fc.constantFrom("-", "/", "_"), fc.nat(20), (bare, mark, place) => {
        const at = 1 + (place % (bare.length - 2));
        const forms = identificationForms(bare, country);
        const check = checkDigitOf(bare);
        expect(forms).toEqual(
          expect.arrayContaining([
            bare,
            `00${bare}`,
            bare + mark,
            `${bare}${mark}${check}`,
            bare.slice(0, at) + mark + bare.slice(at),
          ]),
        );
        expect(forms.filter((form) => holdKey(form, country) !== holdKey(bare, country))).toEqual([]);
      }),
      { numRuns: cases(500, 100) },
    );
  });
});

describe("a Chilean RUT", () => {
  const read = (text: string) => {
    const told: string[] = [];
    const identification = identificationCleaner("CL")(text, "text", (code) => told.push(code));
    return [identification, ...told];
  };

  test("is sent with its check digit, dotted or not, as today", () => {
    expect(read("12.345.678-5")).toEqual(["12345678-5"]);
    expect(read("12345678-5")).toEqual(["12345678-5"]);
    expect(read("10.000.013-K")).toEqual(["10000013-K"]);
    expect(read("10000013-k")).toEqual(["10000013-k"]);
    expect(read("123456785")).toEqual(["123456785"]);
    expect(read("12.345.678-6")).toEqual(["12345678-6", "identification_check_digit"]);
  });

  test("never loses its last digit, nor is it told wrong by another country's weights", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1_000_000, max: 99_999_999 }), (number) => {
        const body = String(number);
        const right = `${body}-${rutCheckDigit(body)}`;
        expect(read(thousands(body, ".") + right.slice(body.length))).toEqual([right]);
        expect(read(right)).toEqual([right]);
      }),
      { numRuns: cases(5_000, 1_000) },
    );
  });
});
