import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hidden, maskEnding, maskMail, maskNumber, maskObligation, maskText } from "#lib/domain/masking/mask-text.ts";

const digits = (least: number, most: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: least, maxLength: most }).map((each) => each.join(""));
const word = fc.string({ unit: fc.constantFrom(..."abcxyz0189._-"), minLength: 1, maxLength: 12 });
const mail = fc.tuple(word, word, fc.constantFrom("co", "com.co", "net")).map(([a, b, c]) => `${a}@${b}.${c}`);
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

  test("of a text leaves days, short numbers and words", () => {
    for (const text of ["2026-11-27", "27/11/2026", "línea 12 de 1200", "Saldo 99,50", "HTTP 500"])
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
  });
});
