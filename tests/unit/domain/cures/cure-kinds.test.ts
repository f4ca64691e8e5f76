import { describe, expect, test } from "vitest";
import { acceptanceOf, decisionOf } from "#components/review/group-policies.ts";
import { cureKinds, curesOf, curesOfCode } from "#lib/domain/cures/cure-kinds.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { type IssueCode, issueSeverities } from "#lib/domain/validation/issue.ts";
import { canBeLeftOut } from "#lib/domain/validation/leave-out.ts";

const codes = Object.keys(issueSeverities) as IssueCode[];
const mapping = mappingSchema.parse({ columns: standardFields.map(({ id }) => ({ state: "field", field: id })) });
const columnOf = ({ id }: Field) => standardFields.findIndex((field) => field.id === id);
const field = (id: string) => standardFields.find((candidate) => candidate.id === id) ?? null;
const cures = (code: IssueCode, of: Field | null, under: Mapping = mapping) =>
  curesOf({ code, column: of === null ? null : columnOf(of), proposals: 1 }, of, under);

/** Issues that need an answer for each row, or whose answer is on another page. */
const withoutCure: readonly IssueCode[] = [
  "cell_unlike",
  "debtor_held",
  "debtor_looks_alike",
  "obligation_without_debtor",
  "row_lost_block",
  "row_other_order",
  "correction_unchanged",
  "correction_accepted",
  "correction_accepted_differs",
  "correction_renamed",
  "correction_line_sent",
  "correction_unconfirmed",
  "correction_in_retry",
  "correction_superseded",
  "correction_fewer",
];

describe.each(codes)("%s", (code) => {
  test("has a cure, is taken back by its own button, or is listed as without one", () => {
    const isTakenBack = acceptanceOf(code)?.kind === "take_back";
    expect(curesOfCode[code].length === 0).toBe(withoutCure.includes(code) || isTakenBack);
  });

  test("offers what can be decided about it and nothing else", () => {
    for (const of of standardFields) {
      const decision = decisionOf({ code, field: of.id }, mapping);
      const offered = cures(code, of);
      expect(offered.includes("accept")).toBe(decision?.kind === "accept");
      expect(offered.includes("policy")).toBe(decision?.kind === "conflict");
      if (offered.includes("leave_out")) expect(decision).toMatchObject({ kind: "leave_out", isLeftOut: false });
    }
    if (curesOfCode[code].some((kind) => kind === "leave_out")) expect(canBeLeftOut(code)).toBe(true);
  });

  test("comes in the order of the page", () => {
    const places = curesOfCode[code].map((kind) => cureKinds.indexOf(kind));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test("never gives many rows one number, nor leaves out what must be sent", () => {
    for (const of of standardFields) {
      const offered = cures(code, of);
      if (of.kind === "identification")
        expect(offered.filter((kind) => ["value", "empty", "placeholder"].includes(kind))).toEqual([]);
      if (of.isRequired || of.id === "obligation.total_balance") expect(offered).not.toContain("empty");
      if (!of.isRequired) expect(offered).not.toContain("placeholder");
    }
  });
});

test("a required field may be emptied once its empty cells have a value", () => {
  const email = field("debtor.Email");
  expect(cures("email_malformed", email)).toEqual(["proposals", "value"]);
  const filled = { ...mapping, defaults: [{ field: "debtor.Email", value: "sin@correo.co" }] };
  expect(cures("email_malformed", email, filled)).toEqual(["proposals", "value", "empty"]);
});

test("parts of a joined value and cells without a column get no text", () => {
  const name = field("debtor.Name");
  const joined = {
    ...mapping,
    columns: mapping.columns.map((state, index) =>
      index === columnOf(name as Field)
        ? { state: "joined" as const, field: "debtor.Name", group: 0, position: 0 }
        : state,
    ),
  };
  expect(cures("text_garbled", name, joined)).toEqual(["proposals", "leave_out"]);
  expect(curesOf({ code: "required_missing", column: null, proposals: 0 }, name, mapping)).toEqual(["placeholder"]);
});

test("into empty cells of a debtor nothing is typed that would be sent over an earlier value", () => {
  expect(cures("required_missing", field("debtor.Email"))).toEqual(["placeholder"]);
  expect(cures("required_missing", field("obligation.name"))).toEqual(["placeholder", "value"]);
});

test("debtors who are left out already are not left out again", () => {
  const email = field("debtor.Email");
  const out = { ...mapping, leftOut: [{ code: "email_slip", field: "debtor.Email" }] };
  expect(cures("email_slip", email)).toContain("leave_out");
  expect(cures("email_slip", email, out)).not.toContain("leave_out");
});

test("without a proposal there are none to apply", () => {
  const email = field("debtor.Email");
  expect(curesOf({ code: "email_malformed", column: 2, proposals: 0 }, email, mapping)).toEqual(["value"]);
});
