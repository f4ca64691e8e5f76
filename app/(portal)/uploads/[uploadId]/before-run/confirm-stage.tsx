"use client";

import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { ClosingSection } from "#components/close-out/closing-section.tsx";
import { ComparisonLead } from "#components/comparison/comparison-lead.tsx";
import { ComparisonTables } from "#components/comparison/comparison-tables.tsx";
import { ControlTotals } from "#components/result/control-totals.tsx";
import { SendSummary } from "#components/run/send-summary.tsx";
import { SupersededNotice } from "#components/run/superseded-notice.tsx";
import { usePageActions } from "#components/ui/actions/use-page-actions.ts";
import { Callout } from "#components/ui/callout.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import { needsReason } from "#lib/domain/portfolio/declared/declared-totals.ts";
import type { CloseOutPlan } from "#lib/domain/views/close-out-view.ts";
import type { ComparisonView } from "#lib/domain/views/comparison-view.ts";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import { cancelUploadAction, confirmUploadAction } from "../actions.ts";
import { useStageRefresh } from "../progress/use-stage-refresh.ts";
import { useUploadProgress } from "../progress/use-upload-progress.ts";
import { UploadHeader } from "../upload-header.tsx";
import { useAction } from "../use-action.ts";
import { DeclaredPanel } from "./declared-panel.tsx";
import { DiscardButton } from "./discard-button.tsx";
import { SendingChooser } from "./sending-chooser.tsx";

/** The comparison's own page has all of them. */
const mostFields = 8;

export interface ConfirmStageProps {
  rendered: UploadProgress;
  /** Null: it was not compared. */
  comparison: ComparisonView | null;
  /** What a close-out closes; null for any other upload. */
  closeOut: CloseOutPlan | null;
  /** How it will be sent. It needs a call to the CRM, so it comes later than the rest. */
  plan: ReactNode;
  /** What is unlike the portfolio's earlier loads. */
  drift: ReactNode;
  leftOut: ReactNode;
}

/** What will be sent, what will not, and the one button that starts it; or why it may no longer be sent. */
export function ConfirmStage({ rendered, comparison, closeOut, plan, drift, leftOut }: ConfirmStageProps) {
  const { view } = useUploadProgress(rendered);
  useStageRefresh(rendered.view, view);
  const t = useTranslations("outcome.confirm");
  const confirm = useAction(confirmUploadAction);
  const [moved, setMoved] = useState<number | null>(null);
  const words = useTranslations("portfolios.comparison");
  const router = useRouter();
  const currency = currencyOfSums(view);
  const isEmpty = view.totals.staged.debtors === 0;
  const isSuperseded = view.superseded !== undefined && view.superseded.debtors > 0;

  const submit = async () => {
    const result = await confirm.run({ uploadId: view.id });
    if (result === null || result.ok) return;
    if (result.code === "comparison_moved") setMoved(Number(result.params.debtors));
    // Refused because of something that happened since the page was rendered: render it anew to show that.
    router.refresh();
  };

  const canSubmit = !isEmpty && !needsReason(view);
  const isBusy = confirm.isBusy || view.state !== "staged";
  usePageActions({
    actions: [
      {
        ...{ id: "confirm", label: t("submit"), isEnabled: canSubmit && !isBusy && !isSuperseded },
        run: () => void submit(),
      },
    ],
  });

  return (
    <>
      <UploadHeader
        view={view}
        actions={
          <>
            <DiscardButton
              uploadId={view.id}
              action={cancelUploadAction}
              kind={isSuperseded ? "superseded" : "draft"}
            />
            {isSuperseded ? null : (
              <Button variant="primary" isBusy={isBusy} disabled={!canSubmit} onClick={() => void submit()}>
                <Send aria-hidden />
                {t("submit")}
              </Button>
            )}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {isSuperseded ? (
          <>
            <SupersededNotice view={view} />
            <ControlTotals view={view} hasGroups={false} />
          </>
        ) : (
          <>
            {moved === null ? null : (
              <Callout tone="warning" role="alert" title={words("moved.title")}>
                {words("moved.text", { debtors: moved })}
              </Callout>
            )}
            {comparison === null ? null : (
              <ComparisonLead view={comparison} currency={currency} href={`/uploads/${view.id}/comparison`} />
            )}
            {isEmpty ? <Callout tone="error">{t("nothingToSend")}</Callout> : <SendSummary view={view} />}
            {closeOut === null || isEmpty ? null : <ClosingSection plan={closeOut} />}
            {drift}
            {view.hasNoBalance === true && !isEmpty ? (
              <Callout tone="warning" title={t("noBalanceTitle")}>
                {t("noBalanceText")}
              </Callout>
            ) : null}
            <DeclaredPanel view={view} />
            <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              <div className="flex min-w-0 flex-col gap-4">
                <ControlTotals view={view} hasGroups={false} />
                {leftOut}
              </div>
              <div className="flex min-w-0 flex-col gap-4">
                {comparison === null || isEmpty ? null : <SendingChooser comparison={comparison} view={view} />}
                {plan}
              </div>
            </div>
            {comparison === null || comparison.isFirst ? null : (
              <ComparisonTables view={comparison} currency={currency} mostFields={mostFields} />
            )}
          </>
        )}
      </div>
    </>
  );
}
