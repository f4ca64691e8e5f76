"use client";

import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { ControlTotals } from "#components/result/control-totals.tsx";
import { SendSummary } from "#components/run/send-summary.tsx";
import { SupersededNotice } from "#components/run/superseded-notice.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Button } from "#components/ui/form/button.tsx";
import { needsReason } from "#lib/domain/portfolio/declared-totals.ts";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import { cancelUploadAction, confirmUploadAction } from "../actions.ts";
import { useStageRefresh } from "../progress/use-stage-refresh.ts";
import { useUploadProgress } from "../progress/use-upload-progress.ts";
import { UploadHeader } from "../upload-header.tsx";
import { useCommand } from "../use-command.ts";
import { DeclaredPanel } from "./declared-panel.tsx";
import { DiscardButton } from "./discard-button.tsx";

export interface ConfirmStageProps {
  rendered: UploadProgress;
  /** How it will be sent. It needs a call to the CRM, so it comes later than the rest. */
  plan: ReactNode;
  /** What is unlike the portfolio's earlier loads. */
  drift: ReactNode;
  leftOut: ReactNode;
}

/** What will be sent, what will not, and the one button that starts it; or why it may no longer be sent. */
export function ConfirmStage({ rendered, plan, drift, leftOut }: ConfirmStageProps) {
  const { view } = useUploadProgress(rendered);
  useStageRefresh(rendered.view, view);
  const t = useTranslations("outcome.confirm");
  const confirm = useCommand(confirmUploadAction, view.id);
  const router = useRouter();
  const isEmpty = view.totals.staged.debtors === 0;
  const isSuperseded = view.superseded !== undefined && view.superseded.debtors > 0;

  const submit = async () => {
    // Refused because of something that happened since the page was rendered: render it anew to show that.
    if (!(await confirm.run())) router.refresh();
  };

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
              <Button
                variant="primary"
                isBusy={confirm.isBusy || view.state !== "staged"}
                disabled={isEmpty || needsReason(view)}
                onClick={() => void submit()}
              >
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
            {isEmpty ? <Callout tone="error">{t("nothingToSend")}</Callout> : <SendSummary view={view} />}
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
              {plan}
            </div>
          </>
        )}
      </div>
    </>
  );
}
