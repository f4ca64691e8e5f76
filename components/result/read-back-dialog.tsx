"use client";

import { useLocale, useTranslations } from "use-intl";
import type { ReadBackPlan } from "#lib/domain/views/plans.ts";
import { BudgetText } from "../run/budget-text.tsx";
import { durationText } from "../run/duration-text.tsx";
import { Description, DescriptionList } from "../ui/description-list.tsx";
import { ConfirmDialog } from "../ui/overlay/confirm-dialog.tsx";
import { Skeleton } from "../ui/skeleton.tsx";

export interface ReadBackDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  count: number;
  /** null while the CRM is being asked for the day's budget. */
  plan: ReadBackPlan | null;
  isBusy: boolean;
  onConfirm: () => void;
}

/** Shows the price of looking debtors up in the CRM before the user confirms. */
export function ReadBackDialog({ isOpen, onOpenChange, count, plan, isBusy, onConfirm }: ReadBackDialogProps) {
  const t = useTranslations("outcome.recover");
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={t("readBackTitle", { count: plan?.debtors ?? count })}
      confirmLabel={t("readBackConfirm")}
      isBusy={isBusy || plan === null}
      onConfirm={onConfirm}
    >
      <p>{t("readBackWhat")}</p>
      <div className="mt-4 min-h-40 text-text">{plan === null ? <Waiting /> : <Price plan={plan} />}</div>
    </ConfirmDialog>
  );
}

function Price({ plan }: { plan: ReadBackPlan }) {
  const t = useTranslations("outcome");
  const locale = useLocale();
  return (
    <DescriptionList>
      <Description label={t("recover.readBackCalls")}>
        {t("recover.readBackCallsUpTo", { count: plan.calls })}
      </Description>
      <Description label={t("confirm.budget")}>
        <BudgetText plan={plan} enough={t("recover.readBackEnough")} short={t("recover.readBackShort")} />
      </Description>
      <Description label={t("confirm.duration")}>
        {t("confirm.durationAbout", { duration: durationText(locale, plan.expectedSeconds * 1000) })}
      </Description>
    </DescriptionList>
  );
}

function Waiting() {
  const t = useTranslations("outcome.confirm");
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="text-text-muted">
        {t("budgetAsking")}
      </p>
      <Skeleton className="h-4 w-3/5" />
      <Skeleton className="h-4 w-4/5" />
    </div>
  );
}
