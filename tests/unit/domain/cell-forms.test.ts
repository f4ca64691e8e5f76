import fc from "fast-check";
import { expect, test } from "vitest";
import {
  documentNumber,
  dressedAmount,
  isDocumentNumber,
  isoTime,
  mayBeDressed,
  namedMonth,
} from "#lib/domain/mapping/columns/cell-forms.ts";
import { cases } from "#tests/support/depth.ts";

const parts =
  "cop usd col us u r s pesos nit cc CNPJ c t i dni no n ° º # ene enero January sep SEPT mayo calle Sucursal ñ T10:30 $ / ( ) - . , : 5 12 2025 01".split(
    " ",
  );
const cell = fc.array(fc.constantFrom(...parts, " "), { minLength: 1, maxLength: 6 }).map((some) => some.join(""));

test("first letters rule out only what no pattern matches", () => {
  fc.assert(
    fc.property(cell, (text) => {
      const around = `;;${text};`;
      const end = 2 + text.length;
      if (!mayBeDressed(around, 2, end)) {
        for (const pattern of [namedMonth, dressedAmount, isoTime]) expect(pattern.test(text)).toBe(false);
      }
      expect(isDocumentNumber(around, 2, end)).toBe(documentNumber.test(text));
    }),
    { numRuns: cases(20_000) },
  );
});

test.each(["January 5, 2025", "cop 5.000", "S/ 12", "5 de enero de 2025", "2025-01-31T10:30"])(
  "%s may be dressed",
  (text) => {
    expect(mayBeDressed(text, 0, text.length)).toBe(true);
  },
);
