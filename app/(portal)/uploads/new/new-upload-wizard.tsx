"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { MappingStep } from "#components/mapping/mapping-step.tsx";
import { ReviewStep } from "#components/review/review-step.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { PageHeader } from "#components/ui/page-header.tsx";
import { Spinner } from "#components/ui/spinner.tsx";
import { Steps, type UploadStep } from "#components/ui/steps.tsx";
import { CorrectionNote } from "#components/upload/correction-note.tsx";
import { DropStep } from "#components/upload/drop-step.tsx";
import { FoundBar } from "#components/upload/found-bar.tsx";
import { KnownFileStep } from "#components/upload/known-file-step.tsx";
import { LayoutChip } from "#components/upload/layout-chip.tsx";
import { RefusedReread } from "#components/upload/refused-reread.tsx";
import { StagingStep } from "#components/upload/staging-step.tsx";
import { UnknownReportNote } from "#components/upload/unknown-report-note.tsx";
import { WaitingStep } from "#components/upload/waiting-step.tsx";
import { hasUnsavedWork, type WizardState } from "#components/upload/wizard-state.ts";
import type { TenantView } from "#lib/domain/access/views.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import { useUnsavedWork } from "../../leave-guard.tsx";
import { sampleAddress } from "./sample.ts";
import { useNewUpload } from "./use-new-upload.ts";
import type { Failures } from "./use-reading.ts";

const stationOf: Readonly<Record<WizardState["step"], UploadStep>> = {
  drop: "drop",
  reading: "drop",
  known_file: "drop",
  mapping: "map",
  checking: "review",
  review: "review",
  staging: "send",
  done: "send",
};

export interface NewUploadWizardProps {
  tenant: TenantView;
  fields: readonly Field[];
  /** What to begin with instead of a dropped file. */
  failures: Failures | null;
}

/** From a dropped file to a staged upload. What is decided on the way is kept when one goes back. */
export function NewUploadWizard({ tenant, fields, failures }: NewUploadWizardProps) {
  const t = useTranslations("drop");
  const router = useRouter();
  const upload = useNewUpload(tenant, fields, failures);
  const { state, dispatch } = upload;
  const [isAsking, setAsking] = useState(false);
  useUnsavedWork(hasUnsavedWork(state));

  useEffect(() => {
    if (state.step === "done") router.push(`/uploads/${state.uploadId}`);
  }, [state, router]);

  const canGoBack = state.step === "mapping" || state.step === "review";
  const goBack = (step: UploadStep) => {
    if (step === "drop") setAsking(true);
    else dispatch({ type: "back", to: "mapping" });
  };

  return (
    <>
      <PageHeader
        title={t("title")}
        description={t("target", { name: tenant.name, operation: tenant.operation })}
        breadcrumbs={[{ label: t("uploads"), href: "/uploads" }]}
        actions={<Steps current={stationOf[state.step]} {...(canGoBack ? { onGoBack: goBack } : {})} />}
      />
      <Step tenant={tenant} fields={fields} upload={upload} onStartOver={() => setAsking(true)} />
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t("startOver.title")}
        confirmLabel={t("startOver.confirm")}
        onConfirm={() => {
          setAsking(false);
          dispatch({ type: "back", to: "drop" });
        }}
      >
        {t("startOver.text")}
      </ConfirmDialog>
    </>
  );
}

interface StepProps {
  tenant: TenantView;
  fields: readonly Field[];
  upload: ReturnType<typeof useNewUpload>;
  onStartOver: () => void;
}

function Step({ tenant, fields, upload, onStartOver }: StepProps) {
  const t = useTranslations("drop");
  const { state, dispatch } = upload;
  const correction = "work" in state && state.work.correction !== "unknown" ? state.work.correction : null;
  switch (state.step) {
    case "drop":
      return (
        <DropStep
          tenant={tenant}
          refusal={state.refusal}
          problem={state.problem}
          sampleAddress={sampleAddress}
          isSampleComing={upload.isSampleComing}
          onFile={upload.open}
          onTrySample={upload.openSample}
        />
      );
    case "reading":
      return (
        <WaitingStep
          label={t("reading", { file: state.fileName })}
          share={state.share}
          detail={t("staysHere")}
          cancelLabel={t("cancelReading")}
          onCancel={upload.cancelReading}
        />
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
      return (
        <div className="flex flex-col gap-4">
          <FoundBar
            report={state.work.report}
            settings={state.work.settings}
            isRereading={state.isRereading}
            onChange={upload.reread}
          >
            <LayoutChip
              report={state.work.report}
              fields={fields}
              mapping={state.work.mapping}
              onChange={(mapping) => dispatch({ type: "mapping_changed", mapping })}
            />
          </FoundBar>
          <RefusedReread refusal={state.refusal} />
          {state.work.correction === "unknown" ? <UnknownReportNote /> : null}
          <MappingStep
            report={state.work.report}
            fields={fields}
            country={tenant.country}
            mapping={state.work.mapping}
            memory={state.work.memory}
            declined={state.work.declined}
            onChange={(mapping) => dispatch({ type: "mapping_changed", mapping })}
            onDecline={(column) => dispatch({ type: "proposal_declined", column })}
            onBack={onStartOver}
            onContinue={() => dispatch({ type: "check_started" })}
          />
        </div>
      );
    case "checking":
      return (
        <WaitingStep
          label={t("checking", { rows: state.work.report.rowCount })}
          share={state.share}
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
          isRemembered={state.isRemembered}
          notice={
            correction === null ? undefined : (
              <CorrectionNote
                correction={correction}
                summary={state.summary}
                onSendsFewer={(sendsFewer) => dispatch({ type: "fewer_decided", sendsFewer })}
              />
            )
          }
          onMapping={(mapping) => dispatch({ type: "group_decided", mapping })}
          onSummary={(summary) => dispatch({ type: "edited", summary })}
          onFault={upload.onFault}
          onBack={() => dispatch({ type: "back", to: "mapping" })}
          onStage={upload.stage}
        />
      );
    case "staging":
      return (
        <StagingStep
          fileName={state.work.file.name}
          progress={state.progress}
          problem={state.problem}
          onRetry={upload.retryStaging}
          onReview={upload.renewCorrection}
          onCancel={upload.cancelStaging}
        />
      );
    case "done":
      return <Spinner label={t("opening")} className="flex min-h-72 w-full justify-center" />;
  }
}
