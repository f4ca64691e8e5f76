"use client";

import { useRouter } from "next/navigation";
import { May } from "#components/access/may.tsx";
import { ControlTotals } from "#components/result/control-totals.tsx";
import { OutcomeFigures } from "#components/result/outcome-figures.tsx";
import { LineNotice } from "#components/run/line-notice.tsx";
import { RunFigures } from "#components/run/run-figures.tsx";
import { RunNotices } from "#components/run/run-notices.tsx";
import { RunProgress } from "#components/run/run-progress.tsx";
import { SlowerNotice } from "#components/run/slower-notice.tsx";
import { heldApart } from "#lib/domain/outcome/held-apart.ts";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import type { GroupTotals } from "#lib/domain/views/upload-view.ts";
import { UnconfirmedPanel } from "../failures/unconfirmed-panel.tsx";
import { OfflineNotice } from "../progress/offline-notice.tsx";
import { useStageProgress } from "../progress/use-stage-progress.ts";
import { UploadHeader } from "../upload-header.tsx";
import { RunControls } from "./run-controls.tsx";

export interface RunStageProps {
  rendered: UploadProgress;
  /** Who has been held since it was staged, and is not sent. */
  held: GroupTotals | null;
}

/** A confirmed upload that is not over. */
export function RunStage({ rendered, held: seen }: RunStageProps) {
  const { view: upload, at, isConnected, isMoving } = useStageProgress(rendered);
  const { view, held } = heldApart(upload, seen);
  const router = useRouter();

  return (
    <>
      <UploadHeader
        view={view}
        actions={
          isMoving ? null : (
            <May permission="uploads.load">
              <RunControls view={view} onAsk={router.refresh} />
            </May>
          )
        }
      />
      <div className="flex flex-col gap-4">
        <OfflineNotice isConnected={isConnected} at={at} />
        <RunNotices view={view} at={at} />
        <SlowerNotice view={view} />
        <LineNotice view={view} />
        {view.isReadingBack === true && view.groups.pending.debtors === 0 ? (
          <UnconfirmedPanel view={view} correction={null} at={at} />
        ) : null}
        <RunProgress view={view} held={held} />
        <OutcomeFigures view={view} />
        <RunFigures view={view} at={at} />
        <ControlTotals view={view} hasGroups held={held} />
      </div>
    </>
  );
}
