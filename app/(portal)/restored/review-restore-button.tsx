"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "#components/ui/form/button.tsx";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { useAction } from "../uploads/[uploadId]/use-action.ts";
import { reviewRestoreAction } from "./actions.ts";

export interface ReviewRestoreButtonProps {
  restoreId: string;
  label: string;
  title: string;
  text: string;
}

/** Says for everybody that what was sent in the unknown time has been looked through. */
export function ReviewRestoreButton({ restoreId, label, title, text }: ReviewRestoreButtonProps) {
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const action = useAction(reviewRestoreAction);

  const review = async () => {
    const answer = await action.run({ restoreId });
    setAsking(false);
    // Refused: another admin was faster.
    if (answer !== null) router.refresh();
  };

  return (
    <>
      <Button onClick={() => setAsking(true)}>{label}</Button>
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={title}
        confirmLabel={label}
        isBusy={action.isBusy}
        onConfirm={() => void review()}
      >
        {text}
      </ConfirmDialog>
    </>
  );
}
