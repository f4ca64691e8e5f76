"use client";

import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "#components/ui/overlay/confirm-dialog.tsx";

interface Guard {
  readonly setUnsaved: (isUnsaved: boolean) => void;
  /** Does something that would lose unsaved work; asks first where there is any. */
  readonly leave: (go: () => void) => void;
}

const GuardContext = createContext<Guard | null>(null);

/** Asks before unsaved work is lost: by the browser when the page is closed, by us when a link of the portal or another tenant is chosen. */
export function LeaveGuard({ children }: { children: ReactNode }) {
  const t = useTranslations("drop.leave");
  const router = useRouter();
  const [isUnsaved, setUnsaved] = useState(false);
  const [waiting, setWaiting] = useState<{ go: () => void } | null>(null);

  useEffect(() => {
    if (!isUnsaved) return;
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (!(link instanceof HTMLAnchorElement) || !isPlainClick(event, link)) return;
      event.preventDefault();
      event.stopPropagation();
      setWaiting({ go: () => router.push(link.pathname + link.search) });
    };
    window.addEventListener("beforeunload", onUnload);
    // Before the router's own listener, which would already be on its way.
    document.addEventListener("click", onClick, { capture: true });
    return () => {
      window.removeEventListener("beforeunload", onUnload);
      document.removeEventListener("click", onClick, { capture: true });
    };
  }, [isUnsaved, router]);

  const guard = useMemo(
    (): Guard => ({ setUnsaved, leave: (go) => (isUnsaved ? setWaiting({ go }) : go()) }),
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

/** Says that the page has work that leaving would lose. */
export function useUnsavedWork(isUnsaved: boolean): void {
  const { setUnsaved } = useGuard();
  useEffect(() => {
    setUnsaved(isUnsaved);
    return () => setUnsaved(false);
  }, [isUnsaved, setUnsaved]);
}

/** What asks before it does something that would lose unsaved work. */
export function useLeave(): Guard["leave"] {
  return useGuard().leave;
}

function useGuard(): Guard {
  const guard = useContext(GuardContext);
  if (guard === null) throw new Error("no LeaveGuard around this");
  return guard;
}

/** A click that would leave this page in this tab. */
function isPlainClick(event: MouseEvent, link: HTMLAnchorElement): boolean {
  const isModified = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  const opensHere = link.target === "" || link.target === "_self";
  const isElsewhere = link.origin === location.origin && link.pathname !== location.pathname;
  return !isModified && opensHere && !link.hasAttribute("download") && isElsewhere;
}
