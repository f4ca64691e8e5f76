import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hidden, maskEnding, maskMail, maskNumber, maskObligation, maskText } from "#lib/domain/masking/mask-text.ts";
import { brazilianCheckDigits, nitCheckDigit } from "#lib/domain/person/check-digits.ts";
import { readIdentification as read } from "#lib/domain/person/read-identification.ts";
import { cases } from "#tests/support/depth.ts";

const readIdentification = (text: string) => read(text, "CO");

const digits = (least: number, most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }).map((each) => each.join(""));
const word = fc.string({ unit: fc.constantFrom(..."abcxyz0189._-"), minLength: 1, maxLength: 12 });
const mail = fc.tuple(word, word, fc.constantFrom("co", "com.co", "net")).map(([a, b, c]) => `${a}@${b}.${c}`);
/** Codes that are sent as written: passports and the sender's own. */
const code = fc
  .array(fc.tuple(fc.constantFrom("", "A", "xz", "ÑBC"), digits(1, 3), fc.constantFrom("", "-", "_", "/")), {
    minLength: 5,
    maxLength: 6,
  })
  .map((parts) =>
    parts
      .flat()
      .join("")
      .replace(/[-_/]$/, ""),
  );
const gap = fc.constantFrom(" ", "   ", "\t", "\u00a0", "\u2009\u2009\u2009\u2009");
/** What people and programs write in place of a plain number. */
const writtenNumber = fc
  .tuple(digits(5, 14), fc.oneof(fc.constantFrom("", ".", ",", "'", "’"), gap), fc.nat(6))
  .map(([number, mark, way]) => {
    const inThrees = number.replace(/\B(?=(\d{3})+(?!\d))/g, mark);
    const known = number.length === 9 ? number : number.slice(0, 9).padEnd(9, "1");
    const ways = [
      inThrees,
      `${inThrees}-${nitCheckDigit(number)}`,
      `${number.slice(0, 2)}\u200b${number.slice(2)}`,
      `${number}.00`,
      `="${number}"`,
      `${known.slice(0, 3)}.${known.slice(3, 6)}.${known.slice(6)}-${brazilianCheckDigits(known)}`,
      `${known.slice(0, 2)}.${known.slice(2, 5)}.${known.slice(5, 8)}/0001-${brazilianCheckDigits(`${known.slice(0, 8)}0001`)}`,
    ];
    return ways[way] ?? inThrees;
  });
const type = fc.constantFrom("", "CC ", "C.C. No. ", "NIT: ", "cpf", "CNPJ ", "CE#", "'");
const written = fc.oneof(
  fc.tuple(type, writtenNumber).map((parts) => parts.join("")),
  code,
);
const isDay = (text: string) => /^(?:(?:19|20)\d\d-\d\d-\d\d|\d{1,2}\/\d{1,2}\/(?:19|20)\d\d)$/.test(text);
const bare = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
/** Five characters of an identification one after the other, wherever they stand in a text. */
function shownOf(identification: string, text: string): string[] {
  const all = bare(identification);
  return Array.from({ length: Math.max(0, all.length - 4) }, (_, at) => all.slice(at, at + 5)).filter((five) =>
    bare(text).includes(five),
  );
}

/** How files group the digits of a number. */
const grouped = fc.tuple(digits(5, 12), fc.constantFrom("", ".", " ", "-", ", ")).map(([number, mark]) => ({
  number,
  text: number.replace(/\B(?=(\d{3})+(?!\d))/g, mark),
}));

describe("a mask", () => {
  test("shows exactly the last four of eight characters or more", () => {
    fc.assert(
      fc.property(digits(8, 20), (number) => {
        expect(maskEnding(number)).toBe(hidden + number.slice(-4));
      }),
    );
  });

  test("never shows more than half of a shorter one, nor more than four", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii", maxLength: 20 }), (text) => {
        const shown = maskEnding(text).slice(hidden.length);
        expect(text.endsWith(shown)).toBe(true);
        expect(shown.length).toBeLessThanOrEqual(Math.min(4, text.length / 2));
      }),
    );
  });

  test("is as long whatever it hides", () => {
    fc.assert(
      fc.property(digits(8, 20), digits(8, 20), (one, another) => {
        expect(maskEnding(one)).toHaveLength(maskEnding(another).length);
      }),
    );
  });

  test("of a telephone is the same however its digits are grouped", () => {
    for (const text of ["3001234567", "300 123 4567", "(300) 123-4567", "300.123.4567"])
      expect(maskNumber(text)).toBe("••••4567");
  });

  test("of a mail shows two letters and how it ends", () => {
    expect(maskMail("maria@correo.com.co")).toBe("m…@c….co");
    expect(maskMail("m@c.co")).toBe("…@….co");
    expect(maskMail("sin arroba")).toBe("••••roba");
    fc.assert(
      fc.property(mail, (address) => {
        const shown = maskMail(address);
        const at = address.lastIndexOf("@");
        expect(shown).not.toContain(address.slice(0, at + 1));
        expect(shown).not.toContain(address.slice(at));
      }),
    );
  });

  test("of a text hides every mail and every long number that it quotes", () => {
    const before = fc.constantFrom("", "El cliente ", "«", '{"Identification":"', "error\n", "CC ", "NIT");
    fc.assert(
      fc.property(before, grouped, before, mail, (start, { number, text }, middle, address) => {
        const quoted = maskText(`${start}${text}» ${middle}${address} no sirve`);
        expect(quoted.replace(/[^\d]/g, "")).not.toContain(number);
        expect(quoted).not.toContain(text);
        expect(quoted).not.toContain(address);
        expect(quoted).toContain("no sirve");
      }),
    );
  });

  test("of a text shows at most four characters of an identification, in any form that is read as one", () => {
    const around = fc.constantFrom("", "El cliente ", " no existe ", "«", "»", '{"id":"', '"}', "\n", " (", ") ", ": ");
    fc.assert(
      fc.property(around, written, around, fc.boolean(), (before, form, after, isKnown) => {
        const identification = readIdentification(form)?.identification ?? "";
        fc.pre(!isDay(identification) && identification.replace(/\D/g, "").length >= 5);
        // The text may write it as no cell does: grouped, behind its type, with its check digit.
        const shown = maskText(`${before}${form}${after}`, isKnown ? identification : null);
        expect(shownOf(identification, shown), shown).toEqual([]);
      }),
      { numRuns: cases(2_000) },
    );
  });

  test("of a text hides a known identification of letters however it is grouped", () => {
    const letters = fc.shuffledSubarray([..."abcdñxyz1"], { minLength: 5 }).map((each) => each.join(""));
    fc.assert(
      fc.property(
        letters,
        fc.constantFrom("", "-", "_", "/"),
        fc.nat(9),
        fc.constantFrom("", "-", " "),
        (text, own, at, mark) => {
          const identification = `${text.slice(0, at)}${own}${text.slice(at)}`;
          const shown = maskText(`Ver ${[...text.toUpperCase()].join(mark)} fin`, identification);
          expect(shownOf(identification, shown), shown).toEqual([]);
        },
      ),
    );
  });

  test.each([
    ["CC 1'234'567 no existe", "CC ••••567 no existe"],
    ["1’234’567", "••••567"],
    ["CNPJ 12.345.678/0001-90", "CNPJ ••••0190"],
    ["12/34/5678", "••••5678"],
    ["1234-56-78", "••••5678"],
    ["2026-11-27-345", "••••7345"],
  ])("of %s is %s", (text, shown) => expect(maskText(text)).toBe(shown));

  test("of a text leaves days, short numbers and words", () => {
    for (const text of [
      "2026-11-27",
      "27/11/2026",
      "11/27/2026",
      "1/2/2026",
      "2026-11-27T10:30:00",
      "línea 12 de 1200",
      "Saldo 99,50",
      "HTTP 500",
    ])
      expect(maskText(text)).toBe(text);
  });

  test("of a text hides an identification that no pattern finds", () => {
    expect(maskText("El cliente ab-x7 no existe", "AB-X7")).toBe("El cliente ••••x7 no existe");
    // It would blot out every 7.
    expect(maskText("7 de 17", "7")).toBe("7 de 17");
  });

  test("of an obligation's number is only there where it has the identification in it", () => {
    expect(maskObligation("4509-1", "1032456789")).toBe("4509-1");
    expect(maskObligation("001032456789-1", "01032456789")).toBe("••••89-1");
    expect(maskObligation("OBL-1.234.567-1", "1234567")).toBe("••••67-1");
    expect(maskObligation("9001234567", "900123456-7")).toBe("••••4567");
  });
});
