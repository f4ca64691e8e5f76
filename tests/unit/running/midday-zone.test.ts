import { expect, test } from "vitest";
import { dayAt } from "#lib/domain/history/history-days.ts";
import { dayIn } from "#lib/domain/portfolio/morning/expected-loads.ts";
import { middayZone } from "#tests/support/midday-zone.ts";

test("tenants of tests see an afternoon of Bogotá's day at any hour", () => {
  for (let minute = 0; minute < 1_440; minute++) {
    const now = new Date(Date.UTC(2028, 1, 29, 0, minute));
    const timeZone = middayZone(now);
    const hour = Number(new Intl.DateTimeFormat("sv-SE", { timeZone, hour: "2-digit" }).format(now));
    expect([12, 13, 14, 15, 16], `${now.toISOString()} ${timeZone}`).toContain(hour);
    expect(dayIn(timeZone, now)).toBe(dayAt(now));
  }
});
