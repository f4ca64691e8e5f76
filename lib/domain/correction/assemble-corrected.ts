import { type AssembledDebtor, assembleDebtor } from "../portfolio/assemble-debtor.ts";
import type { CheckedRow } from "../portfolio/debtor.ts";
import type { DerivationContext } from "../portfolio/derivation-context.ts";
import { type Issue, type IssueCode, issueSeverities, type Severity } from "../validation/issue.ts";
import type { EarlierDebtor, EarlierDebtors } from "./earlier-debtors.ts";
import { payloadDigest } from "./payload-digest.ts";

/** A report that came back: page and server leave the same clients out by it. */
export interface Correction {
  readonly earlier: EarlierDebtors;
  /** When the earlier upload was sent, in milliseconds since 1970: the reasons name its day. */
  readonly at: number;
  /** The user has said that clients may go with fewer obligations than before. */
  readonly sendsFewer: boolean;
}

const noIssues: readonly Issue[] = Object.freeze([]);

/**
 * One client of a corrected report. Whoever got in, may have got in, or is on the way in a retry is left out, and so is a rejected one of
 * whom nothing new would be said. A client that the earlier upload does not know is a new one.
 */
export function assembleCorrected(
  rows: readonly CheckedRow[],
  context: DerivationContext,
  { earlier, at, sendsFewer }: Correction,
  acrossClients: readonly Issue[] = noIssues,
): AssembledDebtor {
  const alone = assembleDebtor(rows, context, acrossClients);
  const first = rows[0];
  const known = first === undefined || first.identification === null ? null : earlier.find(first.identification);
  if (known === null || first === undefined) return alone;
  const issue = issueOf(known, alone, rows.length, { row: first.row, at, sendsFewer });
  return issue === null ? alone : assembleDebtor(rows, context, [...acrossClients, issue]);
}

function issueOf(
  { fate, parts, digest }: EarlierDebtor,
  { debtor, obligationCount }: AssembledDebtor,
  rowCount: number,
  { row, at, sendsFewer }: { readonly row: number; readonly at: number; readonly sendsFewer: boolean },
): Issue | null {
  const issue = (code: IssueCode, params: Issue["params"] = {}, severity: Severity = issueSeverities[code]): Issue => ({
    row,
    column: null,
    field: null,
    code,
    severity,
    params,
  });
  switch (fate) {
    case "accepted":
      return issue("correction_accepted");
    case "unconfirmed":
      return issue("correction_unconfirmed");
    case "in_retry":
      return issue("correction_in_retry");
    case "superseded":
      return issue("correction_superseded");
    case "rejected":
      if (debtor !== null && payloadDigest(debtor.payload) === digest) return issue("correction_unchanged", { at });
      break;
    case "open":
    case "left_out":
      break;
  }
  const found = fate === "left_out" ? rowCount : obligationCount;
  if (found >= parts) return null;
  return issue("correction_fewer", { found, expected: parts }, sendsFewer ? "warning" : "error");
}
