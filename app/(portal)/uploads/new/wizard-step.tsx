"use client";

import { useContext } from "react";
import { useTranslations } from "use-intl";
import { MappingStep } from "#components/mapping/mapping-step.tsx";
import { ReviewStep } from "#components/review/review-step.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { lossNotices } from "#components/upload/cut-note.tsx";
import { chosenPortfolio } from "#components/upload/file-portfolio.ts";
import { FirstRows } from "#components/upload/found/first-rows.tsx";
import { FoundBar } from "#components/upload/found/found-bar.tsx";
import { LayoutChip } from "#components/upload/found/layout-chip.tsx";
import { UnknownReportNote } from "#components/upload/found/unknown-report-note.tsx";
import { KnownFileStep } from "#components/upload/known-file-step.tsx";
import { PortfolioLine } from "#components/upload/portfolio-line.tsx";
import { RefusedReread } from "#components/upload/refused-reread.tsx";
import { StagingStep } from "#components/upload/staging-step.tsx";
import { WaitingStep } from "#components/upload/waiting-step.tsx";
import type { WizardState } from "#components/upload/wizard-state.ts";
import { correctionOf, isAsked, isOfAnother, type Work } from "#components/upload/work.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { SessionContext } from "../../session-context.ts";
import { DropPage } from "./drop-page.tsx";
import { reviewNotes } from "./review-notes.tsx";
import type { useNewUpload } from "./use-new-upload.ts";

interface StepProps {
  userId: string;
  tenant: TenantView;
  fields: readonly Field[];
  upload: ReturnType<typeof useNewUpload>;
  onStartOver: () => void;
}

interface MappingPageProps extends Omit<StepProps, "userId"> {
  state: Extract<WizardState, { step: "mapping" }>;
}

/** What a step of the wizard shows, and what moves it on. */
export function WizardStep({ userId, tenant, fields, upload, onStartOver }: StepProps) {
  const t = useTranslations("drop");
  const session = useContext(SessionContext);
  const { state, dispatch } = upload;
  const correction = "work" in state ? correctionOf(state.work) : null;
  switch (state.step) {
    case "drop":
      return (
        <DropPage
          userId={userId}
          tenant={tenant}
          refusal={state.refusal}
          problem={state.problem}
          onFile={upload.open}
          onContinue={upload.continueKept}
          letGo={upload.keeper.letGo}
        />
      );
    case "reading":
      return (
        <WaitingStep
          key="reading"
          label={t("reading", { file: state.fileName })}
          share={state.share}
          detail={t("staysHere")}
          cancelLabel={t("cancelReading")}
          onCancel={upload.cancelReading}
        >
          {state.firstRows === null ? null : <FirstRows rows={state.firstRows.rows} />}
        </WaitingStep>
      );
    case "known_file":
      return (
        <KnownFileStep
          fileName={state.work.file.name}
          earlier={state.earlier}
          onGoOn={() => dispatch({ type: "known_file_accepted" })}
          onOtherFile={() => dispatch({ type: "back", to: "drop" })}
        />
      );
    case "mapping":
      return <MappingPage tenant={tenant} fields={fields} upload={upload} state={state} onStartOver={onStartOver} />;
    case "checking":
      return (
        <WaitingStep
          key="checking"
          label={t("checking", { rows: state.work.report.rowCount })}
          share={state.share}
          detail={t("staysHere")}
          cancelLabel={t("cancelChecking")}
          onCancel={() => dispatch({ type: "back", to: "mapping" })}
        />
      );
    case "review":
      return (
        <ReviewStep
          source={upload.source}
          report={state.work.report}
          fields={fields}
          mapping={state.work.mapping}
          currency={tenant.currency}
          summary={state.summary}
          rememberer={{ user: session?.userId ?? "", tenant: tenant.id }}
          notice={portfolioLine(upload, state.work.portfolio, upload.isRecalling)}
          notes={reviewNotes({ state, fields, currency: tenant.currency, dispatch })}
          isWaiting={upload.isRecalling}
          isAsked={isAsked(state.work, state.summary)}
          isDoubted={lossNotices(state.work.report).length > 0}
          lastTime={state.work.lastTime ?? null}
          usual={usualOf(state.work)}
          takenIn={state.work.settings.takenIn}
          onTakenIn={(takenIn) => dispatch({ type: "taken_in", takenIn })}
          typed={state.work.declared ?? {}}
          onDeclare={(declared) => dispatch({ type: "declared_typed", declared })}
          onMapping={(mapping) => dispatch({ type: "group_decided", mapping })}
          onSummary={(summary) => dispatch({ type: "edited", summary })}
          onFault={upload.onFault}
          onChanging={upload.setChanging}
          onBack={() => dispatch({ type: "back", to: "mapping" })}
          onStage={upload.stage}
          place={upload.keeper.place}
          onPlace={upload.keeper.notePlace}
        />
      );
    case "staging":
      return (
        <StagingStep
          fileName={state.work.file.name}
          progress={state.progress}
          problem={state.problem}
          currency={tenant.currency}
          ofId={correction?.uploadId ?? null}
          onRetry={upload.retryStaging}
          onAccept={upload.acceptTotals}
          onReview={
            state.problem?.code === "holds_moved" ? () => dispatch({ type: "holds_renewed" }) : upload.renewCorrection
          }
          onCancel={upload.cancelStaging}
        />
      );
    case "done":
      return <Spinner label={t("opening")} className="flex min-h-72 w-full justify-center" />;
  }
}

const noUsual: Readonly<Record<string, string>> = {};

/** The values that the file's portfolio has for fields without one. */
function usualOf({ portfolio }: Work) {
  return (portfolio === null ? undefined : chosenPortfolio(portfolio))?.defaults ?? noUsual;
}

function portfolioLine({ decidePortfolio }: StepProps["upload"], portfolio: Work["portfolio"], isBusy = false) {
  return portfolio === null ? null : (
    <PortfolioLine portfolio={portfolio} isDisabled={isBusy} onChange={decidePortfolio} />
  );
}

/** How the file was read, and what its columns are. */
function MappingPage({ tenant, fields, upload, state, onStartOver }: MappingPageProps) {
  const { dispatch } = upload;
  const { work } = state;
  const onMapping = (mapping: Mapping) => dispatch({ type: "mapping_changed", mapping });
  return (
    <div className="flex flex-col gap-4">
      <FoundBar report={work.report} settings={work.settings} isRereading={state.isRereading} onChange={upload.reread}>
        <LayoutChip report={work.report} fields={fields} mapping={work.mapping} onChange={onMapping} />
      </FoundBar>
      {portfolioLine(upload, work.portfolio, state.isRereading || upload.isRecalling)}
      <RefusedReread refusal={state.refusal} />
      {work.correction === "unknown" ? <UnknownReportNote report={work.report} /> : null}
      <MappingStep
        report={work.report}
        fields={fields}
        country={tenant.country}
        currency={tenant.currency}
        mapping={work.mapping}
        memory={work.memory}
        remembered={isOfAnother(work) ? "same_as_another" : "same_as_last_time"}
        recalled={work.recalled}
        declined={work.declined}
        summarise={upload.summarise}
        onFault={upload.onFault}
        onChange={onMapping}
        onDecline={(column) => dispatch({ type: "proposal_declined", column })}
        onBack={onStartOver}
        onContinue={() => dispatch({ type: "check_started" })}
      />
    </div>
  );
}
