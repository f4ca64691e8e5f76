"use client";

import { useTranslations } from "use-intl";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { DropStep } from "#components/upload/drop-step.tsx";
import { KeptList } from "#components/upload/kept/kept-list.tsx";
import { useKeptUploads } from "#components/upload/kept/use-kept-uploads.ts";
import type { WizardState } from "#components/upload/wizard-state.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { sampleAddress } from "./sample.ts";
import type { useNewUpload } from "./use-new-upload.ts";

interface DropPageProps {
  userId: string;
  tenant: TenantView;
  upload: ReturnType<typeof useNewUpload>;
  state: Extract<WizardState, { step: "drop" }>;
}

/** Where a file is dropped, and the uploads of this browser that have not been finished. */
export function DropPage({ userId, tenant, upload, state }: DropPageProps) {
  const t = useTranslations("kept");
  const kept = useKeptUploads(userId);
  const uploads = kept.uploads ?? [];
  return (
    <DropStep
      tenant={tenant}
      refusal={state.refusal}
      problem={state.problem}
      sampleAddress={sampleAddress}
      isSampleComing={upload.isSampleComing}
      isSettled={kept.uploads !== null}
      onFile={upload.open}
      onTrySample={upload.openSample}
    >
      {uploads.length === 0 ? null : (
        <KeptList
          uploads={uploads}
          tenantId={tenant.id}
          onContinue={async (one) => {
            if (!(await upload.continueKept(one))) showToast("error", t("taken"));
          }}
          onThrowAway={kept.throwAway}
        />
      )}
      {kept.noKeeping === null ? null : <p className="text-sm text-text-muted">{t(`notKept.${kept.noKeeping}`)}</p>}
    </DropStep>
  );
}
