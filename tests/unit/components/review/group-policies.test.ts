import { expect, test } from "vitest";
import { decide, decisionOf } from "#components/review/group-policies.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";

const mapping = mappingSchema.parse({ columns: [] });
const name = "debtor.Name";

test("differing values are settled by the first one until somebody chooses", () => {
  const group = { code: "client_values_differ", field: name } as const;
  expect(decisionOf(group, mapping)).toEqual({ kind: "conflict", field: name, policy: "first" });
  const chosen = decide(mapping, { kind: "conflict", field: name, policy: "leave_out" });
  const again = decide(chosen, { kind: "conflict", field: name, policy: "most_frequent" });
  expect(again.conflicts).toEqual([{ field: name, policy: "most_frequent" }]);
  // Left out, the clients stand under another reason; the choice stays within reach there.
  expect(decisionOf({ code: "client_left_out", field: name }, chosen)).toMatchObject({ policy: "leave_out" });
});

test("a warning's clients are left out and taken back in", () => {
  const group = { code: "email_slip", field: "debtor.Email" } as const;
  const out = decide(mapping, { kind: "leave_out", ...group, isLeftOut: true });
  expect(decide(out, { kind: "leave_out", ...group, isLeftOut: true }).leftOut).toEqual([group]);
  expect(decisionOf(group, out)).toMatchObject({ isLeftOut: true });
  expect(decide(out, { kind: "leave_out", ...group, isLeftOut: false }).leftOut).toEqual([]);
});

test("errors, and what no column gives, have nothing to decide", () => {
  expect(decisionOf({ code: "amount_malformed", field: "obligation.total_balance" }, mapping)).toBeNull();
  expect(decisionOf({ code: "email_slip", field: null }, mapping)).toBeNull();
});
