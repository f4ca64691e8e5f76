import { expect, test } from "vitest";
import { acceptanceAt, decide, decisionOf } from "#components/review/group-policies.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";

const mapping = mappingSchema.parse({ columns: [] });
const name = "debtor.Name";

test("differing values keep the first until somebody chooses", () => {
  const group = { code: "debtor_values_differ", field: name } as const;
  expect(decisionOf(group, mapping)).toEqual({ kind: "conflict", field: name, policy: "first" });
  const chosen = decide(mapping, { kind: "conflict", field: name, policy: "leave_out" });
  const again = decide(chosen, { kind: "conflict", field: name, policy: "most_frequent" });
  expect(again.conflicts).toEqual([{ field: name, policy: "most_frequent" }]);
  // Debtors that are left out appear under another issue, where the choice can still be changed.
  expect(decisionOf({ code: "debtor_left_out", field: name }, chosen)).toMatchObject({ policy: "leave_out" });
});

test("leaves out and restores a warning's debtors", () => {
  const group = { code: "email_slip", field: "debtor.Email" } as const;
  const out = decide(mapping, { kind: "leave_out", ...group, isLeftOut: true });
  expect(decide(out, { kind: "leave_out", ...group, isLeftOut: true }).leftOut).toEqual([group]);
  expect(decisionOf(group, out)).toMatchObject({ isLeftOut: true });
  expect(decide(out, { kind: "leave_out", ...group, isLeftOut: false }).leftOut).toEqual([]);
});

test("errors and issues without a field offer no decision", () => {
  expect(decisionOf({ code: "amount_malformed", field: "obligation.total_balance" }, mapping)).toBeNull();
  expect(decisionOf({ code: "email_slip", field: null }, mapping)).toBeNull();
});

test("a repeated obligation leaves its debtor out until decided", () => {
  const field = "obligation.id";
  expect(decisionOf({ code: "obligation_repeated", field }, mapping)).toMatchObject({ policy: "leave_out" });
  const chosen = decide(mapping, { kind: "conflict", field, policy: "last" });
  expect(decisionOf({ code: "obligation_set_aside", field }, chosen)).toMatchObject({ policy: "last" });
});

test.each([
  ["row_repeated", "obligation.id"],
  ["obligation_of_two_debtors", "obligation.id"],
  ["payment_above_balance", "obligation.balance_payment"],
  ["days_against_due_date", "obligation.days_delay"],
] as const)("the debtors of %s can be left out", (code, field) => {
  expect(decisionOf({ code, field }, mapping)).toEqual({ kind: "leave_out", code, field, isLeftOut: false });
});

test("the file's cut-off day is chosen, cleared and reset", () => {
  const chosen = decide(mapping, { kind: "cut_off", cutOff: "2026-10-31" });
  expect(chosen.cutOff).toBe("2026-10-31");
  expect(decide(chosen, { kind: "cut_off", cutOff: "none" }).cutOff).toBe("none");
  expect(decide(chosen, { kind: "cut_off", cutOff: undefined }).cutOff).toBeUndefined();
});

test("shifted rows are accepted singly or together, and taken back", () => {
  expect(decisionOf({ code: "row_short", field: null }, mapping)).toEqual({ kind: "accept", code: "row_short" });
  const one = acceptanceAt("row_short", 7, mapping);
  expect(one).toEqual({ kind: "accept", code: "row_short", line: 7 });
  if (one === null) return;
  const accepted = decide(decide(mapping, one), { kind: "accept", code: "row_long", line: 9 });
  expect(decide(accepted, one).accepted).toHaveLength(2);
  const back = acceptanceAt("row_accepted", 7, accepted);
  expect(back).toEqual({ kind: "take_back", code: "row_accepted", line: 7 });
  expect(decide(accepted, back ?? one).accepted).toEqual([{ code: "row_long", line: 9 }]);
  const all = decide(accepted, { kind: "accept", code: "row_short" });
  expect(all.accepted).toEqual([{ code: "row_long", line: 9 }, { code: "row_short" }]);
  // A row accepted together with the others cannot be taken back alone.
  expect(acceptanceAt("row_accepted", 7, all)).toBeNull();
  expect(decisionOf({ code: "row_accepted", field: null }, all)).toEqual({ kind: "take_back", code: "row_accepted" });
  expect(decide(all, { kind: "take_back", code: "row_accepted" }).accepted).toEqual([]);
});

test("accepting two people as one leaves shifted rows alone", () => {
  const field = "debtor.Identification";
  const both = decide(decide(mapping, { kind: "accept", code: "row_short" }), {
    kind: "accept",
    code: "document_types_differ",
  });
  expect(decisionOf({ code: "document_types_accepted", field }, both)).toMatchObject({ kind: "take_back" });
  const back = decide(both, { kind: "take_back", code: "document_types_accepted" });
  expect(back.accepted).toEqual([{ code: "row_short" }]);
});
