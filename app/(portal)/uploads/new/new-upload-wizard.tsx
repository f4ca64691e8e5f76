"use client";

import { useRouter } from "next/navigation";
import { useContext, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { Steps, type UploadStep } from "#components/ui/steps.tsx";
import { KeepingWords } from "#components/upload/kept/keeping-words.tsx";
import { hasUnsavedWork, type WizardState } from "#components/upload/wizard-state.ts";
import { correctionOf } from "#components/upload/work.ts";
import type { Field } from "#lib/domain/fields/field.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { useUnsavedWork } from "../../leave-guard.tsx";
import { SessionContext, useWorkOf } from "../../session-context.ts";
import type { Beginning } from "./beginning.ts";
import { UploadHead } from "./upload-head.tsx";
import { useNewUpload } from "./use-new-upload.ts";
import { WizardStep } from "./wizard-step.tsx";

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
  beginning: Beginning;
  /** The portfolio that a load is begun for; null for none. */
  begunFor: string | null;
}

/** From a dropped file to a staged upload. Decisions are kept when the user goes back. */
export function NewUploadWizard({ tenant, fields, beginning, begunFor }: NewUploadWizardProps) {
  const t = useTranslations("drop");
  const router = useRouter();
  const userId = useContext(SessionContext)?.userId ?? "";
  const upload = useNewUpload(userId, tenant, fields, beginning, begunFor);
  const { state, dispatch } = upload;
  const [isAsking, setAsking] = useState(false);
  const isKept = upload.keeping.kind === "kept";
  useUnsavedWork(hasUnsavedWork(state) && !isKept);
  useWorkOf(tenant.id, tenant.name);

  useEffect(() => {
    if (state.step === "done") router.push(`/uploads/${state.uploadId}`);
  }, [state, router]);

  // The button that led here is gone, and the focus with it, so the new step gets the focus.
  const stepRef = useRef<HTMLDivElement>(null);
  const shownStep = useRef(state.step);
  useEffect(() => {
    if (shownStep.current === state.step) return;
    shownStep.current = state.step;
    stepRef.current?.focus({ preventScroll: true });
  }, [state.step]);

  const canGoBack = state.step === "mapping" || (state.step === "review" && !upload.isChanging);
  // What is kept is not lost with another file: it stays in the list on the drop page.
  const startOver = () => (isKept ? dispatch({ type: "back", to: "drop" }) : setAsking(true));
  const goBack = (step: UploadStep) => {
    if (step === "drop") startOver();
    else dispatch({ type: "back", to: "mapping" });
  };

  return (
    <>
      <UploadHead
        tenant={tenant}
        isCorrection={isCorrecting(state, beginning)}
        keeping={<KeepingWords status={upload.keeping} />}
        steps={<Steps current={stationOf[state.step]} {...(canGoBack ? { onGoBack: goBack } : {})} />}
      />
      <div ref={stepRef} tabIndex={-1} className="outline-none">
        <WizardStep userId={userId} tenant={tenant} fields={fields} upload={upload} onStartOver={startOver} />
      </div>
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

function isCorrecting(state: WizardState, beginning: Beginning): boolean {
  if ("work" in state) return correctionOf(state.work) !== null;
  return state.step === "reading" && beginning.kind === "failures";
}
