"use client";

import type { ReactNode } from "react";
import { ControlTotals } from "#components/result/control-totals.tsx";
import { OutcomeFigures, type OutcomeFiguresProps } from "#components/result/outcome-figures.tsx";
import { RetryLinks } from "#components/result/retry-links.tsx";
import { RunNotices } from "#components/run/run-notices.tsx";
import { heldApart } from "#lib/domain/outcome/held-apart.ts";
import type { CorrectionPlan } from "#lib/domain/outcome/upload-stage.ts";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import type { GroupTotals } from "#lib/domain/views/upload-view.ts";
import { UnconfirmedPanel } from "../failures/unconfirmed-panel.tsx";
import { OfflineNotice } from "../progress/offline-notice.tsx";
import { useStageProgress } from "../progress/use-stage-progress.ts";
import { UploadHeader } from "../upload-header.tsx";

export interface LiveResultProps {
  rendered: UploadProgress;
  /** Who has been held since it was staged, and was not sent. */
  held: GroupTotals | null;
  correction: CorrectionPlan;
  /** Of the page's head. */
  actions: ReactNode;
  hrefs: NonNullable<OutcomeFiguresProps["hrefs"]>;
  notice: ReactNode;
  /** What does not follow the server. */
  children: ReactNode;
}

/**
 * The head and the figures of an upload that is over. While debtors are being looked up, both follow the server;
 * the table below them, and what is ticked in it, stays as it is until that is done.
 */
export function LiveResult({ rendered, held: seen, correction, actions, hrefs, notice, children }: LiveResultProps) {
  const { view: upload, at, isConnected } = useStageProgress(rendered);
  const { view, held } = heldApart(upload, seen);
  return (
    <>
      <UploadHeader view={view} actions={actions} />
      <div className="flex flex-col gap-4">
        <OfflineNotice isConnected={isConnected} at={at} />
        <RunNotices view={view} at={at} />
        <UnconfirmedPanel view={view} correction={correction} at={at} />
        {notice}
        <RetryLinks view={view} />
        <OutcomeFigures view={view} hrefs={hrefs} />
        <ControlTotals view={view} hasGroups held={held} />
        {children}
      </div>
    </>
  );
}
