"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useTranslations } from "use-intl";
import type { UploadPlan } from "#lib/domain/views/plans.ts";
import { useReasonWords } from "#lib/i18n/reason-words.ts";

export interface BudgetTextProps {
  plan: Pick<UploadPlan, "budget" | "budgetProblem" | "isWithinBudget">;
  /** Shown if the day's calls are enough, and if they are not. */
  enough: string;
  short: string;
}

/** What is left of a token's day, and whether that is enough for a plan. */
export function BudgetText({ plan, enough, short }: BudgetTextProps) {
  const t = useTranslations("outcome.confirm");
  const words = useReasonWords();
  if (plan.budget === null) {
    return (
      <span className="flex gap-1.5 text-warning">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
        <span>
          {t("budgetUnknown")}
          {plan.budgetProblem === null ? null : (
            <span className="block text-sm text-text-muted">{words.reason(plan.budgetProblem)}</span>
          )}
        </span>
      </span>
    );
  }
  const { available, limit, hoursToRestart } = plan.budget;
  const isEnough = plan.isWithinBudget === true;
  const Icon = isEnough ? CircleCheck : TriangleAlert;
  return (
    <>
      {t("budgetLeft", { available, limit })}
      <span className={`mt-0.5 flex gap-1.5 text-sm ${isEnough ? "text-accepted" : "text-warning"}`}>
        <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
        {isEnough ? enough : short}
      </span>
      {hoursToRestart === null ? null : (
        <span className="block text-sm text-text-muted">
          {t("budgetRestart", { hours: Math.ceil(hoursToRestart) })}
        </span>
      )}
    </>
  );
}
