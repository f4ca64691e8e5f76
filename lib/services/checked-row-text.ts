import type { CheckedRow, FieldValues } from "#lib/domain/portfolio/debtor.ts";
import type { DerivationContext } from "#lib/domain/portfolio/derivation-context.ts";
import { planReading } from "#lib/domain/portfolio/reading-plan.ts";
import { type SlotKeys, SlotValues } from "#lib/domain/portfolio/slot-values.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { type SeverityOf, severitiesUnder } from "#lib/domain/validation/leave-out.ts";

type IssueText = readonly [Issue["column"], Issue["field"], Issue["code"], Issue["params"], string?];
type RowText = readonly [
  line: number,
  identification: string | null,
  balanceCents: number,
  debtor: readonly string[],
  obligations: readonly (readonly string[])[],
  issues?: readonly IssueText[],
];

export interface CheckedRowText {
  /** One line of JSON. */
  encode(row: CheckedRow): string;
  /** `row` is told by where the line stands. */
  decode(row: number, text: string): CheckedRow;
}

const noIssues: readonly Issue[] = Object.freeze([]);

/**
 * A checked row as text between the arrival of its chunk and the end of staging: values by position, since every row of an upload
 * has the same keys; severities left out, since codes and mapping say them. Both ends must use the same derivation context.
 */
export function checkedRowText(context: DerivationContext): CheckedRowText {
  const { debtorKeys, obligationKeys } = planReading(context);
  const severityOf = severitiesUnder(context.mapping);
  return {
    encode: ({ line, identification, balanceCents, debtor, obligations, issues }) => {
      const texts = obligations.map((obligation) => valuesOf(obligation, obligationKeys));
      const values = valuesOf(debtor, debtorKeys);
      const row: RowText =
        issues.length === 0
          ? [line, identification, balanceCents, values, texts]
          : [line, identification, balanceCents, values, texts, issues.map(issueText)];
      return JSON.stringify(row);
    },
    decode: (row, text) => {
      // Written by encode above, in a transaction of ours: not an edge where anything else could come in.
      const [line, identification, balanceCents, debtor, obligations, issues] = JSON.parse(text) as RowText;
      return {
        row,
        line,
        identification,
        debtor: new SlotValues(debtorKeys, debtor),
        obligations: obligations.map((values) => new SlotValues(obligationKeys, values)),
        balanceCents,
        issues: issues === undefined ? noIssues : issues.map((issue) => issueOf(row, issue, severityOf)),
      };
    },
  };
}

function valuesOf(values: FieldValues, { keys }: SlotKeys): readonly string[] {
  return values instanceof SlotValues ? values.slots : keys.map((key) => values.get(key) ?? "");
}

function issueText({ column, field, code, params, proposal }: Issue): IssueText {
  return proposal === undefined ? [column, field, code, params] : [column, field, code, params, proposal];
}

function issueOf(row: number, [column, field, code, params, proposal]: IssueText, severityOf: SeverityOf): Issue {
  const issue = { row, column, field, code, severity: severityOf(code, field), params };
  return proposal === undefined ? issue : { ...issue, proposal };
}
