"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";

interface Guard {
  readonly setUnsaved: (isUnsaved: boolean) => void;
  /** From now on nothing asks: the user has agreed to lose what there is. */
  readonly leaveForGood: () => void;
  /** Runs `go`, which would lose unsaved work; asks the user first if there is any. */
  readonly leave: (go: () => void) => void;
}

const GuardContext = createContext<Guard | null>(null);

/**
 * Asks the user before unsaved work is lost: the browser asks when the page is closed, this dialog when a
 * link of the portal or another tenant is chosen.
 */
export function LeaveGuard({ children }: { children: ReactNode }) {
  const t = useTranslations("drop.leave");
  const router = useRouter();
  const [isUnsaved, setUnsaved] = useState(false);
  const isAgreed = useRef(false);
  const [waiting, setWaiting] = useState<{ go: () => void } | null>(null);

  useEffect(() => {
    if (!isUnsaved) return;
    const onUnload = (event: BeforeUnloadEvent) => {
      if (!isAgreed.current) event.preventDefault();
    };
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || !isPlainClick(event, link)) return;
      event.preventDefault();
      event.stopPropagation();
      setWaiting({ go: () => router.push(link.pathname + link.search) });
    };
    window.addEventListener("beforeunload", onUnload);
    // In the capture phase, before the router's own listener, which would already navigate.
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isUnsaved, router]);

  const guard = useMemo(
    (): Guard => ({
      setUnsaved,
      leave: (go) => (isUnsaved ? setWaiting({ go }) : go()),
      leaveForGood: () => {
        isAgreed.current = true;
      },
    }),
    [isUnsaved],
  );
  return (
    <GuardContext value={guard}>
      {children}
      <ConfirmDialog
        isOpen={waiting !== null}
        onOpenChange={(isOpen) => !isOpen && setWaiting(null)}
        title={t("title")}
        confirmLabel={t("confirm")}
        cancelLabel={t("stay")}
        tone="danger"
        onConfirm={() => {
          waiting?.go();
          setWaiting(null);
        }}
      >
        {t("text")}
      </ConfirmDialog>
    </GuardContext>
  );
}

/** Declares that leaving the page would lose work. */
export function useUnsavedWork(isUnsaved: boolean): void {
  const { setUnsaved } = useGuard();
  useEffect(() => {
    setUnsaved(isUnsaved);
    return () => setUnsaved(false);
  }, [isUnsaved, setUnsaved]);
}

/** Returns the function that asks the user before it runs something that would lose unsaved work. */
export function useLeave(): Guard["leave"] {
  return useGuard().leave;
}

/** Returns the function that lets the page be left without a question. */
export function useLeaveForGood(): Guard["leaveForGood"] {
  return useGuard().leaveForGood;
}

function useGuard(): Guard {
  const guard = useContext(GuardContext);
  if (guard === null) throw new Error("no LeaveGuard around this");
  return guard;
}

/** Whether a click would leave this page in this tab. */
function isPlainClick(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const isModified = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  const opensHere = link.target === "" || link.target === "_self";
  const isElsewhere = link.origin === location.origin && link.pathname !== location.pathname;
  return !isModified && opensHere && !link.hasAttribute("download") && isElsewhere;
}
