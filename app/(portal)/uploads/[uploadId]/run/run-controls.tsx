"use client";

import { Pause, Play } from "lucide-react";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { usePageActions } from "#components/ui/actions/use-page-actions.ts";
import { Button } from "#components/ui/form/button.tsx";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { cancelUploadAction, pauseUploadAction, resumeUploadAction } from "../actions.ts";
import { useCommand } from "../use-command.ts";

export interface RunControlsProps {
  view: UploadView;
  /** Before somebody is asked whether to cancel: a close-out that hangs on the upload may have been made since `view`. */
  onAsk: () => void;
}

/** Pause, resume, cancel: those that the state allows; no resuming where it would only stop again. */
export function RunControls({ view, onAsk }: RunControlsProps) {
  const t = useTranslations("outcome.run");
  const [isAsking, setAsking] = useState(false);
  const pause = useCommand(pauseUploadAction, view.id);
  const resume = useCommand(resumeUploadAction, view.id);
  const cancel = useCommand(cancelUploadAction, view.id);
  const isHeld = view.state === "paused" || view.state === "stopped";
  const mayResume = isHeld && view.stopHolds === undefined;

  const cancelNow = async () => {
    await cancel.run();
    setAsking(false);
  };

  const ask = () => {
    setAsking(true);
    onAsk();
  };
  usePageActions({
    actions: [
      ...(mayResume
        ? [{ id: "resume", label: t("resume"), isEnabled: !resume.isBusy, run: () => void resume.run() }]
        : []),
      ...(isHeld ? [] : [{ id: "pause", label: t("pause"), isEnabled: !pause.isBusy, run: () => void pause.run() }]),
      { id: "cancel", label: t("cancel"), run: ask },
    ],
  });

  return (
    <>
      <Button onClick={ask}>{t("cancel")}</Button>
      {mayResume ? (
        <Button variant="primary" isBusy={resume.isBusy} onClick={() => void resume.run()}>
          <Play aria-hidden />
          {t("resume")}
        </Button>
      ) : isHeld ? null : (
        <Button variant="primary" isBusy={pause.isBusy} onClick={() => void pause.run()}>
          <Pause aria-hidden />
          {t("pause")}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t("cancelTitle")}
        confirmLabel={t("cancel")}
        cancelLabel={t("cancelKeep")}
        tone="danger"
        isBusy={cancel.isBusy}
        onConfirm={() => void cancelNow()}
      >
        <p>
          {t("cancelText", {
            pending: view.groups.pending.debtors,
            sending: view.isSending === true ? "yes" : "no",
          })}
        </p>
        {view.closesBehind === undefined ? null : (
          <p className="mt-2">{t("cancelCloseOut", { count: view.closesBehind })}</p>
        )}
      </ConfirmDialog>
    </>
  );
}
