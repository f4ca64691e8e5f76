import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { comparePayloads } from "#lib/domain/portfolio/comparison/compare-payloads.ts";
import { ComparedFields } from "#lib/domain/portfolio/comparison/compared-fields.ts";

const fields = new ComparedFields(standardFields, []);
const payload = (balance: number, toPay: number, id = "A1") =>
  JSON.stringify({
    Identification: "1",
    Obligations: [{ id, total_balance: balance.toFixed(2), balance_payment: toPay.toFixed(2) }],
  });
const pairs = (before: string, after: string) =>
  comparePayloads(before, after, fields).exchanged.map((pair) => pair.map(({ id }) => id).sort());

const pair = [["obligation.balance_payment", "obligation.total_balance"]];
const amount = fc.integer({ min: 1_000, max: 1_000_000_000 });
const drift = fc.double({ min: 0.98, max: 1.02, noNaN: true });

describe("exchanged amounts of an obligation", () => {
  test("are found whatever a day has added to them", () => {
    fc.assert(
      fc.property(amount, amount, drift, drift, (one, other, first, second) => {
        fc.pre(Math.abs(one - other) > 0.2 * Math.max(one, other));
        expect(pairs(payload(one, other), payload(other * first, one * second))).toEqual(pair);
      }),
    );
  });

  test("are none if the amounts only move", () => {
    fc.assert(
      fc.property(amount, amount, drift, drift, (one, other, first, second) => {
        expect(pairs(payload(one, other), payload(one * first, other * second))).toEqual([]);
      }),
    );
  });

  test("are none of two obligations", () => {
    expect(pairs(payload(500, 100), payload(100, 500, "A2"))).toEqual([]);
  });
});
