"use client";

import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { countKept, eraseAllOf } from "#components/upload/kept/kept-folders.ts";
import { leave } from "#lib/server/session-client.ts";
import { useLeaveForGood } from "./leave-guard.tsx";

/**
 * Signing out, which erases the user's unfinished uploads from this browser and so asks first if there are any.
 * Returns what begins it, and its dialog.
 */
export function useSignOut(userId: string): { signOut: () => Promise<void>; dialog: ReactNode } {
  const t = useTranslations("kept.signOut");
  const leaveForGood = useLeaveForGood();
  const [count, setCount] = useState(0);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);

  const signOut = async () => {
    // What cannot be counted must not keep anybody signed in.
    const kept = await countKept(userId).catch(() => 0);
    if (kept === 0) return leave();
    setCount(kept);
    setAsking(true);
  };
  const confirm = async () => {
    setBusy(true);
    leaveForGood();
    await eraseAllOf(userId).catch(() => undefined);
    await leave();
  };
  const dialog = (
    <ConfirmDialog
      isOpen={isAsking}
      onOpenChange={setAsking}
      title={t("title", { count })}
      confirmLabel={t("confirm")}
      cancelLabel={t("stay")}
      tone="danger"
      isBusy={isBusy}
      onConfirm={() => void confirm()}
    >
      {t("text", { count })}
    </ConfirmDialog>
  );
  return { signOut, dialog };
}
