"use client";

import { useTranslations } from "use-intl";
import { May, useIsRetired } from "#components/access/may.tsx";
import { RetiredNotice } from "#components/run/retired-notice.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Progress } from "#components/ui/progress.tsx";
import { Card } from "#components/ui/section.tsx";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import { discardStagingAction } from "../actions.ts";
import { useStageProgress } from "../progress/use-stage-progress.ts";
import { UploadHeader } from "../upload-header.tsx";
import { DiscardButton } from "./discard-button.tsx";

/** An upload whose cells have not all arrived: another tab is sending them, or was closed. */
export function StagingStage({ rendered }: { rendered: UploadProgress }) {
  const { view } = useStageProgress(rendered);
  const t = useTranslations("outcome.staging");
  const isRetired = useIsRetired();
  const { chunksReceived: done, chunkCount: total } = view;
  return (
    <>
      <UploadHeader
        view={view}
        actions={
          <May permission="uploads.cancel">
            <DiscardButton uploadId={view.id} action={discardStagingAction} kind="staging" />
          </May>
        }
      />
      <div className="flex flex-col gap-4">
        {isRetired ? (
          <RetiredNotice />
        ) : (
          <Callout tone="warning" title={t("title")}>
            {t("text", { received: done, total })}
          </Callout>
        )}
        <Card>
          <Progress label={t("progress")} done={done} total={total} detail={t("of", { done, total })} />
        </Card>
      </div>
    </>
  );
}
