import type { AssembledDebtor } from "../debtors/assemble-debtor.ts";
import type { CheckedRow } from "../debtors/debtor.ts";
import type { DerivationContext } from "../debtors/derivation-context.ts";
import { identificationField } from "../fields/catalogue.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { type Issue, type IssueCode, issueSeverities, type Severity } from "../validation/issue.ts";
import { type Correction, choiceCodes } from "./correction.ts";
import type { EarlierDebtor } from "./earlier-debtors.ts";
import { payloadDigest } from "./payload-digest.ts";

const noIssues: readonly Issue[] = Object.freeze([]);

/**
 * Why a debtor is held back whole. `isAllowed`: the user chose to send it anyway, so it is only a warning.
 * `isFinal`: it is not sent, whatever its rows say.
 */
interface Hold {
  readonly code: IssueCode;
  readonly params?: Issue["params"];
  readonly isAllowed?: boolean;
  readonly isFinal?: boolean;
}

/** Why a debtor of a corrected report is held back. `alone` is the debtor assembled without the correction. */
export function correctionIssues(
  rows: readonly CheckedRow[],
  alone: AssembledDebtor,
  context: DerivationContext,
  correction: Correction,
): readonly Issue[] {
  const identification = rows[0]?.identification ?? null;
  if (identification === null) return noIssues;
  const known = correction.earlier.find(identification);
  const hold = known === null ? null : holdOf(known, identification, alone, rows.length, correction);
  // The hold is about the whole debtor, so it is an issue on each of its rows: counts, filters and row views
  // find it (decision 34).
  const held = hold === null ? [] : rows.map(({ row }) => issueOn(row, hold.code, hold.params ?? {}, hold.isAllowed));
  if (hold?.isFinal === true) return held;
  const issues = rows.flatMap(({ row }) => {
    const sent = lineSent(row, identification, context.mapping, correction);
    // It asks about the same number.
    return sent === null ? renumbered(row, context, correction) : [sent];
  });
  if (known !== null) {
    // A choice counts each debtor once, so it asks about the line or about the debtor.
    const isAsked = hold !== null && answersLineSent.has(hold.code) && issues.some(isLineSent);
    return isAsked ? issues : [...issues, ...held];
  }
  // Only one question about a debtor's numbers at a time: the choice that answers it counts debtors.
  return issues.length === 0 ? twinIssues(rows, identification, context.mapping, correction) : issues;
}

const answersLineSent: ReadonlySet<IssueCode> = new Set(choiceCodes.sendsAccepted);

function isLineSent({ code }: Issue): boolean {
  return code === "correction_line_sent";
}

function issueOn(row: number, code: IssueCode, params: Issue["params"], isAllowed = false): Issue {
  const severity: Severity = isAllowed ? "warning" : issueSeverities[code];
  return { row, column: null, field: null, code, severity, params };
}

function holdOf(
  earlier: EarlierDebtor,
  identification: string,
  alone: AssembledDebtor,
  rowCount: number,
  correction: Correction,
): Hold | null {
  const { debtor, obligationCount } = alone;
  const { fate, parts } = earlier;
  switch (fate) {
    case "accepted":
      if (isAsAccepted(earlier, identification, alone, correction))
        return { code: "correction_accepted", isFinal: true };
      return { code: "correction_accepted_differs", isAllowed: correction.sendsAccepted };
    case "renamed":
      return { code: "correction_renamed", isAllowed: correction.sendsAccepted };
    case "unconfirmed":
    case "in_retry":
    case "superseded":
      return { code: `correction_${fate}`, isFinal: true };
    case "rejected":
    case "open":
      // An earlier refusal still counts if a later upload did not send the debtor or did not find it in the CRM.
      if (debtor !== null && correction.earlier.wasRefused(identification, payloadDigest(debtor.payload)))
        return { code: "correction_unchanged", params: { at: correction.at }, isAllowed: correction.sendsUnchanged };
      break;
    case "left_out":
      break;
  }
  const found = fate === "left_out" ? rowCount : obligationCount;
  if (found >= parts) return null;
  return { code: "correction_fewer", params: { found, expected: parts }, isAllowed: correction.sendsFewer };
}

/**
 * Whether an accepted debtor has nothing new to send: its payload is what was accepted, or it has no
 * more obligations than were accepted and its payload cannot be sent, was refused before, or cannot
 * be compared (no digest).
 */
function isAsAccepted(
  { digest, parts }: EarlierDebtor,
  identification: string,
  { debtor, obligationCount }: AssembledDebtor,
  { earlier }: Correction,
): boolean {
  const now = debtor === null ? "" : payloadDigest(debtor.payload);
  if (now !== "" && now === digest) return true;
  const isOld = digest === "" || debtor === null || earlier.wasRefused(identification, now);
  return isOld && (parts === 0 || obligationCount <= parts);
}

/** The issue of a row that a correction already has under another identification; null if the row is open (decision 38). */
function lineSent(row: number, identification: string, mapping: Mapping, correction: Correction): Issue | null {
  const { earlier, lineOf, sendsAccepted } = correction;
  const line = lineOf(row);
  const known = line === null ? null : earlier.sentAs(line);
  if (known === null || known === identification) return null;
  const fate = earlier.find(known)?.fate ?? "open";
  if (fate === "unconfirmed" || fate === "in_retry") return issueOn(row, `correction_${fate}`, {});
  if (fate !== "accepted" && fate !== "renamed" && fate !== "superseded") return null;
  const issue = issueOn(row, "correction_line_sent", { known }, sendsAccepted);
  const column = identificationColumn(mapping);
  return column < 0 ? issue : { ...issue, column };
}

function identificationColumn({ columns }: Mapping): number {
  return columns.findIndex((mapped) => mapped.state === "field" && mapped.field === identificationField);
}

/** The row's renumbered cells as issues. No choice sends a date with two readings: it must be written another way. */
function renumbered(row: number, context: DerivationContext, { renumberedIn, sendsRenumbered }: Correction): Issue[] {
  return renumberedIn(row).map(({ column, was }) => ({
    ...(isDate(column, context)
      ? issueOn(row, "correction_date", {})
      : issueOn(row, "correction_renumbered", {}, sendsRenumbered)),
    column,
    ...(was === undefined ? {} : { proposal: was }),
  }));
}

function isDate(column: number, { mapping, fields }: DerivationContext): boolean {
  const mapped = mapping.columns[column];
  return mapped?.state === "field" && fields.find(({ id }) => id === mapped.field)?.kind === "date";
}

/** If the upload does not know a debtor but one that differs only by leading zeros, it is most likely that one. */
function twinIssues(
  rows: readonly CheckedRow[],
  identification: string,
  mapping: Mapping,
  { earlier, sendsRenumbered }: Correction,
): Issue[] {
  const known = earlier.twinOf(identification);
  if (known === null) return [];
  const column = identificationColumn(mapping);
  return rows.map(({ row }) => {
    const issue = issueOn(row, "correction_zeros", { known }, sendsRenumbered);
    return column < 0 ? issue : { ...issue, column, proposal: known };
  });
}
