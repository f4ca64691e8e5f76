"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "#components/ui/form/button.tsx";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { showToast } from "#components/ui/overlay/toast.tsx";
import { useSignOut } from "../sign-out.tsx";
import { useAction } from "../uploads/[uploadId]/use-action.ts";
import { endSessionsAction } from "./actions.ts";

/** Ends every session of another user, or one's own (null), and then shows the sign-in page. */
export function EndSessionsButton({ ofUserId }: { ofUserId: string | null }) {
  const t = useTranslations("admin.sessions");
  const [isAsking, setAsking] = useState(false);
  const { eraseAndLeave } = useSignOut();
  const action = useAction(endSessionsAction);
  const whose = ofUserId === null ? "endAllMine" : "endAll";

  const end = async () => {
    const answer = await action.run(ofUserId === null ? {} : { userId: ofUserId });
    if (answer?.ok !== true) return;
    setAsking(false);
    if (ofUserId === null) await eraseAndLeave();
    else showToast("success", t("allEnded"));
  };

  return (
    <>
      <Button onClick={() => setAsking(true)}>{t(whose)}</Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t(`${whose}Title`)}
        confirmLabel={t(whose)}
        tone="danger"
        isBusy={action.isBusy}
        onConfirm={() => void end()}
      >
        {t(`${whose}Text`)}
      </ConfirmDialog>
    </>
  );
}
