import { identificationField, obligationIdField } from "../fields/catalogue.ts";
import type { Field, FieldId, FieldKind } from "../fields/field.ts";
import type { ConflictPolicy, Mapping } from "../mapping/mapping.ts";
import { type CodeUnder, compileAccepted } from "../validation/accepted.ts";
import { type SeverityOf, severitiesUnder } from "../validation/leave-out.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { quote } from "./json-text.ts";
import { SlotReader } from "./slot-values.ts";

/** A field as debtors are judged and written by it. */
export interface PlannedField {
  readonly field: Field;
  readonly key: SlotReader;
  /** Its canonical values have nothing that JSON escapes. */
  readonly isPlain: boolean;
  /** `{"key":` and `,"key":` as they stand in the payload, first in its object or not. */
  readonly opening: string;
  readonly prefix: string;
  readonly column: number | null;
  readonly policy: ConflictPolicy;
}

export interface DebtorPlan {
  readonly debtor: readonly PlannedField[];
  readonly obligation: readonly PlannedField[];
  readonly obligationId: SlotReader;
  readonly obligationIdColumn: number | null;
  readonly balance: SlotReader;
  /** Which of an obligation's rows is sent where they disagree. */
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
 * What the user decided about rows of one debtor that disagree. Where nothing is said, the first row's name or mail is kept with a
 * warning; a balance that two rows tell differently is not chosen for anybody, so its debtor is left out.
 */
export function conflictPolicyOf(mapping: Pick<Mapping, "conflicts">, field: FieldId): ConflictPolicy {
  const said = mapping.conflicts.find((conflict) => conflict.field === field)?.policy;
  return said ?? (field === obligationIdField ? "leave_out" : "first");
}

function planField(field: Field, mapping: Mapping): PlannedField {
  return {
    field,
    key: new SlotReader(field.apiKey),
    isPlain: plainKinds.has(field.kind),
    opening: `{${quote(field.apiKey)}:`,
    prefix: `,${quote(field.apiKey)}:`,
    column: columnOf(mapping, field.id),
    policy: conflictPolicyOf(mapping, field.id),
  };
}

function planDebtors({ fields, mapping }: DerivationContext): DebtorPlan {
  const isMapped = (field: Field): boolean =>
    columnOf(mapping, field.id) !== null || mapping.constants.some((constant) => constant.field === field.id);
  return {
    debtor: fields
      .filter(
        (field) =>
          field.level === "debtor" && field.id !== identificationField && (isMapped(field) || field.isRequired),
      )
      .map((field) => planField(field, mapping)),
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

/** Plans by context: one is worked out once for a file, and every debtor of the file goes by it. */
const plans = new WeakMap<DerivationContext, DebtorPlan>();

export function debtorPlanOf(context: DerivationContext): DebtorPlan {
  let plan = plans.get(context);
  if (plan === undefined) {
    plan = planDebtors(context);
    plans.set(context, plan);
  }
  return plan;
}
