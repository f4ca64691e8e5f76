import { centsOf } from "../cleaning/amount.ts";
import { dayNumber } from "../cleaning/calendar.ts";
import type { IssueParams } from "../cleaning/cleaner.ts";
import { totalBalanceField } from "../fields/catalogue.ts";
import type { FieldId } from "../fields/field.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { ReadingPlan, Step } from "../portfolio/reading-plan.ts";
import type { IssueCode } from "./issue.ts";

/** A sentence about two values of one obligation that cannot both be right. Judged only where both are there. */
interface ObligationRule {
  readonly code: IssueCode;
  /** The value at fault, and the one it is held against. */
  readonly field: FieldId;
  readonly against: FieldId;
  /** null when the two agree. */
  judge(value: string, against: string, cutOff: Mapping["cutOff"]): IssueParams | null;
}

/** Senders count arrears from the due date or from the day after, and close on a weekend: less than this is no contradiction. */
const toleratedDays = 5;

const rules: readonly ObligationRule[] = [
  {
    code: "payment_above_balance",
    field: "obligation.balance_payment",
    against: totalBalanceField,
    judge: (payment, balance) => (centsOf(payment) > centsOf(balance) ? { payment, balance } : null),
  },
  {
    code: "days_against_due_date",
    field: "obligation.days_delay",
    against: "obligation.expiring_date",
    judge: (days, due, cutOff) => {
      if (cutOff === undefined || cutOff === "none") return null;
      const expected = Math.max(0, dayNumber(cutOff) - dayNumber(due));
      return Math.abs(Math.max(0, Number(days)) - expected) > toleratedDays ? { days, expected } : null;
    },
  },
];

export type Tell = (code: IssueCode, step: Step, params: IssueParams) => void;

/** The rules whose two fields a mapping fills, or null when there is none to judge. */
export function compileObligationRules(
  plan: ReadingPlan,
  cutOff: Mapping["cutOff"],
): ((slots: readonly string[], steps: readonly Step[], tell: Tell) => void) | null {
  const compiled = rules.flatMap((rule) => {
    const slot = plan.slots.get(rule.field);
    const against = plan.slots.get(rule.against);
    const needsCutOff = rule.code === "days_against_due_date";
    return slot === undefined || against === undefined || (needsCutOff && (cutOff ?? "none") === "none")
      ? []
      : [{ rule, slot, against }];
  });
  if (compiled.length === 0) return null;
  return (slots, steps, tell) => {
    for (const { rule, slot, against } of compiled) {
      const value = slots[slot] ?? "";
      const other = slots[against] ?? "";
      if (value === "" || other === "") continue;
      const params = rule.judge(value, other, cutOff);
      const step = params === null ? undefined : steps.find((candidate) => candidate.slot === slot);
      if (params !== null && step !== undefined) tell(rule.code, step, params);
    }
  };
}
