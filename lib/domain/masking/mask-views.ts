import { obligationIdField, standardFields } from "../fields/catalogue.ts";
import type { FieldKind } from "../fields/field.ts";
import { isErasedName } from "../people/erased-name.ts";
import type { DebtorChange } from "../portfolio/comparison/comparison.ts";
import type { Issue, IssueCode } from "../validation/issue.ts";
import type { GoneDebtorView } from "../views/close-out-view.ts";
import type { ComparedDebtorView } from "../views/comparison-view.ts";
import type { DebtorRef } from "../views/debtor-ref.ts";
import type { FoundDebtor } from "../views/found-view.ts";
import type { HoldView } from "../views/hold-view.ts";
import type { LeftOutView } from "../views/left-out-view.ts";
import type { RecordView } from "../views/record-view.ts";
import { maskFileNames } from "./mask-file-name.ts";
import { maskEnding, maskNumber, maskObligation, maskText } from "./mask-text.ts";

// The views of debtors as a list of a tenant that masks them shows them. Of an erased person nothing is left to mask.

export function maskRecord(record: RecordView): RecordView {
  const { uploadId, ordinal, identification } = record;
  const shown = maskFileNames(record);
  if (isErasedName(identification)) return shown;
  return {
    ...shown,
    identification: maskEnding(identification),
    remoteText: masked(record.remoteText, identification),
    ...(record.note === undefined ? {} : { note: masked(record.note, identification) }),
    revealBy: { list: "records", uploadId, ordinal },
  };
}

export function maskLeftOut(row: LeftOutView, uploadId: string): LeftOutView {
  const { identification } = row;
  if (row.isErased || (identification !== null && isErasedName(identification))) return row;
  return {
    ...row,
    identification: identification === null ? null : maskEnding(identification),
    issues: row.issues.map((issue) => maskIssue(issue, identification)),
    revealBy: { list: "left_out", uploadId, row: row.row },
  };
}

/** What the tenant's own fields hold, by their ids. */
export type FieldKinds = ReadonlyMap<string, FieldKind>;

export function maskCompared(debtor: ComparedDebtorView, revealBy: DebtorRef, kinds: FieldKinds): ComparedDebtorView {
  const { identification, changes } = debtor;
  if (isErasedName(identification)) return debtor;
  return {
    ...debtor,
    identification: maskEnding(identification),
    changes: changes?.map((change) => maskChange(change, identification, kinds)) ?? null,
    revealBy,
  };
}

export function maskGone(debtor: GoneDebtorView, revealBy: DebtorRef): GoneDebtorView {
  const { identification, name, numbers } = debtor;
  return {
    ...maskFileNames(debtor),
    identification: maskEnding(identification),
    name: maskText(name, identification),
    numbers: numbers.map((number) => maskObligation(number, identification)),
    revealBy,
  };
}

export function maskHold(hold: HoldView, tenantId: string): HoldView {
  const { id: holdId, identification, note } = hold;
  return {
    ...hold,
    identification: maskEnding(identification),
    note: maskText(note, identification),
    revealBy: { list: "holds", tenantId, holdId },
  };
}

export function maskFound(debtor: FoundDebtor): FoundDebtor {
  const shown = maskFileNames(debtor);
  return isErasedName(debtor.identification)
    ? shown
    : { ...shown, identification: maskEnding(debtor.identification), isMasked: true };
}

/** Their params are amounts that were read as such, or days; in all others a cell of another column may stand. */
const amounts: ReadonlySet<IssueCode> = new Set(["amount_rounded", "amount_negative", "payment_above_balance"]);

export function maskIssue({ proposal, ...issue }: Issue, identification: string | null): Issue {
  if (amounts.has(issue.code)) return { ...issue, ...(proposal === undefined ? {} : { proposal }) };
  const maskParam = (name: string, value: string | number) => {
    if (typeof value === "number") return value;
    return name === "obligation" ? maskObligation(value, identification) : maskQuoted(issue, value, identification);
  };
  return {
    ...issue,
    params: Object.fromEntries(Object.entries(issue.params).map(([name, value]) => [name, maskParam(name, value)])),
    ...(proposal === undefined ? {} : { proposal: maskQuoted(issue, proposal, identification) }),
  };
}

/** Other people's identifications are quoted by the issues about two of them. */
const quotingDebtors: ReadonlySet<IssueCode> = new Set([
  "debtor_looks_alike",
  "obligation_of_two_debtors",
  "correction_line_sent",
]);

/** Their params are kinds of documents, or the reason of a hold. */
const ownWords: ReadonlySet<IssueCode> = new Set(["document_types_differ", "document_types_accepted", "debtor_held"]);

function maskQuoted({ field, code }: Issue, value: string, identification: string | null): string {
  if (ownWords.has(code)) return value;
  if (quotingDebtors.has(code)) return maskEnding(value);
  return maskValue(value, standardKind(field), identification);
}

/** Kinds whose values, once sent, are amounts or days and nothing else. */
const plainKinds: ReadonlySet<FieldKind | undefined> = new Set(["amount", "days", "date"]);

function maskChange(change: DebtorChange, identification: string, kinds: FieldKinds): DebtorChange {
  const { fieldId, obligation, before, after } = change;
  const kind = standardKind(fieldId) ?? kinds.get(fieldId);
  const maskOf = (value: string | null) => {
    if (value === null || plainKinds.has(kind)) return value;
    return fieldId === obligationIdField
      ? maskObligation(value, identification)
      : maskValue(value, kind, identification);
  };
  return {
    fieldId,
    obligation: obligation === null ? null : maskObligation(obligation, identification),
    before: maskOf(before),
    after: maskOf(after),
  };
}

/** Undefined for a field of a tenant's own, and for an obligation's number, which is no debtor's. */
function standardKind(fieldId: string | null): FieldKind | undefined {
  return fieldId === obligationIdField ? undefined : standardFields.find(({ id }) => id === fieldId)?.kind;
}

/** By what the field holds; whatever else stands in it is masked as a text. */
function maskValue(value: string, kind: FieldKind | undefined, identification: string | null): string {
  if (kind === "identification" || (kind === "email" && !value.includes("@"))) return maskEnding(value);
  return kind === "telephone" ? maskNumber(value) : maskText(value, identification);
}

function masked(text: string | null, identification: string): string | null {
  return text === null ? null : maskText(text, identification);
}
