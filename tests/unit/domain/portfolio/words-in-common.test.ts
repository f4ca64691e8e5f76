import fc from "fast-check";
import { expect, test } from "vitest";
import { wordsInCommon } from "#lib/domain/portfolio/words-in-common.ts";

test.each([
  ["Email is not valid", "Email is not valid", "Email is not valid"],
  ["Debtor 10000003: no phone", "Debtor 10000006: no phone", "Debtor … no phone"],
  ["ANA RUIZ no tiene correo", "LUZ no tiene correo", "… no tiene correo"],
  ["fila 3 de ANA RUIZ", "fila 9 de LUZ MARY DIAZ", "fila …"],
  ["ya existe como 1020304050", "ya existe como 1020304050", "ya existe como ••••4050"],
  ["ana@x.co", "luz@x.co", null],
])("what %j and %j have in common", (one, other, common) => {
  expect(wordsInCommon(one, other)).toBe(common);
});

test("a word of only one of them is never told", () => {
  const text = fc.array(fc.constantFrom("no", "tiene", "correo", "ANA", "LUZ"), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(text, text, (one, other) => {
      const told = wordsInCommon(one.join(" "), other.join(" "))?.split(" ") ?? [];
      for (const word of told) if (word !== "…") for (const words of [one, other]) expect(words).toContain(word);
    }),
  );
});
