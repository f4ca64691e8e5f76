import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stemOf } from "#lib/domain/portfolio/recognition/masked-name.ts";
import { statedPart, statedPartOf } from "#lib/domain/portfolio/recognition/stated-part.ts";
import { cases } from "#tests/support/depth.ts";

const numbers = fc
  .integer({ min: 2, max: 9 })
  .chain((of) => fc.tuple(fc.integer({ min: 1, max: of }), fc.constant(of)));
const names = fc.constantFrom("azul-consumo", "Banco Azul", "CARTERA CONSUMO", "Crédito Sabana", "andino_vehículos");
const dates = fc
  .tuple(fc.integer({ min: 2024, max: 2029 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .chain(([year, month, day]) => {
    const [m, d] = [String(month).padStart(2, "0"), String(day).padStart(2, "0")];
    return fc.constantFrom(`${year}-${m}-${d}`, `${d}-${m}-${year}`, `${year}${m}${d}`, `${d}.${m}.${year}`);
  });

type Saying = (number: number, of: number) => string;
const named: readonly Saying[] = [
  (number, of) => `PARTE ${number} DE ${of}`,
  (number, of) => `parte ${number} de ${of}`,
  (number, of) => `Parte ${number}/${of}`,
  (number, of) => `parte_${number}_de_${of}`,
  (number, of) => `parte-${number}-de-${of}`,
  (number, of) => `parte ${number} (de ${of})`,
  (number, of) => `parte 0${number} de 0${of}`,
  (number, of) => `part ${number} of ${of}`,
  (number, of) => `Part ${number}-${of}`,
  (number, of) => `P${number}/${of}`,
  (number, of) => `p${number} de ${of}`,
  (number, of) => `archivo ${number} de ${of}`,
  (number, of) => `arquivo ${number} de ${of}`,
  (number, of) => `${number}a parte de ${of}`,
  (number, of) => `(parte ${number} de ${of})`,
];
const unnamed: readonly Saying[] = [
  (number, of) => `(${number} de ${of})`,
  (number, of) => `(${number} of ${of})`,
  (number, of) => `[${number}/${of}]`,
  (number, of) => `(${number}/${of})`,
  (number, of) => `${number} de ${of}`,
  (number, of) => `${number}_de_${of}`,
  (number, of) => `${number}-de-${of}`,
];
const sayings = fc.constantFrom(...named, ...unnamed);

describe("the part that a file says it is", () => {
  test("is read in its name, whatever the date and the portfolio", () => {
    const separator = fc.constantFrom(" ", "_", "-", "  ", " - ");
    fc.assert(
      fc.property(
        names,
        dates,
        numbers,
        sayings,
        separator,
        fc.boolean(),
        (name, date, [number, of], say, gap, isLast) => {
          const stem = isLast ? [date, name, say(number, of)].join(gap) : [name, date, say(number, of)].join(gap);
          expect(statedPart(stemOf(`${stem}.csv`)), stem).toMatchObject({ number, of });
        },
      ),
      { numRuns: cases(2_000) },
    );
  });

  test("is read before the date too, with the word for it or in brackets", () => {
    const told = fc.constantFrom(...named, ...unnamed.slice(0, 4));
    fc.assert(
      fc.property(names, dates, numbers, told, (name, date, [number, of], say) => {
        const line = `${name} ${say(number, of)} · corte ${date}`;
        const stated = statedPart(line);
        expect(stated, line).toMatchObject({ number, of });
        // The server reads the words again.
        expect(statedPart(stated?.words ?? ""), line).toEqual(stated);
      }),
      { numRuns: cases(1_000) },
    );
  });

  test("is told in the file's own words", () => {
    expect(statedPart("BANCO AZUL · CARTERA DE CONSUMO · PARTE 1 DE 2")?.words).toBe("PARTE 1 DE 2");
    expect(statedPart("azul-consumo-2026-11-29 (1 de 2)")?.words).toBe("(1 de 2)");
    expect(statedPart("Cartera consumo 29/11/2026 - 1/2")?.words).toBe("1/2");
    expect(statedPart("Fin de la parte 2 de 3")).toEqual({ number: 2, of: 3, words: "parte 2 de 3" });
  });

  test("is that of the first text that says one", () => {
    expect(statedPartOf(["Banco Azul", "Parte 2 de 2", "azul (1 de 2)"])).toMatchObject({ number: 2, of: 2 });
    expect(statedPartOf(["Banco Azul", ""])).toBeNull();
  });
});

describe("no part", () => {
  const others = [
    "2026-11-1 de 2",
    "azul-2026-11-1 de 2",
    "1 de 2 de diciembre",
    "Corte 1 de 2",
    "Corte 1/2",
    "Corte al 1/2",
    "Corte 1/12/2026",
    "Azul 1/2",
    "azul 29-11-1 de 2",
    "Del 1 de 2 al 5 de 2",
    "cuota 1 de 2",
    "Cuota (1 de 2)",
    "parcela 1 de 2",
    "Página 1 de 2",
    "Pág. 1 de 2",
    "página (1/2)",
    "Page 1 of 2",
    "Hoja 1 de 2",
    "semana 1 de 4",
    "mes 1 de 2",
    "Registros 1 de 2",
    "Clientes 1 de 2 ciudades",
    "Total 1 de 2",
    "Plan 1 de 2",
    "Plan 2 de 3 consumo",
    "Tarjeta 1 de 2",
    "Saldo 1.234 de 2.000",
    "$1 de 2",
    "0,1 de 2",
    "1 de 2,5",
    "contraparte 1 de 2 clientes",
    "departamento 1 de 2 torres",
    "parte 3 de 2",
    "parte 0 de 2",
    "parte 1 de 1",
    "P1-12",
    "p2-2",
    "azul P1-2",
    "file 2-11-2026",
    "archivo 1-2-2026",
    "azul-consumo-2026-11-29 (1)",
    "noviembre (1 de 2)",
  ];
  test.each(others)("is said by %s", (text) => {
    expect(statedPart(text)).toBeNull();
  });

  test("is said by a date in any form, with a portfolio's name around it", () => {
    const forms = fc
      .tuple(fc.integer({ min: 1, max: 28 }), fc.integer({ min: 1, max: 12 }))
      .chain(([day, month]) =>
        fc.constantFrom(
          `${day} de diciembre de 2026`,
          `${day} de ${month} de 2026`,
          `${day}/${month}/26`,
          `${day}-${month}-2026`,
          `2026-${month}-${day}`,
          `2026-${month}-${day} de ${month}`,
          `corte ${day}/${month}`,
          `${day} de 2 de diciembre`,
        ),
      );
    fc.assert(
      fc.property(names, forms, fc.boolean(), (name, date, isFirst) => {
        const text = isFirst ? `${date} ${name}` : `${name} ${date}`;
        expect(statedPart(text), text).toBeNull();
      }),
      { numRuns: cases(2_000) },
    );
  });

  test("is said by a row of data or a long text", () => {
    expect(statedPart(`${"texto ".repeat(40)} parte 1 de 2`)).toBeNull();
    expect(statedPart("1032456789 · Ana Pérez · 1.234,00 · 2026-11-29 · cuota 1 de 2")).toBeNull();
  });
});
