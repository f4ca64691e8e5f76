import { describe, expect, test } from "vitest";
import { type DeclaredTotals, declaredSchema, withTyped } from "#lib/domain/portfolio/declared/declared-schema.ts";
import { compareDeclared, hasDifference, type ReadTotals } from "#lib/domain/portfolio/declared/declared-totals.ts";

const read: ReadTotals = {
  totals: { file: { rows: 3002, debtors: 1204, obligations: 2990, balance: "69128328660.50" }, setAside: 2 },
  hasBalance: true,
  cutOff: "2026-11-25",
};
const declared = (figures: Partial<DeclaredTotals>): DeclaredTotals => ({ where: {}, ...figures });
const differences = (figures: Partial<DeclaredTotals>, of = read) =>
  compareDeclared(declared(figures), of).map(({ figure, as, difference }) => [figure, as, difference]);

describe("declared totals beside the file's", () => {
  test("records are rows of data, debtors or obligations", () => {
    expect(differences({ rows: 3000 })).toEqual([["rows", "rows", null]]);
    expect(differences({ rows: 1204 })).toEqual([["rows", "debtors", null]]);
    expect(differences({ rows: 2990 })).toEqual([["rows", "obligations", null]]);
    expect(differences({ rows: 3002 })).toEqual([["rows", "rows", "-2"]]);
  });

  test("named counts equal only their own figure", () => {
    expect(differences({ debtors: 3000, obligations: 2990 })).toEqual([
      ["debtors", "debtors", "-1796"],
      ["obligations", "obligations", null],
    ]);
  });

  test("one cent of difference is a difference", () => {
    expect(differences({ balance: "69128328660.51" })).toEqual([["balance", "balance", "-0.01"]]);
    expect(differences({ balance: "69128328660.50" })).toEqual([["balance", "balance", null]]);
    expect(hasDifference(compareDeclared(declared({ balance: "69128328660.49" }), read))).toBe(true);
  });

  test("a balance in whole units agrees with any cents, and with nothing else", () => {
    const of = (balance: string) => ({ ...read, totals: { ...read.totals, file: { ...read.totals.file, balance } } });
    for (const balance of ["412300021.00", "412300021.46", "412300021.99", "412300020.51"])
      expect(differences({ balance: "412300021" }, of(balance)), balance).toEqual([["balance", "balance", null]]);
    expect(differences({ balance: "412300021" }, of("412300022.00"))).toEqual([["balance", "balance", "1.00"]]);
    expect(differences({ balance: "412300021" }, of("412300019.99"))).toEqual([["balance", "balance", "-1.01"]]);
    expect(differences({ balance: "-21" }, of("-21.46"))).toEqual([["balance", "balance", null]]);
    expect(differences({ balance: "412300021.00" }, of("412300021.46"))).toEqual([["balance", "balance", "0.46"]]);
  });

  test("money is not compared where none is loaded", () => {
    expect(differences({ balance: "1.00" }, { ...read, hasBalance: false })).toEqual([]);
  });

  test("a typed day is compared, a read one is not", () => {
    expect(differences({ cutOff: "2026-11-24" })).toEqual([["cutOff", "cutOff", ""]]);
    expect(differences({ cutOff: "2026-11-24", where: { cutOff: 1 } })).toEqual([]);
    expect(differences({ cutOff: "2026-11-24" }, { ...read, cutOff: null })).toEqual([]);
  });
});

describe("a person's figures", () => {
  const found = declared({ rows: 3000, balance: "5.00", where: { rows: 9, balance: 9 } });

  test("replace those that were read, and add others", () => {
    expect(withTyped(found, { rows: 3001, debtors: 4 })).toEqual({
      rows: 3001,
      debtors: 4,
      balance: "5.00",
      where: { balance: 9 },
    });
  });

  test("take away what is no declared total", () => {
    expect(withTyped(found, { balance: null })).toEqual({ rows: 3000, where: { rows: 9 } });
  });

  test("keep their line when typed as read", () => {
    expect(withTyped(found, { rows: 3000 })).toEqual(found);
  });
});

test("stored figures have known names and forms", () => {
  expect(declaredSchema.safeParse({ balance: "1.5" }).success).toBe(false);
  expect(declaredSchema.safeParse({ rows: -1 }).success).toBe(false);
  expect(declaredSchema.safeParse({ others: 1 }).success).toBe(false);
});
