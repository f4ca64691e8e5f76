import { describe, expect, test } from "vitest";
import { type FilePortfolio, filePortfolioOf, toldPortfolio, withChoice } from "#components/upload/file-portfolio.ts";
import { PortfolioLine } from "#components/upload/portfolio-line.tsx";
import type { Load } from "#lib/domain/portfolio/load.ts";
import type { PortfolioEvidence, Recognition } from "#lib/domain/portfolio/recognition/recognise.ts";
import type { PartSetView } from "#lib/domain/views/part-set-view.ts";
import type { RecognisedPortfolio } from "#lib/domain/views/recognised-file.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const nothing: PortfolioEvidence = { isSameShape: false, isSameName: false, isSameTitle: false, knownShare: null };
const portfolio = (id: string, evidence: Partial<PortfolioEvidence> = {}): RecognisedPortfolio => ({
  id,
  name: `Banco ${id}`,
  defaults: {},
  openSet: null,
  evidence: { ...nothing, ...evidence },
});
const signs = { isSameShape: true, isSameName: true, knownShare: 0.978 };

const silent = { title: "", stated: null };
const of = (recognition: Recognition, ...portfolios: RecognisedPortfolio[]) =>
  filePortfolioOf({ recognition, portfolios }, { title: "corte #", stated: null }, null, null);
const proposed = of({ kind: "one", id: "A" }, portfolio("A", signs), portfolio("B"));
const drawn = (told: FilePortfolio) => rendered(<PortfolioLine portfolio={told} onChange={() => undefined} />);
const shown = (told: FilePortfolio) => drawn(told).text;

describe("the line about a file's portfolio", () => {
  test("names the proposal and its evidence", () => {
    const text = shown(proposed);
    expect(text).toContain("Banco A");
    expect(drawn(proposed).markup).toContain("Este archivo trae");
    expect(text).toMatch(
      /La reconocemos por las mismas columnas, el mismo nombre salvo fechas y números, 98\s?% de clientes conocidos en una muestra\./,
    );
  });

  test("gives no evidence for what a person chose", () => {
    const two = of({ kind: "one", id: "A" }, portfolio("A", signs), portfolio("B", { isSameTitle: true }));
    const text = shown(withChoice(two, { kind: "known", id: "B" }));
    expect(text).toContain("Elegida por usted");
    expect(text).not.toContain("La reconocemos");
  });

  test("asks which of two that fit", () => {
    const several = of({ kind: "several", ids: ["A", "B"] }, portfolio("A", signs), portfolio("B", signs));
    expect(shown(several)).toContain("Encajan Banco A y Banco B: elija a cuál pertenece este archivo.");
    expect(toldPortfolio(several)).toEqual({});
  });

  test("asks when none of them fits", () => {
    const { text, markup } = drawn(of({ kind: "none" }, portfolio("A")));
    expect(text).toContain("Ninguna cartera encaja");
    expect(markup).not.toContain("Este archivo trae");
  });

  test("asks nothing once none is chosen", () => {
    expect(shown(withChoice(proposed, { kind: "none" }))).toBe("Cartera Ninguna");
  });

  test("says that a new name is created", () => {
    const text = shown(withChoice(proposed, { kind: "new", name: "Fondo Nuevo" }));
    expect(text).toContain("Fondo Nuevo");
    expect(text).toContain("Se creará al preparar esta carga.");
  });
});

describe("the choice of a portfolio", () => {
  test("by a known name is that portfolio", () => {
    for (const name of ["banco b", " Banco  B", "Banco\u00a0B "])
      expect(withChoice(proposed, { kind: "new", name }).choice).toEqual({ kind: "known", id: "B" });
  });

  test("by a name that was stored with other spaces is that portfolio, unless another has it to the letter", () => {
    const chosenOf = (...names: string[]) => {
      const portfolios = names.map((name) => ({ ...portfolio(name), name }));
      const found = { recognition: { kind: "none" } as const, portfolios };
      return withChoice({ ...proposed, found }, { kind: "new", name: "BANCO B" }).choice;
    };
    expect(chosenOf("Banco  B")).toEqual({ kind: "known", id: "Banco  B" });
    expect(chosenOf("Banco  B", "BANCO B")).toEqual({ kind: "known", id: "BANCO B" });
  });

  test("outlives another reading of the file, a proposal does not", () => {
    const again = { recognition: { kind: "none" } as const, portfolios: [portfolio("A"), portfolio("B")] };
    expect(filePortfolioOf(again, silent, proposed, null).choice).toEqual({ kind: "none" });
    const decided = withChoice(proposed, { kind: "known", id: "B" });
    expect(filePortfolioOf(again, silent, decided, null)).toMatchObject({ choice: { id: "B" }, title: "" });
  });

  test("begins with the one a load is for, unless another fits", () => {
    const found = { recognition: { kind: "none" } as const, portfolios: [portfolio("A"), portfolio("B")] };
    expect(filePortfolioOf(found, silent, null, "B")).toMatchObject({
      choice: { kind: "known", id: "B" },
      isDecided: false,
    });
    expect(filePortfolioOf(found, silent, null, "C").choice).toEqual({ kind: "none" });
    expect(filePortfolioOf(proposed.found, silent, null, "B").choice).toEqual({ kind: "known", id: "A" });
  });

  test("is told to the server with its load and title", () => {
    const load = { kind: "part", number: 2, of: 3 } as const;
    expect(toldPortfolio({ ...proposed, load })).toEqual({ portfolioId: "A", load, fileTitle: "corte #" });
    const named = withChoice(proposed, { kind: "new", name: "Fondo" });
    expect(toldPortfolio(named)).toEqual({ newPortfolio: "Fondo", load: { kind: "whole" }, fileTitle: "corte #" });
    expect(toldPortfolio(withChoice(proposed, { kind: "none" }))).toEqual({});
    expect(toldPortfolio(null)).toEqual({});
  });
});

describe("a file that says it is a part", () => {
  const said = { title: "", stated: { number: 1, of: 2, words: "PARTE 1 DE 2" } };
  const begun = filePortfolioOf(proposed.found, said, null, null);

  test("begins as that part, and the line says why", () => {
    expect(begun.load).toEqual({ kind: "part", number: 1, of: 2 });
    expect(shown(begun)).toContain("El archivo dice «PARTE 1 DE 2».");
    expect(toldPortfolio(begun)).toMatchObject({ load: begun.load, statedPart: "PARTE 1 DE 2" });
  });

  test("as a whole load names whom it would call gone", () => {
    const whole = { ...begun, load: { kind: "whole" } } as const;
    expect(shown(whole)).toContain("El archivo dice «PARTE 1 DE 2», y aquí no es la parte 1 de 2");
    expect(shown(whole)).toContain("quien no viene en él contaría como salido");
    expect(toldPortfolio(whole)).toMatchObject({ load: { kind: "whole" }, statedPart: "PARTE 1 DE 2" });
  });

  test("says so where another part is chosen, without anybody gone", () => {
    const other = shown({ ...begun, load: { kind: "part", number: 2, of: 2 } });
    expect(other).toContain("y aquí no es la parte 1 de 2");
    expect(other).not.toContain("contaría como salido");
  });

  test("read in another way is proposed again, unless a person chose", () => {
    expect(filePortfolioOf(proposed.found, silent, begun, null).load).toEqual({ kind: "whole" });
    expect(filePortfolioOf(proposed.found, said, { ...proposed, isDecided: true }, null).load).toEqual(begun.load);
    const chosen = { ...begun, load: { kind: "additions" } } as const;
    expect(filePortfolioOf(proposed.found, silent, chosen, null).load).toEqual({ kind: "additions" });
  });

  test("says nothing without a portfolio", () => {
    expect(shown(withChoice(begun, { kind: "none" }))).not.toContain("PARTE");
  });
});

describe("parts that wait for others", () => {
  const loaded = (partNumber: number) => {
    return {
      partNumber,
      uploadId: `u${partNumber}`,
      fileName: `parte${partNumber}.csv`,
      stagedAt: "2026-11-25T14:00:00.000Z",
      isConfirmed: partNumber !== 3,
    };
  };
  const set = { of: 3, parts: [loaded(1), loaded(3)] };
  const told = (load: Load, openSet: PartSetView | null = set) => {
    const found = of({ kind: "one", id: "A" }, { ...portfolio("A", signs), openSet }, portfolio("B"));
    return shown({ ...found, load });
  };
  const part = (number: number, count = 3): Load => ({ kind: "part", number, of: count });

  test("are named with what is missing", () => {
    const text = told(part(2));
    expect(text).toContain("La cartera espera la parte 2 de 3. Ya está:");
    expect(text).toMatch(/Parte 1 de 3: parte1\.csv ?, 25\/11\/2026.*Parte 3 de 3: parte3\.csv/);
    expect(text.match(/por confirmar/g)).toHaveLength(1);
    expect(text).toMatch(/Parte 3 de 3: .*por confirmar/);
    expect(text).not.toContain("empieza otro juego");
  });

  test("are left unfinished by a whole load", () => {
    expect(told({ kind: "whole" })).toContain("Como cartera completa deja ese juego sin terminar.");
    expect(told({ kind: "additions" })).not.toContain("Como cartera completa");
  });

  test("clash with a number that is there, and with another count", () => {
    expect(told(part(1))).toContain("Ya hay una parte 1 de 3 en el juego que espera las demás:");
    expect(told(part(1))).toContain("quién salió se sabrá con las partes 2 y 3 de 3, cargadas después de esta");
    const other = told(part(2, 2));
    expect(other).toContain("Esta es la parte 2 de 2, y la cartera espera las demás de un juego de 3:");
    expect(other).toContain("quién salió se sabrá con la parte 1 de 2");
  });

  test("are not mentioned where there are none", () => {
    for (const load of [part(1), { kind: "whole" } as const]) expect(told(load, null)).not.toMatch(/juego|espera/);
  });
});
