import { describe, expect, test } from "vitest";
import { dayIn, lastDue, type Schedule, stillAhead } from "#lib/domain/portfolio/morning/expected-loads.ts";

const weekdays = [1, 2, 3, 4, 5];
const bogota: Schedule = {
  days: weekdays,
  minute: 9 * 60,
  timeZone: "America/Bogota",
  isHoliday: (day) => day === "2026-11-02" || day === "2026-11-16",
  since: new Date("2026-01-01T00:00:00Z"),
};

describe("the tenant's day", () => {
  test.each([
    ["America/Bogota", "2026-11-27T04:59:59Z", "2026-11-26"],
    ["America/Bogota", "2026-11-27T05:00:00Z", "2026-11-27"],
    ["America/Sao_Paulo", "2026-11-27T02:59:59Z", "2026-11-26"],
    ["America/Sao_Paulo", "2026-11-27T03:00:00Z", "2026-11-27"],
    ["America/Mexico_City", "2026-12-31T05:59:59Z", "2026-12-30"],
    ["Pacific/Auckland", "2026-12-31T11:00:00Z", "2027-01-01"],
    // Clocks in Chile go from 23:59 to 01:00 on this night.
    ["America/Santiago", "2026-09-06T03:59:59Z", "2026-09-05"],
    ["America/Santiago", "2026-09-06T04:00:00Z", "2026-09-06"],
  ])("in %s at %s is %s", (timeZone, at, day) => {
    expect(dayIn(timeZone, new Date(at))).toBe(day);
  });
});

describe("the load that should be here", () => {
  test.each([
    ["one minute before the hour is yesterday's", "2026-11-26T13:59:00Z", "2026-11-25"],
    ["at the hour is today's", "2026-11-26T14:00:00Z", "2026-11-26"],
    ["at the end of the tenant's day is today's", "2026-11-27T04:59:59Z", "2026-11-26"],
    ["on a Sunday is Friday's", "2026-11-29T18:00:00Z", "2026-11-27"],
    ["on a moved holiday is the Friday's before", "2026-11-16T20:00:00Z", "2026-11-13"],
  ])("%s", (_, now, day) => {
    expect(lastDue(bogota, new Date(now))?.day).toBe(day);
  });

  test("is none before the portfolio existed", () => {
    const since = new Date("2026-11-26T14:30:00Z");
    expect(lastDue({ ...bogota, since }, new Date("2026-11-26T15:00:00Z"))).toBeNull();
    expect(lastDue({ ...bogota, since }, new Date("2026-11-27T14:00:00Z"))?.day).toBe("2026-11-27");
  });

  test("is none without an hour or without days", () => {
    const now = new Date("2026-11-26T15:00:00Z");
    expect([lastDue({ ...bogota, minute: null }, now), stillAhead({ ...bogota, minute: null }, now)]).toEqual([
      null,
      null,
    ]);
    expect([lastDue({ ...bogota, days: [] }, now), stillAhead({ ...bogota, days: [] }, now)]).toEqual([null, null]);
  });
});

describe("the load still ahead", () => {
  test.each([
    ["is today's before its hour", "2026-11-26T13:59:59Z", "2026-11-26T14:00:00.000Z"],
    ["is none at its hour", "2026-11-26T14:00:00Z", undefined],
    ["is none on a Saturday", "2026-11-28T10:00:00Z", undefined],
    ["is none on a holiday", "2026-11-02T10:00:00Z", undefined],
    ["is the tenant's, not Greenwich's", "2026-11-28T03:00:00Z", undefined],
  ])("%s", (_, now, at) => {
    expect(stillAhead(bogota, new Date(now))?.at.toISOString()).toBe(at);
  });
});

describe("an hour while clocks change", () => {
  const daily = { ...bogota, days: [1, 2, 3, 4, 5, 6, 7], isHoliday: () => false };
  test.each([
    ["before it in summer time", "America/New_York", 540, "2026-10-31T20:00:00Z", "2026-10-31T13:00:00.000Z"],
    ["after it in standard time", "America/New_York", 540, "2026-11-01T20:00:00Z", "2026-11-01T14:00:00.000Z"],
    ["that comes twice is the first", "America/New_York", 90, "2026-11-01T20:00:00Z", "2026-11-01T05:30:00.000Z"],
    ["that never comes is an hour later", "America/New_York", 150, "2026-03-08T20:00:00Z", "2026-03-08T07:30:00.000Z"],
    ["at a midnight that never comes", "America/Santiago", 0, "2026-09-06T20:00:00Z", "2026-09-06T04:00:00.000Z"],
    ["where it goes by half an hour", "Australia/Lord_Howe", 540, "2026-10-04T10:00:00Z", "2026-10-03T22:00:00.000Z"],
  ])("%s", (_, timeZone, minute, now, at) => {
    expect(lastDue({ ...daily, timeZone, minute }, new Date(now))?.at.toISOString()).toBe(at);
  });
});
