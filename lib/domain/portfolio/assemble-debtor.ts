import { identificationField, obligationIdField, totalBalanceField } from "../fields/catalogue.ts";
import type { Field, FieldId, FieldKind } from "../fields/field.ts";
import type { ConflictPolicy, Mapping } from "../mapping/mapping.ts";
import { type Issue, type IssueCode, issueSeverities } from "../validation/issue.ts";
import type { CheckedRow, Debtor, FieldValues } from "./debtor.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { quote } from "./json-text.ts";
import { commonValue, settleValues } from "./merge-values.ts";
import { repeatedObligations } from "./repeated-obligations.ts";
import { SlotReader } from "./slot-values.ts";

export interface AssembledDebtor {
  /** null when an error stands on any of the client's rows or on the client: a debtor is never sent in part. */
  readonly debtor: Debtor | null;
  /** What only shows on the client as a whole; the rows' own issues stand on the rows. */
  readonly issues: readonly Issue[];
}

interface PlannedField {
  readonly field: Field;
  readonly key: SlotReader;
  /** Its canonical values have nothing that JSON escapes. */
  readonly isPlain: boolean;
  /** `{"key":` and `,"key":` as they stand in the payload, first in its object or not. */
  readonly opening: string;
  readonly prefix: string;
  readonly column: number | null;
  readonly policy: ConflictPolicy;
  readonly isMapped: boolean;
}

interface Assembly {
  readonly debtor: readonly PlannedField[];
  readonly obligation: readonly PlannedField[];
  readonly obligationIdColumn: number | null;
}

const plainKinds = new Set<FieldKind>(["amount", "date", "days", "number", "telephone", "email"]);

const noIssues: readonly Issue[] = Object.freeze([]);

function columnOf(mapping: Mapping, field: FieldId): number | null {
  const column = mapping.columns.findIndex(
    (mapped) => (mapped.state === "field" || mapped.state === "joined") && mapped.field === field,
  );
  return column < 0 ? null : column;
}

function planField(field: Field, mapping: Mapping): PlannedField {
  const column = columnOf(mapping, field.id);
  return {
    field,
    key: new SlotReader(field.apiKey),
    isPlain: plainKinds.has(field.kind),
    opening: `{${quote(field.apiKey)}:`,
    prefix: `,${quote(field.apiKey)}:`,
    column,
    policy: mapping.conflicts.find((conflict) => conflict.field === field.id)?.policy ?? "first",
    isMapped: column !== null || mapping.constants.some((constant) => constant.field === field.id),
  };
}

/** Plans by context: it is worked out once for a file, and every client of the file is assembled by it. */
const plans = new WeakMap<DerivationContext, Assembly>();

function planOf(context: DerivationContext): Assembly {
  let plan = plans.get(context);
  if (plan === undefined) {
    const planned = context.fields.map((field) => planField(field, context.mapping));
    plan = {
      debtor: planned.filter(
        ({ field, isMapped }) =>
          field.level === "debtor" && field.id !== identificationField && (isMapped || field.isRequired),
      ),
      obligation: planned.filter(({ field, isMapped }) => field.level === "obligation" && isMapped),
      obligationIdColumn: columnOf(context.mapping, obligationIdField),
    };
    plans.set(context, plan);
  }
  return plan;
}

function hasErrorOn(rows: readonly CheckedRow[], field: FieldId): boolean {
  return rows.some((row) => row.issues.some((issue) => issue.field === field && issue.severity === "error"));
}

/** `{"id":"1","name":"…"}` in catalogue order; an empty value is left out, since an empty string could overwrite. */
function obligationText(values: FieldValues, planned: readonly PlannedField[]): string {
  let text = "";
  for (const { key, opening, prefix, isPlain } of planned) {
    const value = key.read(values);
    if (value === "") continue;
    const before = text === "" ? opening : prefix;
    text += isPlain ? `${before}"${value}"` : before + quote(value);
  }
  return text === "" ? "{}" : `${text}}`;
}

/**
 * Makes one client of all its rows (ascending, all of one identification). Same rows, same text, byte for byte.
 * The rows must be those of compileRowReader, under the same context.
 */
export function assembleDebtor(rows: readonly CheckedRow[], context: DerivationContext): AssembledDebtor {
  const plan = planOf(context);
  const first = rows[0];
  if (first === undefined || first.identification === null) return { debtor: null, issues: noIssues };
  const issues: Issue[] = [];
  const add = (row: number, planned: PlannedField, code: IssueCode, params: Issue["params"]): void => {
    issues.push({
      row,
      column: planned.column,
      field: planned.field.id,
      code,
      severity: issueSeverities[code],
      params,
    });
  };

  let payload = `{"Identification":${quote(first.identification)}`;
  for (const planned of plan.debtor) {
    let value = commonValue(rows, planned.key);
    if (value === null) {
      const settled = settleValues(rows, planned.key, planned.policy);
      value = settled.value;
      if (settled.differing !== null) {
        const code = planned.policy === "leave_out" ? "client_left_out" : "client_values_differ";
        add(settled.differing.row, planned, code, { kept: value, other: settled.differing.value });
      }
    }
    if (value !== "") payload += planned.isPlain ? `${planned.prefix}"${value}"` : planned.prefix + quote(value);
    else if (planned.field.isRequired && !hasErrorOn(rows, planned.field.id))
      add(first.row, planned, "required_missing", {});
  }

  payload += ',"Obligations":[';
  let obligationCount = 0;
  let balanceCents = 0;
  let hasError = false;
  for (const row of rows) {
    for (const issue of row.issues) if (issue.severity === "error") hasError = true;
    for (const values of row.obligations) {
      if (obligationCount > 0) payload += ",";
      payload += obligationText(values, plan.obligation);
      obligationCount++;
    }
    balanceCents += row.balanceCents;
  }
  payload += "]}";
  // Beyond 2^53 cents a sum is no longer exact; what is not exact is not sent.
  if (!Number.isSafeInteger(balanceCents)) {
    issues.push({
      row: first.row,
      column: null,
      field: totalBalanceField,
      code: "amount_too_large",
      severity: "error",
      params: { value: String(balanceCents) },
    });
  }
  if (obligationCount > 1) issues.push(...repeatedObligations(rows, plan.obligationIdColumn));

  if (hasError || issues.some((issue) => issue.severity === "error")) return { debtor: null, issues };
  return {
    debtor: {
      identification: first.identification,
      rows: rows.map((row) => row.row),
      lines: rows.map((row) => row.line),
      payload,
      obligationCount,
      balanceCents,
    },
    issues: issues.length === 0 ? noIssues : issues,
  };
}
