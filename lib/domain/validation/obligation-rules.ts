import { centsOf } from "../cleaning/amount.ts";
import type { IssueParams } from "../cleaning/cleaner.ts";
import { dayNumber } from "../cleaning/dates/calendar.ts";
import type { ReadingPlan, Step } from "../debtors/reading-plan.ts";
import { totalBalanceField } from "../fields/catalogue.ts";
import type { FieldId } from "../fields/field.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { IssueCode } from "./issue.ts";

/** A contradiction between two values of one obligation. Judged only if both are there. */
interface ObligationRule {
  readonly code: IssueCode;
  /** The value at fault, and the one it is compared with. */
  readonly field: FieldId;
  readonly against: FieldId;
  /** How to turn both canonical values into numbers: cents, days, or days since 1970-01-01. */
  readonly measures: readonly [(value: string) => number, (against: string) => number];
  /** `cutOff` in days since 1970-01-01, NaN if unknown. NaN never contradicts anything. */
  contradicts(value: number, against: number, cutOff: number): boolean;
  params(value: string, against: string, cutOff: number): IssueParams;
}

/**
 * Up to this many days apart is no contradiction: senders count arrears from the due date or from the day
 * after, and close on a weekend.
 */
const toleratedDays = 5;

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
    measures: [Number, dayNumber],
    contradicts: (days, due, cutOff) => Math.abs(Math.max(0, days) - Math.max(0, cutOff - due)) > toleratedDays,
    params: (days, due, cutOff) => ({ days, expected: Math.max(0, cutOff - dayNumber(due)) }),
  },
];

export type Tell = (code: IssueCode, step: Step, params: IssueParams) => void;

interface CompiledRule {
  readonly rule: ObligationRule;
  readonly slot: number;
  readonly against: number;
}

function compile(plan: ReadingPlan, cutOff: number): readonly CompiledRule[] {
  return rules.flatMap((rule) => {
    const slot = plan.slots.get(rule.field);
    const against = plan.slots.get(rule.against);
    const needsCutOff = rule.code === "days_against_due_date";
    return slot === undefined || against === undefined || (needsCutOff && Number.isNaN(cutOff))
      ? []
      : [{ rule, slot, against }];
  });
}

function dayOf(cutOff: Mapping["cutOff"]): number {
  return cutOff === undefined || cutOff === "none" ? Number.NaN : dayNumber(cutOff);
}

/** Whether any rule finds a contradiction in an obligation's values, given as numbers by slot (NaN for no value). */
export function compileContradictions(
  plan: ReadingPlan,
  cutOff: Mapping["cutOff"],
): (numbers: Float64Array) => boolean {
  const day = dayOf(cutOff);
  const compiled = compile(plan, day);
  return (numbers) => {
    for (const { rule, slot, against } of compiled) {
      if (rule.contradicts(numbers[slot] ?? Number.NaN, numbers[against] ?? Number.NaN, day)) return true;
    }
    return false;
  };
}

/** The rules whose two fields the mapping fills; null if there are none. */
export function compileObligationRules(
  plan: ReadingPlan,
  cutOff: Mapping["cutOff"],
): ((slots: readonly string[], steps: readonly Step[], tell: Tell) => void) | null {
  const day = dayOf(cutOff);
  const compiled = compile(plan, day);
  if (compiled.length === 0) return null;
  return (slots, steps, tell) => {
    for (const { rule, slot, against } of compiled) {
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
