import fc from "fast-check";
import { expect, test } from "vitest";
import { fewestCalls, sendingWithin, spareCallsOf } from "#lib/domain/portfolio/comparison/sending.ts";
import { dayFigures } from "#tests/support/comparison/comparison-view.ts";

const counts = fc.nat({ max: 5_000 });
const expected = fc.array(fc.record({ isHere: fc.boolean(), lastCalls: counts }), { maxLength: 30 });

test("volatile fields go if the day has calls for everything that is to come", () => {
  fc.assert(
    fc.property(counts, counts, counts, expected, (left, inLine, calls, portfolios) => {
      const others = portfolios.filter(({ isHere }) => !isHere).map(({ lastCalls }) => lastCalls);
      const all = [calls, inLine, ...others].reduce((sum, one) => sum + one, 0);
      const { countsVolatile } = sendingWithin(dayFigures, calls, spareCallsOf(left, inLine, portfolios));
      expect(countsVolatile).toBe(all <= left);
    }),
  );
});

test("nothing is known of a day whose calls nobody knows", () => {
  expect(sendingWithin(dayFigures, 0, null)).toEqual({ sendsChanges: true, countsVolatile: false });
});

test("everything is sent where the changes are everybody", () => {
  const nobody = { ...dayFigures.debtors.same, debtors: 0 };
  const figures = { debtors: { ...dayFigures.debtors, same: nobody } };
  expect(sendingWithin(figures, 10, 10)).toEqual({ sendsChanges: false, countsVolatile: true });
  expect(sendingWithin(figures, 10, 9)).toEqual({ sendsChanges: true, countsVolatile: false });
});

test("debtors of a batch that is not full take a call", () => {
  expect([fewestCalls(0, 5), fewestCalls(5, 5), fewestCalls(6, 5)]).toEqual([0, 1, 2]);
});
