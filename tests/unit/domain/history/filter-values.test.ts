import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { auditInputOf, auditQuery, readAuditFilter } from "#lib/domain/audit/audit-filter.ts";
import { historyQuery, readHistoryFilter } from "#lib/domain/history/history-filter.ts";

const space = fc.constantFrom("", " ", "\t", "  ");
const day = fc
  .date({ min: new Date("1000-01-01"), max: new Date("2999-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anyValue = fc.oneof(fc.string(), fc.uuid(), day, fc.constant(undefined), fc.array(fc.uuid()));

describe("filters of the trail and of the history", () => {
  test("read an id in capitals, with spaces around, as the id", () => {
    fc.assert(
      fc.property(fc.uuid(), space, space, (id, before, after) => {
        const written = `${before}${id.toUpperCase()}${after}`;
        const filter = readAuditFilter({ tenant: written, user: written, subject: written });
        expect(auditInputOf(filter)).toEqual({ tenantId: id, userId: id, subject: id });
        expect(readHistoryFilter({ portfolio: written }).portfolio).toBe(id);
      }),
    );
  });

  test("read the same days of the same query", () => {
    fc.assert(
      fc.property(anyValue, anyValue, space, (from, to, around) => {
        const written = (value: typeof from) => (typeof value === "string" ? `${around}${value}${around}` : value);
        const query = { from: written(from), to: written(to) };
        const trail = readAuditFilter(query);
        const history = readHistoryFilter(query);
        expect([trail.from, trail.to]).toEqual([history.from, history.to]);
      }),
    );
    const turned = readAuditFilter({ from: " 2026-05-10 ", to: "2026-05-01" });
    expect([turned.from, turned.to]).toEqual(["2026-05-01", "2026-05-10"]);
  });

  test("are written as they are read again", () => {
    fc.assert(
      fc.property(
        fc.record({ tenant: anyValue, subject: anyValue, portfolio: anyValue, from: anyValue, to: anyValue }),
        (query) => {
          const read = (text: string) => Object.fromEntries(new URLSearchParams(text));
          const trail = readAuditFilter(query);
          expect(readAuditFilter(read(auditQuery(trail)))).toEqual(trail);
          const history = readHistoryFilter(query);
          expect(readHistoryFilter(read(historyQuery(history)))).toEqual(history);
        },
      ),
    );
  });
});
