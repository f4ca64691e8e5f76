import { identificationField, obligationIdField } from "../fields/catalogue.ts";
import type { Field, FieldId, FieldKind } from "../fields/field.ts";
import type { ConflictPolicy, Mapping } from "../mapping/mapping.ts";
import { type CodeUnder, compileAccepted } from "../validation/accepted.ts";
import { type SeverityOf, severitiesUnder } from "../validation/leave-out.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { quote } from "./json-text.ts";
import { planReading } from "./reading-plan.ts";
import { SlotReader } from "./slot-values.ts";

/** What judging and writing a debtor needs to know of one field. */
export interface PlannedField {
  readonly field: Field;
  readonly key: SlotReader;
  /** Its canonical values contain nothing that JSON escapes. */
  readonly isPlain: boolean;
  /** `{"key":` for the first field of its JSON object and `,"key":` for any other. */
  readonly opening: string;
  readonly prefix: string;
  readonly column: number | null;
  readonly policy: ConflictPolicy;
  /** What is sent of a debtor without a value in any of its rows; "" for nothing. Obligations are filled row by row. */
  readonly placeholder: string;
}

export interface DebtorPlan {
  readonly debtor: readonly PlannedField[];
  readonly obligation: readonly PlannedField[];
  readonly obligationId: SlotReader;
  readonly obligationIdColumn: number | null;
  readonly balance: SlotReader;
  /** Which of an obligation's rows is sent if they differ. */
  readonly repeatedPolicy: ConflictPolicy;
  readonly severityOf: SeverityOf;
  readonly identificationColumn: number | null;
  readonly codeUnder: CodeUnder;
}

const plainKinds = new Set<FieldKind>(["amount", "date", "days", "number", "telephone", "email"]);

function columnOf(mapping: Mapping, field: FieldId): number | null {
  const column = mapping.columns.findIndex(
    (mapped) => (mapped.state === "field" || mapped.state === "joined") && mapped.field === field,
  );
  return column < 0 ? null : column;
}

/**
 * What the user decided about a debtor's rows that differ. By default the first name or mail is kept,
 * with a warning. If two rows give an obligation different values, nothing is guessed and the debtor is
 * left out (decision 13).
 */
export function conflictPolicyOf(mapping: Pick<Mapping, "conflicts">, field: FieldId): ConflictPolicy {
  const said = mapping.conflicts.find((conflict) => conflict.field === field)?.policy;
  return said ?? (field === obligationIdField ? "leave_out" : "first");
}

function planField(field: Field, mapping: Mapping, placeholder = ""): PlannedField {
  return {
    field,
    key: new SlotReader(field.apiKey),
    isPlain: plainKinds.has(field.kind),
    opening: `{${quote(field.apiKey)}:`,
    prefix: `,${quote(field.apiKey)}:`,
    column: columnOf(mapping, field.id),
    policy: conflictPolicyOf(mapping, field.id),
    placeholder,
  };
}

function planDebtors(context: DerivationContext): DebtorPlan {
  const { fields, mapping } = context;
  const filling = planReading(context).debtor.filter(({ fillsDebtor }) => fillsDebtor);
  const isMapped = (field: Field): boolean =>
    columnOf(mapping, field.id) !== null || mapping.constants.some((constant) => constant.field === field.id);
  return {
    debtor: fields
      .filter(
        (field) =>
          field.level === "debtor" && field.id !== identificationField && (isMapped(field) || field.isRequired),
      )
      .map((field) => planField(field, mapping, filling.find((step) => step.field === field)?.fallback)),
    obligation: fields
      .filter((field) => field.level === "obligation" && isMapped(field))
      .map((field) => planField(field, mapping)),
    obligationId: new SlotReader("id"),
    obligationIdColumn: columnOf(mapping, obligationIdField),
    balance: new SlotReader("total_balance"),
    repeatedPolicy: conflictPolicyOf(mapping, obligationIdField),
    severityOf: severitiesUnder(mapping),
    identificationColumn: columnOf(mapping, identificationField),
    codeUnder: compileAccepted(mapping),
  };
}

/** One plan per context: worked out once a file, used for each of its debtors. */
const plans = new WeakMap<DerivationContext, DebtorPlan>();

export function debtorPlanOf(context: DerivationContext): DebtorPlan {
  let plan = plans.get(context);
  if (plan === undefined) {
    plan = planDebtors(context);
    plans.set(context, plan);
  }
  return plan;
}
