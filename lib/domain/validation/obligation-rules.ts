import { centsOf } from "../cleaning/amount.ts";
import type { IssueParams } from "../cleaning/cleaner.ts";
import { dayNumber } from "../cleaning/dates/calendar.ts";
import type { ReadingPlan, Step } from "../debtors/reading-plan.ts";
import { totalBalanceField } from "../fields/catalogue.ts";
import type { FieldId } from "../fields/field.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { IssueCode } from "./issue.ts";

/** A contradiction between two values of one obligation, or of one with a day. Judged only if both are there. */
interface ObligationRule {
  readonly code: IssueCode;
  /** The value at fault, and the one it is compared with; the same field if only the day matters. */
  readonly field: FieldId;
  readonly against: FieldId;
  /** The mapping's day that the rule needs; without one nothing is judged. Absent: it needs none. */
  readonly day?: "cutOff" | "paymentsUntil";
  /** How to turn both canonical values into numbers: cents, days, or days since 1970-01-01. */
  readonly measures: readonly [(value: string) => number, (against: string) => number];
  /** `day` in days since 1970-01-01. A number that is NaN never contradicts anything. */
  contradicts(value: number, against: number, day: number): boolean;
  params(value: string, against: string, day: number): IssueParams;
}

/**
 * Up to this many days apart is no contradiction: senders count arrears from the due date or from the day
 * after, and close on a weekend.
 */
const toleratedDays = 5;

/** The day of the last payment. */
export const lastPaymentField: FieldId = "obligation.last_pay_date";

const rules: readonly ObligationRule[] = [
  {
    code: "payment_above_balance",
    field: "obligation.balance_payment",
    against: totalBalanceField,
    measures: [centsOf, centsOf],
    contradicts: (payment, balance) => payment > balance,
    params: (payment, balance) => ({ payment, balance }),
  },
  {
    code: "days_against_due_date",
    field: "obligation.days_delay",
    against: "obligation.expiring_date",
    day: "cutOff",
    measures: [Number, dayNumber],
    contradicts: (days, due, cutOff) => Math.abs(Math.max(0, days) - Math.max(0, cutOff - due)) > toleratedDays,
    params: (days, due, cutOff) => ({ days, expected: Math.max(0, cutOff - dayNumber(due)) }),
  },
  {
    code: "payment_in_future",
    field: lastPaymentField,
    against: lastPaymentField,
    day: "paymentsUntil",
    measures: [dayNumber, dayNumber],
    contradicts: (payment, _, until) => payment > until,
    params: () => ({}),
  },
];

export type Tell = (code: IssueCode, step: Step, params: IssueParams) => void;

interface CompiledRule {
  readonly rule: ObligationRule;
  readonly slot: number;
  readonly against: number;
  /** NaN if the rule needs none. */
  readonly day: number;
}

/** The rules whose fields the mapping fills and whose day it has. */
function compile(plan: ReadingPlan, mapping: Days): readonly CompiledRule[] {
  return rules.flatMap((rule) => {
    const slot = plan.slots.get(rule.field);
    const against = plan.slots.get(rule.against);
    const day = rule.day === undefined ? Number.NaN : dayOf(mapping[rule.day]);
    return slot === undefined || against === undefined || (rule.day !== undefined && Number.isNaN(day))
      ? []
      : [{ rule, slot, against, day }];
  });
}

type Days = Pick<Mapping, "cutOff" | "paymentsUntil">;

function dayOf(day: Mapping["cutOff"]): number {
  return day === undefined || day === "none" ? Number.NaN : dayNumber(day);
}

/** Whether any rule finds a contradiction in an obligation's values, given as numbers by slot (NaN for no value). */
export function compileContradictions(plan: ReadingPlan, mapping: Days): (numbers: Float64Array) => boolean {
  const compiled = compile(plan, mapping);
  return (numbers) => {
    for (const { rule, slot, against, day } of compiled) {
      if (rule.contradicts(numbers[slot] ?? Number.NaN, numbers[against] ?? Number.NaN, day)) return true;
    }
    return false;
  };
}

/** The rules whose fields the mapping fills; null if there are none. */
export function compileObligationRules(
  plan: ReadingPlan,
  mapping: Days,
): ((slots: readonly string[], steps: readonly Step[], tell: Tell) => void) | null {
  const compiled = compile(plan, mapping);
  if (compiled.length === 0) return null;
  return (slots, steps, tell) => {
    for (const { rule, slot, against, day } of compiled) {
      const value = slots[slot] ?? "";
      const other = slots[against] ?? "";
      if (value === "" || other === "") continue;
      const [measure, measureAgainst] = rule.measures;
      if (!rule.contradicts(measure(value), measureAgainst(other), day)) continue;
      const step = steps.find((candidate) => candidate.slot === slot);
      if (step !== undefined) tell(rule.code, step, rule.params(value, other, day));
    }
  };
}
