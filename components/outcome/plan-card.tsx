"use client";

import { CircleCheck, TriangleAlert } from "lucide-react";
import { useLocale, useTranslations } from "use-intl";
import type { UploadPlan } from "#lib/domain/outcome/pages.ts";
import { Description, DescriptionList } from "../ui/description-list.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Section } from "../ui/section.tsx";
import { durationText } from "./duration-text.tsx";
import { useReasonWords } from "./reason-words.ts";

/** How an upload would be sent: batches, calls against the day's budget, how long, and what goes first. */
export function PlanCard({ plan, batchSize }: { plan: UploadPlan; batchSize: number }) {
  const t = useTranslations("outcome");
  const locale = useLocale();
  return (
    <Section title={t("confirm.planTitle")}>
      <DescriptionList>
        <Description label={t("figures.batches")}>
          <NumberText value={plan.batches} />{" "}
          <span className="text-text-muted">({t("figures.perBatch", { count: batchSize })})</span>
        </Description>
        <Description label={t("confirm.calls")}>
          <NumberText value={plan.calls} />
        </Description>
        <Description label={t("confirm.budget")}>
          <Budget plan={plan} />
        </Description>
        <Description label={t("confirm.duration")}>
          {t("confirm.durationAbout", { duration: durationText(locale, plan.expectedSeconds * 1000) })}
        </Description>
        <Description label={t("confirm.before")}>
          {plan.uploadsBefore === 0 ? t("confirm.beforeNone") : t("confirm.beforeSome", { count: plan.uploadsBefore })}
        </Description>
      </DescriptionList>
    </Section>
  );
}

function Budget({ plan }: { plan: UploadPlan }) {
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
        {isEnough ? t("budgetEnough") : t("budgetShort")}
      </span>
      {hoursToRestart === null ? null : (
        <span className="block text-sm text-text-muted">
          {t("budgetRestart", { hours: Math.ceil(hoursToRestart) })}
        </span>
      )}
    </>
  );
}
