import { expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { maskIssue } from "#lib/domain/masking/mask-views.ts";
import { type IssueCode, issueParams, issueSeverities } from "#lib/domain/validation/issue.ts";

const identification = "1032456789";
const secrets = [identification, "3001234567", "ana.paz@correo.co", "52123456"];
/** What these quote was read as an amount, as a kind of document or as a reason of a hold. */
const ownWords: Readonly<Record<string, readonly string[]>> = {
  amount_rounded: ["from", "to"],
  amount_negative: ["value"],
  payment_above_balance: ["payment", "balance"],
  document_types_differ: ["type", "other"],
  document_types_accepted: ["type", "other"],
  debtor_held: ["why"],
};

test("no problem quotes a debtor in any field, whatever it is about", () => {
  const fields = [null, "debtor.custom.Otro", ...standardFields.map(({ id }) => id)];
  let asked = 0;
  for (const [code, params] of Object.entries(issueParams) as [IssueCode, readonly string[]][])
    for (const field of fields)
      for (const secret of secrets)
        for (const name of params.filter((param) => param !== "line" && ownWords[code]?.includes(param) !== true)) {
          // An obligation's number is masked only where it has the debtor's own in it.
          const value = name === "obligation" ? `4509-${identification}` : `${secret}`;
          const issue = { row: 0, column: 1, field, code, severity: issueSeverities[code], params: { [name]: value } };
          const { params: masked, proposal = "" } = maskIssue({ ...issue, proposal: secret }, identification);
          const isPlain = ownWords[code] !== undefined;
          const told = JSON.stringify([masked, isPlain ? "" : proposal]);
          expect({ code, field, name, told: [secret, identification].filter((one) => told.includes(one)) }).toEqual({
            ...{ code, field, name, told: [] },
          });
          asked++;
        }
  expect(asked).toBeGreaterThan(1_000);
});

test("lines and counts of a problem stay", () => {
  const params = { count: 2, kept: "3001234567", line: 123456 };
  const issue = {
    row: 0,
    column: 1,
    field: "debtor.Telephone",
    code: "telephone_several",
    severity: "warning",
  } as const;
  expect(maskIssue({ ...issue, params }, identification).params).toEqual({ count: 2, kept: "••••4567", line: 123456 });
});
