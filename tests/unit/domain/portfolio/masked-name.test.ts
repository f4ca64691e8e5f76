import { describe, expect, test } from "vitest";
import { isTelling, maskedName, maskedTitle } from "#lib/domain/portfolio/recognition/masked-name.ts";

describe("maskedName", () => {
  test.each([
    ["CARTERA_20261125.xlsx", "CARTERA_20261126.xlsx"],
    ["CARTERA_20261125.xlsx", "cartera_20261126 (1).csv"],
    ["Cartera 25-11-2026.xlsx", "Cartera 1.12.2026.XLSX"],
    ["base 25 de noviembre de 2026.xls", "base 1 de diciembre de 2026.xls"],
    ["Banco Andino 25NOV2026.csv", "Banco Andino 03DIC2026.csv"],
    ["asignación_lunes_24.xlsx", "asignacion_martes_25.xlsx"],
    ["CARTERA_20261125.xlsx", "CARTERA_20261126 - copia.xlsx"],
    ["CARTERA_20261125_0830.xlsx", "CARTERA_20261126_1745.xlsx"],
  ])("%s and %s have one name", (yesterday, today) => {
    expect(maskedName(today)).toBe(maskedName(yesterday));
  });

  test.each([
    ["banco_andino_20261125.xlsx", "banco_del_sur_20261125.xlsx"],
    ["cartera.xlsx", "cartera_castigada.xlsx"],
    ["maria.xlsx", "mariana.xlsx"],
  ])("%s and %s keep names of their own", (one, other) => {
    expect(maskedName(one)).not.toBe(maskedName(other));
  });

  test("a masked name stays as it is when masked again", () => {
    for (const name of ["CARTERA_20261125.xlsx", "base 25 de noviembre de 2026.xls", "a1b2c3", "2026"])
      expect(maskedName(maskedName(name))).toBe(maskedName(name));
  });
});

test("titles of two days are the same text", () => {
  expect(maskedTitle("CORTE 25/11/2026")).toBe("corte #");
  expect(maskedTitle("Corte: 26-11-2026")).toBe("corte #");
  expect(maskedTitle("x".repeat(1_000))).toHaveLength(200);
});

test("a name of nothing but a date tells nothing", () => {
  expect(isTelling(maskedName("20261125.xlsx"))).toBe(false);
  expect(isTelling(maskedName("cartera_20261125.xlsx"))).toBe(true);
});
