"use client";

import { useContext, useState } from "react";
import { useTranslations } from "use-intl";
import { Steps } from "#components/ui/steps.tsx";
import { WaitingStep } from "#components/upload/waiting-step.tsx";
import type { Field } from "#lib/domain/fields/field.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { SessionContext } from "../../session-context.ts";
import { type Beginning, nameOf } from "./beginning.ts";
import type { Failures } from "./correction-requests.ts";
import { DropPage } from "./drop-page.tsx";
import { UploadHead } from "./upload-head.tsx";
import { useWizard } from "./use-wizard.ts";
import { WizardMissing } from "./wizard-missing.tsx";

export interface NewUploadProps {
  tenant: TenantView;
  fields: readonly Field[];
  /** What to begin with instead of a dropped file. */
  failures: Failures | null;
  /** The portfolio that a load is begun for; null for none. */
  begunFor: string | null;
}

/**
 * Where a new upload begins. Everything after the drop is a wizard that is fetched once somebody is about to need it
 * (decision 60): the page that everybody opens stays small.
 */
export function NewUpload({ tenant, fields, failures, begunFor }: NewUploadProps) {
  const t = useTranslations("drop");
  const userId = useContext(SessionContext)?.userId ?? "";
  const [beginning, setBeginning] = useState<Beginning | null>(
    failures === null ? null : { kind: "failures", failures },
  );
  const { Wizard, hasFailed, fetchWizard } = useWizard(beginning !== null);

  if (beginning !== null && Wizard !== null) {
    return <Wizard tenant={tenant} fields={fields} beginning={beginning} begunFor={begunFor} />;
  }
  const giveUp = () => setBeginning(null);
  return (
    <>
      <UploadHead tenant={tenant} isCorrection={beginning?.kind === "failures"} steps={<Steps current="drop" />} />
      {beginning === null ? (
        // Whoever drags a file here, or comes near the button, is about to open one.
        // biome-ignore lint/a11y/noStaticElementInteractions: nothing here is for a person to operate.
        <div onDragEnter={fetchWizard} onPointerEnter={fetchWizard} onFocus={fetchWizard}>
          <DropPage
            userId={userId}
            tenant={tenant}
            refusal={null}
            problem={null}
            onFile={(file) => setBeginning({ kind: "file", file })}
            onContinue={(upload) => setBeginning({ kind: "kept", upload })}
          />
        </div>
      ) : hasFailed ? (
        <WizardMissing onRetry={fetchWizard} onGiveUp={giveUp} />
      ) : (
        <WaitingStep
          label={t("reading", { file: nameOf(beginning) })}
          share={0}
          detail={t("staysHere")}
          cancelLabel={t("cancelReading")}
          onCancel={giveUp}
        />
      )}
    </>
  );
}
