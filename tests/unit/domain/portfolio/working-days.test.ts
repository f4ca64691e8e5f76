import fc from "fast-check";
import { expect, test } from "vitest";
import { isBeyond, loadClock, runningOut, workingDaysBetween } from "#lib/domain/portfolio/working-days.ts";
import { countryHolidays } from "#lib/services/portfolios/country-holidays.ts";

const isHoliday = await countryHolidays();
const inColombia = (day: string) => isHoliday("CO", day);

test.each([
  // Monday, with a holiday on the next one: All Saints, moved (2 November 2026), and Independence of Cartagena (16th).
  ["2026-11-09", "2026-11-17"],
  ["2026-10-26", "2026-11-03"],
  // On a Saturday the clock begins with Monday.
  ["2026-11-21", "2026-11-27"],
  ["2026-11-23", "2026-11-30"],
])("what came on %s is due on %s", (received, due) => {
  expect(loadClock(received, { isOpen: true, accepted: null }, inColombia)).toMatchObject({ due, days: null });
  expect(isBeyond(loadClock(received, { isOpen: false, accepted: due }, inColombia))).toBe(false);
});

test("the last day in time is the fifth, whenever it came", () => {
  const day = fc.date({ min: new Date("2024-01-01"), max: new Date("2029-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(day, fc.nat(20), (from, later) => {
      const received = from.toISOString().slice(0, 10);
      const accepted = new Date(from.getTime() + later * 86_400_000).toISOString().slice(0, 10);
      const clock = loadClock(received, { isOpen: false, accepted }, inColombia);
      expect(workingDaysBetween(received, clock.due, inColombia)).toBe(5);
      expect(isBeyond(clock)).toBe(workingDaysBetween(clock.due, accepted, inColombia) > 0);
    }),
  );
});

test.each([
  ["2026-11-26", null],
  ["2026-11-27", { due: "2026-11-30", days: 1 }],
  // A weekend has no working day: Monday is still ahead.
  ["2026-11-29", { due: "2026-11-30", days: 1 }],
  ["2026-11-30", { due: "2026-11-30", days: 0 }],
  ["2026-12-01", { due: "2026-11-30", days: -1 }],
  // The Immaculate Conception, on a Tuesday.
  ["2026-12-08", { due: "2026-11-30", days: -5 }],
])("on %s, what came on the 23rd runs out: %o", (today, left) => {
  expect(runningOut("2026-11-23", today, inColombia)).toEqual(left);
});
