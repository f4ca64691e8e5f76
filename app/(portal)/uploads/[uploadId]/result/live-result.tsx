"use client";

import { ControlTotals } from "#components/result/control-totals.tsx";
import { OutcomeFigures, type OutcomeFiguresProps } from "#components/result/outcome-figures.tsx";
import { RetryLinks } from "#components/result/retry-links.tsx";
import { RunNotices } from "#components/run/run-notices.tsx";
import type { UploadProgress } from "#lib/domain/views/upload-progress.ts";
import { UnconfirmedPanel } from "../failures/unconfirmed-panel.tsx";
import { OfflineNotice } from "../progress/offline-notice.tsx";
import { useStageRefresh } from "../progress/use-stage-refresh.ts";
import { useUploadProgress } from "../progress/use-upload-progress.ts";

export interface LiveResultProps {
  rendered: UploadProgress;
  hrefs: NonNullable<OutcomeFiguresProps["hrefs"]>;
}

/**
 * The figures of an upload that is over. While debtors are being looked up, the figures follow the server;
 * the table below them, and what is ticked in it, stays as it is until that is done.
 */
export function LiveResult({ rendered, hrefs }: LiveResultProps) {
  const { view, at, isConnected } = useUploadProgress(rendered);
  useStageRefresh(rendered.view, view);
  return (
    <>
      <OfflineNotice isConnected={isConnected} at={at} />
      <RunNotices view={view} at={at} />
      <UnconfirmedPanel view={view} at={at} />
      <RetryLinks view={view} />
      <OutcomeFigures view={view} hrefs={hrefs} />
      <ControlTotals view={view} hasGroups />
    </>
  );
}
