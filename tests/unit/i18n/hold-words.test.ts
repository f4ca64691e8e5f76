import { expect, test } from "vitest";
import { locales } from "#lib/i18n/locale.ts";
import { translatorFor } from "#lib/i18n/translator-for.ts";

test("who was added, whose hold was extended and who was held already are told apart", () => {
  const t = translatorFor("es", "holds");
  const told = (added: number, extended: number, known: number) => t("added", { added, extended, known });
  expect(told(0, 1, 0)).toBe("No se agregó a nadie; la retención de una persona se prolongó, con el motivo elegido");
  expect(told(2, 3, 1)).toBe(
    "Se agregaron 2 personas; la retención de 3 personas se prolongó, con el motivo elegido; una ya estaba retenida por ese tiempo o más, y queda así",
  );
});

test.each(locales)("each count is said only where there is one in %s", (locale) => {
  const t = translatorFor(locale, "holds");
  const parts = (added: number, extended: number, known: number) => t("added", { added, extended, known }).split("; ");
  expect([parts(1, 0, 0), parts(0, 1, 0), parts(1, 0, 4), parts(7, 2, 4)].map(({ length }) => length)).toEqual([
    1, 2, 2, 3,
  ]);
  expect(parts(7, 2, 4).map((part) => /\d/.exec(part)?.[0])).toEqual(["7", "2", "4"]);
});
