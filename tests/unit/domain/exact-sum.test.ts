import fc from "fast-check";
import { expect, test } from "vitest";
import { ExactSum } from "#lib/domain/cleaning/exact-sum.ts";

const sumOf = (decimals: readonly string[]) => {
  const sum = new ExactSum();
  for (const decimal of decimals) sum.add(decimal);
  return sum.total();
};

test("sums are exact where floats are not", () => {
  expect(sumOf(["0.1", "0.2"])).toBe("0.3");
  expect(sumOf(["999999999999999999", "0.01", "-1"])).toBe("999999999999999998.01");
  expect(sumOf([])).toBe("0");
  expect(sumOf(["-0.05", "0.04"])).toBe("-0.01");
});

test("sums of whole numbers of thousandths are those of big integers", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.nat(3))), (drawn) => {
      const written = drawn.map(([value, places]) => decimalOf(value, places));
      const scaled = drawn.reduce((sum, [value, places]) => sum + value * 10n ** BigInt(3 - places), 0n);
      expect(thousandths(sumOf(written))).toBe(scaled);
    }),
  );
});

function decimalOf(value: bigint, places: number): string {
  const digits = String(value < 0n ? -value : value).padStart(places + 1, "0");
  const at = digits.length - places;
  return `${value < 0n ? "-" : ""}${digits.slice(0, at)}${places === 0 ? "" : `.${digits.slice(at)}`}`;
}

function thousandths(decimal: string): bigint {
  const [whole = "", fraction = ""] = decimal.split(".");
  return BigInt(whole + fraction.padEnd(3, "0"));
}
