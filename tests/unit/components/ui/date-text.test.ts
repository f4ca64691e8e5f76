import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DayOrder, dayOrderOf, dayText, isUnrealDay, readDayText } from "#components/ui/form/date-text.ts";
import { movedDay, weeksOf } from "#components/ui/form/month-days.ts";

const orders: DayOrder[] = ["dmy", "mdy", "ymd"];
const day = fc
  .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

test("a language decides the order, not the machine", () => {
  expect(["es-CO", "en-US", "pt-BR", "sv-SE"].map(dayOrderOf)).toEqual(["dmy", "mdy", "dmy", "ymd"]);
});

describe.each(orders)("a day in the order %s", (order) => {
  test("is read as it is written", () => {
    fc.assert(
      fc.property(day, fc.constantFrom("/", "-", ".", " ", ""), (iso, mark) => {
        const text = dayText(iso, order).replaceAll(/[/-]/g, mark);
        expect(readDayText(text, order)).toBe(iso);
      }),
    );
  });

  test("is read as an ISO day too", () => {
    fc.assert(
      fc.property(day, (iso) => {
        expect(readDayText(iso, order)).toBe(iso);
      }),
    );
  });

  test("is a real day or none", () => {
    const number = fc.oneof(fc.nat(40), fc.integer({ min: 1990, max: 2060 }));
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."0123456789/-. a") }),
      fc.tuple(number, number, number).map((parts) => parts.join("/")),
    );
    fc.assert(
      fc.property(text, (text) => {
        const read = readDayText(text, order);
        if (read === null || read === "") return;
        expect(new Date(read).toISOString().slice(0, 10)).toBe(read);
      }),
    );
  });
});

test.each([
  ["5/3/26", "dmy", "2026-03-05"],
  ["5/3/26", "mdy", "2026-05-03"],
  ["25112026", "dmy", "2026-11-25"],
  ["11252026", "mdy", "2026-11-25"],
  ["", "dmy", ""],
  ["31/02/2026", "dmy", null],
  ["25/13/2026", "dmy", null],
  ["25/11-2026", "dmy", null],
  ["25/11", "dmy", null],
  ["hoy", "dmy", null],
] as const)("%s in the order %s is %s", (text, order, expected) => {
  expect(readDayText(text, order)).toBe(expected);
});

test("a day that the calendar does not have is told from what is no day", () => {
  const unreal = ["31/02/2026", "25/13/2026", "0/1/2026", "2026-02-30", "31022026"];
  const others = ["", "25/11", "hoy", "25/11-2026", "28/02/2026", "2026-02-28", "1/2/3456789"];
  expect([...unreal, ...others].filter((text) => isUnrealDay(text, "dmy"))).toEqual(unreal);
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."0123456789/-. a") }),
      fc.constantFrom(...orders),
      (text, order) => {
        if (isUnrealDay(text, order)) expect(readDayText(text, order)).toBeNull();
      },
    ),
  );
});

test("a month's weeks have each of its days once, each under its day of the week", () => {
  fc.assert(
    fc.property(day, (iso) => {
      const weeks = weeksOf(iso);
      const days = weeks.flat().filter((each) => each !== null);
      const [year = 0, month = 1] = iso.split("-").map(Number);
      expect(days).toHaveLength(new Date(Date.UTC(year, month, 0)).getUTCDate());
      expect(days).toContain(iso);
      for (const week of weeks)
        for (const [at, each] of week.entries()) if (each !== null) expect(new Date(each).getUTCDay()).toBe(at);
    }),
  );
});

describe("moving in a calendar", () => {
  test("there and back again, by days and weeks", () => {
    fc.assert(
      fc.property(day, fc.constantFrom("day", "week"), (iso, by) => {
        expect(movedDay(movedDay(iso, by), by, -1)).toBe(iso);
      }),
    );
  });

  test("by a month ends in that month, on its last day at the latest", () => {
    expect(movedDay("2026-01-31", "month")).toBe("2026-02-28");
    expect(movedDay("2024-02-29", "year")).toBe("2025-02-28");
    expect(movedDay("2026-03-31", "month", -1)).toBe("2026-02-28");
    expect(movedDay("2026-11-25", "week_start")).toBe("2026-11-22");
    expect(movedDay("2026-11-25", "week_end")).toBe("2026-11-28");
  });

  test("never leaves the years that a date can have", () => {
    expect(movedDay("9999-12-31", "day")).toBe("9999-12-31");
    expect(movedDay("1000-01-01", "year", -1)).toBe("1000-01-01");
  });
});
