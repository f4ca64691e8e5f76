"use client";

import { useLocale, useTranslations } from "use-intl";
import type { UploadPlan } from "#lib/domain/views/plans.ts";
import { Description, DescriptionList } from "../ui/description-list.tsx";
import { NumberText } from "../ui/number-text.tsx";
import { Section } from "../ui/section.tsx";
import { BudgetText } from "./budget-text.tsx";
import { DoubtsElsewhereText } from "./doubts-elsewhere-text.tsx";
import { durationText } from "./duration-text.tsx";
import { LineAhead } from "./line-ahead.tsx";
import { SentLatelyText } from "./sent-lately-text.tsx";

export interface PlanCardProps {
  plan: UploadPlan;
  batchSize: number;
}

/** How an upload would be sent: batches, calls against the day's budget, duration, and which uploads go first. */
export function PlanCard({ plan, batchSize }: PlanCardProps) {
  const t = useTranslations("outcome");
  const lately = useTranslations("portfolios.comparison.lately");
  const doubts = useTranslations("portfolios.doubtsElsewhere");
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
          <BudgetText plan={plan} enough={t("confirm.budgetEnough")} short={t("confirm.budgetShort")} />
        </Description>
        <Description label={t("confirm.duration")}>
          {t(plan.line === null ? "confirm.durationAbout" : "confirm.durationAfter", {
            duration: durationText(locale, plan.expectedSeconds * 1000),
          })}
        </Description>
        <Description label={t("confirm.before")}>
          {plan.line === null ? (
            t("confirm.beforeNone")
          ) : (
            <>
              {t("confirm.beforeSome", { count: plan.line.ahead })}
              <LineAhead line={plan.line} />
            </>
          )}
        </Description>
        {plan.sentLately === undefined ? null : (
          <Description label={lately("label")}>
            <SentLatelyText sent={plan.sentLately} />
          </Description>
        )}
        {plan.doubtsElsewhere === undefined ? null : (
          <Description label={doubts("label")}>
            <DoubtsElsewhereText doubts={plan.doubtsElsewhere} />
          </Description>
        )}
      </DescriptionList>
    </Section>
  );
}
