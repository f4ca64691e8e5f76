"use client";

import { type ReactNode, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { May, useIsRetired } from "#components/access/may.tsx";
import { ClosingSection } from "#components/close-out/closing-section.tsx";
import { ComparisonLead } from "#components/comparison/comparison-lead.tsx";
import { ComparisonTables } from "#components/comparison/comparison-tables.tsx";
import { MadeWholeNotice } from "#components/comparison/made-whole-notice.tsx";
import { ControlTotals } from "#components/result/control-totals.tsx";
import { NewerFileNotice } from "#components/run/newer-file-notice.tsx";
import { NoPlanCard } from "#components/run/no-plan-card.tsx";
import { RetiredNotice } from "#components/run/retired-notice.tsx";
import { SendSummary } from "#components/run/send-summary.tsx";
import { SupersededNotice } from "#components/run/superseded-notice.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ClashText } from "#components/uploads/clash-text.tsx";
import { toSendOf } from "#lib/domain/outcome/control-sums.ts";
import { currencyOfSums } from "#lib/domain/outcome/currency-of-sums.ts";
import { heldApart } from "#lib/domain/outcome/held-apart.ts";
import { needsReason } from "#lib/domain/portfolio/declared/declared-totals.ts";
import type { CloseOutPlan } from "#lib/domain/views/close-out-view.ts";
import type { ComparisonView, MadeWhole } from "#lib/domain/views/comparison-view.ts";
import type { DriftView } from "#lib/domain/views/drift-view.ts";
import type { PartClash } from "#lib/domain/views/part-set-view.ts";
import type { Doubled } from "#lib/domain/views/plans.ts";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import type { GroupTotals } from "#lib/domain/views/upload-view.ts";
import { cancelUploadAction } from "../actions.ts";
import { useStageProgress } from "../progress/use-stage-progress.ts";
import { UploadHeader } from "../upload-header.tsx";
import { ConfirmButton, type Moved } from "./confirm-button.tsx";
import { DeclaredPanel } from "./declared-panel.tsx";
import { DiscardButton } from "./discard-button.tsx";
import { DriftExplainer } from "./drift-explainer.tsx";
import { MovedNotice } from "./moved-notice.tsx";
import { SendingChooser } from "./sending-chooser.tsx";

/** The comparison's own page has all of them. */
const mostFields = 8;

export interface ConfirmStageProps {
  rendered: UploadProgress;
  /** Null: it was not compared. */
  comparison: ComparisonView | null;
  /** Who will be gone because it sends the rest of a cancelled load. */
  madeWhole: MadeWhole | null;
  /** What was accepted of its portfolio has moved since. */
  hasMoved: boolean;
  /** Who has been held since it was staged, and is not sent. */
  held: GroupTotals | null;
  /** Who is sent and would be twice in the CRM. */
  doubled: Doubled | null;
  /** What a close-out closes; null for any other upload. */
  closeOut: CloseOutPlan | null;
  /** How it will be sent; not shown if nobody would be. It needs a call to the CRM, so it comes later than the rest. */
  plan: ReactNode;
  /** What is unlike the portfolio's earlier loads. */
  drift: DriftView;
  /** How a part breaks the set that waits for others; null: it does not. */
  clash: PartClash | null;
  leftOut: ReactNode;
  /** What concerns every upload. */
  notices: ReactNode;
}

/** What will be sent, what will not, and the one button that starts it; or why it may not be sent any more. */
export function ConfirmStage({ rendered, comparison, madeWhole, hasMoved, ...beside }: ConfirmStageProps) {
  const { held: seen, doubled, closeOut, plan, drift, clash, leftOut, notices } = beside;
  const { view: upload, isMoving } = useStageProgress(rendered);
  const { view, held } = heldApart(upload, seen);
  const t = useTranslations("outcome.confirm");
  const isRetired = useIsRetired();
  const [moved, setMoved] = useState<Moved | null>(null);
  const place = useRef<HTMLDivElement>(null);
  // The notice goes away with its button.
  const tellRenewed = (renewed: Moved) => {
    setMoved(renewed);
    place.current?.focus({ preventScroll: true });
  };
  const words = useTranslations("portfolios.comparison");
  const parts = useTranslations("portfolios.parts");
  const currency = currencyOfSums(view);
  const isEmpty = view.totals.staged.debtors === 0;
  const areAllHeld = !isEmpty && held !== null && held.debtors === toSendOf(view).debtors;
  const sent = toSendOf(view).debtors - (held?.debtors ?? 0);
  const isSuperseded = (view.superseded !== undefined && view.superseded.debtors > 0) || view.stopHolds !== undefined;

  return (
    <>
      <UploadHeader
        view={view}
        actions={
          <>
            <May permission="uploads.cancel">
              <DiscardButton
                uploadId={view.id}
                action={cancelUploadAction}
                kind={isSuperseded ? "superseded" : "draft"}
              />
            </May>
            {isSuperseded ? null : (
              <May permission="uploads.load">
                <ConfirmButton
                  view={view}
                  repeats={rendered.view.repeatBehaviour}
                  isMoving={isMoving}
                  waits={[
                    ...(drift.isStopped ? ["drift" as const] : []),
                    ...(needsReason(view) ? ["declared" as const] : []),
                  ]}
                  isDisabled={isEmpty || areAllHeld}
                  clash={clash}
                  debtors={sent}
                  comparedAt={comparison?.comparedAt}
                  onMoved={setMoved}
                />
              </May>
            )}
          </>
        }
      />
      <div ref={place} tabIndex={-1} className="flex flex-col gap-4 focus-visible:-outline-offset-2">
        {notices}
        {isRetired ? (
          <>
            <RetiredNotice />
            <ControlTotals view={view} hasGroups={false} held={held} />
            {leftOut}
          </>
        ) : isSuperseded ? (
          <>
            <SupersededNotice view={view} />
            <ControlTotals view={view} hasGroups={false} held={held} />
          </>
        ) : (
          <>
            {comparison !== null && hasMoved ? (
              <MovedNotice uploadId={view.id} comparedAt={comparison.comparedAt} onRenewed={tellRenewed} />
            ) : null}
            {moved === null || hasMoved ? null : (
              <Callout
                tone="warning"
                role="alert"
                title={
                  moved.cause === "budget" ? words("moved.budgetTitle") : words("moved.title", { cause: moved.cause })
                }
              >
                {moved.cause === "budget" ? words("moved.budgetText") : words("moved.text", { ...moved })}
              </Callout>
            )}
            {comparison === null ? null : (
              <ComparisonLead view={comparison} currency={currency} href={`/uploads/${view.id}/comparison`} />
            )}
            <MadeWholeNotice of={madeWhole} />
            <NewerFileNotice view={view} />
            {isEmpty || areAllHeld ? (
              <Callout tone="error">{t(isEmpty ? "nothingToSend" : "allHeld")}</Callout>
            ) : (
              <SendSummary view={view} held={held} />
            )}
            {doubled === null ? null : (
              <Callout tone="warning">
                {words("sending.refusal.repeats_duplicate", {
                  debtors: doubled.debtors,
                  isPart: doubled.isPart ? "yes" : "no",
                })}
              </Callout>
            )}
            {closeOut === null || isEmpty ? null : <ClosingSection plan={closeOut} />}
            {clash === null ? null : (
              <Callout tone="warning" title={parts("dialogTitle")}>
                <ClashText clash={clash} />
              </Callout>
            )}
            {drift.oddities.length === 0 ? null : <DriftExplainer view={drift} currency={view.currency} />}
            {view.hasNoBalance === true && !isEmpty ? (
              <Callout tone="warning" title={t("noBalanceTitle")}>
                {t("noBalanceText")}
              </Callout>
            ) : null}
            <DeclaredPanel view={view} />
            <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
              <div className="flex min-w-0 flex-col gap-4">
                <ControlTotals view={view} hasGroups={false} held={held} />
                {leftOut}
              </div>
              <div className="flex min-w-0 flex-col gap-4">
                {comparison === null || isEmpty ? null : (
                  <May permission="uploads.load">
                    <SendingChooser comparison={comparison} view={view} />
                  </May>
                )}
                {sent === 0 ? <NoPlanCard /> : plan}
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
