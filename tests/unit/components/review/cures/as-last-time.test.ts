import { expect, test } from "vitest";
import { isAsLastTime, offerOf } from "#components/review/cures/as-last-time.ts";
import { changeOf } from "#components/review/cures/cure.ts";
import { choicesOf } from "#components/review/cures/cure-choices.ts";
import { decide } from "#components/review/group-policies.ts";
import { lastTimeOf } from "#lib/domain/cures/last-time.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { firstMapping } from "#lib/domain/mapping/answers/first-mapping.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { rememberedMapping } from "#lib/domain/mapping/mapping-of-file.ts";
import { issueSeverities } from "#lib/domain/validation/issue.ts";
import type { IssueGroup } from "#lib/spreadsheet/protocol/review.ts";

const fresh = mappingSchema.parse({ columns: standardFields.map(({ id }) => ({ state: "field", field: id })) });

function groupOf(code: IssueGroup["code"], field: string): IssueGroup {
  const column = standardFields.findIndex(({ id }) => id === field);
  return { code, field, column, severity: issueSeverities[code], count: 1, rows: 1, proposals: 1, firstRow: 0 };
}

const dates = groupOf("date_impossible", "obligation.expiring_date");
const missing = groupOf("required_missing", "debtor.Email");
const slip = groupOf("email_slip", "debtor.Email");

/** What the next file begins with: the mapping as it is stored, and read back. */
function nextDay(mapping: Mapping): Mapping {
  return mappingSchema.parse(JSON.parse(JSON.stringify(rememberedMapping(mapping))));
}

const offer = (group: IssueGroup, mapping: Mapping, now = fresh) =>
  offerOf(lastTimeOf(mapping), group, choicesOf(group, standardFields, now));

test("the next file is offered what was done with the cells of a reason", () => {
  const emptied = nextDay(changeOf(fresh, dates, { kind: "empty" }).mapping ?? fresh);
  expect(offer(dates, emptied)).toEqual({ kind: "empty" });
  expect(offer(slip, emptied)).toBeNull();
  const again = nextDay(changeOf(emptied, dates, { kind: "value", text: "2026-02-28" }).mapping ?? fresh);
  expect(offer(dates, again)).toEqual({ kind: "value", text: "2026-02-28" });
  const proposed = nextDay(changeOf(again, slip, { kind: "proposals", except: [] }).mapping ?? fresh);
  expect(offer(slip, proposed)).toEqual({ kind: "proposals", except: [] });
  expect(offer(dates, proposed)).toEqual({ kind: "value", text: "2026-02-28" });
});

test("a value for empty cells is offered again once it was taken back", () => {
  const filled = nextDay(changeOf(fresh, missing, { kind: "placeholder", text: "sin@correo.co" }).mapping ?? fresh);
  expect(filled.defaults).toEqual([{ field: "debtor.Email", value: "sin@correo.co" }]);
  expect(offer(missing, filled)).toEqual({ kind: "placeholder", text: "sin@correo.co" });
});

test("what was done then but makes no sense now is not offered", () => {
  const emptied = nextDay(changeOf(fresh, dates, { kind: "empty" }).mapping ?? fresh);
  const column = dates.column ?? 0;
  const joined = {
    ...fresh,
    columns: fresh.columns.map((state, index) =>
      index === column ? { state: "joined" as const, field: dates.field ?? "", group: 0, position: 0 } : state,
    ),
  };
  expect(offer(dates, emptied, joined)).toBeNull();
  expect(offerOf(null, dates, choicesOf(dates, standardFields, fresh))).toBeNull();
});

test("a decision is as last time only while it is the same", () => {
  const names = groupOf("debtor_values_differ", "debtor.Name");
  const chosen = decide(fresh, { kind: "conflict", field: "debtor.Name", policy: "last" });
  const out = decide(chosen, { kind: "leave_out", field: "debtor.Email", code: "email_slip", isLeftOut: true });
  const lastTime = lastTimeOf(nextDay(out));
  expect(isAsLastTime(lastTime, names, out)).toBe(true);
  expect(isAsLastTime(lastTime, slip, out)).toBe(true);
  const first = decide(out, { kind: "conflict", field: "debtor.Name", policy: "first" });
  expect(isAsLastTime(lastTime, names, first)).toBe(false);
  const back = decide(out, { kind: "leave_out", field: "debtor.Email", code: "email_slip", isLeftOut: false });
  expect(isAsLastTime(lastTime, slip, back)).toBe(false);
  expect(isAsLastTime(lastTimeOf(fresh), names, fresh)).toBe(false);
  expect(isAsLastTime(null, names, out)).toBe(false);
});

test("a memory in a form that is not known here loses nothing else", () => {
  const kept = { ...fresh, defaults: [{ field: "debtor.Email", value: "sin@correo.co" }] };
  const newer = { ...kept, cures: { version: 2, of: "?" } };
  expect(mappingSchema.parse(newer)).toEqual(kept);
});

test("a field that the tenant no longer has is forgotten", () => {
  const custom = { code: "date_impossible", field: "debtor.custom.Nacimiento", choice: { kind: "empty" } } as const;
  const own = { ...custom, field: "obligation.expiring_date" };
  const mapping: Mapping = { ...fresh, cures: { version: 1, of: [custom, own] } };
  const recalled = { kind: "exact", mapping, usedAt: "2026-11-25T00:00:00Z", isOwn: true } as const;
  expect(firstMapping([], standardFields, recalled).mapping.cures).toEqual({ version: 1, of: [own] });
});
