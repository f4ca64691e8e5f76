import { describe, expect, test } from "vitest";
import { type FilePortfolio, filePortfolioOf, toldPortfolio, withChoice } from "#components/upload/file-portfolio.ts";
import { PortfolioLine } from "#components/upload/portfolio-line.tsx";
import type { PortfolioEvidence, Recognition } from "#lib/domain/portfolio/recognition/recognise.ts";
import type { RecognisedPortfolio } from "#lib/domain/views/recognised-file.ts";
import { rendered } from "#tests/support/rendered-text.tsx";

const nothing: PortfolioEvidence = { isSameShape: false, isSameName: false, isSameTitle: false, knownShare: null };
const portfolio = (id: string, evidence: Partial<PortfolioEvidence> = {}): RecognisedPortfolio => ({
  id,
  name: `Banco ${id}`,
  defaults: {},
  evidence: { ...nothing, ...evidence },
});
const signs = { isSameShape: true, isSameName: true, knownShare: 0.978 };

const of = (recognition: Recognition, ...portfolios: RecognisedPortfolio[]) =>
  filePortfolioOf({ recognition, portfolios }, "corte #", null, null);
const proposed = of({ kind: "one", id: "A" }, portfolio("A", signs), portfolio("B"));
const drawn = (told: FilePortfolio) => rendered(<PortfolioLine portfolio={told} onChange={() => undefined} />);
const shown = (told: FilePortfolio) => drawn(told).text;

describe("the line about a file's portfolio", () => {
  test("names the proposal and its evidence", () => {
    const text = shown(proposed);
    expect(text).toContain("Banco A");
    expect(drawn(proposed).markup).toContain("Este archivo trae");
    expect(text).toMatch(
      /La reconocemos por las mismas columnas, el mismo nombre salvo fechas y números, 98\s?% de clientes conocidos\./,
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
    expect(withChoice(proposed, { kind: "new", name: "banco b" }).choice).toEqual({ kind: "known", id: "B" });
  });

  test("outlives another reading of the file, a proposal does not", () => {
    const again = { recognition: { kind: "none" } as const, portfolios: [portfolio("A"), portfolio("B")] };
    expect(filePortfolioOf(again, "", proposed, null).choice).toEqual({ kind: "none" });
    const decided = withChoice(proposed, { kind: "known", id: "B" });
    expect(filePortfolioOf(again, "", decided, null)).toMatchObject({ choice: { id: "B" }, title: "" });
  });

  test("begins with the one a load is for, unless another fits", () => {
    const found = { recognition: { kind: "none" } as const, portfolios: [portfolio("A"), portfolio("B")] };
    expect(filePortfolioOf(found, "", null, "B")).toMatchObject({
      choice: { kind: "known", id: "B" },
      isDecided: false,
    });
    expect(filePortfolioOf(found, "", null, "C").choice).toEqual({ kind: "none" });
    expect(filePortfolioOf(proposed.found, "", null, "B").choice).toEqual({ kind: "known", id: "A" });
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
