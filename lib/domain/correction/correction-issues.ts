import { identificationField } from "../fields/catalogue.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { AssembledDebtor } from "../portfolio/assemble-debtor.ts";
import type { CheckedRow } from "../portfolio/debtor.ts";
import { type Issue, type IssueCode, issueSeverities, type Severity } from "../validation/issue.ts";
import type { Correction } from "./correction.ts";
import type { EarlierDebtor, EarlierFate } from "./earlier-debtors.ts";
import { payloadDigest } from "./payload-digest.ts";

const noIssues: readonly Issue[] = Object.freeze([]);
/** Whatever the rows say, these do not go. */
const staying: ReadonlySet<EarlierFate> = new Set(["accepted", "unconfirmed", "in_retry", "superseded"]);

/** Why a debtor of a corrected report is kept back; `alone` is what its rows make of it without the correction. */
export function correctionIssues(
  rows: readonly CheckedRow[],
  alone: AssembledDebtor,
  mapping: Mapping,
  correction: Correction,
): readonly Issue[] {
  const first = rows[0];
  if (first === undefined || first.identification === null) return noIssues;
  const known = correction.earlier.find(first.identification);
  const stays = known !== null && staying.has(known.fate);
  const issues = stays ? [] : rows.flatMap(({ row }) => renumbered(row, correction));
  if (known === null) return [...issues, ...twinIssues(rows, first.identification, mapping, correction)];
  const own = fateIssue(known, alone, rows.length, first.row, correction);
  return own === null ? issues : [...issues, own];
}

function issueOn(row: number, code: IssueCode, params: Issue["params"], isAllowed = false): Issue {
  const severity: Severity = isAllowed ? "warning" : issueSeverities[code];
  return { row, column: null, field: null, code, severity, params };
}

function fateIssue(
  { fate, parts, digest }: EarlierDebtor,
  { debtor, obligationCount }: AssembledDebtor,
  rowCount: number,
  row: number,
  { at, sendsFewer, sendsUnchanged }: Correction,
): Issue | null {
  switch (fate) {
    case "accepted":
    case "unconfirmed":
    case "in_retry":
    case "superseded":
      return issueOn(row, `correction_${fate}`, {});
    case "rejected":
      if (debtor !== null && payloadDigest(debtor.payload) === digest)
        return issueOn(row, "correction_unchanged", { at }, sendsUnchanged);
      break;
    case "open":
    case "left_out":
      break;
  }
  const found = fate === "left_out" ? rowCount : obligationCount;
  return found >= parts ? null : issueOn(row, "correction_fewer", { found, expected: parts }, sendsFewer);
}

function renumbered(row: number, { renumberedIn, sendsRenumbered }: Correction): Issue[] {
  return renumberedIn(row).map(({ column, was }) => ({
    ...issueOn(row, "correction_renumbered", {}, sendsRenumbered),
    column,
    ...(was === undefined ? {} : { proposal: was }),
  }));
}

/** A debtor nobody knows, where one is known whose number begins with more or fewer zeros: most likely that one. */
function twinIssues(
  rows: readonly CheckedRow[],
  identification: string,
  { columns }: Mapping,
  { earlier, sendsRenumbered }: Correction,
): Issue[] {
  const known = earlier.twinOf(identification);
  if (known === null) return [];
  const column = columns.findIndex((mapped) => mapped.state === "field" && mapped.field === identificationField);
  return rows.map(({ row }) => {
    const issue = issueOn(row, "correction_zeros", { known }, sendsRenumbered);
    return column < 0 ? issue : { ...issue, column, proposal: known };
  });
}
