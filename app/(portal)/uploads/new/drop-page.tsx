"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { DropStep, type DropStepProps } from "#components/upload/drop-step.tsx";
import { KeptList } from "#components/upload/kept/kept-list.tsx";
import type { KeptUpload } from "#components/upload/kept/kept-uploads.ts";
import { useKeptUploads } from "#components/upload/kept/use-kept-uploads.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { fetchSample, sampleAddress } from "./sample.ts";

interface DropPageProps extends Pick<DropStepProps, "refusal" | "problem" | "onFile"> {
  userId: string;
  tenant: TenantView;
  onContinue: (upload: KeptUpload) => void;
  /** Resolves once the upload that this page had open before is free. */
  letGo?: () => Promise<void>;
}

const nothingToLetGo = async () => undefined;

/** Where a file is dropped, and the uploads of this browser that have not been finished. */
export function DropPage({
  userId,
  tenant,
  refusal,
  problem,
  onFile,
  onContinue,
  letGo = nothingToLetGo,
}: DropPageProps) {
  const t = useTranslations("drop");
  const words = useTranslations("kept");
  const [isSampleComing, setSampleComing] = useState(false);
  const kept = useKeptUploads(userId, letGo);
  const uploads = kept.uploads ?? [];

  const trySample = async () => {
    setSampleComing(true);
    const file = await fetchSample();
    setSampleComing(false);
    if (file === null) showToast("error", t("sample.unreachable"));
    else onFile(file);
  };
  const throwAway = async (upload: KeptUpload) => {
    const when = await kept.throwAway(upload);
    if (when === "next_time") showToast("error", words("erasing.later", { count: 1 }));
    if (when === "after_a_day") showToast("error", words("erasing.afterADay", { count: 1 }));
  };
  return (
    <DropStep
      tenant={tenant}
      refusal={refusal}
      problem={problem}
      sampleAddress={sampleAddress}
      isSampleComing={isSampleComing}
      isSettled={kept.uploads !== null}
      onFile={onFile}
      onTrySample={() => void trySample()}
    >
      {uploads.length === 0 ? null : (
        <KeptList uploads={uploads} tenantId={tenant.id} onContinue={onContinue} onThrowAway={throwAway} />
      )}
      {kept.noKeeping === null ? null : <p className="text-sm text-text-muted">{words(`notKept.${kept.noKeeping}`)}</p>}
    </DropStep>
  );
}
