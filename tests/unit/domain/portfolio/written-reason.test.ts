import fc from "fast-check";
import { expect, test } from "vitest";
import { isReason, mostReason } from "#lib/domain/portfolio/written-reason.ts";

test.each(["", "ok", "porque", "está bien", "   está bien   ", "correcto--------", "-- -- -- -- --", "sí . . . . . ."])(
  "%j is no reason",
  (text) => expect(isReason(text)).toBe(false),
);

test.each(["El banco vendió la mitad", "pie viejo, sin 2 abonos", "Corrigieron balances"])("%j is one", (text) =>
  expect(isReason(text)).toBe(true),
);

test("spaces around a reason change nothing", () => {
  const spaces = fc.stringMatching(/^[ \n\t]{0,5}$/);
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), spaces, spaces, (text, before, after) => {
      expect(isReason(`${before}${text}${after}`)).toBe(isReason(text));
    }),
  );
});

test("one that is longer than is kept is refused", () => {
  expect(isReason(`${"sí ".repeat(mostReason / 3 - 1)}sí`)).toBe(true);
  expect(isReason("sí ".repeat(mostReason))).toBe(false);
});
