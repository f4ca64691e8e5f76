import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bestMatches, matchRank, searchWords } from "#lib/domain/search/match-rank.ts";

const letters = [..."abcdeghijlmnñopqrstuvzÁÉÍÓÚÜÑÇÃÕáéíóúüçãõ0123456789"];
const name = fc
  .array(fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 9 }), { minLength: 1, maxLength: 4 })
  .map((words) => words.join(" "));
/** Written in another way, so that a fault of the folding itself would show. */
const withoutAccents = (text: string) => text.normalize("NFD").replace(/[^\x20-\x7e]/g, "");
const labels = (text: string, items: readonly string[]) =>
  bestMatches(
    text,
    items.map((label) => ({ label })),
  ).map(({ label }) => label);

describe("everything is found", () => {
  test("by any prefix of its name without accents, in any case", () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 12 }), fc.nat(), fc.nat(), (names, which, length) => {
        const wanted = names[which % names.length]!;
        const prefix = withoutAccents(wanted).slice(0, 1 + (length % wanted.length));
        for (const typed of [prefix, prefix.toUpperCase(), prefix.toLowerCase()])
          expect(labels(typed, names)).toContain(wanted);
      }),
    );
  });

  test("by its words in any order", () => {
    fc.assert(
      fc.property(name, (one) => {
        expect(labels(one.split(" ").reverse().join("  "), [one])).toEqual([one]);
      }),
    );
  });

  test("without a text, in its order", () => {
    fc.assert(
      fc.property(fc.array(name), (names) => {
        expect(labels(" ", names)).toEqual(names);
      }),
    );
  });
});

describe("order", () => {
  test("the name itself comes first", () => {
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), name, (others, wanted) => {
        const [first = ""] = labels(wanted, [...others, wanted]);
        expect(searchWords(first)).toEqual(searchWords(wanted));
      }),
    );
  });

  test("start of the name, of a word, middle, only letters in a row", () => {
    const names = ["Amacarga", "Nueva carga", "Cuadro de arte gastado", "Cargas"];
    expect(labels("carg", names)).toEqual(["Cargas", "Nueva carga", "Amacarga", "Cuadro de arte gastado"]);
  });

  test("a name counts more than what else finds it", () => {
    const items = [
      { label: "Consumo", also: "Banco del Altiplano" },
      { label: "Banco", also: "" },
    ];
    expect(bestMatches("banco", items).map(({ label }) => label)).toEqual(["Banco", "Consumo"]);
    expect(bestMatches("consumo altiplano", items).map(({ label }) => label)).toEqual(["Consumo"]);
  });
});

test("a word that is nowhere finds nothing", () => {
  expect(matchRank(searchWords("cargas zeta"), { label: "Cargas", also: "Banco" })).toBeNull();
  expect(matchRank(searchWords("sagrac"), { label: "Cargas" })).toBeNull();
});

test("letters in a row begin at the start of a word", () => {
  expect(matchRank(searchWords("nvca"), { label: "Nueva carga" })).not.toBeNull();
  expect(matchRank(searchWords("ueva"), { label: "Nueva" })).not.toBeNull();
  expect(matchRank(searchWords("uvca"), { label: "Nueva carga" })).toBeNull();
});
