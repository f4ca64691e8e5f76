"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";
import { countKept, eraseAllOf } from "#components/upload/kept/kept-folders.ts";
import { leave } from "#lib/server/session-client.ts";
import { useLeaveForGood } from "./leave-guard.tsx";

interface SigningOut {
  /** Asks first if the user has unfinished uploads in this browser, because signing out erases them. */
  readonly signOut: () => Promise<void>;
  /** The same for a user who has already agreed. */
  readonly eraseAndLeave: () => Promise<void>;
}

const SignOutContext = createContext<SigningOut | null>(null);

/** Lets everything inside sign its user out. */
export function SignOut({ userId, children }: { userId: string; children: ReactNode }) {
  const t = useTranslations("kept.signOut");
  const erasing = useTranslations("kept.erasing");
  const leaveForGood = useLeaveForGood();
  const [count, setCount] = useState(0);
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  /** Unfinished uploads that stay although their user has agreed to erase them. */
  const [left, setLeft] = useState(0);

  const signingOut = useMemo((): SigningOut => {
    const eraseAndLeave = async () => {
      leaveForGood();
      const staying = await eraseAllOf(userId).catch(() => 0);
      if (staying === 0) return leave();
      setLeft(staying);
      setBusy(false);
      setAsking(true);
    };
    return {
      eraseAndLeave,
      signOut: async () => {
        // What cannot be counted must not keep anybody signed in.
        if ((await countKept(userId).catch(() => 0)) === 0) return leave();
        const { countUnfinished } = await import("#components/upload/kept/kept-uploads.ts");
        const unfinished = await countUnfinished(userId).catch(() => 1);
        if (unfinished === 0) return eraseAndLeave();
        setCount(unfinished);
        setAsking(true);
      },
    };
  }, [userId, leaveForGood]);
  return (
    <SignOutContext value={signingOut}>
      {children}
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setAsking}
        title={t("title", { count: left || count })}
        confirmLabel={t(left === 0 ? "confirm" : "leave")}
        cancelLabel={t("stay")}
        tone="danger"
        isBusy={isBusy}
        onConfirm={() => {
          setBusy(true);
          void (left === 0 ? signingOut.eraseAndLeave() : leave());
        }}
      >
        {left === 0 ? t("text", { count }) : erasing("afterADay", { count: left })}
      </ConfirmDialog>
    </SignOutContext>
  );
}

/** Returns how the page's user signs out. */
export function useSignOut(): SigningOut {
  const signingOut = useContext(SignOutContext);
  if (signingOut === null) throw new Error("no SignOut around this");
  return signingOut;
}
